import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

struct OrganisingTests {
    private static let published = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

    @Test("The private key of Go's note package is read, and written again byte for byte")
    func privateKey() throws {
        let signer = try NoteSigner(privateText: Array((Self.published + "\r\n").utf8))
        #expect(signer.key.text == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        let material = try #require(Base64.standard.decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz".utf8))
        #expect(NoteSigner.privateText(name: "PeterNeumann", seed: Array(material.dropFirst())) == Self.published)
    }

    @Test("A private key with any byte changed is refused, and the fault shows nothing of it")
    func changedKey() throws {
        let bytes = Array(Self.published.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(throws: FormatFault.self, "byte \(place)") { try NoteSigner(privateText: changed) }
        }
        let fault = #expect(throws: FormatFault.self) { try NoteSigner(privateText: Array("secret\n".utf8)) }
        #expect(fault?.range == 0..<0)
    }

    private func draft(_ election: SampleElection) -> ApprovalDraft {
        ApprovalDraft(
            election: election.rules.id, .exclusion(rule: "A1", ranges: [3...5, 9...9], evidence: .empty, after: 12),
            operators: election.rules.operators, remarks: ["示例", "12 张票"])
    }

    @Test("A draft that two operators sign is an exclusion that the log takes")
    func signing() throws {
        var election = try SampleElection.story(seed: 5, ballots: 30, end: .open)
        let places = election.ballots.map(\.place).prefix(3)
        var draft = ApprovalDraft(
            election: election.rules.id,
            .exclusion(
                rule: "A1", ranges: SampleElection.ranges(Array(places)), evidence: nil, after: election.entries.count),
            operators: election.rules.operators)
        try draft.sign(with: election.keys.operators[2], reason: "同一时段集中提交，经两人核查")
        #expect(draft.entry == nil)
        // What goes from desk to desk is the file.
        draft = try ApprovalDraft(text: draft.text)
        try draft.sign(with: election.keys.operators[0])
        let entry = try #require(draft.entry)
        #expect(election.append(entry) == [])
    }

    @Test("Excluding and reinstating a thousand times returns the tally, and all two thousand entries are in the log")
    func manyTimes() throws {
        var election = try SampleElection.story(seed: 8, ballots: 60, end: .open)
        try election.publishCheckpoint()
        let files = try election.files()
        let verification = try ElectionVerification { files[$0] }
        var log = try LogExtension(verification) { files[$0] }
        let (size, original) = (log.size, try #require(log.replay.tally).awards)
        for _ in 0..<1000 {
            let places = Array(election.ballots.map(\.place).shuffled(using: &election.generator).prefix(7))
            let ranges = SampleElection.ranges(places)
            var draft = ApprovalDraft(
                election: election.rules.id,
                .exclusion(rule: "A1", ranges: ranges, evidence: nil, after: log.size),
                operators: election.rules.operators)
            var back = ApprovalDraft(
                election: election.rules.id, .reinstatement(exclusion: log.size), operators: draft.operators)
            for signer in election.keys.operators.prefix(2) {
                try draft.sign(with: signer, reason: "一千次剔除和恢复的演练")
                try back.sign(with: signer, reason: "一千次剔除和恢复的演练")
            }
            #expect(try log.append(try #require(draft.entry), time: election.time) == [])
            #expect(!log.replay.areCounted(ranges))
            #expect(try log.append(try #require(back.entry), time: election.time) == [])
        }
        #expect(log.size == size + 2000)
        #expect(log.replay.tally?.awards == original)
        // What is written for them is a log that anybody finds sound.
        var published = files
        for file in try log.files(signedBy: election.keys.log) { published[file.path] = file.bytes }
        let check = try ElectionVerification { published[$0] }
        #expect(check.isSound && check.checkpoint?.size == size + 2000, "\(check.diagnostics)")
    }

    @Test("A draft's file keeps everything, also after an editor that writes a byte order mark and CR LF")
    func draftText() throws {
        let election = try SampleElection(seed: 6)
        var draft = draft(election)
        try draft.sign(with: election.keys.operators[1], reason: "夜间集中，\t经核查不是真实投票".replacing("\t", with: " "))
        #expect(try ApprovalDraft(text: draft.text) == draft)
        let edited = "\u{FEFF}" + String(decoding: draft.text, as: UTF8.self).replacing("\n", with: "\r\n")
        #expect(try ApprovalDraft(text: Array(edited.utf8)) == draft)
        let back = ApprovalDraft(
            election: "abc", .reinstatement(exclusion: 7), reason: "申诉成立，经两人复核", operators: draft.operators)
        #expect(try ApprovalDraft(text: back.text) == back)
    }

    @Test("Signing refuses a stranger, a second signature of one operator, a third one, and any change after the first")
    func refusals() throws {
        let election = try SampleElection(seed: 7)
        var draft = draft(election)
        func refused(_ refusal: SigningRefusal, by signer: NoteSigner, _ reason: String? = nil) {
            var copy = draft
            #expect(throws: refusal) { try copy.sign(with: signer, reason: reason) }
        }
        let operators = election.keys.operators
        refused(.unknownKey, by: election.keys.log, "十个字以上的公开理由在此")
        refused(.reason, by: operators[0])
        refused(.reason, by: operators[0], "太短")
        refused(.reason, by: operators[0], "十个字以上但有换行\n的公开理由在此")
        try draft.sign(with: operators[0], reason: "十个字以上的公开理由在此")
        refused(.signedAlready, by: operators[0])
        refused(.reasonSigned, by: operators[1], "另一个十个字以上的公开理由")
        let text = String(decoding: draft.text, as: UTF8.self).replacing("3-5,9", with: "3-6,9")
        var changed = try ApprovalDraft(text: Array(text.utf8))
        #expect(throws: SigningRefusal.changed(by: "op1")) { try changed.sign(with: operators[1]) }
        try draft.sign(with: operators[1])
        refused(.complete, by: operators[2])
    }

    @Test("Working days leave out weekends and holidays, and count weekends that were made up")
    func workingDays() throws {
        // 2026-09-25 is a Friday; the list is made up.
        let list = try WorkingDays(text: Array("# 示例\n2026-10-01 休\n2026-10-02 off\r\n\n2026-09-27 班\n".utf8))
        let friday = try #require(WorkingDays.day(ofDate: Array("2026-09-25".utf8)[...]))
        func date(_ days: WorkingDays, _ count: Int) -> String {
            ElectionClock.date(ofDay: days.dayAfter(count, following: friday))
        }
        #expect(date(.everyWeek, 5) == "2026-10-03" && date(.everyWeek, 0) == "2026-09-26")
        #expect(date(list, 4) == "2026-10-01" && date(list, 5) == "2026-10-06")
        for wrong in ["2026-02-30 休", "2026-10-01", "2026-10-01 假", "2026-09-27 休", "2026-10-01 班", "26-1-1 休"] {
            #expect(throws: FormatFault.self, "\(wrong)") { try WorkingDays(text: Array(wrong.utf8)) }
        }
    }

    @Test("Every day from 1970 to 2199 is found from its date")
    func dates() throws {
        for day in 0..<84_006 {
            let text = Array(ElectionClock.date(ofDay: day).utf8)
            #expect(WorkingDays.day(ofDate: text[...]) == day, "\(String(decoding: text, as: UTF8.self))")
        }
    }
}
