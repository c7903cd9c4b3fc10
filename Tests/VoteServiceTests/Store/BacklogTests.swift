import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing
import VoteCore

@testable import VoteService

@Suite struct `Records of ballots that wait for their place` {
    @Test func `whatever is committed, thrown away, purged or opened again, the latest of each key is found`() throws {
        for _ in 0..<6 {
            let seed = UInt64.random(in: 0...UInt64.max)
            var run = try RandomRecords(seed: seed)
            for _ in 0..<150 { try run.step() }
            try run.expectEverything()
            run.close()
        }
    }

    @Test func `a reader finds every acknowledged ballot while others are put into place`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let place = try SQLitePlace(backlogCapacity: 30)
        let store = try place.open()
        let acknowledged = Mutex<[(id: Bytes16, ballot: StoredBallot)]>([])
        let isOver = Atomic(false)
        let group = DispatchGroup()
        for _ in 0..<2 {
            group.enter()
            Thread {
                while !isOver.load(ordering: .relaxed) {
                    // The latest as well: they are the ones on their way.
                    let drawn = acknowledged.withLock {
                        Bool.random() ? $0.suffix(200).randomElement() : $0.randomElement()
                    }
                    guard let known = drawn else { continue }
                    let found = Result { try store.read { try $0.ballot(known.id) } }
                    #expect((try? found.get()) == known.ballot, "seed \(seed), place \(known.ballot.index)")
                }
                group.leave()
            }.start()
        }
        var log = RandomLog(seed: seed)
        for _ in 0..<400 {
            let addition = log.next(log.count(1...20), behind: try store.read { try $0.head() })
            try store.write { try $0.append(addition) }
            acknowledged.withLock { $0 += addition.ballots }
        }
        isOver.store(true, ordering: .relaxed)
        group.wait()
        store.close()
        try place.open().close()
    }

    @Test(arguments: [1, 30, 32_768])
    func `a ballot that is in the log already is never added again, wherever its record is`(capacity: Int) throws {
        let place = try SQLitePlace(backlogCapacity: capacity)
        var store = try place.open()
        var log = RandomLog(seed: 5)
        let first = log.next(20, behind: .empty)
        try store.write { try $0.append(first) }
        for _ in 0..<5 { try store.write { try $0.append(log.next(20, behind: try $0.head())) } }
        var again = log.next(20, behind: try store.read { try $0.head() })
        again.ballots[0].id = first.ballots[0].id
        #expect(throws: StoreFailure.self) { try store.write { try $0.append(again) } }
        store.close()
        store = try place.open()
        #expect(try store.read { try $0.ballot(first.ballots[0].id) } == first.ballots[0].ballot)
        store.close()
    }

    @Test func `what is in place takes no room in the tables of what waits`() throws {
        let place = try SQLitePlace(backlogCapacity: 50)
        let store = try place.open()
        var log = RandomLog(seed: 7)
        for _ in 0..<200 {
            try store.write { try $0.append(log.next(20, behind: try $0.head())) }
        }
        let waiting = try store.read { reading in
            try (reading as? SQLiteReading)?.statement("SELECT count(*) FROM waiting_ballot").firstRow { $0.number(0) }
        }
        #expect((1...300).contains(try #require(waiting)), "of 4,000 entries, what is collected, on its way or late")
        store.close()
    }
}

/// Random changes of a store, with the records that it must know afterwards.
private struct RandomRecords {
    private let seed: UInt64
    private let place: SQLitePlace
    private var store: any VoteStore
    private var generator: SeededGenerator
    private var log: RandomLog
    private var known = BacklogRecords()

    init(seed: UInt64) throws {
        self.seed = seed
        generator = SeededGenerator(seed: seed)
        log = RandomLog(seed: seed)
        place = try SQLitePlace(backlogCapacity: Int.random(in: 1...60, using: &generator))
        store = try place.open()
    }

