import Foundation
import Testing

/// 数字清单: `gridshow figures`.
struct FiguresTests {
    /// A site with one case of one community that has a published figure.
    private func editor(language: String = "zh-CN", lineBreak: String = "\n", mark: String = "") throws -> Editor {
        let editor = try Editor(language: language)
        try editor.folder.write(
            "name: 甲村\ndistrict: 锦江区\nfigures:\n  - name: micro\n    label: 微网格\n    value: 1083\n    unit: 个\n"
                + "    as_of: 2023-12\n", to: "content/communities/jia/community.yaml")
        let text = """
            ---
            title: 甲村：12345工作法
            date: 2023-12-15
            district: 锦江区
            community: 甲村
            topics: [治理机制]
            ---

            建起两个支部，服务约**1,200**人次，占63.5%。

            数据里有:stat{measure=micro}。

            | 网格 | 户数 |
            | --- | ---: |
            | 东, "院" | 320 |

            """
        try editor.folder.write(
            mark + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineBreak),
            to: "content/cases/jia.md")
        return editor
    }

    /// The numbers with their places in the file.
    private static let numbers = [
        "count 12345 @2:11", "count 两个 @9:3", "count ≈1,200人次 @9:13", "count 320 @15:12", "share 63.5% @9:24",
    ]

    private func numbers(_ output: String) throws -> [String] {
        let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let texts = try #require(report["texts"] as? [[String: Any]])
        return texts.flatMap { text in
            (text["numbers"] as? [[String: Any]] ?? []).map { number in
                let mark = number["approximate"] as? Bool == true ? "≈" : ""
                return "\(number["kind"] ?? "") \(mark)\(number["written"] ?? "")\(number["unit"] ?? "") "
                    + "@\(number["line"] ?? ""):\(number["column"] ?? "")"
            }
        }
    }

    @Test("The list of a text has every number with its place, and the figures with their cells")
    func list() throws {
        let result = try editor().run("figures", "jia")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        for line in [
            "# 甲村：12345工作法", "content/cases/jia.md", "## 数量 · 个", "- [ ] 两个       9:3    建起两个支部，服务约1,200人次，占63.5%。",
            "- [ ] 1,200人次  9:13   ", "## 比例 · %", "- [ ] 320        15:12  东, \"院\" · 户数：320", "## 来自数据",
            "- [ ] 1,083个    11:5   甲村 · 微网格 · 截至2023年12月 · content/communities/jia/community.yaml:6:micro",
        ] {
            #expect(result.output.contains(line), "“\(line)” is not in:\n\(result.output)")
        }
    }

    @Test("An English site has its list in English")
    func english() throws {
        let result = try editor(language: "en").run("figures", "content/cases/jia.md")
        #expect(result.status == 0)
        for words in ["## count · 个", "## share · %", "## from the data", "as of 2023-12 · content/"] {
            #expect(result.output.contains(words), "“\(words)” is not in:\n\(result.output)")
        }
    }

    @Test("Line ends and a byte order mark change nothing but bytes", arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
    func lineEnds(lineBreak: String, mark: String) throws {
        let result = try editor(lineBreak: lineBreak, mark: mark).run("figures", "--format", "json")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try numbers(result.output).sorted() == Self.numbers.sorted())
    }

    @Test("The table for spreadsheets has a byte order mark, whole rows and no formulas")
    func csv() throws {
        let editor = try editor()
        try editor.writeCase("b", title: "乙", body: "-5℃\n\n=3个")
        let result = try editor.run("figures", "--format", "csv")
        let bytes = try #require(editor.folder.read(".out"))
        #expect(result.status == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        #expect(text.hasPrefix("核对,文件,行,列,类别,数,单位,约数,句子,数据出处\r\n"))
        for row in [
            ",content/cases/jia.md,15,12,数量,320,,,\"东, \"\"院\"\" · 户数：320\",\r\n",
            ",content/cases/jia.md,9,13,数量,\"1,200\",人次,是,", ",'=3个,\r\n", ":6:micro\r\n",
        ] {
            #expect(text.contains(row), "“\(row)” is not in:\n\(text)")
        }
    }

    @Test("A text is named by its path, its file name or its slug; an unknown one is wrong usage with the nearest name")
    func names() throws {
        let editor = try editor()
        try editor.writeCase("b", fields: "slug: yi\n", body: "7件")
        let expected = try editor.run("figures", "yi").output
        #expect(expected.contains("7件") && !expected.contains("1,200"))
        for name in [
            "b", "b.md", "cases/b.md", "./content/cases/b.md", "content\\cases\\b.md",
            "\(editor.folder.path)/content/cases/b.md",
        ] {
            #expect(try editor.run("figures", name).output == expected, "\(name)")
        }
        let unknown = try editor.run("figures", "content/cases/jai.md")
        #expect(unknown.status == 2 && unknown.output == "" && unknown.errors.contains("是不是 content/cases/jia.md？"))
        #expect(try editor.run("figures", "没有").status == 2)
    }

    @Test("Drafts are listed where they are named or asked for")
    func drafts() throws {
        let editor = try editor()
        try editor.writeCase("b", fields: "draft: true\n", body: "7777件")
        #expect(try !editor.run("figures").output.contains("7777"))
        #expect(try editor.run("figures", "b").output.contains("7777"))
        #expect(try editor.run("figures", "--drafts").output.contains("7777"))
    }

    @Test("Findings stand on standard error: warnings end with 0, errors with 1, and the list is whole in both cases")
    func findings() throws {
        let editor = try editor()
        try editor.writeCase("b", body: "从120件下降到90件，下降20%。")
        let warned = try editor.run("figures", "b")
        #expect(warned.status == 0 && warned.errors.contains("警告[growth-mismatch]"), "\(warned.errors)")
        #expect(try editor.check().errors.contains("content/cases/b.md:8:15: 警告[growth-mismatch]"))
        try editor.writeCase("c", fields: "titel: x\n", body: "8888件，电话13912345678。")
        let faulty = try editor.run("figures", "c")
        #expect(faulty.status == 1 && faulty.output.contains("8888件"))
        for rule in ["错误[unknown-key]", "错误[personal-data]"] {
            #expect(faulty.errors.contains(rule), "\(faulty.errors)")
        }
        #expect(try editor.run("figures", "b").status == 0, "faults of other texts are not those of this one")
    }

    @Test("A site without texts, or no site at all, is told from a list")
    func nothing() throws {
        #expect(try Editor().run("figures").output == "")
        let missing = try Editor(language: nil).run("figures")
        #expect(missing.status == 1 && missing.errors.contains("missing-folder"), "\(missing.errors)")
    }
}
