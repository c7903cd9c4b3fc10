import Diagnostics
import Testing

@testable import PreviewServer
@testable import SiteBuilding

struct ReviewBarTests {
    private let bar = ReviewBar(language: .chinese) { _ in Array("---\ntitle: x\n---\n".utf8) }

    private func html(_ facts: PageFacts?, _ diagnostics: [Diagnostic] = []) -> String {
        bar.html(facts: facts, diagnostics: diagnostics)
    }

    private func facts(
        file: String? = "content/cases/a.md", isDraft: Bool = false, isDemonstration: Bool = false,
        characters: Int = 401
    ) -> PageFacts {
        PageFacts(
            sourceFile: file, isDraft: isDraft, isDemonstration: isDemonstration, characters: characters,
            diagnostics: [])
    }

    @Test("a draft is a draft even where it shows sample data")
    func states() {
        #expect(html(facts(isDraft: true, isDemonstration: true)).contains(">草稿<"))
        #expect(html(facts(isDemonstration: true)).contains(">示例<"))
        #expect(html(facts()).contains(">发布<"))
        #expect(html(facts(file: nil, isDemonstration: true, characters: 0)).contains(">示例<"))
    }

    @Test("reading takes a minute for each 400 characters that were begun")
    func minutes() {
        for (characters, minutes) in [1: 1, 400: 1, 401: 2, 4_000: 10] {
            #expect(html(facts(characters: characters)).contains("\(characters) 字，约 \(minutes) 分钟"))
        }
        #expect(!html(facts(characters: 0)).contains("分钟"))
    }

    @Test("faults lead to their lines, and names of files and messages are escaped")
    func faults() {
        let file = "content/cases/<b> \"三根松\".md"
        let warning = Diagnostic(
            "w", .warning, at: Span(file: file, range: 4..<9), LocalizedText(zh: "<script>", en: "<script>"))
        let html = self.html(facts(file: file), [warning])
        for text in ["<b>", "<script>", "\"三根松\""] { #expect(!html.contains(text), "\(text) in \(html)") }
        #expect(html.contains("/content/cases/%3Cb%3E%20%22%E4%B8%89%E6%A0%B9%E6%9D%BE%22.md:2\""), "\(html)")
        #expect(html.contains("1 个警告"))
    }

    @Test("a page of which nothing is known says so, and a list says where it comes from")
    func others() {
        #expect(html(nil).contains("还没有资料"))
        let list = self.html(facts(file: nil, characters: 0))
        #expect(list.contains("汇总") && !list.contains("vscode:") && !list.contains("发布"))
    }
}
