import TestSupport
import Testing
import VoteCore
import VoteTestSupport

struct VoteStoryTests {
    @Test("A vote without a service goes from the rules to the frozen result by commands, and is sound at every step")
    func wholeStory() throws {
        let organiser = try VoteOrganiser(seed: 41) { $0.display = .hidden }
        let (opens, closes) = (organiser.rules.opens, organiser.rules.closes)
        func isSound(_ state: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
            let result = try organiser.verify()
            #expect(
                result.status == 0 && result.output.contains("状态 \(state)"), "\(result.output)\(result.errors)",
                sourceLocation: sourceLocation)
        }
        let adopted = try organiser.write("adopt", "rules.txt", at: opens - 9000)
        #expect(adopted.status == 0 && adopted.errors.contains("演练"), "\(adopted.errors)")
        try organiser.step("announced", at: opens - 8000)
        try isSound("announced")
        try organiser.step("open", at: opens)
        try organiser.step("paused", at: opens + 600)
        #expect(try organiser.write("note", "09:10–09:25 检修", at: opens + 700).status == 0)
        try organiser.step("open", at: opens + 1200)
        let award = organiser.rules.awards[0]
        try organiser.editor.folder.write(
            "as_of,source,category,candidate_id,votes,excluded,note\n"
                + award.candidates.map { "2026-09-01 10:00,纸质票,\(award.key),\($0.key),120,2,\n" }.joined(),
            to: "tallies.csv")
        let imported = try organiser.write("import", "tallies.csv", "--operator", "op2", at: opens + 9000)
        #expect(imported.status == 0, "\(imported.errors)")
        try isSound("open")
        #expect(
            try organiser.write("state", "closed", "--operator", "op1", "--reason", "提前", at: closes - 1).status == 1)
        try organiser.step("closed", at: closes)
        try organiser.step("published", at: closes + 600)
        try isSound("published")
        #expect(organiser.editor.folder.exists("vote/result.txt"))
        let freeze = ["freeze", "--operator", "op1", "--operator", "op2", "--reason", "公示期满无异议"]
        let early = try organiser.write(freeze[0], freeze[1], freeze[2], freeze[5], freeze[6], at: closes + 86_400)
        #expect(early.status == 1 && early.errors.contains("freeze-notice"), "\(early.errors)")
        let frozen = try organiser.write(
            freeze[0], freeze[1], freeze[2], freeze[3], freeze[4], freeze[5], freeze[6], at: closes + 9 * 86_400)
        #expect(frozen.status == 0, "\(frozen.errors)")
        try isSound("frozen")
        let last = try organiser.verify()
        #expect(last.output.contains("118 票"), "\(last.output)")
    }

    @Test("The notice's working days follow the calendar that is given")
    func notice() throws {
        let election = try SampleElection.story(seed: 42, ballots: 10, end: .published)
        let organiser = try VoteOrganiser(published: election)
        // Five working days from this Friday end with the next one; one holiday makes it a weekend longer.
        let friday = election.rules.closes
        func freeze(_ day: Int, _ calendar: String) throws -> CommandResult {
            try organiser.editor.folder.write(calendar, to: "calendar.txt")
            return try organiser.write(
                "freeze", "--operator", "op1", "--reason", "公示期满无异议", "--calendar", "calendar.txt",
                at: friday + day * 86_400)
        }
        let date = ElectionClock.date(ofDay: (friday + 8 * 3600) / 86_400 + 3)
        let wrong = try freeze(1, "2026-9-8 休\n")
        #expect(wrong.status == 1 && wrong.errors.contains("calendar.txt:1:1: 错误[calendar-form]"), "\(wrong.errors)")
        let refused = try freeze(3, "# 示例\n")
        #expect(refused.status == 1 && refused.errors.contains("最早 2026-"), "\(refused.errors) \(date)")
        let before = try organiser.files()
        #expect(try freeze(2, "").status == 1)
        #expect(try organiser.files() == before)
        #expect(try freeze(12, "").status == 0)
    }

    @Test("Numbers that the rules want shown are published as of their moment and not later")
    func display() throws {
        var election = try SampleElection.story(seed: 43, ballots: 0, end: .announced)
        election.changeRules { $0.display = .every(minutes: 60) }
        election.time = election.rules.opens
        election.step(to: .open)
        for number in 0..<6 {
            election.time = election.rules.opens + number * 600
            election.cast(election.drawBallot())
        }
        try election.publishCheckpoint()
        let organiser = try VoteOrganiser(published: election)
        #expect(try organiser.write("publish", at: election.rules.opens + 3599).status == 0)
        #expect(!organiser.editor.folder.exists("vote/result.txt"))
        let shown = try organiser.write("publish", at: election.rules.opens + 4000)
        #expect(shown.status == 0 && shown.output.contains("票数公布到"), "\(shown.errors)")
        let result = try #require(organiser.editor.folder.text("vote/result.txt"))
        #expect(result.contains("ballots\t6\t0\t6"), "\(result)")
        #expect(try organiser.verify().status == 0)
    }

    @Test("A command that is refused changes no file, and says the rule")
    func refusals() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.story(seed: 44, ballots: 20, end: .open))
        let before = try organiser.files()
        func refused(_ result: CommandResult, _ rule: String, sourceLocation: SourceLocation = #_sourceLocation) throws
        {
            #expect(
                result.status == 1 && result.errors.contains(rule), "\(result.status) \(result.errors)",
                sourceLocation: sourceLocation)
            #expect(try organiser.files() == before, sourceLocation: sourceLocation)
        }
        let late = organiser.rules.closes - 601
        func state(_ name: String, by id: String = "op1", _ reason: String = "按公布的日程进行", at time: Int) throws
            -> CommandResult
        {
            try organiser.write("state", name, "--operator", id, "--reason", reason, at: time)
        }
        try refused(try state("published", at: late), "错误[state-step]")
        try refused(try state("paused", by: "op9", at: late), "错误[operator-unknown]")
        try refused(try state("closed", at: late), "错误[closed-early]")
        try refused(try state("annulled", "太短", at: late), "错误[reason-short]")
        try refused(try state("paused", "两行\n理由", at: late), "错误[entry-form]")
        try refused(try state("paused", at: organiser.rules.opens - 86_400), "错误[entry-time]")
        try refused(try organiser.write("adopt", "vote/rules.txt", at: organiser.rules.opens), "错误[entry-time]")
        let stranger = try organiser.votes(
            "note", "换了钥匙", "--folder", "vote", "--key", "op1.key", at: late)
        try refused(stranger, "错误[key-foreign]")
        try organiser.editor.folder.setRights(0o644, of: "log.key")
        try refused(try organiser.write("note", "谁都能读", at: late), "chmod 600")
    }

    @Test("New rules may stand in the folder before they are adopted; what may not change any more is refused")
    func newRules() throws {
        let organiser = try VoteOrganiser(seed: 48) { $0.display = .hidden }
        let opens = organiser.rules.opens
        let file = "vote/rules.txt"
        try organiser.editor.folder.write(organiser.rules.text, to: file)
        #expect(try organiser.write("adopt", file, at: opens - 9000).status == 0)
        try organiser.step("announced", at: opens - 8000)
        var changed = organiser.rules
        changed.title = "示例评选（改名）"
        try organiser.editor.folder.write(changed.text, to: file)
        let note = try organiser.write("note", "规则还没有写进日志", at: opens - 7500)
        #expect(note.status == 1 && note.errors.contains("[rules-current]"), "\(note.errors)")
        let adopted = try organiser.write("adopt", file, at: opens - 7000)
        #expect(adopted.status == 0, "\(adopted.errors)")
        #expect(try organiser.verify().status == 0)
        try organiser.step("open", at: opens)
        changed.opens += 600
        try organiser.editor.folder.write(changed.text, to: file)
        let refused = try organiser.write("adopt", file, at: opens + 600)
        #expect(refused.status == 1 && refused.errors.contains("错误[rules-changed]"), "\(refused.errors)")
    }

    @Test("A folder that is not sound is not continued")
    func unsound() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.story(seed: 45, ballots: 20, end: .open))
        var bytes = try #require(organiser.editor.folder.read("vote/log/history"))
        bytes[0] ^= 1
        try organiser.editor.folder.write(bytes, to: "vote/log/history")
        let result = try organiser.write("note", "说明")
        #expect(result.status == 1 && result.errors.contains("核验不通过"), "\(result.errors)")
    }

    @Test("A change that was begun is finished by whoever opens the folder next")
    func unfinished() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.story(seed: 46, ballots: 20, end: .open))
        let late = organiser.rules.closes - 601
        let before = try organiser.editor.folder.tree("vote")
        #expect(try organiser.write("note", "第一条", at: late).status == 0)
        let after = try organiser.files()
        // What the process writes first, and nothing of what follows.
        let changed = after.filter { before[$0.key] != $0.value }
        let record = changed.flatMap { Array("\($0)\t\($1.count)\n".utf8) + $1 }
        try organiser.editor.folder.remove("vote")
        for (path, bytes) in before { try organiser.editor.folder.write(bytes, to: "vote/\(path)") }
        try organiser.editor.folder.write(record, to: "vote/.gridshow-change")
        #expect(try organiser.write("publish", at: late).status == 0)
        #expect(try organiser.files() == after)
        #expect(!organiser.editor.folder.exists("vote/.gridshow-change"))
    }

    @Test("A killed command leaves the old or the new log, and what was acknowledged stays")
    func killed() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.story(seed: 47, ballots: 20, end: .open))
        let late = organiser.rules.closes - 601
        var generator = SeededGenerator(seed: 47)
        var acknowledged: [String] = []
        for round in 0..<40 {
            let words = "第 \(round) 条说明"
            let delay = Int.random(in: 1...60, using: &generator)
            if try organiser.writeKilled(after: delay, "note", words, at: late).status == 0 {
                acknowledged.append(words)
            }
        }
        #expect(try organiser.write("publish", at: late).status == 0)
        let verified = try organiser.verify()
        #expect(verified.status == 0, "seed 47: \(verified.errors)")
        let entries = try organiser.files().filter { $0.key.contains("tile/entries") }
            .map { String(decoding: $0.value, as: UTF8.self) }
        for words in acknowledged {
            #expect(entries.contains { $0.contains(words) }, "\(words) was acknowledged and is lost")
        }
        #expect(acknowledged.count < 40, "no command was killed: make the delays shorter")
    }

    @Test("keys makes keys that nobody else reads and never overwrites one; codes makes what the rules commit to")
    func keys() throws {
        let editor = try Editor(language: nil)
        let made = try editor.run("votes", "keys", "vote.example/x/op1", "--output", "op1.key")
        #expect(made.status == 0, "\(made.errors)")
        let signer = try NoteSigner(privateText: try #require(editor.folder.read("op1.key")))
        #expect(made.output == signer.key.text + "\n")
        #expect(try editor.folder.rights(of: "op1.key") == 0o600)
        let kept = editor.folder.read("op1.key")
        #expect(try editor.run("votes", "keys", "vote.example/x/op1", "--output", "op1.key").status == 2)
        #expect(editor.folder.read("op1.key") == kept)
        #expect(try editor.run("votes", "keys", "带空格 的", "--output", "b.key").status == 2)
        let witness = try editor.run("votes", "keys", "notary.example", "--witness", "--output", "w.key")
        #expect(NoteKey(text: witness.output.dropLast().utf8)?.algorithm == .cosignature)

        try editor.folder.write("", to: "codes/.keep")
        let codes = try editor.run(
            "votes", "codes", "300", "--election", "abc", "--service-key", "service.key", "--output", "codes")
        #expect(codes.status == 0, "\(codes.errors)")
        let secret = try #require(editor.folder.read("service.key"))
        let printed = try #require(editor.folder.text("codes/codes.txt")).split(separator: "\n")
        let hashes = printed.compactMap { PrintedCode(String($0))?.hash(election: "abc", key: secret) }
        #expect(hashes.count == 300 && Set(hashes).count == 300)
        let listed = try #require(editor.folder.text("codes/code-hashes.txt")).split(separator: "\n").map(String.init)
        #expect(listed == hashes.map { Hexadecimal.encode($0.bytes) }.sorted())
        let commitment = Hexadecimal.encode(PrintedCode.commitment(of: hashes).bytes)
        #expect(codes.output.contains("identity\tcode\t300\t\(commitment)"))
        #expect(try editor.folder.rights(of: "codes/codes.txt") == 0o600)
    }
}
