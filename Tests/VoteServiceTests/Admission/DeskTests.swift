import Testing
import TestSupport
import VoteCore
import VoteService

@Suite struct `A desk for ballots` {
    @Test(arguments: StoreKind.all)
    func `a hundred copies of one request make one entry and the same receipt`(kind: StoreKind) async throws {
        let place = try kind.place()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let ballot = election.ballot(voter: bytes16(1), id: bytes16(2))
        let answers = await answers(election.desk, [ArrivedBallot](repeating: ballot, count: 100))
        #expect(answers.count(where: \.isAdmitted) == 1)
        #expect(answers.count(where: \.isRepeated) == 99)
        let receipts = Set(try answers.map { try $0.receipt?.text })
        #expect(receipts.count == 1, "all receipts are the same bytes")
        let receipt = try #require(try answers[0].receipt)
        #expect(receipt.faults(rules: election.rules).isEmpty)
        #expect(try election.store.read { try $0.head().size } == receipt.index + 1)
    }

    @Test(arguments: StoreKind.all)
    func `a hundred different ballots of one voter at once are one ballot`(kind: StoreKind) async throws {
        let place = try kind.place()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let ballots = (0..<100).map { election.ballot(voter: bytes16(1), id: bytes16(100 + $0)) }
        let answers = await answers(election.desk, ballots)
        #expect(answers.count(where: \.isAdmitted) == 1)
        #expect(answers.count { $0.refusal == .alreadyVoted } == 99)
    }

    @Test(arguments: StoreKind.all)
    func `a receipt is the same bytes after more ballots and a restart`(kind: StoreKind) async throws {
        let place = try kind.place()
        var election = try await TestElection.open(place)
        let ballots = (0..<700).map { election.ballot(voter: bytes16($0), id: bytes16(10_000 + $0)) }
        let first = try await answers(election.desk, ballots).map { try $0.receipt?.text }
        let hasNone = first.contains(nil)
        #expect(!hasNone)
        election = try election.reopened(place)
        defer { election.close() }
        let again = await answers(election.desk, ballots)
        #expect(again.count(where: \.isRepeated) == 700)
        #expect(try again.map { try $0.receipt?.text } == first)
        let looked = try await election.desk.receipt(of: ballots[77].request.id)
        #expect(try looked?.receipt().text == first[77])
        #expect(try await election.desk.receipt(of: bytes16(5)) == nil)
    }

    @Test func `the same id with another wish is refused, before and after a restart`() async throws {
        let place = try SQLitePlace()
        var election = try await TestElection.open(place)
        let ballot = election.ballot(voter: bytes16(1), id: bytes16(2), choices: ["c-1", "c-2"])
        let other = election.ballot(voter: bytes16(9), id: bytes16(2), choices: ["c-1"])
        let turned = election.ballot(voter: bytes16(1), id: bytes16(2), choices: ["c-2", "c-1"])
        #expect(await election.desk.submit(ballot).isAdmitted)
        #expect(await election.desk.submit(other).refusal == .idempotencyMismatch)
        election = try election.reopened(place)
        defer { election.close() }
        #expect(await election.desk.submit(other).refusal == .idempotencyMismatch)
        #expect(await election.desk.submit(turned).isRepeated, "the order of choices is no part of the wish")
    }

