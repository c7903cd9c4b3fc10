import Foundation
import Testing

struct OtherCommandTests {
    @Test("markdown turns standard input or a file into HTML")
    func markdown() throws {
        let editor = try Editor(language: nil)
        #expect(try editor.run("markdown", "--commonmark", input: "*网*格\n").output == "<p><em>网</em>格</p>\n")
        try editor.folder.write("# 标题\n\n正文\n", to: "a.md")
        let result = try editor.run("markdown", "a.md")
        #expect(
            result.status == 0 && result.output.contains(">标题</h1>") && result.output.contains("<p>正文</p>"),
            "\(result.output)")
        #expect(try editor.run("markdown", input: "").status == 0)
    }

    @Test("markdown says where a text is not UTF-8 and ends with 1")
    func encoding() throws {
        let editor = try Editor(language: nil)
        try editor.folder.write([0xB1, 0xEA, 0xCC, 0xE2, 0x0A], to: "gb.md")
        let result = try editor.run("markdown", "gb.md")
        #expect(
            result.status == 1 && result.output == "" && result.errors.contains("gb.md:1:1: 错误[not-utf8]"),
            "\(result.errors)")
    }

    @Test("explain names the text, the templates and the words of a page")
    func explain() throws {
        let editor = try Editor()
        try editor.writeCase()
        let result = try editor.run("explain", "cases/a.html", "--templates", ProjectFolder.templates)
        #expect(result.status == 0, "\(result.errors)")
        for part in ["content/cases/a.md", "content/site.yaml", "模板: case, layout, ", "nav_main"] {
            #expect(result.output.contains(part), "\(part) is not in:\n\(result.output)")
        }
        let list = try editor.run("explain", "topics/governance/index.html", "--templates", ProjectFolder.templates)
        #expect(
            list.status == 0 && list.output.contains("content/cases/a.md")
                && list.output.contains("模板: case-list, layout, "))
    }

    @Test("explain ends with 1 for a page that the site does not have, and for a faulty site")
    func explainNothing() throws {
        let editor = try Editor()
        let missing = try editor.run("explain", "cases/none.html", "--templates", ProjectFolder.templates)
        #expect(missing.status == 1 && missing.errors.contains("cases/none.html"))
        try editor.writeCase(fields: "titel: x\n")
        #expect(try editor.run("explain", "cases/a.html", "--templates", ProjectFolder.templates).status == 1)
    }

    @Test(
        "fields lists every field of a kind in the shell's language",
        arguments: ["case", "news", "interview", "page", "community", "election", "site", "topics"])
    func fields(subject: String) throws {
        var editor = try Editor(language: nil)
        let inChinese = try editor.run("fields", subject)
        #expect(inChinese.status == 0 && inChinese.output.contains("必填"))
        editor.locale = "en_US.UTF-8"
        #expect(try editor.run("fields", subject).output.contains("required"))
    }
}
