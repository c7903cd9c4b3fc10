import Foundation
import Testing

/// 0 fine, 1 faults in the content, 2 wrong usage, 3 the machine failed.
struct ExitCodeTests {
    @Test("A site without faults ends with 0, and the last line counts files")
    func fine() throws {
        let editor = try Editor()
        try editor.writeCase()
        #expect(try editor.check().status == 0)
        let built = try editor.build()
        #expect(built.status == 0)
        #expect(
            built.output.wholeMatch(of: /写入 [0-9]+ 个文件，未变 0 个，删除 0 个，用时 [0-9]+\.[0-9]{2} 秒\n/) != nil, "\(built.output)"
        )
        #expect(built.errors == "")
        let again = try editor.build()
        #expect(again.output.hasPrefix("写入 0 个文件，"), "\(again.output)")
    }

    @Test("Faults in the content end with 1; check writes nothing, build leaves the old site")
    func faults() throws {
        let editor = try Editor()
        try editor.writeCase()
        #expect(try editor.build().status == 0)
        let before = editor.folder.text("output/cases/a.html")
        try editor.writeCase(title: "新标题", fields: "titel: x\n")
        let checked = try editor.check()
        #expect(checked.status == 1)
        #expect(checked.output == "1 个错误，0 个警告，0 个提示\n")
        let built = try editor.build()
        #expect(built.status == 1 && built.output == "")
        #expect(built.errors.contains("没有写任何文件"))
        #expect(editor.folder.text("output/cases/a.html") == before)
    }

    @Test("Warnings alone end with 0")
    func warnings() throws {
        let editor = try Editor()
        try editor.folder.write("备忘", to: "content/notes.txt")
        #expect(try editor.check().status == 0)
        #expect(try editor.build().status == 0)
    }

    @Test(
        "Wrong usage ends with 2 and says how it is meant",
        arguments: [
            ["nothing"], ["build", "--jobs", "0"], ["build", "--jobs", "two"], ["build", "--unknown"],
            ["check", "--format", "xml"],
            ["new"], ["new", "story", "标题"], ["new", "case"], ["new", "case", "！？"],
            ["new", "case", "标题", "--name", "../a"],
            ["new", "case", "标题", "--name", ".a"], ["explain"], ["fields", "cases"], ["markdown", "a", "b"],
        ])
    func usage(arguments: [String]) throws {
        let editor = try Editor()
        let result = try editor.runArguments(arguments)
        #expect(result.status == 2, "\(result.output)\(result.errors)")
        #expect(!result.errors.isEmpty && result.output == "")
        #expect(
            !editor.folder.exists("output") && !editor.folder.exists("content/cases")
                && !editor.folder.exists("content/a.md"))
    }

    @Test(
        "Help and version end with 0", arguments: [["--help"], ["--version"], ["build", "--help"], ["help", "new"]])
    func help(arguments: [String]) throws {
        let result = try Editor(language: nil).runArguments(arguments)
        #expect(result.status == 0 && !result.output.isEmpty && result.errors == "")
    }

    @Test("What the machine refuses ends with 3 and says what to do")
    func machine() throws {
        let editor = try Editor()
        try editor.folder.write("no folder", to: "taken")
        let blocked = try editor.build("--output", "taken")
        #expect(blocked.status == 3 && blocked.errors.contains("请移开"), "\(blocked.errors)")
        #expect(try editor.run("markdown", "missing.md").status == 2, "a file that is not there is wrong usage")
        #expect(editor.folder.text("taken") == "no folder")
    }

    @Test("A second build of the same folder at the same time ends with 3")
    func locked() throws {
        let editor = try Editor()
        try editor.folder.write("", to: "output/.keep")
        let descriptor = open("\(editor.folder.path)/output", O_RDONLY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let result = try editor.build()
        #expect(result.status == 3 && result.errors.contains("另一个 gridshow"), "\(result.errors)")
    }
}
