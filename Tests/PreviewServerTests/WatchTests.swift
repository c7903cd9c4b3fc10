import Foundation
import TestSupport
import Testing

@testable import PreviewServer

/// Real folders and the kernel's events.
struct WatchTests {
    private let folder: TemporaryFolder
    private let root: String
    private let files = FileManager.default

    init() throws {
        folder = try TemporaryFolder()
        root = "\(folder.path)/content"
        try folder.write("a", to: "content/cases/a.md")
    }

    private func path(_ name: String) -> String { "\(root)/\(name)" }

    /// Writes an empty file in place and closes it.
    private func save(_ path: String) throws {
        let file = creat(path, 0o644)
        try #require(file >= 0 && close(file) == 0, "\(path) must be writable")
    }

    /// Renames a file over another, as editors do.
    private func replace(_ path: String, with new: String) throws {
        try #require(rename(new, path) == 0, "\(new) must be a file beside \(path)")
    }

    /// Everything that is told within a moment after `act`.
    private func changes(_ watch: any FileWatch, _ act: () throws -> Void) throws -> FileChanges? {
        try act()
        var all: FileChanges?
        while let found = try watch.next(milliseconds: all == nil ? 1_000 : 30) {
            guard var known = all else {
                all = found
                continue
            }
            known.add(found)
            all = known
        }
        return all
    }

    @Test("a file that is written, renamed into place or deleted is told by its path")
    func singleFiles() throws {
        let watch = try InotifyWatch([root])
        #expect(try changes(watch) { try folder.write("b", to: "content/cases/b.md") } != nil)
        #expect(
            try changes(watch) {
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path("cases/a.md")))
                try file.write(contentsOf: Data("more".utf8))
                try file.close()
            } == .files([path("cases/a.md")]))
        try folder.write("new", to: "other/new.md")
        #expect(
            try changes(watch) {
                try replace(path("cases/a.md"), with: "\(folder.path)/other/new.md")
            } == .files([path("cases/a.md")]))
        #expect(
            try changes(watch) { try folder.remove("content/cases/a.md") } == .files([path("cases/a.md")]))
    }

    @Test("a burst of saves is told once, with every file")
    func burst() throws {
        let watch = try InotifyWatch([root])
        for number in 0..<50 { try save(path("cases/\(number).md")) }
        guard case .files(let told) = try watch.next(milliseconds: 1_000) else {
            Issue.record("a burst of files must be told as files")
            return
        }
        #expect(told.count == 50)
        #expect(try watch.next(milliseconds: 30) == nil)
    }

    @Test("folders that come, move or go are told, and so are files in them later")
    func folders() throws {
        let watch = try InotifyWatch([root])
        #expect(try changes(watch) { try folder.write("x", to: "content/new/deep/x.md") } == .everything)
        #expect(
            try changes(watch) { try save(path("new/deep/x.md")) }
                == .files([path("new/deep/x.md")]))
        #expect(try changes(watch) { try files.moveItem(atPath: path("new"), toPath: path("old")) } == .everything)
        #expect(
            try changes(watch) { try save(path("old/deep/x.md")) }
                == .files([path("old/deep/x.md")]))
        #expect(try changes(watch) { try folder.remove("content/old") } == .everything)
    }

    @Test("the watched folder may be deleted and come back")
    func goneAndBack() throws {
        let watch = try InotifyWatch([root])
        #expect(try changes(watch) { try folder.remove("content") } == .everything)
        #expect(try changes(watch) { try folder.write("a", to: "content/cases/a.md") } == .everything)
        #expect(
            try changes(watch) { try save(path("cases/a.md")) } == .files([path("cases/a.md")]))
    }

    @Test("files in a folder that a link leads to are told by the link's path; a loop of links does not hang")
    func links() throws {
        try folder.write("p", to: "elsewhere/p.png")
        try files.createSymbolicLink(atPath: path("images"), withDestinationPath: "../elsewhere")
        try files.createSymbolicLink(atPath: path("cases/loop"), withDestinationPath: "..")
        let watch = try InotifyWatch([root])
        let told = try changes(watch) { try save("\(folder.path)/elsewhere/p.png") }
        guard case .files(let paths) = told else {
            Issue.record("told \(String(describing: told))")
            return
        }
        #expect(paths.contains(path("images/p.png")))
    }

    @Test("what editors leave beside a file is not told")
    func hidden() throws {
        let watch = try InotifyWatch([root])
        try save(path("cases/.a.md.swp"))
        #expect(try watch.next(milliseconds: 50) == nil)
    }

    @Test("when the kernel loses events, everything is looked at")
    func overflow() throws {
        let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let count = Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 16_384
        let watch = try InotifyWatch([root])
        // Two files in turn: the kernel joins equal events that follow each other.
        for number in 0...count { try save(path("cases/\(number % 2).md")) }
        #expect(try watch.next(milliseconds: 1_000) == .everything)
        #expect(
            try changes(watch) { try save(path("cases/a.md")) } == .files([path("cases/a.md")]))
    }

    @Test("looking at all files finds the same changes")
    func polling() throws {
        let watch = PollingWatch([root], interval: 10)
        #expect(watch.next(milliseconds: 10) == nil)
        try folder.write("longer", to: "content/cases/a.md")
        try folder.write("b", to: "content/new/b.md")
        #expect(watch.next(milliseconds: 10) == .files([path("cases/a.md"), path("new/b.md")]))
        try folder.remove("content")
        #expect(watch.next(milliseconds: 10) == .files([path("cases/a.md"), path("new/b.md")]))
    }
}
