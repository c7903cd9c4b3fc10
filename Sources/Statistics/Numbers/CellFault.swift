import Diagnostics

/// Why a text is not what its column holds, and how it should be written.
public struct CellFault: Error, Hashable {
    /// The rule's name.
    public let id: String
    /// The UTF-8 bytes of the text that break the rule.
    public let range: Range<Int>
    /// The rule.
    public let message: LocalizedText
    /// What to write for the bytes, where it is known.
    public let replacement: String?

    init(_ id: String, _ range: Range<Int>, zh: String, en: String, fix: String? = nil) {
        self.id = id
        self.range = range
        message = LocalizedText(zh: zh, en: en)
        replacement = fix
    }

    /// The fault as it stands in a cell; `offset` is where the text that was read begins in the cell's text.
    public func diagnostic(in cell: CSVCell, offset: Int = 0) -> Diagnostic {
        let place = cell.span(of: range.lowerBound + offset..<range.upperBound + offset)
        let isWhole = place == cell.span && place.range.count != range.count
        let suggestion = replacement.flatMap { isWhole ? nil : Diagnostic.Suggestion(replacing: place, with: $0) }
        return Diagnostic(id, at: place, message, suggestion: suggestion)
    }
}
