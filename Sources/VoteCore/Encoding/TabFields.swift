import Diagnostics

/// One line of text whose fields are separated by TAB, read from left to right.
///
/// Every reading function throws a `FormatFault` with the bytes of the field that is wrong.
struct TabFields {
    private let line: ArraySlice<UInt8>
    private let id: String
    /// The field that was read last; nil before the first.
    private var last: Range<Int>?
    /// Where the next field begins; nil behind the last.
    private var next: Int?

    /// The fields of `line`, the indices of which are the places in faults.
    ///
    /// - Parameter id: the rule that faults of this line break.
    init(_ line: ArraySlice<UInt8>, id: String) {
        self.line = line
        self.id = id
        next = line.startIndex
    }

    /// Whether all fields have been read.
    var isAtEnd: Bool { next == nil }

    /// A fault at the field that was read last.
    func fault(_ message: LocalizedText) -> FormatFault {
        FormatFault(id, at: last ?? line.indices, message)
    }

    /// The next field as it is.
    mutating func bytes() throws(FormatFault) -> ArraySlice<UInt8> {
        guard let start = next else {
            throw FormatFault(id, at: line.indices, LocalizedText(zh: "这一行少了字段", en: "the line has too few fields"))
        }
        let end = line[start...].firstIndex(of: UInt8(ascii: "\t")) ?? line.endIndex
        next = end == line.endIndex ? nil : end + 1
        last = start..<end
        return line[start..<end]
    }

    /// All fields have been read.
    func end() throws(FormatFault) {
        guard let next else { return }
        let message = LocalizedText(zh: "这一行多了字段", en: "the line has too many fields")
        throw FormatFault(id, at: next..<line.endIndex, message)
    }

    /// The next field must be `word`.
    mutating func expect(_ word: String) throws(FormatFault) {
        guard try bytes().elementsEqual(word.utf8) else {
            throw fault(LocalizedText(zh: "这里必须是“\(word)”", en: "this must be “\(word)”"))
        }
    }

    /// A whole number within `allowed`, without sign and leading zeros.
    mutating func number(_ allowed: ClosedRange<Int> = 0...Int.max) throws(FormatFault) -> Int {
        guard let number = WholeNumber.value(of: try bytes()), allowed.contains(number) else {
            throw fault(
                allowed.upperBound == Int.max
                    ? LocalizedText(zh: "这里必须是一个不带前导零的整数", en: "this must be a whole number without leading zeros")
                    : LocalizedText(
                        zh: "这里必须是 \(allowed.lowerBound) 到 \(allowed.upperBound) 之间的整数",
                        en: "this must be a whole number from \(allowed.lowerBound) to \(allowed.upperBound)"))
        }
        return number
    }

    /// Words that people wrote: not empty, no invisible characters.
    mutating func words() throws(FormatFault) -> String {
        let bytes = try bytes()
        if let problem = PlainWords.problem(bytes) { throw fault(problem) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A name of lower-case letters, digits and hyphens.
    mutating func name(_ lengths: ClosedRange<Int>) throws(FormatFault) -> String {
        let bytes = try bytes()
        guard PlainWords.isName(bytes, lengths) else {
            throw fault(
                LocalizedText(
                    zh: "这里必须是 \(lengths.lowerBound) 到 \(lengths.upperBound) 个小写字母、数字或连字符，不以连字符开头",
                    en:
                        "this must be \(lengths.lowerBound) to \(lengths.upperBound) lower-case letters, digits or hyphens, not a hyphen first"
                ))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Bytes in hexadecimal.
    mutating func hexadecimal(count: Int) throws(FormatFault) -> [UInt8] {
        guard let value = Hexadecimal.decode(try bytes()), value.count == count else {
            throw fault(
                LocalizedText(
                    zh: "这里必须是 \(2 * count) 位小写十六进制", en: "this must be \(2 * count) lower-case hexadecimal digits"))
        }
        return value
    }

    /// Sixteen bytes in base64url.
    mutating func bytes16() throws(FormatFault) -> Bytes16 {
        guard let value = Bytes16(text: try bytes()) else {
            throw fault(LocalizedText(zh: "这里必须是 22 位 base64url", en: "this must be 22 digits of base64url"))
        }
        return value
    }
}

/// Decimal numbers that have one text each.
enum WholeNumber {
    /// The number; nil with a sign, a leading zero or above 2^53 - 1, the largest that every reader keeps exactly.
    static func value(of digits: some Collection<UInt8>) -> Int? {
        let count = digits.count
        guard let first = digits.first, count <= 16, count == 1 || first != UInt8(ascii: "0") else { return nil }
        var number = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number < 1 << 53 ? number : nil
    }
}

/// What a text in a log or in rules may hold.
enum PlainWords {
    /// Characters that nobody sees, or that turn the text around them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
        default: false
        }
    }

    /// What is wrong with the text; nil for one that can be shown to anybody.
    static func problem(_ bytes: ArraySlice<UInt8>) -> LocalizedText? {
        if bytes.isEmpty { return LocalizedText(zh: "这里不能是空的", en: "this must not be empty") }
        // Printable ASCII needs no decoding.
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return LocalizedText(zh: "这里必须是 UTF-8", en: "this must be UTF-8")
        }
        guard let bad = text.unicodeScalars.first(where: isInvisible) else { return nil }
        let code = String(bad.value, radix: 16, uppercase: true)
        return LocalizedText(
            zh: "不能有看不见的字符（U+\(code)）", en: "invisible characters are not allowed (U+\(code))")
    }

    /// Whether these are lower-case letters, digits and hyphens, as many as `lengths` says, without a hyphen first.
    static func isName(_ bytes: ArraySlice<UInt8>, _ lengths: ClosedRange<Int>) -> Bool {
        guard lengths.contains(bytes.count), bytes.first != UInt8(ascii: "-") else { return false }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                continue
            default: return false
            }
        }
        return true
    }
}
