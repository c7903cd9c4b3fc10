/// A published figure that is no exact number but says how large it is: 上百, 200余, 不到30, 约1.2万.
///
/// It is drawn as what it is and never computed with.
public struct NumberBound: Sendable, Hashable {
    /// What the words say about the number.
    public enum Kind: String, Sendable, Hashable {
        /// The number or more: 上百, 200余, 超过30.
        case atLeast
        /// The number or less: 不到30, 至多5.
        case atMost
        /// More or less the number: 约200, 近百.
        case about
    }

    /// What the words say.
    public let kind: Kind
    /// The number that they say it about.
    public let number: ExactDecimal

    private static let before: [(String, Kind)] = [
        ("不少于", .atLeast), ("超过", .atLeast), ("至少", .atLeast), ("超", .atLeast), ("逾", .atLeast), ("上", .atLeast),
        ("≥", .atLeast), (">", .atLeast), ("不到", .atMost), ("不足", .atMost), ("不超过", .atMost), ("至多", .atMost),
        ("最多", .atMost), ("≤", .atMost), ("<", .atMost), ("大约", .about), ("将近", .about), ("接近", .about), ("约", .about),
        ("近", .about),
    ]
    private static let behind: [(String, Kind)] = [
        ("以上", .atLeast), ("余", .atLeast), ("多", .atLeast), ("以下", .atMost), ("以内", .atMost), ("左右", .about),
    ]

    /// Reads a bound; nil for a plain number and for words that say no number.
    public init?(_ text: String) {
        if let (word, kind) = Self.before.first(where: { text.hasPrefix($0.0) }) {
            self.init(kind, String(text.dropFirst(word.count)))
        } else if let (word, kind) = Self.behind.first(where: { text.hasSuffix($0.0) }) {
            self.init(kind, String(text.dropLast(word.count)))
        } else if let index = text.firstIndex(where: { "余多".contains($0) }) {
            // 1万余 is caught above; this is 1余万.
            self.init(.atLeast, String(text[..<index] + text[text.index(after: index)...]))
        } else {
            return nil
        }
    }

    /// `number` is digits with or without 百, 千, 万, 亿, or such a word alone.
    private init?(_ kind: Kind, _ number: String) {
        let word = magnitudePlaces.keys.sorted { ($0.count, $1) > ($1.count, $0) }.first(where: number.hasSuffix)
        let digits = number.dropLast(word?.count ?? 0)
        let mantissa = digits.isEmpty && word != nil ? ExactDecimal(1) : ExactDecimal(String(digits))
        guard let value = mantissa.flatMap({ try? $0.scaled(byPowerOfTen: word.flatMap { magnitudePlaces[$0] } ?? 0) })
        else { return nil }
        self.kind = kind
        self.number = value
    }
}
