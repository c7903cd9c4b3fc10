import Diagnostics

/// A request for a picture or figure that is made from data: a map of grids, a chart, a number, a comparison.
///
/// The request is checked as far as a text can be: form, names and shapes of attributes. What its values name, such
/// as communities and measures, only the caller knows. The caller's HTML goes to `HTMLWriter` as an insertion.
public struct DataDirective: Sendable {
    /// What is asked for.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// `gridmap`: the grids of a community, coloured.
        case gridMap
        /// `chart`: measures as bars, lines and so on.
        case chart
        /// `stat`: one number.
        case statistic
        /// `compare`: communities side by side.
        case compare
    }

    /// A value of an attribute.
    public struct Value: Sendable, Hashable {
        /// What is written, without quotes; for one of a few words the word in English.
        public let text: String
        /// Where it is written, without quotes.
        public let span: Span
    }

    /// What is asked for.
    public let kind: Kind
    /// How it is written.
    public let form: DirectiveDeclaration.Form
    /// The words in the brackets: the caption; of a statistic what a screen reader says and what summaries hold.
    /// Never empty for other kinds, unless `isFaulty`.
    public let label: String
    /// What stands in the brackets; an empty place after the name where there are none.
    public let labelSpan: Span
    /// All of it in a line; of a container the line that opens it.
    public let span: Span
    /// Whether errors have been reported for it: required attributes may be missing, and what cannot be made from it
    /// needs no further diagnostic.
    public let isFaulty: Bool
    let values: [String: Value]
    let lists: [String: [Value]]

    /// The value of an attribute by its English name; nil where it is not written.
    public func value(_ name: String) -> Value? { values[name] }

    /// The items of an attribute by its English name, in the author's order; one item where the attribute is no list,
    /// none where it is not written.
    public func list(_ name: String) -> [Value] { lists[name] ?? values[name].map { [$0] } ?? [] }

    /// Says that a text is shown without its data.
    public var hintWithoutData: Diagnostic { Rule.dataNotAtHand.diagnostic(at: span) }
}
