import Diagnostics

/// A text that does not follow its grammar or its rules.
public struct FormatFault: Error, Sendable, Hashable {
    /// The rule's stable name, such as `entry-number`.
    public let id: String
    /// The bytes that show it, counted from the start of what was read.
    public let range: Range<Int>
    /// The rule.
    public let message: LocalizedText

    /// A breach of the rule `id` at `range`.
    public init(_ id: String, at range: Range<Int>, _ message: LocalizedText) {
        self.id = id
        self.range = range
        self.message = message
    }

    /// The fault as it stands in a file, in which what was read begins at byte `offset`.
    public func diagnostic(in file: String, offset: Int = 0) -> Diagnostic {
        let place = range.lowerBound + offset..<range.upperBound + offset
        return Diagnostic(id, at: Span(file: file, range: place), message)
    }
}
