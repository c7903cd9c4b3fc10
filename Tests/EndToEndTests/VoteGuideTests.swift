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

    /// Rules with the keys that the guide's commands made: what `gridshow votes rules` writes from an election.yaml.
    private func rules(_ editor: Editor) throws -> ElectionRules {
        func key(_ name: String) throws -> NoteKey {
            try NoteSigner(privateText: try #require(editor.folder.read("keys/\(name).key"))).key
        }
        let log = try key("log")
        let candidates = ["gw-1", "gw-2"].map { ElectionRules.Candidate(key: $0, name: "示例\($0)", unit: "-") }
        return ElectionRules(
            id: "shili", title: "示例评选（不是真的）", purpose: .showcase, origin: log.name,
            opens: SampleRules.opening, closes: SampleRules.opening + 6 * 86_400 + 9 * 3600, identity: .device,
            display: .every(minutes: 60), noticeDays: 5, limits: .init(soft: 200, hard: 5000), work: 1...3,
            awards: [
                .init(
                    key: "worker", title: "示例奖项", choices: 1...1, ballots: 1, period: .day, candidates: candidates)
            ], reviewRules: SampleRules.reviewRules, logKey: log,
            operators: try ["op1", "op2"].map { .init(id: $0, key: try key($0)) },
            witnesses: [.init(id: "notary", key: try key("notary"))])
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
                // The command that makes the rules: its outcome, from the keys that were made above.
                #expect(block.text == "gridshow votes rules shili\n")
                try editor.folder.write(try rules(editor).text, to: "\(published)/rules.txt")
            }
        }
        #expect(count >= 16, "only \(count) blocks of commands were found in the guide")
        let frozen = try editor.run("votes", "verify", published, "--require-witness", "0")
        #expect(frozen.status == 0 && frozen.output.contains("状态 frozen"), "\(frozen.output)\(frozen.errors)")
        #expect(try withBallots.verify().status == 0)
    }
}
