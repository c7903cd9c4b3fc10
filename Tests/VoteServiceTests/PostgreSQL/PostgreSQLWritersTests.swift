import Foundation
import Synchronization
import TestSupport
import Testing
import VoteCore

@testable import VoteService

@Suite(.disabled(if: PostgreSQLPlace.isMissing, "run the tests through scripts/with-postgresql"))
struct `Several writers of one PostgreSQL database` {
    @Test func `two stores with interleaved writes lose nothing and double nothing`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let place = try PostgreSQLPlace()
        let written = Mutex<[[LogAddition]]>([[], []])
        let ended = DispatchGroup()
        for writer in 0..<2 {
            let store = try place.open()
            onThread(ended) {
                var log = RandomLog(seed: seed, writer: UInt64(writer + 1))
                for _ in 0..<60 {
                    let addition = try store.write { transaction in
                        let addition = log.next(log.count(1...40), behind: try transaction.head())
                        try transaction.append(addition)
                        return addition
                    }
                    written.withLock { $0[writer].append(addition) }
                }
                store.close()
            }
        }
        ended.wait()
        let store = try place.open()
        defer { store.close() }
        let additions = written.withLock { $0.flatMap(\.self) }.sorted { $0.first < $1.first }
        let head = try store.read { try $0.head() }
        #expect(additions.count == 120, "seed \(seed)")
        #expect(head.size == additions.reduce(0) { $0 + $1.entries.count }, "seed \(seed)")
        #expect(head.frontier == additions.last?.head.frontier, "seed \(seed)")
        #expect(try store.read { try $0.entries(0..<head.size) } == additions.flatMap { $0.entries.map(\.text) })
        for addition in additions { try expectFacts(addition, in: store, seed: seed) }
    }

    @Test func `of one voter's ballots through two services one is admitted`() async throws {
        let place = try PostgreSQLPlace()
        let first = try await TestElection.open(place)
        let second = try TestElection(place, rules: first.rules, keys: first.keys, clock: first.clock)
        let ballots = (0..<40).map { number in
            first.ballot(
                voter: bytes16(number / 4), id: bytes16(100 + number / 2), challenge: bytes16(200 + number / 2))
        }
        async let here = answers(first.desk, ballots)
        async let there = answers(second.desk, ballots)
        let all = await here + there
        // Ten voters with two ids each: one id is admitted once and repeated three times, the other refused.
        #expect(all.count(where: \.isAdmitted) == 10)
        #expect(all.count(where: \.isRepeated) == 30)
        #expect(all.count { $0.refusal == .alreadyVoted } == 40)
        let receipts = try all.compactMap { try $0.receipt?.text }
        #expect(Set(receipts).count == 10, "every repetition gets the same receipt")
        first.close()
        second.close()
    }
}

@Suite(.disabled(if: PostgreSQLPlace.isMissing, "run the tests through scripts/with-postgresql"))
struct `A PostgreSQL session that is killed` {
    private struct Committed: Error {}

    @Test func `before the commit it fails and leaves nothing`() throws {
        let place = try PostgreSQLPlace()
        for isWritten in [false, true] {
            let store = try place.open()
            var log = RandomLog(seed: 1)
            #expect(throws: StoreFailure.self) {
                try store.write { transaction in
                    try transaction.append(log.next(300, behind: try transaction.head()))
                    // A lookup takes the addition to the server.
                    if isWritten { #expect(try transaction.entries(0..<300).count == 300) }
                    try place.killSessions()
                }
            }
            #expect(throws: StoreFailure.self) { try store.read { try $0.head() } }
            let again = try place.open()
            #expect(try again.read { try $0.head() } == .empty)
            again.close()
        }
    }

    @Test func `at any moment of a batch it leaves all of it or nothing`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let place = try PostgreSQLPlace()
        var log = RandomLog(seed: seed)
        var outcomes: Set<Bool> = []
        var longest = try 2 * microseconds(ofAppendingIn: place, &log)
        for round in 0..<60 where round < 14 || outcomes.count < 2 {
            let store = try place.open()
            let before = try store.read { try $0.head() }
            let addition = log.next(1000, behind: before)
            let delay = UInt32.random(in: 0...longest, using: &generator)
            let ended = DispatchGroup()
            onThread(ended) {
                usleep(delay)
                try place.killSessions()
            }
            let isAcknowledged = acknowledges(store, addition)
            ended.wait()
            store.close()
            let again = try place.open()
            let head = try again.read { try $0.head() }
            #expect(head == before || head == addition.head, "seed \(seed), round \(round)")
            if isAcknowledged { #expect(head == addition.head, "seed \(seed), round \(round)") }
            if head == addition.head { try expectFacts(addition, in: again, seed: seed) }
            outcomes.insert(isAcknowledged)
            // Other work on the machine changes how long an addition takes.
            longest = isAcknowledged ? longest / 3 * 2 : longest / 2 * 3 + 1
            again.close()
        }
        #expect(outcomes == [true, false], "seed \(seed): the delays must hit both sides of a commit")
    }

    /// How long an addition takes that nobody disturbs: what the moments of the others are drawn from.
    private func microseconds(ofAppendingIn place: PostgreSQLPlace, _ log: inout RandomLog) throws -> UInt32 {
        let store = try place.open()
        let addition = log.next(1000, behind: try store.read { try $0.head() })
        let start = ContinuousClock.now
        try store.write { try $0.append(addition) }
        store.close()
        return UInt32((ContinuousClock.now - start) / .microseconds(1))
    }

    private func acknowledges(_ store: any VoteStore, _ addition: LogAddition) -> Bool {
        do {
            try store.write { try $0.append(addition) }
            return true
        } catch {
            #expect(error is StoreFailure)
            return false
        }
    }
}

/// Runs `body` on a thread of its own; an error of it is a failure of the test.
private func onThread(_ group: DispatchGroup, _ body: @escaping @Sendable () throws -> Void) {
    group.enter()
    Thread {
        do { try body() } catch { Issue.record(error) }
        group.leave()
    }.start()
}