    mutating func step() throws {
        switch draw(0...19) {
        case 0:
            store.close()
            store = try place.open()
        case 1: try store.settle()
        case 2: try purge()
        case 3...5: try throwAway()
        default: try append()
        }
        try expectSome()
    }

    private mutating func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    /// An addition that also changes voters and addresses that are known already.
    private mutating func addition(behind head: LogHead) -> LogAddition {
        var addition = log.next(draw(1...40), behind: head)
        for key in known.voters.keys.shuffled(using: &generator).prefix(draw(0...5)) {
            addition.voters[key] = VoterRecord(ballots: draw(1...9), candidates: [UInt16(draw(0...500))])
        }
        for key in known.networks.keys.shuffled(using: &generator).prefix(draw(0...5)) {
            addition.networks[key] = draw(1...99)
        }
        let another = NetworkKey(award: 0, day: draw(1...9), tag: UInt64(draw(0...9)))
        addition.networks[another] = draw(1...99)
        return addition
    }

    private mutating func append() throws {
        var records = BacklogRecords()
        let first = addition(behind: try store.read { try $0.head() })
        let further = draw(0...4) == 0 ? [addition(behind: first.head)] : []
        try store.write { transaction in
            for addition in [first] + further {
                try transaction.append(addition)
                records.absorb(BacklogRecords(addition))
                let facts = try transaction.facts(RandomLog.query(addition))
                #expect(facts.voters == addition.voters, "seed \(seed): a transaction knows what it wrote")
            }
        }
        known.absorb(records)
    }

    private mutating func throwAway() throws {
        struct Enough: Error {}
        let lost = addition(behind: try store.read { try $0.head() })
        #expect(throws: Enough.self) {
            try store.write { transaction in
                try transaction.append(lost)
                throw Enough()
            }
        }
    }

    private mutating func purge() throws {
        let day = draw(0...6)
        try store.write { try $0.purge(daysBefore: day, challengesBefore: 0, signals: false) }
        known.networks = known.networks.filter { $0.key.day >= day }
    }

    /// Some records that must be known, and some that must not.
    private mutating func expectSome() throws {
        var query = AdmissionQuery()
        query.ballots = Array(known.ballots.keys.shuffled(using: &generator).prefix(10))
        query.voters = Array(known.voters.keys.shuffled(using: &generator).prefix(10))
        query.networks = (1...9).map { NetworkKey(award: 0, day: $0, tag: UInt64(draw(0...9))) }
        let facts = try store.write { try $0.facts(query) }
        let places = known.ballots.filter { query.ballots.contains($0.key) }
        #expect(facts.ballots.mapValues(\.index) == places, "seed \(seed)")
        #expect(facts.voters == known.voters.filter { query.voters.contains($0.key) }, "seed \(seed)")
        #expect(facts.networks == known.networks.filter { query.networks.contains($0.key) }, "seed \(seed)")
    }

    /// All records, as a move reads them, and no others.
    func expectEverything() throws {
        try store.settle()
        try store.read { reading in
            let voters = try reading.voters(after: nil, limit: .max).map { ($0.key, $0.record) }
            let networks = try reading.networks(after: nil, limit: .max).map { ($0.key, $0.ballots) }
            let ballots = try (reading as? SQLiteReading)?.allBallots() ?? [:]
            #expect(Dictionary(uniqueKeysWithValues: voters) == known.voters, "seed \(seed)")
            #expect(Dictionary(uniqueKeysWithValues: networks) == known.networks, "seed \(seed)")
            #expect(ballots == known.ballots, "seed \(seed)")
        }
    }

    func close() { store.close() }
}

extension SQLiteReading {
    fileprivate func allBallots() throws -> [Bytes16: Int] {
        var ballots: [Bytes16: Int] = [:]
        try statement("SELECT id, place FROM ballot").forEachRow { row in
            if let id = Bytes16(row.bytes(0)) { ballots[id] = row.number(1) }
        }
        return ballots
    }
}
