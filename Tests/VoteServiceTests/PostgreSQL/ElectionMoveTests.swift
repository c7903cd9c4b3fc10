import TestSupport
import Testing
import VoteCore

@testable import VoteService

@Suite(.disabled(if: PostgreSQLPlace.isMissing, "run the tests through scripts/with-postgresql"))
struct `A move between stores` {
    /// Every way between two kinds.
    static let ways = StoreKind.all.flatMap { from in StoreKind.all.map { (from, $0) } }

    @Test(arguments: ways)
    func `keeps root, tally, receipts and everything that decides about later ballots`(
        from: StoreKind, to: StoreKind
    ) async throws {
        let (old, new) = (try from.place(), try to.place())
        var election = try await TestElection.open(old) { rules in
            rules.awards = [
                TestElection.award("award-0", choices: 1...3, ballots: 1, period: .day),
                TestElection.award("award-1", choices: 1...2, ballots: 2, period: .election),
            ]
        }
        let ballots = (0..<400).map { number in
            election.ballot(
                voter: bytes16(number), id: bytes16(number + 1000), choices: ["c-\(number % 8)"],
                award: Int(number % 2), address: number % 3 == 0 ? [10, 0, 0, UInt8(number % 200)] : nil)
        }
        let before = await answers(election.desk, ballots)
        #expect(before.allSatisfy { $0.isAdmitted })
        try election.store.write { transaction in
            try transaction.addCodes((0..<30).map { MerkleHash(hashing: [$0]) })
            try transaction.add([1, 2, 3], kind: .evidence)
        }
        election.close()
        try move(old, new)
        election = try TestElection(
            new, rules: election.rules, keys: election.keys, clock: election.clock)
        #expect(election.log.replay.tally?.awards.count == 2)
        let again = await answers(election.desk, ballots)
        for (first, second) in zip(before, again) {
            #expect(second.isRepeated)
            #expect(try first.receipt?.text == second.receipt?.text)
        }
        let other = election.ballot(voter: bytes16(0), id: bytes16(9000))
        #expect(await election.desk.submit(other).refusal == .alreadyVoted)
        let sameCandidate = election.ballot(voter: bytes16(1), id: bytes16(9001), choices: ["c-1"], award: 1)
        #expect(await election.desk.submit(sameCandidate).refusal == .candidateRepeated)
        let used = election.ballot(voter: bytes16(9002), id: bytes16(9002), challenge: bytes16(1005))
        #expect(await election.desk.submit(used).refusal == .challengeUsed)
        election.close()
    }

    @Test(arguments: ways)
    func `copies every table, whatever the size of its pages`(from: StoreKind, to: StoreKind) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var log = RandomLog(seed: seed)
        let (old, new) = (try from.place(), try to.place())
        let source = try old.open()
        // Entries that are no ballots of an election can only be read back from a store that keeps ids with places.
        guard source.kind == "postgresql" else { return source.close() }
        var additions: [LogAddition] = []
        for count in [1, 255, 300, 64] {
            try source.write { transaction in
                let addition = log.next(count, behind: try transaction.head())
                try transaction.append(addition)
                additions.append(addition)
            }
        }
        source.close()
        try move(old, new, chunk: 50)
        let copy = try new.open()
        defer { copy.close() }
        for addition in additions { try expectFacts(addition, in: copy, seed: seed) }
        #expect(try copy.read { try $0.head() } == additions.last?.head)
    }

    @Test func `is refused where there is nothing, or where something is already, and leaves nothing`() throws {
        let (old, new) = (try SQLitePlace(), try PostgreSQLPlace())
        #expect(throws: ElectionMove.Refusal.nothingToMove) { try move(old, new) }
        for place in [old, new] as [any StorePlace] {
            let store = try place.open()
            try store.write { try $0.append(RandomLog.addition(try $0.head(), ["one", "two"])) }
            store.close()
        }
        #expect(throws: ElectionMove.Refusal.occupied(2)) { try move(old, new) }
    }

    private func move(_ old: any StorePlace, _ new: any StorePlace, chunk: Int = 37) throws {
        let (from, to) = (try old.open(), try new.open())
        defer {
            from.close()
            to.close()
        }
        let head = try ElectionMove.move(from: from, to: to, chunk: chunk)
        #expect(try to.read { try $0.head() } == head)
        #expect(try from.read { try $0.head() } == head)
        #expect(try from.read { try $0.checkpoints() } == to.read { try $0.checkpoints() })
        for kind in [DocumentKind.rules, .evidence] {
            #expect(try from.read { try $0.documents(kind) } == to.read { try $0.documents(kind) })
        }
        #expect(
            try from.read { try $0.codes(after: nil, limit: 99) } == to.read { try $0.codes(after: nil, limit: 99) })
    }
}
