import Diagnostics

/// What the bytes of a text show of the statements that can be checked. Most texts of a site show none, so that a build
/// need not look for their words or scan their numbers.
///
/// Marks of emphasis, spaces and line breaks between characters are passed over, so the signs of a Markdown source hold
/// those of its text.
struct NumberSigns: OptionSet {
    let rawValue: Int

    /// A digit, ASCII or full-width.
    static let digit = NumberSigns(rawValue: 1)
    /// A word such as 增至, and 从 or 由.
    static let change = NumberSigns(rawValue: 2)
    /// A sign of percent, and 占 or 比例.
    static let share = NumberSigns(rawValue: 4)
    /// 其中.
    static let part = NumberSigns(rawValue: 8)
    /// A digit with 万 or 亿 behind it: a number that may be written in two ways.
    static let magnitude = NumberSigns(rawValue: 16)
    /// 合计, 占比 and other words of a table.
    static let table = NumberSigns(rawValue: 32)
    /// The name of a known figure.
    static let label = NumberSigns(rawValue: 64)

    init(rawValue: Int) { self.rawValue = rawValue }

    /// The signs in some UTF-8.
    init(in text: UnsafeBufferPointer<UInt8>, labels: LabelFilter) {
        var reader = SignReader(labels: labels)
        reader.read(text)
        self = reader.signs
    }

    /// The signs in a text.
    init(in text: String, labels: LabelFilter) {
        var text = text
        self = text.withUTF8 { NumberSigns(in: $0, labels: labels) }
    }

    /// Whether a check of single sentences may find something.
    var mayConcernSentence: Bool { contains(.digit) && !isDisjoint(with: [.change, .share, .part, .label]) }

    /// Whether any check may find something.
    var mayConcernText: Bool { contains(.digit) && (mayConcernSentence || !isDisjoint(with: [.magnitude, .table])) }
}

/// Goes over a text once.
private struct SignReader {
    private let labels: LabelFilter
    private(set) var signs: NumberSigns = []
    /// The last character that is no mark and no space.
    private var last: UInt32 = 0
    /// The last three letters, in lower case.
    private var letters: (UInt8, UInt8, UInt8) = (0, 0, 0)
    private var (hasStart, hasChange, hasPercent, hasShare) = (false, false, false, false)

    init(labels: LabelFilter) { self.labels = labels }

    mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        labels.notable.withWords { read(text, notable: $0) }
        if hasStart && hasChange { signs.insert(.change) }
        if hasPercent && hasShare { signs.insert(.share) }
    }

    /// Nearly all characters are Han and say nothing; they cost one look at the set.
    private mutating func read(_ text: UnsafeBufferPointer<UInt8>, notable: UnsafePointer<UInt64>) {
        let bytes = UnsafeRawBufferPointer(text)
        guard let base = bytes.baseAddress else { return }
        var offset = 0
        while offset < bytes.count {
            var passed: UInt32 = 0
            while offset + 4 <= bytes.count {
                let word = UInt32(littleEndian: (base + offset).loadUnaligned(as: UInt32.self))
                guard word & 0xC0_C0F0 == 0x80_80E0 else { break }
                let scalar = (word & 0xF) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F)
                guard notable[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 0 else { break }
                passed = scalar
                offset += 3
            }
            if passed != 0 { last = passed }
            if offset < bytes.count { offset += readCharacter(text, at: offset, notable) }
        }
    }

    /// Reads any character; gives its bytes.
    private mutating func readCharacter(
        _ text: UnsafeBufferPointer<UInt8>, at offset: Int, _ notable: UnsafePointer<UInt64>
    ) -> Int {
        let byte = text[offset]
        let width = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        var scalar = UInt32(byte)
        if width == 3, offset + 2 < text.count {
            scalar = UInt32(byte & 0x0F) << 12 | UInt32(text[offset + 1] & 0x3F) << 6
            scalar |= UInt32(text[offset + 2] & 0x3F)
        }
        // Of characters of two and four bytes only the first is known here.
        let isNotable = width & 1 == 0 || notable[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
        if byte < 0x80 {
            readASCII(byte)
        } else {
            if isNotable { readHan(scalar) }
            last = scalar
        }
        if isNotable, !labels.isEmpty, labels.matches(text, at: offset) { signs.insert(.label) }
        return width
    }

    private mutating func readASCII(_ byte: UInt8) {
        if byte &- 0x30 < 10 {
            signs.insert(.digit)
            last = UInt32(byte)
        } else if byte == UInt8(ascii: "%") {
            hasPercent = true
            last = UInt32(byte)
        } else if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") {
            // Total, Subtotal
            if byte == UInt8(ascii: "l"), letters == (0x6F, 0x74, 0x61) { signs.insert(.table) }
            letters = (letters.1, letters.2, byte | 0x20)
            last = UInt32(byte)
        }
    }

    private mutating func readHan(_ scalar: UInt32) {
        switch Unicode.Scalar(scalar) {
        case "从", "由": hasStart = true
        case "至", "到": hasChange = hasChange || endsChange(last)
        case "占": hasShare = true
        case "例", "重":
            if last == ("比" as Unicode.Scalar).value {
                hasShare = true
                signs.insert(.table)
            }
        case "比": if last == ("占" as Unicode.Scalar).value { signs.insert(.table) }
        case "额": if last == ("份" as Unicode.Scalar).value { signs.insert(.table) }
        case "计", "数", "和": if endsTotal(last) { signs.insert(.table) }
        case "中": if last == ("其" as Unicode.Scalar).value { signs.insert(.part) }
        case "％": hasPercent = true
        case "万", "亿": if isNumber(last) { signs.insert(.magnitude) }
        case "０", "１", "２", "３", "４", "５", "６", "７", "８", "９": signs.insert(.digit)
        default: break
        }
    }

    /// The last characters of 增加, 提升, 下降 …, before 至 or 到.
    private func endsChange(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "加", "长", "升", "高", "大", "增", "涨", "降", "少", "短", "缩", "减", "低": true
        default: false
        }
    }

    /// 合计, 总计, 共计, 小计, 总数, 总和.
    private func endsTotal(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "合", "总", "共", "小": true
        default: false
        }
    }

    /// A digit, or 余, 多, 几, 来 behind one, or the greater unit of 万亿, 百万.
    private func isNumber(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "余", "多", "几", "来", "万", "亿", "千", "百": true
        default: scalar &- 0x30 < 10 || scalar &- 0xFF10 < 10
        }
    }
}

extension NumberInventory {
    /// Whether `faults` may find anything in a text; `source` is its Markdown, or the text itself.
    public static func mayFindFaults(in source: UnsafeBufferPointer<UInt8>, known: Knowledge) -> Bool {
        NumberSigns(in: source, labels: known.labels).mayConcernText
    }

    /// What `diagnostics` would be, without the list: paragraphs in which nothing can be found are not scanned.
    public static func faults(_ paragraphs: [Prose], tables: [ProseTable] = [], known: Knowledge = .nothing)
        -> [Diagnostic]
    {
        let signs = paragraphs.map { NumberSigns(in: $0.text, labels: known.labels) }
        // A number may be written in two ways in two paragraphs.
        let comparesAll = signs.contains { $0.contains(.magnitude) }
        let telling = zip(paragraphs, signs).filter { _, signs in
            comparesAll ? signs.contains(.digit) : signs.mayConcernSentence
        }
        return NumberInventory(telling.map(\.0), tables: tables, known: known).diagnostics
    }
}
