import Diagnostics
import SiteBuilding

/// What a reviewer wants to know about a page, as HTML for the bar below it. All text in it is escaped.
struct ReviewBar {
    /// Characters that a reader takes in a minute.
    private static let charactersPerMinute = 400

    /// The language of the bar.
    let language: Language
    /// The bytes of a source file; nil where it cannot be read.
    let source: (String) -> [UInt8]?

    /// The bar of a page.
    ///
    /// - Parameters:
    ///   - facts: nil for a page of which nothing is known.
    ///   - diagnostics: what the last build found in the page's file.
    func html(facts: PageFacts?, diagnostics: [Diagnostic]) -> String {
        guard let facts else {
            return span("list", text(LocalizedText(zh: "这一页还没有资料", en: "nothing is known of this page yet")))
        }
        var parts: [String] = []
        if facts.sourceFile != nil || facts.isDemonstration { parts.append(state(of: facts)) }
        if facts.characters > 0 { parts.append(length(of: facts.characters)) }
        if facts.sourceFile != nil { parts.append(faults(diagnostics)) }
        let made = LocalizedText(zh: "这一页由别的页面汇总而成", en: "this page is made from other pages")
        parts.append(facts.sourceFile.map { sourceLink($0, diagnostics.first) } ?? span("list", text(made)))
        return parts.joined()
    }

    private func state(of facts: PageFacts) -> String {
        if facts.isDraft { return span("state draft", text(LocalizedText(zh: "草稿", en: "draft"))) }
        if facts.isDemonstration { return span("state demo", text(LocalizedText(zh: "示例", en: "sample data"))) }
        return span("state published", text(LocalizedText(zh: "发布", en: "published")))
    }

    private func length(of characters: Int) -> String {
        let minutes = max(1, (characters + Self.charactersPerMinute - 1) / Self.charactersPerMinute)
        return span(
            "length",
            text(
                LocalizedText(
                    zh: "\(characters) 字，约 \(minutes) 分钟", en: "\(characters) characters, about \(minutes) min")))
    }

    private func faults(_ diagnostics: [Diagnostic]) -> String {
        if diagnostics.isEmpty { return span("good", text(LocalizedText(zh: "没有问题", en: "no faults"))) }
        let items = diagnostics.map { diagnostic in
            let line = isWholeFile(diagnostic.span) ? nil : self.line(of: diagnostic.span)
            let place = line.map { "\($0): " } ?? ""
            let address = EditorLink.address(of: diagnostic.span.file, line: line)
            return "<li class=\"\(diagnostic.severity)\"><a href=\"\(escapedHTML(address))\">\(place)"
                + "\(text(diagnostic.message))</a></li>"
        }
        return "<details class=\"faults\"><summary>\(text(summary(of: diagnostics)))</summary>"
            + "<ul>\(items.joined())</ul></details>"
    }

    /// How many there are of each severity that is there.
    private func summary(of diagnostics: [Diagnostic]) -> LocalizedText {
        let names: [(Severity, LocalizedText)] = [
            (.error, LocalizedText(zh: "个错误", en: "error")), (.warning, LocalizedText(zh: "个警告", en: "warning")),
            (.hint, LocalizedText(zh: "个提示", en: "hint")),
        ]
        let parts = names.compactMap { severity, name -> LocalizedText? in
            let count = diagnostics.count { $0.severity == severity }
            if count == 0 { return nil }
            return LocalizedText(zh: "\(count) \(name.zh)", en: "\(count) \(name.en)\(count == 1 ? "" : "s")")
        }
        return LocalizedText(
            zh: parts.map(\.zh).joined(separator: "，"), en: parts.map(\.en).joined(separator: ", "))
    }

    private func sourceLink(_ file: String, _ first: Diagnostic?) -> String {
        let line = first.flatMap { isWholeFile($0.span) ? nil : self.line(of: $0.span) } ?? 1
        let address = EditorLink.address(of: file, line: line)
        let open = text(LocalizedText(zh: "打开原稿", en: "open the source"))
        let copy = text(LocalizedText(zh: "复制路径", en: "copy the path"))
        return "<a class=\"source\" href=\"\(escapedHTML(address))\">\(open)</a>"
            + "<code class=\"path\">\(escapedHTML(file))</code>"
            + "<button type=\"button\" data-copy=\"\(escapedHTML(EditorLink.wholePath(of: file)))\">\(copy)</button>"
    }

    private func line(of span: Span) -> Int? {
        source(span.file).map { LineIndex($0).line(of: span.range.lowerBound) }
    }

    private func isWholeFile(_ span: Span) -> Bool { span.range.isEmpty && span.range.lowerBound == 0 }

    private func span(_ name: String, _ html: String) -> String { "<span class=\"\(name)\">\(html)</span>" }

    private func text(_ words: LocalizedText) -> String { escapedHTML(words.text(in: language)) }
}
