import Foundation
import TestSupport
import Testing
import VoteCore
import VoteTestSupport

/// The organiser's guide, read as what it tells people to type.
struct VoteGuideTests {
    /// A fenced block: the words after the fence, and its lines.
    private struct Block {
        let info: [Substring]
        let text: String

        func value(_ key: String) -> String? {
            info.first { $0.hasPrefix("\(key)=") }.map { String($0.dropFirst(key.count + 1)) }
        }
    }

    private func blocks() throws -> [Block] {
        let guide = try String(contentsOfFile: "\(ProjectFolder.root)/docs/评选指南.md", encoding: .utf8)
        return guide.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map { _, block in
            let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return Block(info: lines[0].split(separator: " "), text: lines.count > 1 ? String(lines[1]) : "")
        }
    }

    /// An election.yaml with the keys that the guide's commands made, and its candidates.
    private func writeElection(_ editor: Editor) throws {
        func key(_ name: String) throws -> String {
            try NoteSigner(privateText: try #require(editor.folder.read("keys/\(name).key"))).key.text
        }
        let folder = "content/elections/shili"
        try editor.folder.write(
            """
            title: 示例评选（不是真的）
            demo: true
            purpose: showcase
            origin: vote.example/shili
            opens: 2026-09-01 09:00
            closes: 2026-09-07 18:00
            display: every 60
            review:
              A1: {ballots: 50, times: 8}
              A9: {}
            organiser: {name: 示例单位, contact: 示例电话}
            awards:
              - key: worker
                title: 示例奖项
            keys:
              log: \(try key("log"))
              operators:
                - {id: op1, key: \(try key("op1"))}
                - {id: op2, key: \(try key("op2"))}
              witnesses:
                - {id: notary, key: \(try key("notary"))}

            """, to: "\(folder)/election.yaml")
        try editor.folder.write("id,name\ngw-1,示例一\ngw-2,示例二\n", to: "\(folder)/candidates/worker.csv")
    }

    /// Runs a block in a shell in which `gridshow` and `scripts/verify-election` are where the guide says.
    private func run(_ block: Block, _ editor: Editor, folder: String) throws {
        let bin = try Editor.program().deletingLastPathComponent().path
        var environment = ["PATH": "\(bin):/usr/bin:/bin", "P": folder]
        environment["GRIDSHOW_NOW"] = block.value("at")
        let result = try editor.shell("set -e\n" + block.text, environment: environment)
        #expect(result.status == 0, "\(block.text)\n\(result.output)\(result.errors)")
    }

    @Test("Every command of the organiser's guide works in the order of the guide, at the times that it names")
    func commands() throws {
        let editor = try Editor(language: nil)
        let published = "content/elections/shili/published"
        try editor.folder.write(
            try #require(FileManager.default.contents(atPath: "\(ProjectFolder.root)/scripts/verify-election")).map {
                $0
            },
            to: "scripts/verify-election")
        try editor.folder.setRights(0o755, of: "scripts/verify-election")
        let withBallots = try VoteOrganiser(published: try SampleElection.burst(seed: 61))
        for key in ["log", "op1", "op2"] {
            let bytes = try #require(withBallots.editor.folder.read("\(key).key"))
            try withBallots.editor.folder.write(bytes, to: "keys/\(key).key")
            try withBallots.editor.folder.setRights(0o600, of: "keys/\(key).key")
        }
        var count = 0
        for block in try blocks() {
            switch block.info.first {
            case "csv": try editor.folder.write(block.text, to: "tallies.csv")
            case "text": try editor.folder.write(block.text, to: try #require(block.value("file")))
            case "sh":
                count += 1
                if block.value("log") == "ballots" {
                    try run(block, withBallots.editor, folder: "vote")
                } else {
                    try run(block, editor, folder: published)
                }
            default:
                // What takes long, and what shows the rules of the guide's own election.
                if block.text.hasPrefix("scripts/rehearse-election") { continue }
                #expect(block.text.hasPrefix("gridshow votes rules shili --output "))
                try writeElection(editor)
                try run(block, editor, folder: published)
            }
        }
        #expect(count >= 16, "only \(count) blocks of commands were found in the guide")
        let frozen = try editor.run("votes", "verify", published, "--require-witness", "0")
        #expect(frozen.status == 0 && frozen.output.contains("状态 frozen"), "\(frozen.output)\(frozen.errors)")
        #expect(try withBallots.verify().status == 0)
    }
}
