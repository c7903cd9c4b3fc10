/// Writes diagnostics for a terminal: place, rule, the line of source with carets below, notes, the way out.
public struct DiagnosticText: Sendable {
    /// The language of the messages.
    public let language: Language
    /// Whether ANSI colours are used.
    public let usesColor: Bool

    private enum Style: String {
        case bold = "1"
        case red = "31;1"
        case yellow = "33;1"
        case blue = "34;1"
        case green = "32"
    }

    /// A writer for one language.
    public init(language: Language, usesColor: Bool = false) {
        self.language = language
        self.usesColor = usesColor
    }

    /// The text for `diagnostics` in the given order, one blank line after each.
    ///
    /// - Parameter source: gives the bytes of a file by its path; nil where it cannot be read (then no line is shown).
    public func text(of diagnostics: [Diagnostic], source: (String) -> [UInt8]?) -> String {
        var current: (file: String, index: LineIndex?)?
        func index(of file: String) -> LineIndex? {
            if let current, current.file == file { return current.index }
            let index = source(file).map { LineIndex($0) }
            current = (file, index)
            return index
        }
        var output = ""
        for diagnostic in diagnostics {
            output += headline(of: diagnostic, index: index(of: diagnostic.span.file))
            if let suggestion = diagnostic.suggestion { output += line(of: suggestion) }
            for note in diagnostic.notes { output += line(of: note, index: note.span.flatMap { index(of: $0.file) }) }
            output += "\n"
        }
        return output
    }

    /// The closing line: how many errors and warnings there are.
    public func summary(of diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count { $0.severity == .warning }
        let hints = diagnostics.count - errors - warnings
        return LocalizedText(
            zh: "\(errors) 个错误，\(warnings) 个警告，\(hints) 个提示",
            en: "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s"), "
                + "\(hints) hint\(hints == 1 ? "" : "s")"
        ).text(in: language)
    }

    private func headline(of diagnostic: Diagnostic, index: LineIndex?) -> String {
        let (word, style): (LocalizedText, Style) =
            switch diagnostic.severity {
            case .error: (LocalizedText(zh: "错误", en: "error"), .red)
            case .warning: (LocalizedText(zh: "警告", en: "warning"), .yellow)
            case .hint: (LocalizedText(zh: "提示", en: "hint"), .blue)
            }
        let label = paint("\(word.text(in: language))[\(diagnostic.id)]", style)
        let message = paint(diagnostic.message.text(in: language), .bold)
        return "\(place(of: diagnostic.span, index: index)): \(label) \(message)\n"
            + excerpt(of: diagnostic.span, index: index, style: style)
    }

    private func place(of span: Span, index: LineIndex?) -> String {
        guard let index, !(span.range.isEmpty && span.range.lowerBound == 0) else { return span.file }
        let position = index.position(of: span.range.lowerBound)
        return "\(span.file):\(position.line):\(position.column)"
    }

    private func excerpt(of span: Span, index: LineIndex?, style: Style) -> String {
        guard let index, !(span.range.isEmpty && span.range.lowerBound == 0) else { return "" }
        let position = index.position(of: span.range.lowerBound)
        let source = index.text(ofLine: position.line)
        let shown = Array(source.unicodeScalars).map { $0 == "\t" ? " " : $0 }
        let start = min(position.column - 1, shown.count)
        let lineEnd = index.range(ofLine: position.line).upperBound
        let endColumn = index.position(of: min(span.range.upperBound, lineEnd)).column
        let end = min(max(start, endColumn - 1), shown.count)
        // Long lines (a paragraph is one line) are shown as a window around the fault.
        let from = max(0, start - 30)
        let to = min(shown.count, max(end, start) + 30)
        let lead = from > 0 ? "…" : ""
        let text = lead + String(String.UnicodeScalarView(shown[from..<to])) + (to < shown.count ? "…" : "")
        let gap = String(
            repeating: " ", count: displayWidth(of: lead.unicodeScalars) + displayWidth(of: shown[from..<start]))
        let carets = String(repeating: "^", count: max(1, displayWidth(of: shown[start..<end])))
        let number = String(position.line)
        let margin = String(repeating: " ", count: number.count)
        return " \(number) | \(text)\n \(margin) | \(gap)\(paint(carets, style))\n"
    }

    private func line(of suggestion: Diagnostic.Suggestion) -> String {
        let words =
            suggestion.replacement.isEmpty
            ? LocalizedText(zh: "改法：删去这一处", en: "fix: delete it")
            : LocalizedText(zh: "改为：\(suggestion.replacement)", en: "fix: write \(suggestion.replacement)")
        return "   = " + paint(words.text(in: language), .green) + "\n"
    }

    private func line(of note: Diagnostic.Note, index: LineIndex?) -> String {
        let message = note.message.text(in: language)
        guard let span = note.span else { return "   = \(message)\n" }
        return "   = \(message) (\(place(of: span, index: index)))\n"
    }

    private func paint(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
