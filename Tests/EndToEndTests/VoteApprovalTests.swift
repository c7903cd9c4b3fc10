import TestSupport
import Testing
import VoteCore
import VoteTestSupport

struct VoteApprovalTests {
    private static let reason = "同一时段集中提交，经两人核查不是真实投票"

    private func counts(_ organiser: VoteOrganiser) throws -> String {
        let result = try organiser.verify()
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").filter { $0.contains("剔除") }
        return lines.joined(separator: "\n")
    }

    private func late(_ organiser: VoteOrganiser) -> Int { organiser.rules.closes - 601 }

    @Test(
        "A review finds the burst and excludes nothing; two operators sign, and the ballots leave the count and return")
    func wholeWay() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.burst(seed: 61))
        try organiser.editor.folder.write("", to: "review/.keep")
        let before = try organiser.files()
        let review = try organiser.votes("review", "--folder", "vote", "--output", "review")
        #expect(review.status == 0 && review.output.contains("A1 短时突增：示例奖项，示例2（gw-2），6"), "\(review.output)")
        #expect(review.output.contains("%") && review.output.contains("review/exclusion-1.txt"), "\(review.output)")
        #expect(try organiser.files() == before)
        let original = try counts(organiser)

        let draft = "review/exclusion-1.txt"
        let refused = try organiser.votes("sign", draft, "--key", "op1.key", "--reason", Self.reason, input: "no\n")
        #expect(refused.status == 1 && refused.output.contains("剔除 6"), "\(refused.output)")
        let first = try organiser.votes("sign", draft, "--key", "op1.key", "--reason", Self.reason, input: "yes\n")
        #expect(first.status == 0 && first.output.contains(Self.reason), "\(first.errors)")
        #expect(first.output.contains("\"rule\": \"A1\""), "the evidence is not shown:\n\(first.output)")
        let single = try organiser.write("exclude", draft, at: late(organiser))
        #expect(single.status == 1 && single.errors.contains("approval-missing"), "\(single.errors)")
        #expect(try organiser.votes("sign", draft, "--key", "op3.key", "--yes").status == 0)
        let entered = try organiser.write("exclude", draft, at: late(organiser))
        #expect(entered.status == 0, "\(entered.errors)")
        #expect(try counts(organiser) != original)
        #expect(try organiser.files().keys.contains { $0.hasPrefix("evidence/") })
        let again = try organiser.write("exclude", draft, at: late(organiser))
        #expect(again.status == 1 && again.errors.contains("[exclusion-ranges]"), "\(again.errors)")

        let place = try #require(entered.output.split(separator: " ").last.map { $0.filter(\.isNumber) })
        let back = ["reinstate", place, "--reason", "候选人申诉成立，经两人复核恢复", "--folder", "vote", "--output", "back.txt"]
        #expect(try organiser.editor.runArguments(["votes"] + back).status == 0)
        #expect(try organiser.votes("sign", "back.txt", "--key", "op2.key", "--yes").status == 0)
        #expect(try organiser.votes("sign", "back.txt", "--key", "op1.key", "--yes").status == 0)
        let reinstated = try organiser.write("reinstate", "back.txt", at: late(organiser))
        #expect(reinstated.status == 0, "\(reinstated.errors)")
        #expect(try counts(organiser) == original)
        let twice = try organiser.votes("reinstate", place, "--folder", "vote")
        #expect(twice.status == 1 && twice.errors.contains("[reinstatement]"), "\(twice.errors)")
        // The signed exclusion is older than the reinstatement: it cannot be used again.
        let replayed = try organiser.write("exclude", draft, at: late(organiser))
        #expect(replayed.status == 1 && replayed.errors.contains("[exclusion-age]"), "\(replayed.errors)")
    }

    @Test("An exclusion with one signature, an unknown rule, a short reason or places outside the log is refused")
    func refusals() throws {
        let election = try SampleElection.burst(seed: 62)
        let organiser = try VoteOrganiser(published: election)
        let before = try organiser.files()
        func draft(
            _ name: String, rule: String = "A1", places: [Int], after: Int? = nil, signers: [Int] = [0, 1],
            reason: String = Self.reason
        )
            throws
        {
            let draft = ApprovalDraft(
                election: election.rules.id,
                .exclusion(
                    rule: rule, ranges: SampleElection.ranges(places), evidence: nil,
                    after: after ?? election.entries.count),
                reason: reason, operators: election.rules.operators)
            // Signed by hand: the command would not sign some of these.
            let lines = try signers.map { number in
                let signature = try election.keys.operators[number].signature(of: draft.statement)
                return "signature\top\(number + 1)\t\(Base64.standard.encode(signature))\n"
            }
            try organiser.editor.folder.write(draft.text + Array(lines.joined().utf8), to: name)
        }
        let place = try #require(election.ballots.first).place
        try draft("one.txt", places: [place], signers: [0])
        try draft("twice.txt", places: [place], signers: [0, 0])
        try draft("rule.txt", rule: "A8", places: [place])
        try draft("reason.txt", places: [place], reason: "太短了")
        try draft("outside.txt", places: [election.entries.count + 5], after: election.entries.count + 9)
        try draft("other.txt", places: [0])
        for (name, rule) in [
            ("one.txt", "[approval-missing]"), ("twice.txt", "[approval-missing]"), ("rule.txt", "[review-rule]"),
            ("reason.txt", "[reason-short]"), ("outside.txt", "[exclusion-ranges]"),
            ("other.txt", "[exclusion-ranges]"),
        ] {
            let result = try organiser.write("exclude", name, at: late(organiser))
            #expect(result.status == 1 && result.errors.contains("错误" + rule), "\(name): \(result.errors)")
            #expect(try organiser.files() == before, "\(name)")
        }
        // The commands that make drafts refuse earlier.
        let rule = try organiser.votes(
            "propose", "--rule", "A8", "--ranges", "\(place)", "--folder", "vote", "--output", "p.txt")
        #expect(rule.status == 1 && rule.errors.contains("A1、A2"), "\(rule.errors)")
        let outside = try organiser.votes(
            "propose", "--rule", "A9", "--ranges", "5000-5001", "--folder", "vote", "--output", "p.txt")
        #expect(outside.status == 1 && outside.errors.contains("[exclusion-ranges]"), "\(outside.errors)")
        let short = try organiser.votes("sign", "rule.txt", "--key", "op3.key", "--yes")
        #expect(short.status == 1 && short.errors.contains("两个签名已经齐了"), "\(short.errors)")
    }

    @Test("A draft that was edited after signing, or whose evidence was exchanged, is refused")
    func edited() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.burst(seed: 63))
        try organiser.editor.folder.write("{\"示例\": 1}\n", to: "paper.json")
        let propose = try organiser.votes(
            "propose", "--rule", "A9", "--ranges", "4-6", "--reason", Self.reason, "--evidence", "paper.json",
            "--folder",
            "vote", "--output", "x.txt")
        #expect(propose.status == 0, "\(propose.errors)")
        #expect(try organiser.votes("sign", "x.txt", "--key", "op1.key", "--yes").status == 0)
        let text = try #require(organiser.editor.folder.text("x.txt"))
        try organiser.editor.folder.write(text.replacing("4-6", with: "4-7"), to: "x.txt")
        let changed = try organiser.votes("sign", "x.txt", "--key", "op2.key", "--yes")
        #expect(changed.status == 1 && changed.errors.contains("op1 签名之后被改动过"), "\(changed.errors)")
        try organiser.editor.folder.write(text, to: "x.txt")
        try organiser.editor.folder.write("{}\n", to: "x.json")
        let evidence = try organiser.votes("sign", "x.txt", "--key", "op2.key", "--yes")
        #expect(evidence.status == 1 && evidence.errors.contains("[evidence-changed]"), "\(evidence.errors)")
        try organiser.editor.folder.write(text.replacing("after", with: "aftre"), to: "x.txt")
        let broken = try organiser.votes("sign", "x.txt", "--key", "op2.key", "--yes")
        #expect(broken.status == 1 && broken.errors.contains("x.txt:6:1: 错误[draft-form]"), "\(broken.errors)")
    }

    @Test("Excluding and reinstating again and again returns the same tally, and every entry is public")
    func manyTimes() throws {
        let organiser = try VoteOrganiser(published: try SampleElection.burst(seed: 64))
        let original = try counts(organiser)
        let rounds = 6
        for round in 0..<rounds {
            let name = "x\(round).txt"
            let made = try organiser.votes(
                "propose", "--rule", "A1", "--ranges", "\(4 + round)-\(20 + round),50", "--reason", Self.reason,
                "--folder", "vote", "--output", name)
            #expect(made.status == 0, "\(made.errors)")
            for key in ["op1.key", "op2.key"] { try organiser.votes("sign", name, "--key", key, "--yes") }
            let entered = try organiser.write("exclude", name, at: late(organiser))
            let place = try #require(entered.output.split(separator: " ").last.map { $0.filter(\.isNumber) })
            let back = "back\(round).txt"
            try organiser.votes("reinstate", place, "--reason", Self.reason, "--folder", "vote", "--output", back)
            for key in ["op2.key", "op3.key"] { try organiser.votes("sign", back, "--key", key, "--yes") }
            let reinstated = try organiser.write("reinstate", back, at: late(organiser))
            #expect(reinstated.status == 0, "round \(round): \(reinstated.errors)")
        }
        #expect(try counts(organiser) == original)
        let entries = try organiser.files().filter { $0.key.contains("tile/entries") }
            .max { $0.value.count < $1.value.count }
        let text = String(decoding: try #require(entries?.value), as: UTF8.self)
        #expect(text.split(separator: "gv1\tX\t").count - 1 == rounds)
        #expect(text.split(separator: "gv1\tR\t").count - 1 == rounds)
    }
}
