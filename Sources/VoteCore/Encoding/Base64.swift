/// Base 64 as RFC 4648 defines it, read strictly: one text for every sequence of bytes and no other.
public enum Base64: Sendable {
    /// `+`, `/` and padding (RFC 4648, section 4): hashes and signatures in notes.
    case standard
    /// `-`, `_` and no padding (RFC 4648, section 5): tags and ballot ids.
    case url

    private static let common = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    private static let standardDigits = common + Array("+/".utf8)
    private static let urlDigits = common + Array("-_".utf8)
    private static let standardValues = values(of: standardDigits)
    private static let urlValues = values(of: urlDigits)
    private static let padding = UInt8(ascii: "=")

    /// For each byte its value as a digit; 255 for what is no digit.
    private static func values(of digits: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }

    /// The text of `bytes`.
    public func encode(_ bytes: some Sequence<UInt8>) -> String {
        let digits = self == .standard ? Self.standardDigits : Self.urlDigits
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(digits[Int(bits >> UInt32(bitCount) & 63)])
            }
        }
        if bitCount > 0 { text.append(digits[Int(bits << UInt32(6 - bitCount) & 63)]) }
        if self == .standard {
            while text.count % 4 != 0 { text.append(Self.padding) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of `text`; nil where it is not exactly what `encode` writes.
    public func decode(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        let values = self == .standard ? Self.standardValues : Self.urlValues
        var digits = text[...]
        if self == .standard {
            guard text.count % 4 == 0 else { return nil }
            for _ in 0..<2 where digits.last == Self.padding { digits = digits.dropLast() }
        }
        guard digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value < 64 else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        // Bits that no byte takes must be zero, or two texts would mean the same.
        guard bits & ((1 << UInt32(bitCount)) - 1) == 0 else { return nil }
        // «AA=A» and «A===» fall here: the padding that was taken off must be the padding that is due.
        guard self == .url || (digits.count + 3) / 4 * 4 == text.count else { return nil }
        return bytes
    }
}

/// Lower-case hexadecimal.
public enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two digits a byte.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes of `text`; nil where it is not exactly what `encode` writes.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text {
            guard let value = digits.firstIndex(of: digit).map(UInt8.init) else { return nil }
            if let first = high { bytes.append(first << 4 | value) }
            high = high == nil ? value : nil
        }
        return bytes
    }
}
