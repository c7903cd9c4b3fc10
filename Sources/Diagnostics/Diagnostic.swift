/// How bad a diagnostic is. Errors stop a build; warnings and hints do not.
public enum Severity: Int, Sendable, Comparable, CaseIterable {
    case error
    case warning
    case hint

    /// Errors come before warnings, warnings before hints.
    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// Something that a user must know about a source file, as plain data.
///
/// The message states the rule that was broken, not only that something failed;
/// a note names the other place that matters; a suggestion is a text that would mend it.
public struct Diagnostic: Sendable, Hashable {
    /// A second place that explains the first.
    public struct Note: Sendable, Hashable {
        /// What is to be seen there.
        public let message: LocalizedText
        /// Where it is, if it is in a file.
        public let span: Span?

        /// A remark about `span`.
        public init(_ message: LocalizedText, at span: Span? = nil) {
            self.message = message
            self.span = span
        }
    }

    /// A text that can stand where `span` is and mends the fault.
    public struct Suggestion: Sendable, Hashable {
        /// The bytes to be replaced.
        public let span: Span
        /// What to write there.
        public let replacement: String

        /// The proposal to write `replacement` at `span`.
        public init(replacing span: Span, with replacement: String) {
            self.span = span
            self.replacement = replacement
        }
    }

    /// The rule's stable name, such as `unknown-key`: lower-case words and hyphens.
    public let id: String
    /// How bad it is.
    public let severity: Severity
    /// The smallest piece of source that shows it.
    public let span: Span
    /// The rule, in every language.
    public let message: LocalizedText
    /// Other places that matter, in reading order.
    public let notes: [Note]
    /// The way out, where it is known exactly.
    public let suggestion: Suggestion?

    /// A diagnostic with all that is known about it.
    public init(
        _ id: String,
        _ severity: Severity = .error,
        at span: Span,
        _ message: LocalizedText,
        notes: [Note] = [],
        suggestion: Suggestion? = nil
    ) {
        self.id = id
        self.severity = severity
        self.span = span
        self.message = message
        self.notes = notes
        self.suggestion = suggestion
    }
}

extension Diagnostic {
    /// The same with an error turned into a warning: for faults of texts that will not be published.
    public var asWarning: Diagnostic {
        guard severity == .error else { return self }
        return Diagnostic(id, .warning, at: span, message, notes: notes, suggestion: suggestion)
    }
}

extension Diagnostic: Comparable {
    /// The one order in which diagnostics are shown: by file (UTF-8 bytes), place, severity, rule and wording.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        if left.span.file != right.span.file {
            return left.span.file.utf8.lexicographicallyPrecedes(right.span.file.utf8)
        }
        let leftKey = (left.span.range.lowerBound, left.span.range.upperBound, left.severity.rawValue)
        let rightKey = (right.span.range.lowerBound, right.span.range.upperBound, right.severity.rawValue)
        if leftKey != rightKey { return leftKey < rightKey }
        return (left.id, left.message.en) < (right.id, right.message.en)
    }
}

extension Sequence<Diagnostic> {
    /// Whether anything here must stop a build.
    public var containsError: Bool { contains { $0.severity == .error } }

    /// The diagnostics in their one order, each said once.
    public func inOrder() -> [Diagnostic] {
        var last: Diagnostic?
        return sorted().filter { diagnostic in
            defer { last = diagnostic }
            return diagnostic != last
        }
    }
}
