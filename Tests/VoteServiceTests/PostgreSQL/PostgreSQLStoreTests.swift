import Glibc
import TestSupport
import Testing
import VoteCore

@testable import VoteService

@Suite(.disabled(if: PostgreSQLPlace.isMissing, "run the tests through scripts/with-postgresql"))
struct `A store in PostgreSQL` {
    @Test func `what was committed is there after opening again, what was thrown away is not`() throws {
        let place = try PostgreSQLPlace()
        struct Enough: Error {}
        var store = try place.open()
        #expect(try store.read { try $0.head() } == .empty)
        try store.write { try $0.append(RandomLog.addition(try $0.head(), (0..<700).map { "entry \($0)" })) }
        #expect(throws: Enough.self) {
            try store.write { transaction in
                try transaction.append(RandomLog.addition(try transaction.head(), ["never"]))
                throw Enough()
            }
        }
        #expect(try store.write { try $0.head().size } == 700, "the store goes on after an error of its caller")
        store.close()
        store = try place.open()
        defer { store.close() }
        let head = try store.read { try $0.head() }
        #expect(head.size == 700)
        #expect(try store.read { try $0.entries(698..<700) } == [Array("entry 698".utf8), Array("entry 699".utf8)])
        #expect(head.frontier == (try store.read { try TileHashes($0.hashes).frontier(size: 700) }))
        #expect(try store.read { try $0.hashes(tileLevel: 1, 0..<2).count } == 2)
        #expect(throws: StoreFailure.self) { try store.read { try $0.entries(699..<701) } }
    }

    @Test(arguments: ["leaf", "subtree", "checkpoint", "document"])
    func `what is published can be neither changed nor removed`(table: String) throws {
        let place = try PostgreSQLPlace()
        let store = try place.open()
        defer { store.close() }
        try store.write { transaction in
            try transaction.append(RandomLog.addition(try transaction.head(), (0..<300).map { "entry \($0)" }))
            try transaction.add([1, 2], kind: .evidence)
            try transaction.add(StoredCheckpoint(size: 300, note: [1], time: 1))
        }
        #expect(try place.administer("SELECT 1 FROM \(table)").count > 0)
        let column = ["leaf": "place", "subtree": "level", "checkpoint": "size"][table] ?? "hash"
        for sql in ["UPDATE \(table) SET \(column) = \(column)", "DELETE FROM \(table)", "TRUNCATE \(table)"] {
            let failure = #expect(throws: StoreFailure.self) { try place.administer(sql) }
            #expect(failure?.description.contains("append-only") == true, "\(sql)")
        }
    }

    @Test func `commits wait for the medium, and a session that does not is refused`() throws {
        let place = try PostgreSQLPlace()
        let connection = try PostgreSQLConnection(PostgreSQLPlace.database ?? "")
        _ = try connection.run([.text("SET synchronous_commit = off")])
        let failure = #expect(throws: StoreFailure.self) { try PostgreSQLSettings.check(connection) }
        #expect(failure?.description.contains("synchronous_commit") == true)
        try PostgreSQLSettings.make(connection, schema: place.schema)
        try PostgreSQLSettings.check(connection)
    }

    @Test func `tables of a later program are refused, and several programs make tables at once`() async throws {
        let place = try PostgreSQLPlace()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try place.open().close() } }
            try await group.waitForAll()
        }
        #expect(try place.administer("SELECT number FROM version").count == 1)
        try place.administer("INSERT INTO version VALUES (2)")
        let failure = #expect(throws: StoreFailure.self) { try place.open() }
        #expect(failure?.description.contains("version 2") == true)
    }

    @Test func `an error names the rule and no value, and everything is refused after it`() throws {
        let place = try PostgreSQLPlace()
        let store = try place.open()
        let secret = bytes16(0xABCD_EF12_3456_789A)
        func use(_ text: String) throws {
            try store.write { transaction in
                var addition = RandomLog.addition(try transaction.head(), [text])
                addition.challenges = [(secret, 1)]
                try transaction.append(addition)
            }
        }
        try use("one")
        let failure = try #require(throws: StoreFailure.self) { try use("two") }
        #expect(failure.description.contains("challenge"))
        #expect(!failure.description.lowercased().contains("9a78"), "\(failure)")
        #expect(throws: StoreFailure.self) { try store.read { try $0.head() } }
        #expect(throws: StoreFailure.self) { try use("three") }
        let again = try place.open()
        #expect(try again.read { try $0.head().size } == 1)
        again.close()
    }

    @Test func `salts and signals go when they are purged, and nothing of a salt stays in its file`() throws {
        let place = try PostgreSQLPlace()
        let store = try place.open()
        defer { store.close() }
        let salts = [[UInt8](repeating: 0x5A, count: 32), [UInt8](repeating: 0xA5, count: 32)]
        try store.write { transaction in
            #expect(try transaction.salt(day: 7, fresh: salts[0]) == salts[0])
            #expect(try transaction.salt(day: 7, fresh: [9]) == salts[0], "the first stays")
            _ = try transaction.salt(day: 8, fresh: salts[1])
            var addition = RandomLog.addition(try transaction.head(), ["one"])
            addition.signals = [BallotSignal(index: 0, time: 1, network: .max, workMilliseconds: 2, tokenAge: 3)]
            addition.networks = [NetworkKey(award: 0, day: 7, tag: .max): 4]
            addition.challenges = [(bytes16(1), 50), (bytes16(2), 51)]
            try transaction.append(addition)
        }
        func file() throws -> [UInt8] {
            try place.administer("CHECKPOINT")
            return try place.administer("SELECT pg_read_binary_file(pg_relation_filepath('salt'))").first ?? []
        }
        func holds(_ salt: [UInt8], _ file: [UInt8]) -> Bool {
            file.indices.contains { file[$0...].starts(with: salt) }
        }
        #expect(holds(salts[0], try file()))
        #expect(try store.read { try $0.signals(0..<9) }.first?.network == .max)
        try store.write { try $0.purge(daysBefore: 8, challengesBefore: 51, signals: true) }
        // What a transaction of another test may still see stays in the file; upkeep comes again, and so does this.
        var after = try file()
        for _ in 0..<100 where holds(salts[0], after) {
            usleep(100_000)
            try store.write { try $0.purge(daysBefore: 8, challengesBefore: 51, signals: true) }
            after = try file()
        }
        #expect(!holds(salts[0], after))
        #expect(holds(salts[1], after))
        #expect(try store.read { try $0.signals(0..<9) }.isEmpty)
        #expect(try store.read { try $0.networks(after: nil, limit: 9) }.isEmpty)
        #expect(try store.read { try $0.challenges(after: nil, limit: 9) }.map(\.id) == [bytes16(2)])
    }

    @Test func `a reader sees one state while a writer commits`() throws {
        let place = try PostgreSQLPlace()
        let store = try place.open()
        defer { store.close() }
        try store.write { try $0.append(RandomLog.addition(try $0.head(), ["one"])) }
        try store.read { reading in
            #expect(try reading.head().size == 1)
            try store.write { try $0.append(RandomLog.addition(try $0.head(), ["two"])) }
            #expect(try reading.head().size == 1)
        }
        #expect(try store.read { try $0.head().size } == 2)
    }
}
