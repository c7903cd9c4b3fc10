import TestSupport
import Testing
import VoteCore
import VoteTestSupport

struct VoteImportTests {
    private static let header = "as_of,source,category,candidate_id,votes,excluded,note\n"

    /// An open election without ballots whose first award has the candidates `a` and `b`.
    private func organiser() throws -> VoteOrganiser {
        var election = try SampleElection(seed: 51) { rules in
            let candidates = ["gw-1", "gw-2"].map { ElectionRules.Candidate(key: $0, name: "示例\($0)", unit: "-") }
            rules.awards = [
                .init(
                    key: "worker", title: "示例奖项", choices: 1...1, ballots: 1, period: .day, candidates: candidates)
            ]
        }
        election.time = election.rules.opens
        election.step(to: .open)
        try election.publishCheckpoint()
        return try VoteOrganiser(published: election)
    }

    private func importing(_ bytes: [UInt8], _ organiser: VoteOrganiser) throws -> CommandResult {
        try organiser.editor.folder.write(bytes, to: "t.csv")
        return try organiser.write("import", "t.csv", "--operator", "op1", at: organiser.rules.opens + 86_400)
    }

    @Test(
        "Each fault of a tally file is found at its line and column, and nothing is imported",
        arguments: [
            ("2026-09-01 10:00,纸,worker,gw-9,1,0,", "t.csv:2:27: 错误[i01-candidate]"),
            ("2026-09-01 10:00,纸,wroker,gw-1,1,0,", "t.csv:2:20: 错误[i01-category]"),
            ("2026-09-01 10:00,纸,worker,gw-1,-1,0,", "t.csv:2:32: 错误[i02-number]"),
            ("2026-09-01 10:00,纸,worker,gw-1,1.5,0,", "t.csv:2:32: 错误[i02-number]"),
            ("2026-09-01 10:00,纸,worker,gw-1,1000000000,0,", "t.csv:2:32: 错误[i02-number]"),
            ("2026-09-01 10:00,纸,worker,gw-1,9,0,\n2026-09-01 11:00,纸,worker,gw-1,8,0,", "t.csv:3:32: 错误[i03-falls]"),
            ("2026-09-01 10:00,纸,worker,gw-1,9,0,\n2026-09-01 11:00,纸,worker,gw-1,9,1,", "t.csv:3:32: 错误[i03-falls]"),
            (
                "2026-09-01 10:00,纸,worker,gw-1,9,0,\n2026-09-01 10:00,纸,worker,gw-1,9,0,",
                "t.csv:3:27: 错误[i04-repeated]"
            ),
            ("2026-09-01 08:59,纸,worker,gw-1,1,0,", "t.csv:2:1: 错误[i05-time]"),
            ("2026-09-02 09:01,纸,worker,gw-1,1,0,", "t.csv:2:1: 错误[i05-time]"),
            ("2026-09-01,纸,worker,gw-1,1,0,", "t.csv:2:1: 错误[i05-time]"),
            ("2026-02-30 10:00,纸,worker,gw-1,1,0,", "t.csv:2:1: 错误[i05-time]"),
            ("2026-09-01 10:00,纸,worker,gw-1,3,4,", "t.csv:2:34: 错误[i06-excluded]"),
            ("2026-09-01 10:00,纸\u{200B},worker,gw-1,3,0,", "t.csv:2:19: 错误[i07-character]"),
            ("2026-09-01 10:00,=纸,worker,gw-1,3,0,", "t.csv:2:18: 错误[i08-formula]"),
            ("2026-09-01 10:00,纸,worker,gw-1,+3,0,", "t.csv:2:32: 错误[i08-formula]"),
            ("2026-09-01 10:00,纸,worker,gw-1,3,0,@SUM(A1)", "t.csv:2:36: 错误[i08-formula]"),
            ("2026-09-01 10:00,,worker,gw-1,3,0,", "t.csv:2:18: 错误[import-words]"),
            ("2026-09-01 10:00,纸,worker,gw-1,3,0", "t.csv:2:35: 错误[ragged-row]"),
        ])
    func faults(rows: String, expected: String) throws {
        let organiser = try organiser()
        let before = try organiser.files()
        let result = try importing(Array((Self.header + rows + "\n").utf8), organiser)
        #expect(result.status == 1 && result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.contains("没有导入任何票数"))
        #expect(try organiser.files() == before)
    }

    @Test("UTF-16, a wrong header and an empty file are refused")
    func wholeFile() throws {
        let organiser = try organiser()
        let utf16: [UInt8] = [0xFF, 0xFE] + Self.header.utf8.flatMap { [$0, 0] }
        let files: [(bytes: [UInt8], fault: String)] = [
            (utf16, "[i07-encoding]"), (Array("as_of,source,votes\n1,2,3\n".utf8), "[import-header]"),
            ([], "[import-header]"), (Array(Self.header.utf8), "没有票数"),
        ]
        for (bytes, fault) in files {
            let result = try importing(bytes, organiser)
            #expect(result.status == 1 && result.errors.contains(fault), "\(result.errors)")
        }
    }

    @Test("All faults of a file are reported in one run")
    func allAtOnce() throws {
        let rows = """
            2026-09-01 08:59,纸,worker,gw-9,x,0,
            2026-09-01 10:00,纸,worker,gw-1,=1,5,
            2026-09-01 10:00,纸,worker,gw-1,1,5,

            """
        let result = try importing(Array((Self.header + rows).utf8), try organiser())
        for id in ["i05-time", "i01-candidate", "i02-number", "i08-formula", "i06-excluded"] {
            #expect(result.errors.contains("[\(id)]"), "\(id): \(result.errors)")
        }
    }

    @Test("Numbers of Excel files count, later ones take the place of earlier ones, and smaller ones need a note")
    func growing() throws {
        let organiser = try organiser()
        let first = try importing(
            Array(
                ("\u{FEFF}" + Self.header + "2026/9/1 9:30,纸质票,worker,gw-1,20,1,\n").replacing("\n", with: "\r\n").utf8),
            organiser)
        #expect(first.status == 0, "\(first.errors)")
        // 纸质票 in GB 18030.
        let source: [UInt8] = [0xD6, 0xBD, 0xD6, 0xCA, 0xC6, 0xB1]
        let second = try importing(
            Array((Self.header + "2026-09-01 11:00,").utf8) + source + Array(",worker,gw-1,30,2,\n".utf8), organiser)
        #expect(second.status == 0 && second.errors.contains("GB18030"), "\(second.errors)")
        let falling = Self.header + "2026-09-01 12:00,纸质票,worker,gw-1,25,2,"
        let refused = try importing(Array((falling + "\n").utf8), organiser)
        #expect(refused.status == 1 && refused.errors.contains("前一次收到 30、有效 28"), "\(refused.errors)")
        #expect(try importing(Array((falling + "重复计了五张\n").utf8), organiser).status == 0)
        let backwards = Self.header + "2026-09-01 11:30,纸质票,worker,gw-1,40,2,\n"
        #expect(try importing(Array(backwards.utf8), organiser).errors.contains("[i05-time]"))
        let json = try organiser.editor.run("votes", "verify", "vote", "--format", "json")
        #expect(json.status == 0 && json.output.contains("\"total\" : 23"), "\(json.output)")
        // The hash of the file that was imported last stands in the log.
        let file = Hexadecimal.encode(MerkleHash(hashing: (falling + "重复计了五张\n").utf8).bytes)
        let entries = try organiser.files().filter { $0.key.contains("tile/entries") }
        #expect(entries.contains { String(decoding: $0.value, as: UTF8.self).contains(file) })
    }
}
