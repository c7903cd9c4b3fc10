import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

/// What an operator who holds every key but one could try.
enum Cheat: String, CaseIterable, Sendable {
    case secondBallot, repeatedBallot, lateBallot, earlyBallot, foreignCandidate, tooManyChoices, wrongChannel
    case wrongNumber, timeBackwards, notAnEntry, ballotWhilePaused
    case oneSigner, sameSigner, strangeRule, shortReason, excludeTwice, excludeNote, futureBallots, oldStatement
    case changedStatement, reinstateTwice, reinstateNothing
    case closedEarly, skippedState, unknownOperator, changedCandidates, shorterVote, unpublishedRules
    case wrongResult, staleResult, noResult, wrongFreeze, fallingImport, foreignImport, noWitnessKey, otherLogKey
    case lostHistory, reorderedHistory, missingEvidence

    /// The fault that must be found.
    var id: String {
        switch self {
        case .secondBallot: "ballot-limit"
        case .repeatedBallot: "ballot-repeated"
        case .lateBallot, .earlyBallot, .ballotWhilePaused: "ballot-time"
        case .foreignCandidate, .tooManyChoices, .foreignImport: "ballot-choices"
        case .wrongChannel: "ballot-channel"
        case .wrongNumber: "entry-number"
        case .timeBackwards: "entry-time"
        case .notAnEntry, .sameSigner: "entry-form"
        case .oneSigner, .changedStatement: "approval"
        case .strangeRule: "review-rule"
        case .shortReason: "reason-short"
        case .excludeTwice, .excludeNote: "exclusion-ranges"
        case .futureBallots, .oldStatement: "exclusion-age"
        case .reinstateTwice, .reinstateNothing: "reinstatement"
        case .closedEarly: "closed-early"
        case .skippedState: "state-step"
        case .unknownOperator: "operator-unknown"
        case .changedCandidates, .shorterVote: "rules-changed"
        case .unpublishedRules: "rules-missing"
        case .wrongResult: "result-wrong"
        case .staleResult: "result-stale"
        case .noResult, .missingEvidence: "file-missing"
        case .wrongFreeze: "frozen-result"
        case .fallingImport: "import-falls"
        case .noWitnessKey: "checkpoint-signature"
        case .otherLogKey: "checkpoint-unsigned"
        case .lostHistory: "history-end"
        case .reorderedHistory: "history-order"
        }
    }

    /// An election that is sound but for this.
    func files(seed: UInt64) throws -> [String: [UInt8]] {
        var election = try SampleElection.story(seed: seed, ballots: 90, end: .open)
        let places = election.ballots.map(\.place)
        try change(&election, places)
        if self != .staleResult { election.publishResult() }
        try election.publishCheckpoint()
        var files = try election.files()
        try change(&files, election)
        return files
    }

    private func change(_ election: inout SampleElection, _ places: [Int]) throws {
        switch self {
        case .secondBallot, .repeatedBallot, .lateBallot, .earlyBallot, .foreignCandidate, .tooManyChoices,
            .wrongChannel, .wrongNumber, .timeBackwards, .notAnEntry, .ballotWhilePaused:
            try addBallot(&election)
        case .oneSigner, .sameSigner, .strangeRule, .shortReason, .excludeTwice, .excludeNote, .futureBallots,
            .oldStatement, .changedStatement, .reinstateTwice, .reinstateNothing, .missingEvidence:
            try review(&election, places)
        default: try go(&election, places)
        }
    }

    private func addBallot(_ election: inout SampleElection) throws {
        let ballot = election.drawBallot()
        func like(
            _ ballot: Ballot, channel: String? = nil, award: String? = nil, choices: [String]? = nil, id: Bytes16? = nil
        )
            -> Ballot
        {
            Ballot(
                channel: channel ?? ballot.channel, award: award ?? ballot.award, choices: choices ?? ballot.choices,
                tag: ballot.tag, id: id ?? ballot.id)
        }
        let award = try #require(election.rules.awards.first { $0.key == ballot.award })
        switch self {
        case .secondBallot:
            election.cast(ballot)
            for _ in 0..<award.ballots { election.cast(like(ballot, id: election.drawBytes16())) }
        case .repeatedBallot:
            election.cast(ballot)
            election.cast(like(election.drawBallot(), id: ballot.id))
        case .lateBallot:
            election.time = election.rules.closes
            election.cast(ballot)
        case .earlyBallot:
            election = try SampleElection(seed: 99)
            election.step(to: .open)
            election.cast(election.drawBallot())
        case .foreignCandidate: election.cast(like(ballot, choices: ["nobody"]))
        case .tooManyChoices:
            let keys = award.candidates.map(\.key)
            if award.choices.upperBound < keys.count {
                election.cast(like(ballot, choices: Array(keys.prefix(award.choices.upperBound + 1))))
            } else {
                election.cast(like(ballot, award: "none-such"))
            }
        case .wrongChannel: election.cast(like(ballot, channel: ballot.channel == "d" ? "c" : "d"))
        case .wrongNumber: election.append(.ballot(ballot), index: election.entries.count + 1)
        case .timeBackwards:
            election.time -= 1200
            election.cast(ballot)
        case .ballotWhilePaused:
            election.step(to: .paused)
            election.cast(ballot)
        default: election.append(text: Array("gv1\tB\tsomething".utf8))
        }
    }

