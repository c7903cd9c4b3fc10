import Diagnostics
import SiteBuilding

/// The faults that lie over a page until they are mended, as HTML. All text in it is escaped.
struct FaultOverlay {
    /// More faults than this are counted, not shown.
    private static let limit = 30
    /// Characters of a long line that are shown on either side of a fault.
    private static let margin = 60

    /// The language of the messages.
    let language: Language
    /// The bytes of a source file; nil where it cannot be read.
    let source: (String) -> [UInt8]?

    /// The overlay for a build; empty where nothing stopped it.
    func html(of diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.filter { $0.severity == .error }
        if errors.isEmpty { return "" }
        let title = LocalizedText(
            zh: "\(errors.count) 个错误，下面还是上一次的网页",
            en: "\(errors.count) error\(errors.count == 1 ? "" : "s"); the page below is the last good one")
        let rest = errors.count - Self.limit
        let more = LocalizedText(zh: "还有 \(rest) 个，见终端", en: "\(rest) more, see the terminal")
        return frame(
            title, errors.prefix(Self.limit).map(item).joined() + (rest > 0 ? "<li>\(text(more))</li>" : ""))
    }

    /// The overlay for a failure of the machine.
    func html(of failure: MachineError) -> String {
        let title = LocalizedText(
            zh: "网站没能更新，下面还是上一次的网页", en: "the site could not be updated; the page below is the last good one")
        return frame(title, "<li><p class=\"rule\">\(text(failure.explanation))</p></li>")
    }

    private func frame(_ title: LocalizedText, _ items: String) -> String {
        let close = LocalizedText(zh: "先看网页", en: "see the page")
        return "<header><h2>\(text(title))</h2><button type=\"button\" data-close>\(text(close))</button></header>"
            + "<ol>\(items)</ol>"
    }

    private func item(_ diagnostic: Diagnostic) -> String {
        let index = source(diagnostic.span.file).map { LineIndex($0) }
        var html = "<li><p class=\"place\">\(place(of: diagnostic.span, index))</p>"
        html += "<p class=\"rule\">\(text(diagnostic.message)) <code>\(escapedHTML(diagnostic.id))</code></p>"
        html += excerpt(of: diagnostic.span, index)
        if let suggestion = diagnostic.suggestion { html += "<p class=\"fix\">\(fix(suggestion))</p>" }
        for note in diagnostic.notes { html += "<p class=\"note\">\(text(note.message))\(noteplace(note))</p>" }
        return html + "</li>"
    }

    private func fix(_ suggestion: Diagnostic.Suggestion) -> String {
        if suggestion.replacement.isEmpty { return text(LocalizedText(zh: "改法：删去这一处", en: "fix: delete it")) }
        return text(LocalizedText(zh: "改为：", en: "fix: write ")) + "<code>\(escapedHTML(suggestion.replacement))</code>"
    }

    private func noteplace(_ note: Diagnostic.Note) -> String {
        guard let span = note.span else { return "" }
        return " (\(place(of: span, source(span.file).map { LineIndex($0) })))"
    }

    /// File, line and column as a link that opens an editor there.
    private func place(of span: Span, _ index: LineIndex?) -> String {
        let position = isWholeFile(span) ? nil : index?.position(of: span.range.lowerBound)
        let name = position.map { "\(span.file):\($0.line):\($0.column)" } ?? span.file
        let address = EditorLink.address(of: span.file, line: position?.line, column: position?.column)
        return "<a href=\"\(escapedHTML(address))\">\(escapedHTML(name))</a>"
    }

    private func excerpt(of span: Span, _ index: LineIndex?) -> String {
        guard let index, !isWholeFile(span) else { return "" }
        let position = index.position(of: span.range.lowerBound)
        let line = index.range(ofLine: position.line)
        let scalars = Array(index.text(ofLine: position.line).unicodeScalars)
        let start = min(position.column - 1, scalars.count)
        let endColumn = index.position(of: min(span.range.upperBound, line.upperBound)).column
        let end = min(max(start, endColumn - 1), scalars.count)
        let from = max(0, start - Self.margin)
        let to = min(scalars.count, end + Self.margin)
        let part = { (range: Range<Int>) in escapedHTML(String(String.UnicodeScalarView(scalars[range]))) }
        return "<pre><span class=\"line\">\(position.line)</span>\(from > 0 ? "…" : "")\(part(from..<start))"
            + "<mark>\(part(start..<end))</mark>\(part(end..<to))\(to < scalars.count ? "…" : "")</pre>"
    }

    private func isWholeFile(_ span: Span) -> Bool { span.range.isEmpty && span.range.lowerBound == 0 }

    private func text(_ words: LocalizedText) -> String { escapedHTML(words.text(in: language)) }
}
