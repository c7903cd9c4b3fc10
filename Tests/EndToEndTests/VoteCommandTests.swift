import TestSupport
import Testing
import VoteCore
import VoteTestSupport

struct VoteCommandTests {
    private func published(_ editor: Editor, _ change: (inout [String: [UInt8]]) -> Void = { _ in }) throws
        -> SampleElection
    {
        let election = try SampleElection.story(seed: 31, ballots: 60)
        var files = try election.files()
        change(&files)
        for (path, bytes) in files { try editor.folder.write(bytes, to: "vote/\(path)") }
        return election
    }

    @Test("votes verify ends with 0 and shows received, excluded and counted for a sound election")
    func sound() throws {
        let editor = try Editor(language: nil)
        let election = try published(editor)
        let place = try #require(election.ballots.first).place
        try editor.folder.write(try election.receipt(of: place).text, to: "my.tlog-proof")
        let result = try editor.run("votes", "verify", "vote/", "--receipt", "my.tlog-proof")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        for part in ["核验通过", "收到 60", "剔除", "有效", "示例奖项0", "示例候选人0", "不能证明每张票都来自真人"] {
            #expect(result.output.contains(part), "\(part) is not in:\n\(result.output)")
        }
        let json = try editor.run("votes", "verify", "vote", "--format", "json").json()
        #expect(json["sound"] as? Bool == true && json["size"] as? Int == election.entries.count)
    }

    @Test("votes verify ends with 1 and names file and place of every fault")
    func faults() throws {
        let editor = try Editor(language: nil)
        _ = try published(editor) { files in
            files["result.txt"]?[200] ^= 1
            files["log/tile/0/000.p/65"] = nil
            files["log/checkpoint"]?[0] ^= 1
        }
        let result = try editor.run("votes", "verify", "vote")
        #expect(result.status == 1 && result.output.contains("核验没有通过"), "\(result.output)")
        for part in ["result.txt:", "错误[result-wrong]", "log/checkpoint:1:1", "错误[checkpoint-"] {
            #expect(result.errors.contains(part), "\(part) is not in:\n\(result.errors)")
        }
        let json = try editor.run("votes", "verify", "vote", "--format", "json")
        let faults = try #require(try json.json()["faults"] as? [[String: Any]])
        #expect(json.status == 1 && faults.contains { $0["file"] as? String == "result.txt" }, "\(json.output)")
    }

    @Test("votes verify ends with 2 without a folder, and finds an empty one at fault")
    func usage() throws {
        let editor = try Editor(language: nil)
        #expect(try editor.run("votes", "verify").status == 2)
        #expect(try editor.run("votes", "verify", "nowhere").status == 2)
        try editor.folder.write("", to: "empty/readme")
        let empty = try editor.run("votes", "verify", "empty")
        #expect(empty.status == 1 && empty.errors.contains("rules.txt"), "\(empty.errors)")
        let help = try editor.run("votes", "verify", "--help")
        #expect(help.status == 0 && help.output.contains("--receipt") && help.output.contains("核验"), "\(help.output)")
    }

    @Test("votes rules --check is silent for the published rules and names the first line that differs")
    func rulesCheck() throws {
        let editor = try Editor(language: nil)
        let content = "\(ProjectFolder.root)/content"
        let published = "\(content)/elections/shili/published/rules.txt"
        let same = try editor.run("votes", "rules", "shili", "--content", content, "--check", published)
        #expect(same.status == 0 && same.output.isEmpty && same.errors.isEmpty, "\(same.errors)")
        let rules = try String(contentsOfFile: published, encoding: .utf8)
        for (name, text) in [
            ("changed", rules.replacing("\nnotice\t5\n", with: "\nnotice\t9\n")),
            ("longer", rules + "witness\tnobody\n"), ("shorter", String(rules.dropLast(40))),
        ] {
            try editor.folder.write(text, to: "\(name).txt")
            let other = try editor.run("votes", "rules", "shili", "--content", content, "--check", "\(name).txt")
            #expect(other.status == 1 && other.errors.contains("错误[rules-differ]"), "\(name): \(other.errors)")
            #expect(other.errors.contains("--replace"), "\(name) must have a way out: \(other.errors)")
            if name == "changed" {
                let isPointedAt = other.errors.contains("changed.txt:10:1") && other.errors.contains("notice\t5")
                #expect(isPointedAt, "\(other.errors)")
            }
        }
        let missing = try editor.run("votes", "rules", "shili", "--content", content, "--check", "nowhere.txt")
        #expect(missing.status == 2 && missing.errors.contains("nowhere.txt"), "\(missing.errors)")
    }
}
