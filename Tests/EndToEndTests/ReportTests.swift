import Foundation
import Testing

/// What commands say, to people and to programs.
struct ReportTests {
    private func faultyEditor(language: String? = "zh-CN") throws -> Editor {
        let editor = try Editor(language: language)
        try editor.writeCase("瓦窑", fields: "summry: 提要\n")
        return editor
    }

    @Test("The JSON report is one object on standard output, and nothing else")
    func json() throws {
        let result = try faultyEditor().check("--format", "json")
        #expect(result.status == 1 && result.errors == "")
        let report = try result.json()
        #expect(report["errors"] as? Int == 1)
        let entry = try #require((report["diagnostics"] as? [[String: Any]])?.first)
        #expect(entry["id"] as? String == "unknown-key")
        let place = try #require(entry["place"] as? [String: Any])
        #expect(
            place["file"] as? String == "content/cases/瓦窑.md" && place["line"] as? Int == 6
                && place["column"] as? Int == 1)
        #expect((entry["suggestion"] as? [String: Any])?["replacement"] as? String == "summary")
    }

    @Test("The SARIF report has one run with its rule and place")
    func sarif() throws {
        let result = try faultyEditor().check("--format", "sarif")
        #expect(result.status == 1 && result.errors == "")
        let report = try result.json()
        #expect(report["version"] as? String == "2.1.0")
        let run = try #require((report["runs"] as? [[String: Any]])?.first)
        let entry = try #require((run["results"] as? [[String: Any]])?.first)
        #expect(entry["ruleId"] as? String == "unknown-key" && entry["level"] as? String == "error")
    }

    @Test("A report without faults is whole, too", arguments: ["json", "sarif"])
    func emptyReports(format: String) throws {
        let result = try Editor().check("--format", format)
        #expect(result.status == 0)
        _ = try result.json()
    }

    @Test("A site speaks its own language, whatever the shell speaks")
    func siteLanguage() throws {
        var chinese = try faultyEditor(language: "zh-CN")
        chinese.locale = "en_US.UTF-8"
        let inChinese = try chinese.check()
        #expect(inChinese.errors.contains("错误[unknown-key] 案例没有“summry”这个字段") && inChinese.output.contains("1 个错误"))
        var english = try faultyEditor(language: "en")
        english.locale = "zh_CN.UTF-8"
        let inEnglish = try english.check()
        #expect(
            inEnglish.errors.contains("error[unknown-key] case has no field “summry”")
                && inEnglish.output == "1 error, 0 warnings, 0 hints\n")
    }

    @Test(
        "Without a site.yaml the shell's language is spoken: LC_ALL before LC_MESSAGES before LANG",
        arguments: [
            (["LANG": "zh_CN.UTF-8"], "缺少这个文件"), (["LANG": "en_US.UTF-8"], "this file is missing"),
            (["LANG": ""], "this file is missing"),
            (["LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"], "缺少这个文件"),
            (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C"], "this file is missing"),
            (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LC_ALL": ""], "this file is missing"),
        ])
    func shellLanguage(environment: [String: String], words: String) throws {
        let editor = try Editor(language: nil)
        try editor.writeCase()
        let result = try editor.run(
            "check", "--templates", ProjectFolder.templates, environment: environment)
        #expect(result.status == 1)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test("Where standard error is no terminal, nothing is coloured and no bar is drawn")
    func plainText() throws {
        let result = try faultyEditor().check()
        #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\r"))
    }

    @Test("--verify builds the site again and finds the same bytes, and leaves nothing behind")
    func verify() throws {
        let editor = try Editor()
        try editor.writeCase()
        let result = try editor.build("--verify")
        #expect(result.status == 0 && result.output.hasPrefix("核对一致\n"), "\(result.output)\(result.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: editor.folder.path).filter {
            !$0.hasPrefix(".")
        }
        #expect(names.sorted() == ["content", "output"])
    }

    @Test("Files that no build wrote are named and stay")
    func foreignFiles() throws {
        let editor = try Editor()
        try editor.folder.write("我的", to: "output/notes.txt")
        let result = try editor.build()
        #expect(result.status == 0 && result.errors.contains("output/notes.txt"), "\(result.errors)")
        #expect(editor.folder.text("output/notes.txt") == "我的")
    }

    @Test("A folder may be named with a slash at its end, and from elsewhere")
    func folders() throws {
        let editor = try Editor()
        try editor.writeCase()
        #expect(try editor.build("--output", "public/site/").status == 0)
        #expect(editor.folder.exists("public/site/cases/a.html"))
    }
}
