import Diagnostics

/// Escapes text for HTML, in element content and in quoted attribute values.
enum HTMLEscaping {
    /// Appends `text`, escaped, to `output`.
    static func append(_ text: borrowing String, to output: inout ByteBuffer) {
        if let bytes = text.lastingBytes { return append(bytes, to: &output) }
        var text = copy text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &output) }
    }

    /// Appends UTF-8, escaped, to `output`.
    static func append(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        var start = 0
        while let index = firstSpecial(in: bytes, from: start) {
            output.append(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
            append(replacementOf: bytes[index], to: &output)
            start = index + 1
        }
        output.append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }

    /// Where the next byte stands that has a meaning in HTML.
    private static func firstSpecial(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        firstOffset(in: bytes, from: start) {
            // & and ' differ in one bit, as do < and >.
            $0.holdASCII ? $0.equal(0x22) | $0.equal(0x27, but: 0x01) | $0.equal(0x3E, but: 0x02) : 0
        }
    }

    private static func append(replacementOf byte: UInt8, to output: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): output.append("&quot;")
        case UInt8(ascii: "&"): output.append("&amp;")
        case UInt8(ascii: "'"): output.append("&#39;")
        case UInt8(ascii: "<"): output.append("&lt;")
        default: output.append("&gt;")
        }
    }
}
