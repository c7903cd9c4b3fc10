import GRDB
import TestSupport
import Testing
import VoteCore

@testable import VoteService

@Suite struct `A store in SQLite` {
    private static func addition(_ head: LogHead, _ texts: [String]) -> LogAddition {
        var growth = LogGrowth(behind: head)
        for text in texts { growth.append(Array(text.utf8)) }
        return growth.addition(time: head.time + 1, state: .draft, rules: .empty)
    }

    @Test func `what was committed is there after opening again, what was thrown away is not`() throws {
        let place = try SQLitePlace()
        struct Enough: Error {}
        var store = try place.open()
        try store.write { try $0.append(Self.addition(try $0.head(), (0..<700).map { "entry \($0)" })) }
        #expect(throws: Enough.self) {
            try store.write { transaction in
                try transaction.append(Self.addition(try transaction.head(), ["never"]))
                throw Enough()
            }
        }
        store.close()
        store = try place.open()
        defer { store.close() }
        let head = try store.read { try $0.head() }
        let last = try store.read { try $0.entries(698..<700) }
        let frontier = try store.read { try TileHashes($0.hashes).frontier(size: 700) }
        #expect(head.size == 700)
        #expect(last == [Array("entry 698".utf8), Array("entry 699".utf8)])
        #expect(head.frontier == frontier)
        #expect(try store.read { try $0.hashes(tileLevel: 1, 0..<2).count } == 2)
    }

    @Test func `a second opening is refused while the first holds the file, and allowed after it`() throws {
        let place = try SQLitePlace()
        let store = try place.open()
        #expect(throws: StoreFailure.self) { try place.open() }
        store.close()
        try place.open().close()
    }

    @Test func `commits wait for the medium, and a connection that does not is refused`() throws {
        let place = try SQLitePlace()
        let store = try place.open()
        defer { store.close() }
        let other = try DatabaseQueue(path: "\(place.folder.path)/other.sqlite")
        try other.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            #expect(throws: StoreFailure.self) { try SQLiteSettings.check(database) }
            try SQLiteSettings.setUpWriter(database)
            try SQLiteSettings.check(database)
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
            #expect(throws: StoreFailure.self) { try SQLiteSettings.check(database) }
        }
    }

    @Test func `a foreign file is left alone`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/foreign.sqlite"
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE recipes(name TEXT)") }
        #expect(throws: StoreFailure.self) { try SQLiteVoteStore(path: path) }
        try folder.write("not a database at all, but long enough to have a header", to: "text.sqlite")
        #expect(throws: StoreFailure.self) { try SQLiteVoteStore(path: "\(folder.path)/text.sqlite") }
    }

    @Test(arguments: ["leaf", "ballot", "subtree", "checkpoint", "document"])
    func `what is published can be neither changed nor removed`(table: String) async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        let ballots = (0..<300).map { election.ballot(voter: bytes16($0), id: bytes16($0)) }
        #expect(await answers(election.desk, ballots).count(where: \.isAdmitted) == 300)
        try election.store.write { try $0.add(StoredCheckpoint(size: 300, note: [1], time: 1)) }
        try election.store.settle()
        election.close()
        let file = try DatabaseQueue(path: place.path)
        try await file.write { database in
            let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
            #expect(count > 0)
            let column = try database.columns(in: table)[0].name
            for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET \(column) = \(column)"] {
                #expect(throws: DatabaseError.self) { try database.execute(sql: sql) }
            }
        }
    }

    @Test func `after one error of the library everything is refused`() throws {
        let place = try SQLitePlace()
        let store = try place.open()
        defer { store.close() }
        try store.write { try $0.append(Self.addition(try $0.head(), ["one"])) }
        let breaker = try DatabaseQueue(path: place.path)
        try breaker.write { try $0.execute(sql: "DROP TABLE subtree") }
        let texts = (0..<256).map { "entry \($0)" }
        #expect(throws: StoreFailure.self) {
            try store.write { try $0.append(Self.addition(try $0.head(), texts)) }
        }
        #expect(throws: StoreFailure.self) { try store.read { try $0.head() } }
        #expect(throws: StoreFailure.self) { try store.write { try $0.head() } }
    }

    @Test func `salts, counts, challenges and signals go when they are purged, and nothing of them stays in a file`()
        async throws
    {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        let ballot = election.ballot(voter: bytes16(1), id: bytes16(2), address: [10, 1, 2, 3])
        let receipt = try #require(try await election.desk.submit(ballot).receipt)
        let day = ElectionClock.day(ofSlot: election.clock.seconds / ElectionClock.slot)
        let salt = try election.store.write { try $0.salt(day: day, fresh: []) }
        #expect(salt.count == 32)
        let signals = try election.store.read { try $0.signals(0..<receipt.index + 1) }
        #expect(signals.map(\.index) == [receipt.index])
        #expect(signals[0].network == NetworkTag.tag(address: [10, 1, 2, 3], salt: salt))
        try election.store.write {
            try $0.purge(daysBefore: day, challengesBefore: election.clock.seconds, signals: false)
        }
        #expect(try election.store.write { try $0.salt(day: day, fresh: [1]) } == salt, "today's salt stays")
        try election.store.write {
            try $0.purge(daysBefore: day + 1, challengesBefore: .max, signals: true)
        }
        #expect(try election.store.read { try $0.signals(0..<1000) }.isEmpty)
        for name in ["votes.sqlite", "votes.sqlite-wal"] {
            let bytes = place.folder.read(name) ?? []
            let holdsSalt = bytes.indices.contains { bytes[$0...].starts(with: salt) }
            #expect(!holdsSalt, "\(name)")
        }
        #expect(try election.store.write { try $0.salt(day: day, fresh: [1]) } == [1])
        election.close()
    }
}
