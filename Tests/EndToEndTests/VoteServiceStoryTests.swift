import TestSupport
import Testing
import VoteCore
import VoteTestSupport

struct VoteServiceStoryTests {
    @Test("The same commands run a vote through a running service, which refuses what a folder would refuse")
    func wholeStory() throws {
        let organiser = try VoteOrganiser(seed: 91) {
            $0.identity = .device
            $0.display = .hidden
        }
        let (opens, closes) = (organiser.rules.opens, organiser.rules.closes)
        let service = try RunningService(organiser, at: opens - 5000)
        func works(_ result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(result.status == 0, "\(result.output)\(result.errors)", sourceLocation: sourceLocation)
        }
        func refused(_ result: CommandResult, _ rule: String, sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(
                result.status == 1 && result.errors.contains("错误[\(rule)]"), "\(result.status) \(result.errors)",
                sourceLocation: sourceLocation)
        }
        func state(_ name: String, at moment: Int) throws -> CommandResult {
            try service.setClock(to: moment)
            return try service.write("state", name, "--operator", "op1", "--reason", "按公布的日程进行", at: moment)
        }
        let announced = try organiser.votes("publish", "--folder", "vote", "--service", service.socket, at: opens)
        works(announced)
        if try organiser.verify().output.contains("状态 draft") { works(try state("announced", at: opens - 4000)) }
        works(try state("open", at: opens + 1))
        refused(try state("published", at: opens + 2), "state-step")
        works(try service.write("note", "09:10–09:25 检修", at: opens + 600))
        let award = organiser.rules.awards[0]
        let rows = award.candidates.map { "2026-09-01 09:30,纸质票,\(award.key),\($0.key),120,2,\n" }
        try organiser.editor.folder.write(
            "as_of,source,category,candidate_id,votes,excluded,note\n" + rows.joined(), to: "tallies.csv")
        try service.setClock(to: opens + 7200)
        works(try service.write("import", "tallies.csv", "--operator", "op2", at: opens + 7200))
        let falling = rows[0].replacing("120", with: "90").replacing("09:30", with: "09:40")
        try organiser.editor.folder.write(
            "as_of,source,category,candidate_id,votes,excluded,note\n" + falling, to: "falling.csv")
        refused(try service.write("import", "falling.csv", "--operator", "op2", at: opens + 7200), "i03-falls")
        let review = try organiser.votes("review", "--folder", "vote", "--service", service.socket, at: opens + 7200)
        #expect(review.status == 0 && review.output.contains("没有发现异常"), "\(review.output)\(review.errors)")
        try exclusionOfNoBallot(organiser, service, at: opens + 7300)
        works(try state("closed", at: closes))
        works(try state("published", at: closes + 600))
        let freeze = ["--operator", "op1", "--operator", "op2", "--reason", "公示期满无异议"]
        func freezing(_ moment: Int) throws -> CommandResult {
            try service.setClock(to: moment)
            return try service.write(
                "freeze", freeze[0], freeze[1], freeze[2], freeze[3], freeze[4], freeze[5], at: moment)
        }
        refused(try freezing(closes + 86_400), "freeze-notice")
        works(try freezing(closes + 9 * 86_400))
        let verified = try organiser.verify()
        #expect(
            verified.status == 0 && verified.output.contains("状态 frozen") && verified.output.contains("118 票"),
            "\(verified.output)\(verified.errors)")
    }

    /// Two operators sign for a place that holds no ballot: the service must find out.
    private func exclusionOfNoBallot(_ organiser: VoteOrganiser, _ service: RunningService, at moment: Int) throws {
        var draft = ApprovalDraft(
            election: organiser.rules.id, .exclusion(rule: "A1", ranges: [0...0], evidence: nil, after: 3),
            operators: organiser.rules.operators)
        let keys = try #require(SampleKeys(origin: organiser.rules.origin))
        for signer in keys.operators.prefix(2) { try draft.sign(with: signer, reason: "不是选票的位置，服务应当拒绝") }
        try organiser.editor.folder.write(draft.text, to: "draft.txt")
        let result = try service.write("exclude", "draft.txt", at: moment)
        #expect(result.status == 1 && result.errors.contains("错误[exclusion-ranges]"), "\(result.errors)")
    }

    @Test("A command ends with 3 where no service answers")
    func unreachable() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.story(seed: 92, ballots: 5, end: .open))
        let result = try organiser.votes("note", "说明", "--folder", "vote", "--service", "nothing.sock")
        #expect(result.status == 3 && result.errors.contains("连不上投票服务"), "\(result.errors)")
        let both = try organiser.votes(
            "note", "说明", "--folder", "vote", "--service", "nothing.sock", "--key", "log.key")
        #expect(both.status == 2, "\(both.errors)")
    }
}