    @Test func `ballots are taken from the opening to the closing second`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        func submit(_ number: UInt64) async -> BallotAnswer {
            await election.desk.submit(election.ballot(voter: bytes16(number), id: bytes16(number)))
        }
        #expect(await submit(1).isAdmitted)
        try await election.step(to: .paused)
        #expect(await submit(2).refusal == .paused)
        try await election.step(to: .open)
        #expect(await submit(2).isAdmitted)
        election.clock.seconds = election.rules.closes - 1
        #expect(await submit(3).isAdmitted)
        election.clock.seconds = election.rules.closes
        #expect(await submit(4).refusal == .closed)
        try await election.step(to: .closed)
        #expect(await submit(5).refusal == .closed)
    }

    @Test func `a voter has another ballot after midnight in Chengdu`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let midnight = (election.rules.opens + 8 * 3600) / 86_400 * 86_400 + 86_400 - 8 * 3600
        election.clock.seconds = midnight - 1
        #expect(await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(1))).isAdmitted)
        #expect(await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(2))).refusal == .alreadyVoted)
        election.clock.seconds = midnight
        #expect(await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(2))).isAdmitted)
    }

    @Test func `a clock that falls back stops admission, and time in the log never does`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let time = election.rules.opens + 1200
        election.clock.seconds = time
        #expect(await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(1))).isAdmitted)
        election.clock.seconds = time - 2
        let late = await election.desk.submit(election.ballot(voter: bytes16(2), id: bytes16(2)))
        let entry = try LogEntry(text: try #require(try late.receipt).entry[...])
        #expect(entry.time == time, "the slot is that of the last entry, not the one before it")
        election.clock.seconds = time - 3
        #expect(await election.desk.submit(election.ballot(voter: bytes16(3), id: bytes16(3))).refusal == .clock)
        #expect(await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(1))).isRepeated)
        election.clock.seconds = time
        #expect(await election.desk.submit(election.ballot(voter: bytes16(3), id: bytes16(3))).isAdmitted)
    }

    @Test func `a refused ballot does not use up its challenge, an admitted one does`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let desk = election.desk
        let challenge = bytes16(77)
        let bad = election.ballot(voter: bytes16(1), id: bytes16(1), choices: ["nobody"], challenge: challenge)
        #expect(await desk.submit(bad).refusal == .choiceUnknown)
        #expect(
            await desk.submit(election.ballot(voter: bytes16(1), id: bytes16(2), challenge: challenge)).isAdmitted)
        #expect(
            await desk.submit(election.ballot(voter: bytes16(2), id: bytes16(3), challenge: challenge)).refusal
                == .challengeUsed)
        let late = election.ballot(voter: bytes16(3), id: bytes16(4), expiresIn: 0)
        #expect(await desk.submit(late).refusal == .puzzleExpired)
    }

    @Test func `an address is refused at its limit, its puzzles grow harder before`() async throws {
        let place = try SQLitePlace()
        var election = try await TestElection.open(place) { $0.limits = .init(soft: 10, hard: 50) }
        let address: [UInt8] = [10, 0, 0, 1]
        func send(_ numbers: Range<UInt64>) async -> [BallotAnswer] {
            let ballots = numbers.map { election.ballot(voter: bytes16($0), id: bytes16($0), address: address) }
            return await answers(election.desk, ballots)
        }
        #expect(await send(0..<9).allSatisfy(\.isAdmitted))
        #expect(election.desk.puzzleLevel(award: 0, address: address) == 1)
        #expect(await send(9..<10).allSatisfy(\.isAdmitted))
        #expect(election.desk.puzzleLevel(award: 0, address: address) == 2)
        #expect(election.desk.puzzleLevel(award: 0, address: [10, 0, 0, 2]) == 1)
        #expect(await send(10..<40).allSatisfy(\.isAdmitted))
        election = try election.reopened(place)
        defer { election.close() }
        let last = await send(40..<60)
        #expect(last.count(where: \.isAdmitted) == 10)
        #expect(last.count { $0.refusal == .tooManyFromAddress } == 10)
        let elsewhere = election.ballot(voter: bytes16(99), id: bytes16(99), address: [10, 0, 0, 2])
        #expect(await election.desk.submit(elsewhere).isAdmitted)
    }

    @Test func `a printed code is a voter, whatever browser it is typed into`() async throws {
        let place = try SQLitePlace()
        let codes = [PrintedCode(random: 1), PrintedCode(random: 2)]
        let election = try await TestElection.open(place) {
            $0.identity = .code(count: 2, commitment: MerkleHash(hashing: [7]))
        }
        defer { election.close() }
        let hashes = codes.map { $0.hash(election: election.rules.id, key: TestElection.secret) }
        try election.store.write { try $0.addCodes(hashes) }
        func submit(_ voter: UInt64, _ id: UInt64, _ code: String?) async -> BallotAnswer {
            await election.desk.submit(election.ballot(voter: bytes16(voter), id: bytes16(id), code: code))
        }
        #expect(await submit(1, 1, nil).refusal == .codeInvalid)
        #expect(await submit(1, 1, PrintedCode(random: 3).text).refusal == .codeInvalid)
        #expect(await submit(1, 1, codes[0].text).isAdmitted)
        #expect(await submit(2, 2, codes[0].text.lowercased()).refusal == .alreadyVoted)
        #expect(await submit(1, 3, codes[1].text).isAdmitted, "another code is another voter")
        #expect(await submit(1, 1, codes[0].text).isRepeated)
    }

    @Test func `rules that another process changes come into force with the next batch`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place) { $0.limits = .init(soft: 10, hard: 50) }
        defer { election.close() }
        var next = election.rules
        next.limits = .init(soft: 10, hard: 60)
        // A second desk on the same store stands for the other process.
        let other = try BallotDesk(
            store: election.store, rules: election.rules, keys: election.serviceKeys, clock: election.clock.wall)
        defer { other.close() }
        let outcome = try await election.operations.perform([.rules(next)])
        guard case .done = outcome else { throw TestFault("\(outcome)") }
        let ballots = (0..<60).map {
            election.ballot(voter: bytes16($0), id: bytes16($0), address: [10, 0, 0, 1])
        }
        #expect(await answers(other, ballots).allSatisfy(\.isAdmitted))
        #expect(other.status.rules == next)
    }

    @Test func `after the store has failed nothing is acknowledged any more`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        election.store.close()
        let answer = await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(1)))
        guard case .failed = answer else { throw TestFault("a closed store cannot admit: \(answer)") }
        #expect(election.desk.status.failure != nil)
        election.desk.close()
    }
}

/// The answers to ballots that all come at once, in the order of the ballots.
func answers(_ desk: BallotDesk, _ ballots: [ArrivedBallot]) async -> [BallotAnswer] {
    await withTaskGroup(of: (Int, BallotAnswer).self) { group in
        for (place, ballot) in ballots.enumerated() {
            group.addTask { (place, await desk.submit(ballot)) }
        }
        var answers = [BallotAnswer](repeating: .failed, count: ballots.count)
        for await (place, answer) in group { answers[place] = answer }
        return answers
    }
}
