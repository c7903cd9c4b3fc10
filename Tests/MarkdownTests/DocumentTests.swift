import Diagnostics
import Markdown
import Testing

@Suite("Documents")
struct DocumentTests {
    private func parse(_ text: String, frontMatter: String = "") -> (
        MarkdownSource, MarkdownDocument, [Diagnostic]
    ) {
        let bytes = Array((frontMatter + text).utf8)
        let source = MarkdownSource(file: "a.md", bytes: bytes, body: frontMatter.utf8.count..<bytes.count)
        let (document, diagnostics) = MarkdownParser.parse(source)
        return (source, document, diagnostics)
    }

    private func marked(_ span: Span, in source: MarkdownSource) -> String {
        String(decoding: source.bytes[span.range], as: UTF8.self)
    }

    @Test("References are in document order and their spans are the destinations in the file")
    func references() {
        let (source, document, _) = parse(
            """
            **“甲”**[乙](b.md "题")和[丙][c]、<https://d.cn>、https://e.cn。
            [![图](f.png)](g%20h.md) [空格](<i j.md>) [转义](k\\_l.md)

            > 引[同](b.md)
            >    [再](b.md)

            ::video[说明]{src=v.mp4 poster="p.jpg"}

            :::gallery
            ![一](1.jpg)
            ![二](2.jpg "题")
            :::

            [c]: m.md
            """, frontMatter: "---\ntitle: b.md\n---\n")
        let expected = [
            "b.md", "m.md", "https://d.cn", "https://e.cn", "g%20h.md", "f.png", "i j.md", "k_l.md", "b.md",
            "b.md", "v.mp4",
            "p.jpg", "1.jpg", "2.jpg",
        ]
        #expect(document.references.map(\.destination) == expected)
        let places = document.references.map { marked($0.span, in: source) }
        #expect(places == expected.map { $0 == "k_l.md" ? "k\\_l.md" : $0 })
        let starts = document.references.filter { $0.destination == "b.md" }.map(\.span.range.lowerBound)
        #expect(Set(starts).count == 3)
        #expect(document.references[0].text == "乙")
        #expect(document.references[5].kind == .image && document.references[5].text == "图")
        #expect(document.references[10].kind == .media)
    }

    @Test("Spans count from the beginning of the file, not of the body")
    func spans() {
        let (source, document, diagnostics) = parse(
            "## 甲\n\n![](a.png)\n", frontMatter: "---\ntitle: x\n---\n")
        #expect(document.headings.map { marked($0.span, in: source) } == ["## 甲"])
        #expect(diagnostics.map { marked($0.span, in: source) } == ["a.png"])
    }

    @Test("Resolved references are written with sizes, types and encoded addresses")
    func resolved() {
        let (_, document, _) = parse("![图](a.png \"题\")\n\n[甲](b.md)\n\n::video[片]{src=c.mp4 poster=d.jpg}\n")
        let references = [
            ResolvedReference(href: "../图 1.png", width: 30, height: 20),
            ResolvedReference(href: "https://b.cn/?a&b", isExternal: true),
            ResolvedReference(href: "c.mp4", mediaType: "video/mp4"),
            ResolvedReference(href: "d.jpg", width: 4, height: 3),
        ]
        var output: [UInt8] = []
        HTMLWriter.write(document, references: references, words: .english, into: &output)
        let html = String(decoding: output, as: UTF8.self)
        #expect(
            html.contains(
                "<img src=\"../%E5%9B%BE%201.png\" alt=\"图\" loading=\"lazy\" decoding=\"async\" width=\"30\" height=\"20\" />"
            ))
        #expect(html.contains("<a href=\"https://b.cn/?a&amp;b\" rel=\"external\">甲</a>"))
        #expect(
            html.contains(
                " poster=\"d.jpg\" width=\"4\" height=\"3\"><source src=\"c.mp4\" type=\"video/mp4\" />"))
        #expect(html.contains(">Download the video</a>"))
    }

    @Test("Destinations that run code are left out")
    func dangerous() {
        #expect(html("[甲](javascript:alert(1))") == "<p><a href=\"\">甲</a></p>\n")
    }

    @Test("The summary ends with a sentence, or with ……")
    func summary() {
        let (_, document, _) = parse("# 题\n\n第一句**“话”**。第二\n句很长很长。\n\n- 第三[^1]\n\n[^1]: 注\n")
        #expect(document.plainText() == "题\n第一句“话”。第二句很长很长。\n第三")
        #expect(document.summary(limit: 10) == "第一句“话”。")
        #expect(document.summary(limit: 5) == "第一句……")
        #expect(document.summary(limit: 100) == "第一句“话”。第二句很长很长。第三")
    }

    @Test("A statistic is its label in summaries, headings and plain text; captions of figures are not prose of a text")
    func statistics() {
        let (source, document, _) = parse(
            "# 题:stat[若干]{of=a measure=b}\n\n共:stat[两千]{of=a measure=b}户。\n\n::chart[图]{of=a measure=b}\n",
            frontMatter: "---\na: b\n---\n")
        #expect(document.plainText() == "题若干\n共两千户。")
        #expect(document.summary() == "共两千户。")
        #expect(document.headings.map(\.id) == ["题若干"])
        let chart = document.dataDirectives.last
        #expect(chart?.kind == .chart && chart?.label == "图")
        #expect(chart.map { marked($0.labelSpan, in: source) } == "图")
        #expect(chart?.value("measure").map { marked($0.span, in: source) } == "b")
        #expect(chart?.list("of").map { marked($0.span, in: source) } == ["a"])
        #expect(chart?.list("rows").isEmpty == true && chart?.value("rows") == nil)
    }

    @Test("Characters are counted as editors count them")
    func characters() {
        #expect(parse("微网，12345 hello world。").1.characterCount == 5)
    }

    @Test("Every name and alias in the table of directives is used once, and has help in two languages")
    func table() {
        let names = DirectiveDeclaration.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        for declaration in DirectiveDeclaration.all {
            #expect(!declaration.help.zh.isEmpty && !declaration.help.en.isEmpty)
            let keys = declaration.attributes.flatMap { [$0.name] + $0.aliases }
            #expect(Set(keys).count == keys.count, "\(declaration.name)")
            #expect(declaration.attributes.allSatisfy { !$0.help.zh.isEmpty && !$0.help.en.isEmpty })
            #expect(DirectiveDeclaration.named(declaration.aliases.first ?? "")?.name == declaration.name)
        }
    }
}
