import Content
import Diagnostics
import Foundation
import Testing

/// What someone does who has only read the instructions.
struct NewcomerTests {
    private static let kinds = ["case", "news", "interview", "page", "community", "election"]
    /// What a newcomer writes behind a field that was left blank.
    private static let answers = [
        "district": "武侯区", "topics": "[治理机制]", "name": "某某", "role": "书记", "key": "grid-worker", "title": "最美网格员",
    ]

    /// Fields that were left blank for the editor, each with its line's number.
    private func blanks(_ text: String) -> [(line: Int, name: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            guard line.hasSuffix(":"), !line.hasPrefix("#") else { return nil }
            let name = line.drop { $0 == " " || $0 == "-" }.dropLast()
            return ["speaker", "awards"].contains(name) ? nil : (number + 1, String(name))
        }
    }

    @Test("A new file names exactly its blanks, and is right once they are filled", arguments: kinds, ["zh-CN", "en"])
    func newFile(kind: String, language: String) throws {
        let editor = try Editor(language: language)
        let title = "'A: “12345” #法'"
        let made = try editor.run("new", kind, title, "--name", "neu")
        #expect(made.status == 0, "\(made.errors)")
        let path = made.output.trimmingCharacters(in: .newlines)
        let text = try #require(editor.folder.text(path), "the path that was printed must be the new file")
        #expect(text.contains(language == "en" ? "# required; " : "# 必填；"))
        let blanks = blanks(text)
        let reported = try missingFields(editor, path)
        #expect(reported == blanks.map(\.line), "check must name the blanks of a new \(kind) and nothing else")
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for blank in blanks { lines[blank.line - 1] += " \(Self.answers[blank.name] ?? "")" }
        try editor.folder.write(lines.joined(separator: "\n"), to: path)
        let checked = try editor.check("--drafts")
        #expect(checked.status == 0, "\(checked.errors)")
        let built = try editor.build("--drafts")
        #expect(built.status == 0, "\(built.errors)")
    }

    /// The lines of all diagnostics, which must be missing fields of this file.
    private func missingFields(_ editor: Editor, _ path: String) throws -> [Int] {
        let entries = try #require(try editor.check("--format", "json").json()["diagnostics"] as? [[String: Any]])
        return try entries.map { entry in
            let place = try #require(entry["place"] as? [String: Any])
            #expect(entry["id"] as? String == "missing-field" && place["file"] as? String == path, "\(entry)")
            return place["line"] as? Int ?? 0
        }.sorted()
    }

    @Test("A new file never replaces one that is there", arguments: kinds)
    func keepsFiles(kind: String) throws {
        let editor = try Editor()
        let path = try editor.run("new", kind, "三根松", "--name", "a").output.trimmingCharacters(in: .newlines)
        try editor.folder.write("我写的", to: path)
        let again = try editor.run("new", kind, "三根松", "--name", "a")
        #expect(again.status == 2 && again.errors.contains("已经有同名的文件"))
        #expect(editor.folder.text(path) == "我写的")
    }

    @Test("A new file is named after its title and has the fields that the site adds")
    func names() throws {
        let editor = try Editor()
        try editor.folder.write(
            "title: 展\nbase_url: https://example.org/\nfields:\n  case:\n    submitted_by:\n      type: text\n      label: 报送单位\n"
                + "      required: true\n", to: "content/site.yaml")
        let made = try editor.run("new", "case", "三根松社区：“12345”工作法")
        #expect(made.output == "content/cases/三根松社区-12345-工作法.md\n")
        #expect(editor.folder.text("content/cases/三根松社区-12345-工作法.md")?.contains("\nsubmitted_by:\n") == true)
    }

    @Test("Three planted mistakes are told at once, mended, and the case is on the site")
    func threeMistakes() throws {
        let editor = try Editor()
        try editor.folder.write(
            "---\ntitel: 三根松社区\ndate: 2023-02-30\ndistrict: 锦江区\ntopics: [治理机质]\n---\n\n正文。\n",
            to: "content/cases/sangensong.md")
        let checked = try editor.check()
        #expect(checked.status == 1)
        for place in [":2:1: 错误[unknown-key]", ":3:7: 错误[bad-date]", ":5:10: 错误[unknown-topic]"] {
            #expect(checked.errors.contains("content/cases/sangensong.md\(place)"), "\(checked.errors)")
        }
        for fix in ["改为：title", "改为：治理机制"] { #expect(checked.errors.contains(fix), "\(checked.errors)") }
        try editor.folder.write(
            "---\ntitle: 三根松社区\ndate: 2023-02-28\ndistrict: 锦江区\ntopics: [治理机制]\n---\n\n正文。\n",
            to: "content/cases/sangensong.md")
        #expect(try editor.build().status == 0)
        for page in ["index.html", "topics/governance/index.html", "districts/锦江区/index.html", "cases/index.html"] {
            #expect(editor.folder.text("output/\(page)")?.contains("三根松社区") == true, "\(page)")
        }
    }
}
