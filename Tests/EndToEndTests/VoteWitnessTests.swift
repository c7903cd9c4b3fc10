import Foundation
import TestSupport
import Testing
import VoteCore
import VoteTestSupport

struct VoteWitnessTests {
    /// An open election with two announced witnesses, and what its organiser does.
    private func organiser(seed: UInt64) throws -> VoteOrganiser {
        var election = try SampleElection(seed: seed) { rules in
            guard let keys = SampleKeys(origin: rules.origin) else { return }
            rules.witnesses = keys.witnesses.enumerated().map { .init(id: "w\($0 + 1)", key: $1.key) }
            rules.display = .hidden
        }
        election.time = election.rules.opens
        election.step(to: .open)
        for _ in 0..<30 { election.cast(election.drawBallot()) }
        try election.publishCheckpoint()
        return try VoteOrganiser(published: election)
    }

    private func witness(_ organiser: VoteOrganiser, _ folder: String = "vote") throws -> CommandResult {
        try organiser.votes(
            "witness", "--url", folder, "--key", "notary.key", "--state", "notary.state", "--output", "cosigned.txt")
    }

    /// A copy of the published folder.
    private func copy(_ organiser: VoteOrganiser, to name: String) throws {
        for (path, bytes) in try organiser.files() { try organiser.editor.folder.write(bytes, to: "\(name)/\(path)") }
    }

    /// Another log of the same organiser that has parted from `base` and has as many entries as `vote`.
    private func split(_ organiser: VoteOrganiser, from base: String) throws {
        let result = try organiser.votes(
            "note", "另一份日志", "--folder", base, "--key", "log.key", at: organiser.rules.opens + 3600)
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("A witness cosigns a log that has only grown, and the organiser adds the cosignature")
    func cosigning() throws {
        let organiser = try organiser(seed: 71)
        #expect(try organiser.editor.run("votes", "verify", "vote", "--require-witness", "1").status == 0)
        #expect(try organiser.write("note", "第一条").status == 0)
        let few = try organiser.editor.run("votes", "verify", "vote", "--require-witness", "1")
        #expect(few.status == 1 && few.errors.contains("[witness-few]"), "\(few.errors)")
        #expect(try witness(organiser).status == 0)
        let added = try organiser.write("publish", "--cosignature", "cosigned.txt")
        #expect(added.status == 0, "\(added.errors)")
        let verified = try organiser.editor.run("votes", "verify", "vote", "--require-witness", "1")
        #expect(verified.status == 0 && verified.output.contains("见证方 1 家联署"), "\(verified.output)")
        // A cosignature of an older checkpoint, and one that was changed, do not fit.
        #expect(try organiser.write("note", "第二条").status == 0)
        let stale = try organiser.write("publish", "--cosignature", "cosigned.txt")
        #expect(stale.status == 1 && stale.errors.contains("[cosignature-other]"), "\(stale.errors)")
        #expect(try witness(organiser).status == 0)
        let text = try #require(organiser.editor.folder.text("cosigned.txt"))
        let line = try #require(text.split(separator: "\n").last)
        let place = line.index(line.endIndex, offsetBy: -20)
        let changed = line.replacingCharacters(in: place...place, with: line[place] == "A" ? "B" : "A")
        try organiser.editor.folder.write(text.replacing(line, with: changed), to: "cosigned.txt")
        let invalid = try organiser.write("publish", "--cosignature", "cosigned.txt")
        #expect(invalid.status == 1 && invalid.errors.contains("[cosignature-invalid]"), "\(invalid.errors)")
        #expect(try organiser.verify().status == 0)
    }

    @Test("A witness refuses a second log of the same size and a shorter log, and keeps both checkpoints")
    func refusing() throws {
        let organiser = try organiser(seed: 72)
        try copy(organiser, to: "before")
        try copy(organiser, to: "other")
        try split(organiser, from: "other")
        #expect(try organiser.write("note", "真的日志", at: organiser.rules.opens + 3600).status == 0)
        #expect(try witness(organiser).status == 0)
        let remembered = organiser.editor.folder.read("notary.state")
        for (folder, rule) in [("other", "[log-split]"), ("before", "[log-rolled-back]")] {
            try organiser.editor.folder.remove("cosigned.txt")
            let refused = try witness(organiser, folder)
            #expect(refused.status == 1 && refused.errors.contains(rule), "\(folder): \(refused.errors)")
            #expect(!organiser.editor.folder.exists("cosigned.txt"))
            #expect(organiser.editor.folder.read("notary.state") == remembered)
            #expect(
                organiser.editor.folder.read("notary.state.refused")
                    == organiser.editor.folder.read("\(folder)/log/checkpoint"))
            try organiser.editor.folder.write("", to: "cosigned.txt")
        }
        #expect(try witness(organiser).status == 0)
    }

    @Test("verify --against finds a rollback and a split view that each folder on its own does not show")
    func against() throws {
        let organiser = try organiser(seed: 73)
        try copy(organiser, to: "before")
        try copy(organiser, to: "other")
        try split(organiser, from: "other")
        #expect(try organiser.write("note", "真的日志", at: organiser.rules.opens + 3600).status == 0)
        func verify(_ folder: String, against copy: String) throws -> CommandResult {
            #expect(try organiser.verify(folder).status == 0, "\(folder) is sound on its own")
            let result = try organiser.editor.run("votes", "verify", folder, "--against", copy)
            let second = try organiser.editor.secondVerifier("--against", copy, folder)
            #expect(second.status == result.status, "verify-election --against \(copy) \(folder): \(second.output)")
            return result
        }
        let grown = try verify("vote", against: "before")
        #expect(grown.status == 0 && grown.output.contains("一致"), "\(grown.output)\(grown.errors)")
        #expect(try verify("vote", against: "before/log/checkpoint").status == 0)
        let rolled = try verify("before", against: "vote")
        #expect(rolled.status == 1 && rolled.errors.contains("[log-rolled-back]"), "\(rolled.errors)")
        let split = try verify("other", against: "vote")
        #expect(split.status == 1 && split.errors.contains("vote/log/checkpoint:1:1: 错误[log-split]"), "\(split.errors)")
        let foreign = try VoteOrganiser(published: try SampleElection.story(seed: 74, ballots: 5, end: .open))
        try organiser.editor.folder.write(try #require(foreign.files()["log/checkpoint"]), to: "foreign")
        let other = try verify("vote", against: "foreign")
        #expect(other.status == 1 && other.errors.contains("foreign:1:1: 错误[copy-foreign]"), "\(other.errors)")
        #expect(try organiser.editor.run("votes", "verify", "vote", "--against", "nothing").status == 2)
        #expect(try organiser.editor.secondVerifier("--against", "nothing", "vote").status == 2)
    }
}
