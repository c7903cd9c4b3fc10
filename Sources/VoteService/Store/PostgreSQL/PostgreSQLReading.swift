import VoteCore

/// Looks things up through one connection, in a transaction that its first lookup begins.
class PostgreSQLReading: VoteReading {
    private let connection: PostgreSQLConnection
    /// What goes to the server together with the next lookup, or with the end.
    private var waiting: [PostgreSQLConnection.Step]

    /// A session whose transaction begins with `begin`.
    init(_ connection: PostgreSQLConnection, begin: String) {
        self.connection = connection
        waiting = [.text(begin)]
    }

    /// A session that sees one state of committed data.
    static func snapshot(_ connection: PostgreSQLConnection) -> PostgreSQLReading {
        PostgreSQLReading(connection, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    func head() throws -> LogHead { try head(.head) }

    func entries(_ places: Range<Int>) throws -> [[UInt8]] {
        try column(.entries, places, parameters(places)) { $0.bytes(0) }
    }

    func hashes(tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash] {
        var parameters = parameters(numbers)
        if tileLevel == 0 { return try column(.leafHashes, numbers, parameters) { try $0.hash(0) } }
        parameters.add(tileLevel)
        return try column(.subtreeHashes, numbers, parameters) { try $0.hash(0) }
    }

    func ballot(_ id: Bytes16) throws -> StoredBallot? {
        var parameters = PostgreSQLParameters()
        parameters.add(id)
        return try rows(.ballot, parameters) { row in
            StoredBallot(index: row.number(0), treeSize: row.number(1), fingerprint: try row.hash(2))
        }.first
    }

    func document(_ hash: MerkleHash) throws -> [UInt8]? {
        var parameters = PostgreSQLParameters()
        parameters.add(hash)
        return try rows(.document, parameters) { $0.bytes(0) }.first
    }

    func documents(_ kind: DocumentKind) throws -> [MerkleHash] {
        var parameters = PostgreSQLParameters()
        parameters.add(Array(kind.rawValue.utf8))
        return try rows(.documents, parameters) { try $0.hash(0) }
    }

    func checkpoints() throws -> [StoredCheckpoint] {
        try rows(.checkpoints) { StoredCheckpoint(size: $0.number(0), note: $0.bytes(1), time: $0.number(2)) }
    }

    func signals(_ places: Range<Int>) throws -> [BallotSignal] {
        try rows(.signals, parameters(places)) { row in
            BallotSignal(
                index: row.number(0), time: row.number(1), network: row.bits(2), workMilliseconds: row.number(3),
                tokenAge: row.number(4))
        }
    }

    /// The head as `statement` finds it.
    final func head(_ statement: PostgreSQLStatement) throws -> LogHead {
        let heads = try rows(statement) { row -> LogHead in
            let bytes = row.bytes(1)
            let hashes = stride(from: 0, to: bytes.count, by: 32).compactMap { MerkleHash(bytes[$0..<$0 + 32]) }
            guard let frontier = MerkleFrontier(size: row.number(0), hashes: hashes),
                let state = ElectionState(rawValue: row.text(3))
            else { throw StoreFailure("the stored head of the log makes no sense") }
            return LogHead(frontier: frontier, time: row.number(2), state: state, rules: try row.hash(4))
        }
        guard let head = heads.first else { throw StoreFailure("the stored log has no head") }
        return head
    }

    /// What `value` makes of each row, in the order of the rows.
    final func rows<Value>(
        _ statement: PostgreSQLStatement, _ parameters: PostgreSQLParameters = PostgreSQLParameters(),
        _ value: (PostgreSQLResult.Row) throws -> Value
    ) throws -> [Value] {
        try send(.statement(statement, parameters))?.rows.map(value) ?? []
    }

    /// Has the server do something together with the next lookup, or with the end. An error of it comes then.
    final func later(_ statement: PostgreSQLStatement, _ parameters: PostgreSQLParameters) throws {
        // What waits is in memory.
        if waiting.count >= 4 { _ = try send(nil) }
        waiting.append(.statement(statement, parameters))
    }

    /// Ends the transaction and keeps what it did.
    ///
    /// - Throws: `StoreFailure` where that is not certain.
    final func commit() throws {
        guard try send(.text("COMMIT"))?.command == "COMMIT" else {
            throw StoreFailure("PostgreSQL has not committed a transaction")
        }
    }

    /// Ends the transaction and undoes what it did.
    final func rollBack() throws {
        waiting = [.text("ROLLBACK")]
        _ = try send(nil)
    }

    private func send(_ last: PostgreSQLConnection.Step?) throws -> PostgreSQLResult? {
        let steps = waiting + (last.map { [$0] } ?? [])
        waiting = []
        return try connection.run(steps).last
    }

    private func parameters(_ numbers: Range<Int>) -> PostgreSQLParameters {
        var parameters = PostgreSQLParameters()
        parameters.add(numbers.lowerBound)
        parameters.add(numbers.upperBound)
        return parameters
    }

    /// One value for each number of a range, all of which must be there.
    private func column<Value>(
        _ statement: PostgreSQLStatement, _ numbers: Range<Int>, _ parameters: PostgreSQLParameters,
        _ value: (PostgreSQLResult.Row) throws -> Value
    ) throws -> [Value] {
        let values = try rows(statement, parameters, value)
        guard values.count == numbers.count else {
            throw StoreFailure(
                "the store has lost entries or hashes between \(numbers.lowerBound) and \(numbers.upperBound)")
        }
        return values
    }
}
