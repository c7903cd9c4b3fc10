import GRDB
import VoteCore

/// The backlog has gone on since the view of the tables was taken: look again.
struct OutdatedView: Error {}

/// Looks things up through one connection.
class SQLiteReading: VoteReading {
    let database: Database
    let backlog: Backlog
    /// `Backlog.drops` before the connection's view of the tables was taken.
    private let drops: Int

    init(_ database: Database, _ backlog: Backlog, drops: Int) {
        self.database = database
        self.backlog = backlog
        self.drops = drops
    }

    func head() throws -> LogHead {
        let found = try statement("SELECT size, frontier, time, state, rules FROM head").firstRow { row in
            let bytes = row.bytes(1)
            let hashes = stride(from: 0, to: bytes.count, by: 32).compactMap { MerkleHash(bytes[$0..<$0 + 32]) }
            guard let frontier = MerkleFrontier(size: row.number(0), hashes: hashes),
                let state = ElectionState(rawValue: String(decoding: row.bytes(3), as: UTF8.self))
            else { throw StoreFailure("the stored head of the log makes no sense") }
            return LogHead(frontier: frontier, time: row.number(2), state: state, rules: try row.hash(4))
        }
        return found ?? .empty
    }

    func entries(_ places: Range<Int>) throws -> [[UInt8]] {
        try column("SELECT entry FROM leaf WHERE place >= ? AND place < ? ORDER BY place", places) { $0.bytes(0) }
    }

    func hashes(tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash] {
        if tileLevel == 0 {
            return try column("SELECT hash FROM leaf WHERE place >= ? AND place < ? ORDER BY place", numbers) {
                try $0.hash(0)
            }
        }
        let sql = "SELECT hash FROM subtree WHERE number >= ? AND number < ? AND level = ? ORDER BY number"
        return try column(sql, numbers, level: tileLevel) { try $0.hash(0) }
    }

    func ballot(_ id: Bytes16) throws -> StoredBallot? {
        let statement = try statement("SELECT place FROM ballot WHERE id = ?")
        statement.bind(1, id)
        // The tables first: by then the view of them has been taken.
        if let place = try statement.firstRow({ $0.number(0) }) ?? waitingBallot(id) { return try ballot(at: place) }
        guard backlog.drops == drops else { throw OutdatedView() }
        return nil
    }

    /// The place of a ballot that waits to be put into the table; it may not have been committed in this view.
    func waitingBallot(_ id: Bytes16) -> Int? { backlog.ballot(id) }

    private func ballot(at place: Int) throws -> StoredBallot? {
        let statement = try statement("SELECT tree_size, fingerprint FROM leaf WHERE place = ?")
        statement.bind(1, place)
        return try statement.firstRow { row in
            StoredBallot(index: place, treeSize: row.number(0), fingerprint: try row.hash(1))
        }
    }

    func document(_ hash: MerkleHash) throws -> [UInt8]? {
        let statement = try statement("SELECT bytes FROM document WHERE hash = ?")
        statement.bind(1, hash)
        return try statement.firstRow { $0.bytes(0) }
    }

    func documents(_ kind: DocumentKind) throws -> [MerkleHash] {
        let statement = try statement("SELECT hash FROM document WHERE kind = CAST(? AS TEXT) ORDER BY number")
        statement.bind(1, Array(kind.rawValue.utf8))
        var hashes: [MerkleHash] = []
        try statement.forEachRow { hashes.append(try $0.hash(0)) }
        return hashes
    }

    func checkpoints() throws -> [StoredCheckpoint] {
        var checkpoints: [StoredCheckpoint] = []
        try statement("SELECT size, note, time FROM checkpoint ORDER BY size").forEachRow { row in
            checkpoints.append(StoredCheckpoint(size: row.number(0), note: row.bytes(1), time: row.number(2)))
        }
        return checkpoints
    }

    func signals(_ places: Range<Int>) throws -> [BallotSignal] {
        let sql = "SELECT place, time, network, work, age FROM signal WHERE place >= ? AND place < ? ORDER BY place"
        let statement = try statement(sql)
        statement.bind(1, places.lowerBound)
        statement.bind(2, places.upperBound)
        var signals: [BallotSignal] = []
        try statement.forEachRow { row in
            signals.append(
                BallotSignal(
                    index: row.number(0), time: row.number(1), network: row.bits(2), workMilliseconds: row.number(3),
                    tokenAge: row.number(4)))
        }
        return signals
    }

    final func statement(_ sql: String) throws -> PreparedStatement { try PreparedStatement(database, sql) }

    /// Runs a statement that gives no rows once for each value, with its position from 0.
    final func run<Values: Sequence>(
        _ sql: String, for values: Values, bind: (PreparedStatement, Int, Values.Element) -> Void
    ) throws {
        let statement = try statement(sql)
        for (offset, value) in values.enumerated() {
            bind(statement, offset, value)
            try statement.run()
        }
    }

    /// One value for each number of a range, all of which must be there.
    private func column<Value>(
        _ sql: String, _ numbers: Range<Int>, level: Int? = nil,
        _ value: (borrowing PreparedStatement.Row) throws -> Value
    ) throws -> [Value] {
        let statement = try statement(sql)
        statement.bind(1, numbers.lowerBound)
        statement.bind(2, numbers.upperBound)
        if let level { statement.bind(3, level) }
        var values: [Value] = []
        values.reserveCapacity(numbers.count)
        try statement.forEachRow { values.append(try value($0)) }
        guard values.count == numbers.count else {
            throw StoreFailure(
                "the store has lost entries or hashes between \(numbers.lowerBound) and \(numbers.upperBound)")
        }
        return values
    }
}