    private func review(_ election: inout SampleElection, _ places: [Int]) throws {
        switch self {
        case .oneSigner:
            let good = try election.exclusion(places)
            let forged = Approval(("op1", good.approval.signatures[0]), ("op2", good.approval.signatures[0]))
            election.append(.exclusion(Self.with(good, approval: forged)))
        case .sameSigner: election.append(.exclusion(try election.exclusion(places, signers: (1, 1))))
        case .strangeRule: election.append(.exclusion(try election.exclusion(places, rule: "A8")))
        case .shortReason: election.append(.exclusion(try election.exclusion(places, reason: "刷票")))
        case .excludeTwice:
            try election.exclude([places[3], places[4]])
            try election.exclude([places[4], places[5]])
        case .excludeNote: try election.exclude([0])
        case .futureBallots:
            let good = try election.exclusion([places[0]])
            election.cast(election.drawBallot())
            let later = election.entries.count - 1
            let early = Exclusion(
                rule: good.rule, ranges: [later...later], evidence: nil, after: later, approval: good.approval,
                reason: good.reason)
            let approval = try election.approval(of: early.statement(election: election.rules.id), by: (0, 1))
            election.append(.exclusion(Self.with(early, approval: approval)))
        case .oldStatement:
            let statement = try election.exclusion([places[1]])
            election.append(.exclusion(statement))
            try election.reinstate(election.entries.count - 1, ballots: [])
            election.append(.exclusion(statement))
        case .changedStatement:
            let good = try election.exclusion([places[1]])
            election.append(.exclusion(Self.with(good, reason: good.reason + "。")))
        case .reinstateTwice:
            try election.exclude([places[2]])
            let place = election.entries.count - 1
            try election.reinstate(place, ballots: [])
            try election.reinstate(place, ballots: [])
        case .missingEvidence: try election.exclude([places[2]])
        default: try election.reinstate(places[0], ballots: [])
        }
    }

    private static func with(_ good: Exclusion, approval: Approval? = nil, reason: String? = nil) -> Exclusion {
        Exclusion(
            rule: good.rule, ranges: good.ranges, evidence: good.evidence, after: good.after,
            approval: approval ?? good.approval, reason: reason ?? good.reason)
    }

    private func go(_ election: inout SampleElection, _ places: [Int]) throws {
        func finish() {
            election.time = election.rules.closes
            election.step(to: .closed)
            election.step(to: .published)
        }
        func add(_ votes: Int, to candidate: String? = nil) {
            let award = election.rules.awards[0]
            election.append(
                .imported(
                    ImportedCount(
                        source: "纸质票", asOf: election.time, award: award.key,
                        candidate: candidate ?? award.candidates[0].key,
                        votes: VoteCount(received: votes), file: .empty, note: "-")))
        }
        switch self {
        case .closedEarly: election.step(to: .closed)
        case .skippedState: election.step(to: .published)
        case .unknownOperator:
            election.append(
                .transition(Transition(from: .open, to: .paused, operators: ["op9"], reason: "检修")))
        case .changedCandidates:
            election.changeRules { rules in
                let award = rules.awards[0]
                rules.awards[0] = .init(
                    key: award.key, title: award.title, choices: award.choices, ballots: award.ballots,
                    period: award.period, candidates: award.candidates + [.init(key: "late", name: "后来者", unit: "-")])
            }
        case .shorterVote: election.changeRules { $0.closes -= 600 }
        case .unpublishedRules: election.append(.rules(MerkleHash(hashing: [1])))
        case .staleResult:
            finish()
            election.publishResult()
            try election.exclude([places[0]])
        case .noResult: finish()
        case .wrongFreeze:
            finish()
            election.append(
                .freeze(Freeze(result: .empty, ballots: VoteCount(received: 1), operators: ["op1"], reason: "公示期满")))
        case .fallingImport:
            add(20)
            add(19)
        case .foreignImport: add(20, to: "nobody")
        default: break
        }
    }

    private func change(_ files: inout [String: [UInt8]], _ election: SampleElection) throws {
        let head = try #require(election.checkpoints.last)
        let text = try CheckpointNote(head.note[...]).note.text
        func sign(_ seed: UInt8, _ name: String) throws -> [UInt8] {
            let signer = try #require(NoteSigner(name: name, seed: [UInt8](repeating: seed, count: 32)))
            return try SignedNote.line(text, signer: signer)
        }
        switch self {
        case .wrongResult:
            let result = try #require(files[PublishedElection.result])
            files[PublishedElection.result] = Array(
                String(decoding: result, as: UTF8.self).replacing("ballots\t", with: "ballots\t1").utf8)
        case .noResult: files[PublishedElection.result] = nil
        case .noWitnessKey, .otherLogKey:
            let stranger = try sign(77, self == .noWitnessKey ? "stranger.example" : election.rules.origin)
            let note = self == .noWitnessKey ? head.note + stranger : text + [10] + stranger
            files[PublishedElection.checkpoint] = note
            files[PublishedElection.history] = PublishedElection.history(
                election.checkpoints.dropLast().map(\.note) + [note])
        case .lostHistory:
            files[PublishedElection.history] = PublishedElection.history(election.checkpoints.dropLast().map(\.note))
        case .reorderedHistory:
            let notes = election.checkpoints.map(\.note)
            files[PublishedElection.history] = PublishedElection.history([notes[1], notes[0]] + notes.dropFirst(2))
        case .missingEvidence:
            for path in files.keys.filter({ $0.hasPrefix("evidence/") }) { files[path] = nil }
        default: break
        }
    }
}

struct CheatingTests {
    @Test("Every way to cheat with the keys in hand is found under its own name", arguments: Cheat.allCases)
    func found(cheat: Cheat) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let verification = try VerificationTests.verify(try cheat.files(seed: seed))
            #expect(
                verification.diagnostics.contains { $0.id == cheat.id },
                "\(cheat) must be reported as \(cheat.id), but:\n\(VerificationTests.words(verification))")
        }
    }
}
