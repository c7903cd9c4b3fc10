import Diagnostics

/// The numbers of one page for a proof-reader (数字清单), and what is wrong among them.
public struct NumberInventory: Sendable {
    /// The numbers of one unit.
    public struct Group: Sendable {
        /// What the numbers stand for.
        public let kind: NumberMention.Kind
        /// The unit; empty where the numbers have none.
        public let unit: String
        /// The numbers in reading order.
        public let mentions: [NumberMention]
    }

    /// All numbers in reading order.
    public let mentions: [NumberMention]
    /// What does not fit together; warnings and hints, since a text may mean something else than a rule can see.
    public let diagnostics: [Diagnostic]

    /// Takes stock of a page.
    ///
    /// - Parameters:
    ///   - paragraphs: the running text in reading order.
    ///   - tables: its tables; their cells are checked but not listed.
    ///   - known: what is known of the page's community, to compare with.
    ///   - listsChineseNumerals: whether small counts in Chinese numerals are numbers too.
    public init(
        _ paragraphs: [Prose], tables: [ProseTable] = [], known: Knowledge = .nothing,
        listsChineseNumerals: Bool = false
    ) {
        var (mentions, faults) = ([NumberMention](), [Diagnostic]())
        for prose in paragraphs {
            var scanner = NumberScanner(prose)
            let extra = listsChineseNumerals ? chineseNumerals(in: prose) : []
            let found = (scanner.scanAll() + extra).sorted { $0.range.lowerBound < $1.range.lowerBound }
            mentions += found
            for sentence in sentences(found) {
                faults += growthFaults(sentence, in: prose) + shareFaults(sentence, in: prose)
                faults += partFaults(sentence, in: prose)
                faults += knownFigureFaults(sentence, in: prose, known: known)
            }
        }
        faults += notationHints(mentions) + tables.flatMap(tableFaults)
        self.mentions = mentions
        diagnostics = faults.inOrder()
    }

    /// The numbers by kind and unit: counts first; within a kind in byte order of units.
    public var groups: [Group] {
        NumberMention.Kind.allCases.flatMap { kind in
            let ofKind = mentions.filter { $0.kind == kind }
            return Set(ofKind.map(\.unit)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { unit in
                Group(kind: kind, unit: unit, mentions: ofKind.filter { $0.unit == unit })
            }
        }
    }
}

/// The numbers sentence by sentence.
private func sentences(_ mentions: [NumberMention]) -> [[NumberMention]] {
    var result: [[NumberMention]] = []
    for mention in mentions {
        if let last = result.last?.last, last.sentenceRange == mention.sentenceRange {
            result[result.count - 1].append(mention)
        } else {
            result.append([mention])
        }
    }
    return result
}

extension Prose {
    /// The text between two places.
    func text(_ range: Range<Int>) -> String {
        guard range.lowerBound < range.upperBound else { return "" }
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return String(text[start..<bytes.index(start, offsetBy: range.count)])
    }
}

/// 1.2万户 and 12000户 on one page: two ways to write one number.
func notationHints(_ mentions: [NumberMention]) -> [Diagnostic] {
    let counts = mentions.filter { $0.kind == .count && !$0.unit.isEmpty && $0.value != nil }
    return counts.compactMap { mention in
        guard mention.hasMagnitude, let value = mention.value,
            let other = counts.first(where: { $0.unit == mention.unit && !$0.hasMagnitude && agrees($0, mention) })
        else { return nil }
        return Diagnostic(
            "mixed-notation", .hint, at: mention.span,
            LocalizedText(
                zh: "“\(mention.written)\(mention.unit)”在别处写作“\(other.written)\(other.unit)”：同一个数请用一种写法",
                en:
                    "“\(mention.written)\(mention.unit)” is “\(other.written)\(other.unit)” elsewhere: write a number one way"
            ),
            notes: [
                .init(
                    other.value == value
                        ? LocalizedText(zh: "另一处", en: "the other place")
                        : LocalizedText(zh: "另一处，更精确", en: "the other place, more exact"), at: other.span)
            ])
    }
}

/// Whether two numbers can be the same one, the second being rounded to its last written place.
func agrees(_ exact: NumberMention, _ rounded: NumberMention) -> Bool {
    guard let first = exact.value, let second = rounded.value else { return false }
    return agrees(first, with: second, precision: rounded.precision)
}

/// Whether `second`, exact to `precision`, can be a rounding of `first`.
func agrees(_ first: ExactDecimal, with second: ExactDecimal, precision: ExactDecimal) -> Bool {
    guard let distance = try? first.subtracting(second).magnitude, let double = try? distance.adding(distance) else {
        return false
    }
    return double <= precision || first == second
}
