import Diagnostics

/// How text becomes HTML text and attribute values; the same bytes as libcmark writes.
enum Escaping {
    /// Appends `bytes` with `"`, `&`, `<` and `>` as entities.
    static func appendText(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var start = 0
        while let index = firstSpecial(in: bytes, from: start) {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
            appendEntity(bytes[index], to: &output)
            start = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }

    private static func firstSpecial(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        firstOffset(in: UnsafeRawBufferPointer(bytes), from: start) {
            $0.holdASCII ? $0.equal(0x22) | $0.equal(0x26) | $0.equal(0x3E, but: 0x02) : 0
        }
    }

    /// Appends `bytes` as the value of `href` or `src`: percent-encoded where a URL needs it, then escaped.
    static func appendDestination(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): output.append(ascii: "&amp;")
            case UInt8(ascii: "'"): output.append(ascii: "&#x27;")
            case _ where isSafeInDestination(byte): output.append(byte)
            default:
                output.append(UInt8(ascii: "%"))
                output.append(hexadecimalDigit(byte >> 4))
                output.append(hexadecimalDigit(byte & 15))
            }
        }
    }

    private static func appendEntity(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case 0x22: output.append(ascii: "&quot;")
        case 0x26: output.append(ascii: "&amp;")
        case 0x3C: output.append(ascii: "&lt;")
        default: output.append(ascii: "&gt;")
        }
    }

    private static func isSafeInDestination(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        case 0x21, 0x23, 0x24, 0x25, 0x28...0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5F, 0x7E: return true
        default: return false
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x41 + value - 10
    }
}

extension [UInt8] {
    /// Appends a literal.
    @inline(__always)
    mutating func append(ascii literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends a number in decimal.
    mutating func append(decimal number: Int) {
        if number >= 0, number < 10 {
            append(0x30 + UInt8(number))
        } else {
            append(contentsOf: String(number).utf8)
        }
    }
}
