import GRDB
import TestSupport
import Testing
import VoteCore
import VoteService
import VoteTestSupport

@Suite struct `Starting a service` {
    /// An election with ballots, closed again, whose published checkpoint is that of its size.
    private static func closed(_ place: SQLitePlace, ballots: Int = 600) async throws -> (TestElection, note: [UInt8]) {
        let election = try await TestElection.open(place)
        let arrived = (0..<UInt64(ballots)).map { election.ballot(voter: bytes16($0), id: bytes16($0)) }
        _ = await answers(election.desk, arrived)
        let head = try election.store.read { try $0.head() }
        let checkpoint = Checkpoint(origin: election.rules.origin, size: head.size, root: head.frontier.root)
        let note = try checkpoint.note(signedBy: election.keys.log)
        election.close()
        return (election, note)
    }

    private static func start(_ election: TestElection, _ place: SQLitePlace, published note: [UInt8]?) throws -> String
    {
        let store = try place.open()
        defer { store.close() }
        do {
            let log = try ElectionStart(store: store, keys: election.serviceKeys).open(
                rules: election.rules, time: election.clock.seconds
            ) { $0 == PublishedElection.checkpoint ? note : nil }
            return "open \(log.replay.size)"
        } catch let refusal as StartRefusal {
            return refusal.id
        }
    }

    @Test func `a store that is as it was left starts, beside the folder it was published in`() async throws {
        let place = try SQLitePlace()
        let (election, note) = try await Self.closed(place)
        #expect(try Self.start(election, place, published: nil) == "open 603")
        #expect(try Self.start(election, place, published: note) == "open 603")
    }

    @Test func `an older copy of the store is refused, also an empty one`() async throws {
        let place = try SQLitePlace()
        let (election, note) = try await Self.closed(place)
        let other = try SQLitePlace()
        #expect(try Self.start(election, other, published: note) == "store-rolled-back")
        let older = try SQLitePlace()
        _ = try await Self.closed(older, ballots: 20)
        #expect(try Self.start(election, older, published: note) == "store-rolled-back")
    }

    @Test func `another log of the same key is refused, and a checkpoint of somebody else`() async throws {
        let place = try SQLitePlace()
        let (election, _) = try await Self.closed(place)
        let forged = try Checkpoint(origin: election.rules.origin, size: 600, root: .empty)
            .note(signedBy: election.keys.log)
        #expect(try Self.start(election, place, published: forged) == "store-changed")
        let foreign = try Checkpoint(origin: "elsewhere", size: 600, root: .empty).note(signedBy: election.keys.log)
        #expect(try Self.start(election, place, published: foreign) == "folder-other")
    }

    @Test(arguments: [
        "UPDATE leaf SET entry = replace(CAST(entry AS TEXT), 'c-1', 'c-2') WHERE place = 300",
        "UPDATE leaf SET hash = zeroblob(32) WHERE place = 10",
        "UPDATE subtree SET hash = zeroblob(32) WHERE number = 1",
        "UPDATE head SET state = 'closed'",
        "UPDATE head SET frontier = zeroblob(length(frontier))",
    ])
    func `a store whose parts disagree is refused`(change: String) async throws {
        let place = try SQLitePlace()
        let (election, _) = try await Self.closed(place)
        let file = try DatabaseQueue(path: place.path)
        try await file.write { database in
            for trigger in ["leaf_update", "subtree_update"] { try database.execute(sql: "DROP TRIGGER \(trigger)") }
            let cast = change.replacing(
                "replace(CAST(entry AS TEXT), 'c-1', 'c-2')",
                with: "CAST(replace(CAST(entry AS TEXT), 'c-1', 'c-2') AS BLOB)")
            try database.execute(sql: cast)
            #expect(database.changesCount > 0)
        }
        #expect(try Self.start(election, place, published: nil) == "store-damaged")
    }

    @Test func `other rules and another key are refused`() async throws {
        let place = try SQLitePlace()
        let (election, _) = try await Self.closed(place)
        let store = try place.open()
        defer { store.close() }
        var rules = election.rules
        rules.title = "另一份示例规则"
        let start = ElectionStart(store: store, keys: election.serviceKeys)
        #expect { try start.open(rules: rules, time: 0) } throws: { ($0 as? StartRefusal)?.id == "rules-other" }
        let keys = ServiceKeys(log: election.keys.operators[0], secret: TestElection.secret)
        #expect { try ElectionStart(store: store, keys: keys).open(rules: election.rules, time: 0) } throws: {
            ($0 as? StartRefusal)?.id == "key-other"
        }
    }
}
