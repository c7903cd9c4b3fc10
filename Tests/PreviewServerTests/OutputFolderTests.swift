import Foundation
import TestSupport
import Testing

@testable import PreviewServer

struct OutputFolderTests {
    private let folder: TemporaryFolder
    private let output: OutputFolder

    init() throws {
        folder = try TemporaryFolder()
        output = OutputFolder(root: "\(folder.path)/output")
        try folder.write("page", to: "output/cases/a.html")
        try folder.write("secret", to: "secret.txt")
        try folder.write("secret", to: "private/secret.txt")
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/output/\(name)", withDestinationPath: target)
    }

    @Test("files below the folder are served whole")
    func file() { #expect(output.bytes(of: "cases/a.html") == Array("page".utf8)) }

    @Test("no symbolic link is followed, wherever it leads")
    func links() throws {
        try link("out.txt", to: "../secret.txt")
        try link("whole.txt", to: "\(folder.path)/secret.txt")
        try link("folder", to: "../private")
        try link("loop", to: "loop")
        try link("inside.html", to: "cases/a.html")
        for path in ["out.txt", "whole.txt", "folder/secret.txt", "loop", "inside.html"] {
            #expect(output.bytes(of: path) == nil, "\(path) was followed")
        }
    }

    @Test("names that lead up or hide are nothing, even when they come from the preview's own questions")
    func names() {
        for path in ["../secret.txt", "cases/../../secret.txt", ".", "..", "cases/./a.html", "a\0b"] {
            #expect(output.bytes(of: path) == nil, "\(path) was opened")
        }
        for parts in [["cases/a.html"], [""], ["cases", "", "a.html"]] {
            guard let entry = try? output.entry(parts), case .nothing = entry else {
                Issue.record("\(parts) must be nothing")
                continue
            }
        }
    }

    @Test("a pipe does not hang, and a file is no folder")
    func oddities() throws {
        #expect(mkfifo("\(folder.path)/output/pipe", 0o600) == 0)
        #expect(output.bytes(of: "pipe") == nil)
        #expect(output.bytes(of: "cases/a.html/b") == nil)
    }
}
