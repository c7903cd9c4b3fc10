import Synchronization
import TestSupport
import Testing
import VoteCore
import VoteTestSupport

@testable import VoteService

@Suite struct `Stores and admission together` {
    @Test(arguments: StoreKind.all)
    func `random batches with restarts do what a plain model says`(kind: StoreKind) async throws {
        for _ in 0..<3 {
            let seed = UInt64.random(in: 0...UInt64.max)
            try await RandomBatches(kind.place(), seed: seed).run(batches: 60)
        }
    }
}

/// Batches drawn from a seed, given to the thread's own function so that their order is known.
private final class RandomBatches {
    private let place: any StorePlace
    private let seed: UInt64
    private var generator: SeededGenerator
    private var election: TestElection
    private var model: PlainModel
    private var receipts: [Int: [UInt8]] = [:]
    private var usedIDs: [Bytes16] = []
    private var usedChallenges: [Bytes16] = []
    private var number: UInt64 = 0

    init(_ place: any StorePlace, seed: UInt64) async throws {
        self.place = place
        self.seed = seed
        generator = SeededGenerator(seed: seed)
        election = try await TestElection.open(place) { rules in
            rules.limits = .init(soft: 20, hard: 50)
            rules.closes = rules.opens + 3 * 86_400
            rules.awards = [
                TestElection.award("award-a", choices: 1...3, ballots: 1, period: .day),
                TestElection.award("award-b", choices: 1...2, ballots: 2, period: .day),
                TestElection.award("award-c", choices: 1...2, ballots: 3, period: .election),
            ]
        }
        let head = try election.store.read { try $0.head() }
        model = PlainModel(rules: election.rules, size: head.size, time: head.time)
    }

    func run(batches: Int) async throws {
        for _ in 0..<batches {
            election.clock.seconds +=
                generator.chance(10) ? Int.random(in: -5...(-1), using: &generator) : draw(0...4000)
            if generator.chance(10) { try await changeState() }
            if generator.chance(10) { election = try election.reopened(place) }
            try admit(count: draw(1...40))
        }
        election = try election.reopened(place)
        try checkLog()
        election.close()
    }

    private func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    private func changeState() async throws {
        election.clock.seconds = max(election.clock.seconds, model.lastTime)
        guard election.clock.seconds < election.rules.closes else { return }
        model.state = model.state == .open ? .paused : .open
        try await election.step(to: model.state)
        model.size += 1
        model.lastTime = election.clock.seconds
    }

    private func drawBallot() -> ArrivedBallot {
        number += 1
        var (id, challenge) = (bytes16(number + 1_000_000), bytes16(number + 2_000_000))
        if generator.chance(15), let used = usedIDs.randomElement(using: &generator) { id = used }
        if generator.chance(5), let used = usedChallenges.randomElement(using: &generator) { challenge = used }
        usedIDs.append(id)
        usedChallenges.append(challenge)
        let award = draw(0...2)
        let count = Int.random(in: election.rules.awards[award].choices, using: &generator)
        let choices = election.rules.awards[award].candidates.map(\.key).shuffled(using: &generator).prefix(count)
        return election.ballot(
            voter: bytes16(UInt64(draw(0...60))), id: id, choices: Array(choices), award: award, challenge: challenge,
            address: generator.chance(80) ? [10, 0, 0, UInt8(draw(1...2))] : nil,
            expiresIn: generator.chance(3) ? 0 : 300)
    }

    private func admit(count: Int) throws {
        let ballots = (0..<count).map { _ in drawBallot() }
        let expected = ballots.map { ballot in
            let challenge = ballot.challenge
            return model.submit(
                award: challenge.binding.award, choices: ballot.request.choices, voter: ballot.token,
                id: ballot.request.id, challenge: (challenge.id, challenge.expires), address: ballot.address,
                time: election.clock.seconds)
        }
        let answers = Mutex([BallotWriter.Answer?](repeating: nil, count: count))
        let writer = try writer()
        let day = ElectionClock.day(ofSlot: election.clock.seconds / ElectionClock.slot)
        let waiting = try ballots.enumerated().map { place, ballot in
            let prepared = try PreparedBallot(
                ballot, index: writer.state.index, secret: TestElection.secret, day: day)
            return BallotWriter.Waiting(ballot: prepared) { answer in answers.withLock { $0[place] = answer } }
        }
        writer.admit(waiting)
        for (answer, expected) in zip(answers.withLock { $0 }, expected) {
            #expect(try described(answer, writer) == expected, "seed \(seed), batch at \(election.clock.seconds)")
        }
    }

    private func writer() throws -> BallotWriter {
        let state = DeskState(RulesIndex(election.rules))
        let receipts = StoredReceipts(signer: election.keys.log, origin: election.rules.origin)
        return BallotWriter(
            store: election.store, state: state, receipts: receipts, secret: TestElection.secret,
            clock: election.clock.wall)
    }

    /// The answer in the model's words; receipts are checked on the way.
    private func described(_ answer: BallotWriter.Answer?, _ writer: BallotWriter) throws -> PlainModel.Expected? {
        switch answer {
        case .final(.admitted(let source)):
            let receipt = try source.receipt()
            #expect(receipt.faults(rules: election.rules).isEmpty, "seed \(seed)")
            receipts[source.index] = receipt.text
            return .admitted(source.index)
        case .final(.repeated(let source)):
            #expect(try source.receipt().text == receipts[source.index], "seed \(seed)")
            return .repeated(source.index)
        case .stored(let stored):
            let source = try election.store.read { try writer.receipts.source(stored, $0) }
            #expect(try source.receipt().text == receipts[source.index], "seed \(seed): the same receipt later")
            return .repeated(source.index)
        case .final(.refused(let refusal)): return .refused(refusal)
        default: return nil
        }
    }

    /// The log as anybody would judge it, limits included.
    private func checkLog() throws {
        let head = try election.store.read { try $0.head() }
        #expect(head.size == model.size, "seed \(seed)")
        var (replay, tree) = (LogReplay(), MerkleFrontier())
        for text in try election.store.read({ try $0.entries(0..<head.size) }) {
            tree.append(MerkleHash(leaf: text))
            let breaches = replay.append(try LogEntry(text: text[...])) { _ in election.rules }
            #expect(breaches.isEmpty, "seed \(seed), entry \(replay.size - 1)")
        }
        #expect(tree == head.frontier)
        #expect(replay.state == head.state)
        #expect(election.log.replay.tally == replay.tally, "the followed log counts the same")
    }
}
