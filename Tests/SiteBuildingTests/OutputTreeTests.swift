import TestSupport
import Foundation
import Testing

@testable import SiteBuilding

struct OutputTreeTests {
    private let folder: TemporaryFolder
    private var root: String { "\(folder.path)/output" }

    init() throws { folder = try TemporaryFolder() }

    /// One build that writes these files and nothing else.
    @discardableResult
    private func build(_ files: [String: String]) throws -> OutputTree.Summary {
        let tree = try OutputTree(root)
        defer { tree.finish() }
        let entries = try files.sorted { $0.key < $1.key }.enumerated().map { number, file in
            try tree.stage(Array(file.value.utf8), at: file.key, number: number)
        }
        let committed = try tree.commit(entries)
        var summary = committed.summary
        summary.foreign = try tree.foreignFiles(committed)
        return summary
    }

    private func files() throws -> [String] { try folder.tree("output").keys.sorted() }

    @Test("Only what changed is written, also where it stands in no folder")
    func changes() throws {
        let first = try build(["index.html": "1", "cases/a.html": "1"])
        #expect(first.written == 2 && first.unchanged == 0 && first.deleted == 0)
        let second = try build(["index.html": "2", "cases/a.html": "1"])
        #expect(second.written == 1 && second.unchanged == 1 && second.deleted == 0)
        #expect(folder.text("output/index.html") == "2")
        #expect(try build(["index.html": "2", "cases/a.html": "1"]).written == 0)
    }

    @Test("What a build no longer writes goes, and its folders when they are empty")
    func stale() throws {
        try build(["index.html": "1", "a/b/c.html": "1", "a/d.html": "1"])
        let summary = try build(["index.html": "1", "a/d.html": "1"])
        #expect(summary.deleted == 1 && summary.written == 0)
        #expect(try files() == [".gridshow-manifest", "a/d.html", "index.html"])
        #expect(!FileManager.default.fileExists(atPath: "\(root)/a/b"))
        try build(["index.html": "1"])
        #expect(!FileManager.default.fileExists(atPath: "\(root)/a"))
    }

    @Test("A folder that is new comes as a whole, beside files in folders that were there")
    func newFolders() throws {
        try build(["index.html": "1", "a/x.html": "1"])
        try folder.write("mine", to: "output/a/notes.txt")
        let summary = try build([
            "index.html": "2", "a/x.html": "1", "a/y.html": "1", "b/c/d.html": "1", "b/e.css": "1", "f.css": "1",
        ])
        #expect(summary.written == 5 && summary.unchanged == 1 && summary.foreign == ["a/notes.txt"])
        #expect(
            try files() == [
                ".gridshow-manifest", "a/notes.txt", "a/x.html", "a/y.html", "b/c/d.html", "b/e.css", "f.css",
                "index.html",
            ])
    }

    @Test("Where something comes into the place of a new folder meanwhile, the build fails and leaves it alone")
    func folderInTheWay() throws {
        try build(["index.html": "1"])
        let tree = try OutputTree(root)
        defer { tree.finish() }
        let entry = try tree.stage([1], at: "b/c.html", number: 0)
        try folder.write("mine", to: "output/b/notes.txt")
        #expect(throws: MachineError.self) { try tree.commit([entry]) }
        #expect(folder.text("output/b/notes.txt") == "mine")
        #expect(!FileManager.default.fileExists(atPath: "\(root)/b/c.html"))
    }

    @Test("A foreign file stays and is named; its folder stays with it")
    func foreign() throws {
        try build(["a/x.html": "1"])
        try folder.write("mine", to: "output/a/notes.txt")
        let summary = try build(["index.html": "1"])
        #expect(summary.foreign == ["a/notes.txt"])
        #expect(folder.text("output/a/notes.txt") == "mine")
        #expect(try files() == [".gridshow-manifest", "a/notes.txt", "index.html"])
    }

    @Test("A foreign file, a folder and a link in the way of a page are conflicts, and stay")
    func conflicts() throws {
        try folder.write("mine", to: "output/index.html")
        try folder.write("mine", to: "output/about.html/inside.txt")
        try folder.write("elsewhere", to: "elsewhere.txt")
        try FileManager.default.createSymbolicLink(
            atPath: "\(root)/link.html", withDestinationPath: "\(folder.path)/elsewhere.txt")
        let tree = try OutputTree(root)
        for (number, path) in ["index.html", "about.html", "link.html"].enumerated() {
            #expect(try tree.stage([1], at: path, number: number).change == .conflict, "\(path)")
        }
        #expect(try tree.stage(Array("mine".utf8), at: "index.html", number: 9).change == OutputTree.Change.none)
        tree.finish()
        #expect(folder.text("output/index.html") == "mine")
        #expect(folder.text("elsewhere.txt") == "elsewhere")
    }

    @Test("A build that stops before it commits leaves everything as it was")
    func stopped() throws {
        try build(["index.html": "1", "cases/a.html": "1"])
        let before = try folder.tree("output")
        let tree = try OutputTree(root)
        _ = try tree.stage([2], at: "index.html", number: 0)
        _ = try tree.stage([2], at: "new/b.html", number: 1)
        tree.finish()
        #expect(try folder.tree("output") == before)
    }

    @Test("Without its manifest a build overwrites nothing and deletes nothing")
    func lostManifest() throws {
        try build(["index.html": "1", "old.html": "1"])
        try folder.remove("output/.gridshow-manifest")
        let tree = try OutputTree(root)
        #expect(try tree.stage(Array("2".utf8), at: "index.html", number: 0).change == .conflict)
        tree.finish()
        let summary = try build(["index.html": "1"])
        #expect(summary.deleted == 0 && summary.foreign == ["old.html"])
        #expect(try build(["index.html": "2"]).written == 1, "what was found unchanged belongs to the site again")
    }

    @Test("What a killed build has left in its staging folder goes")
    func staging() throws {
        try folder.write("half", to: "output/.gridshow-staging/0")
        try folder.write("half", to: "output/.gridshow-staging/manifest")
        try build(["index.html": "1"])
        #expect(try files() == [".gridshow-manifest", "index.html"])
        #expect(!FileManager.default.fileExists(atPath: "\(root)/.gridshow-staging"))
    }

    @Test("A second build at the same time is refused, and one after it is not")
    func concurrent() throws {
        let first = try OutputTree(root)
        let failure = #expect(throws: MachineError.self) { try OutputTree(root) }
        #expect(failure?.code == EWOULDBLOCK)
        first.finish()
        #expect(try build(["index.html": "1"]).written == 1)
    }

    @Test("A manifest that was cut off costs no file that it does not name")
    func damagedManifest() throws {
        try build(["a.html": "1", "b.html": "1"])
        try folder.write("a.html\nb.ht", to: "output/.gridshow-manifest")
        let summary = try build(["a.html": "1"])
        #expect(summary.foreign == ["b.html"])
    }

    @Test("Files of the clean site that are missing or differ are named, files beside it are not")
    func differences() throws {
        for (path, text) in [("a", "1"), ("b/c", "1"), ("d", "1")] { try folder.write(text, to: "clean/\(path)") }
        for (path, text) in [("a", "1"), ("b/c", "2"), ("mine", "1")] { try folder.write(text, to: "site/\(path)") }
        #expect(try treeDifferences("\(folder.path)/clean", "\(folder.path)/site") == ["b/c", "d"])
    }
}
