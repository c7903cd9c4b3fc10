import Diagnostics

/// What the cells of a column hold.
public enum ColumnType: String, Sendable, Hashable, CaseIterable {
    case number
    case text
    case code
    case date

    /// The type's name for people.
    public var label: LocalizedText {
        switch self {
        case .number: LocalizedText(zh: "数字", en: "number")
        case .text: LocalizedText(zh: "文字", en: "text")
        case .code: LocalizedText(zh: "编码", en: "code")
        case .date: LocalizedText(zh: "日期", en: "date")
        }
    }
}

/// How the figure of a whole comes from those of its parts.
public enum Aggregation: Sendable, Hashable, CustomStringConvertible {
    /// The sum of the parts.
    case sum
    /// The mean over all grids that have no parts themselves.
    case mean
    /// The mean of the parts weighted by another measure, named here.
    case weightedMean(by: String)
    /// The whole's figure does not follow from its parts.
    case none

    /// Reads `sum`, `mean`, `wmean(events)` or `none`.
    public init?(_ text: String) {
        switch text {
        case "sum": self = .sum
        case "mean": self = .mean
        case "none": self = .none
        default:
            guard text.hasPrefix("wmean("), text.hasSuffix(")") else { return nil }
            let name = text.dropFirst(6).dropLast()
            guard !name.isEmpty, !name.contains(where: { $0 == "(" || $0 == ")" || $0.isWhitespace }) else {
                return nil
            }
            self = .weightedMean(by: String(name))
        }
    }

    /// The text that `init(_:)` reads.
    public var description: String {
        switch self {
        case .sum: "sum"
        case .mean: "mean"
        case .weightedMean(let name): "wmean(\(name))"
        case .none: "none"
        }
    }
}

/// What an editor says about a column, or about a measure of a community.
public struct ColumnDeclaration: Sendable, Hashable {
    /// The name in the header and in directives.
    public let name: String
    /// The name on the page.
    public let label: String
    /// What the cells hold.
    public let type: ColumnType
    /// The unit; may be empty.
    public var unit = ""
    /// Whether the column must be there without a missing value.
    public var isRequired = false
    /// Whether no value may occur twice.
    public var isUnique = false
    /// How figures are put together.
    public var aggregation = Aggregation.none
    /// The digits behind the point in print; nil prints what was written.
    public var decimals: Int?
    /// Whether a smaller figure is the better one; nil where neither is.
    public var lessIsBetter: Bool?
    /// Where it is declared.
    public let span: Span

    /// Declares a column. Codes are unique unless that is taken back.
    public init(_ name: String, label: String, type: ColumnType, at span: Span) {
        self.name = name
        self.label = label
        self.type = type
        self.span = span
        isUnique = type == .code
    }
}

extension [ColumnDeclaration] {
    /// What is wrong with declarations as such: names that occur twice, weights that are no number columns, and
    /// aggregation of what is no number.
    public func faults() -> [Diagnostic] {
        var first: [String: ColumnDeclaration] = [:]
        let numbers = filter { $0.type == .number }.map(\.name)
        return flatMap { column in
            defer { first[column.name] = first[column.name] ?? column }
            return [first[column.name].map { Diagnostic.duplicateDeclaration(column, first: $0) }].compactMap { $0 }
                + aggregationFaults(column, numbers: numbers)
        }.inOrder()
    }

    private func aggregationFaults(_ column: ColumnDeclaration, numbers: [String]) -> [Diagnostic] {
        if column.aggregation != .none, column.type != .number {
            return [
                Diagnostic(
                    "wrong-aggregation", at: column.span,
                    LocalizedText(
                        zh: "“\(column.name)”是\(column.type.label.zh)列，不能汇总；只有数字列可以",
                        en: "“\(column.name)” holds \(column.type.label.en)s: only numbers can be aggregated"))
            ]
        }
        guard case .weightedMean(let weight) = column.aggregation, !numbers.contains(weight) || weight == column.name
        else { return [] }
        let others = numbers.filter { $0 != column.name }
        return [
            Diagnostic(
                "unknown-measure", at: column.span,
                LocalizedText(
                    zh: "“\(column.name)”按“\(weight)”加权，但没有这个数字列；可用的有：\(others.joined(separator: "、"))",
                    en: "“\(column.name)” is weighted by “\(weight)”, which is no other number column; there are: "
                        + others.joined(separator: ", ")),
                suggestion: nearestName(to: weight, among: others).map {
                    .init(replacing: column.span, with: "wmean(\($0))")
                })
        ]
    }
}

extension Diagnostic {
    fileprivate static func duplicateDeclaration(_ column: ColumnDeclaration, first: ColumnDeclaration) -> Diagnostic {
        Diagnostic(
            "duplicate-column", at: column.span,
            LocalizedText(zh: "“\(column.name)”声明了两次", en: "“\(column.name)” is declared twice"),
            notes: [Note(LocalizedText(zh: "第一次在这里", en: "first here"), at: first.span)])
    }
}
