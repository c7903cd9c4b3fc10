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
}
