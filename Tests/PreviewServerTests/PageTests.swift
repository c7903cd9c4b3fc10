import Diagnostics
import TestSupport
import Testing

@testable import PreviewServer
import SiteBuilding

struct PageTests {
    private func page(_ sheet: String, _ body: String) -> [UInt8] {
        Array(
            "<html><head><link rel=\"icon\" href=\"i.svg\"><link rel=\"stylesheet\" href=\"\(sheet)\"></head><body>\(body)</body></html>"
                .utf8)
    }

    @Test("a new name of a style sheet is no new content")
    func styleSheetOnly() {
        let (old, new) = (PageVersion(page("a/site.1.css", "text")), PageVersion(page("a/site.22.css", "text")))
        #expect(old.hasContent(of: new) && old.name != new.name && new.styleSheets == ["a/site.22.css"])
        #expect(new.hasContent(of: old.name))
    }

    @Test("a new byte anywhere else is new content")
    func content() {
        let (old, new) = (PageVersion(page("a.css", "text")), PageVersion(page("a.css", "texts")))
        #expect(!old.hasContent(of: new) && !new.hasContent(of: old.name))
        #expect(!PageVersion(Array("".utf8)).hasContent(of: "nonsense"))
    }

    @Test("the script is put before the last </body>, and all other bytes stay")
    func injection() {
        for text in [
            "<body>a</body>", "<p>no body", "<BODY></BODY>", "<pre>&lt;/body></pre><!-- </body> --></body></html>", "",
        ] {
            let bytes = Array(text.utf8)
            let made = String(
                decoding: PageInjection.inject(into: bytes, path: "a.html", version: PageVersion(bytes)), as: UTF8.self)
            let parts = made.split(separator: "<script src=\"/.gridshow/preview.js\"", omittingEmptySubsequences: false)
            #expect(parts.count == 2, "one script, not \(parts.count - 1), in \(made)")
            let rest = parts.last?.drop { $0 != "\n" }.dropFirst() ?? ""
            #expect(String(parts[0]) + rest == text)
            #expect(rest.isEmpty || rest.lowercased().hasPrefix("</body"), "\(made)")
        }
    }

    @Test("the name of a page cannot leave its attribute")
    func attribute() {
        let made = PageInjection.inject(into: [], path: "\"><script>x", version: PageVersion([]))
        #expect(!String(decoding: made, as: UTF8.self).contains("<script>"))
    }

    @Test("all text of the overlay is escaped, and the faulty piece is marked")
    func overlay() {
        let source = Array("标题: <b onclick=\"x\">坏</b>\n".utf8)
        let start = 8
        let words = LocalizedText(zh: "规则 <script>", en: "rule <script>")
        let diagnostic = Diagnostic(
            "some-rule", at: Span(file: "content/<a>.md", range: start..<start + 2), words,
            notes: [Diagnostic.Note(LocalizedText(zh: "<i>", en: "<i>"))])
        let html = FaultOverlay(language: .chinese) { _ in source }.html(of: [diagnostic])
        for text in ["<script>", "<b ", "<i>", "content/<a>"] { #expect(!html.contains(text), "\(text) in \(html)") }
        #expect(html.contains("<mark>&lt;b</mark>") && html.contains(".md:1:5"), "\(html)")
    }

    @Test("warnings do not lie over the page; a failure of the machine does")
    func overlayWhen() {
        let overlay = FaultOverlay(language: .english) { _ in nil }
        let warning = Diagnostic("w", .warning, at: .start(of: "a"), LocalizedText(zh: "警", en: "w"))
        #expect(overlay.html(of: [warning]).isEmpty && overlay.html(of: []).isEmpty)
        #expect(overlay.html(of: MachineError("write a", code: 28)).contains("the disk is full"))
    }

    @Test("JSON strings keep their text and cannot end a script")
    func json() { #expect(quotedJSON("a\"\\\n<\u{1}字") == #""a\"\\\n\u003c\u0001字""#) }

    @Test("only names of this computer are answered on loopback")
    func hosts() {
        let hosts = AllowedHosts(address: "127.0.0.1")
        for name in ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080", "[::1]", "127.1.2.3"] {
            #expect(hosts.allow(name), "\(name) is this computer")
        }
        for name in ["example.org", "127.0.0.1.example.org:80", "localhost.example.org", "10.0.0.1:8080", ""] {
            #expect(!hosts.allow(name), "\(name) may be anyone's")
        }
        #expect(AllowedHosts(address: "0.0.0.0").allow("example.org"))
    }
}
