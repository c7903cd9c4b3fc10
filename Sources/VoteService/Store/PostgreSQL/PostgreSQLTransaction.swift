import VoteCore

/// Looks up and writes through the connection that writes, while it holds the lock of the head.
///
/// Statements of later transactions of others see what this one committed, and the other way round: at the level
/// READ COMMITTED every statement sees what was committed when it began, and the lock comes first.
final class PostgreSQLTransaction: PostgreSQLReading, VoteTransaction {
    private var current = LogHead.empty
    /// Whether salts were removed, which must not stay in the table's file.
    private(set) var hasPurged = false

    /// Begins and waits for the lock, in one round trip.
    init(_ connection: PostgreSQLConnection) throws {
        super.init(connection, begin: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        current = try head(.lockedHead)
    }

    override func head() throws -> LogHead { current }

    func append(_ addition: LogAddition) throws {
        guard addition.first == current.size, addition.head.size == current.size + addition.entries.count else {
            throw StoreFailure("an addition for place \(addition.first) came to a log of \(current.size) entries")
        }
        var parameters = PostgreSQLParameters()
        parameters.add(addition.first)
        try parameters.addEntries(of: addition)
        parameters.addVoters(of: addition)
        parameters.addNetworks(of: addition)
        parameters.add(addition.head)
        try later(.append, parameters)
        current = addition.head
    }

    func add(_ document: [UInt8], kind: DocumentKind) throws {
        var parameters = PostgreSQLParameters()
        parameters.add(MerkleHash(hashing: document))
        parameters.add(Array(kind.rawValue.utf8))
        parameters.add(document)
        try later(.addDocument, parameters)
    }

    func add(_ checkpoint: StoredCheckpoint) throws {
        var parameters = PostgreSQLParameters()
        parameters.add(checkpoint.size)
        parameters.add(checkpoint.note)
        parameters.add(checkpoint.time)
        try later(.addCheckpoint, parameters)
    }

    func salt(day: Int, fresh: [UInt8]) throws -> [UInt8] {
        var parameters = PostgreSQLParameters()
        parameters.add(day)
        let key = parameters
        parameters.add(fresh)
        try later(.addSalt, parameters)
        guard let kept = try rows(.salt, key, { $0.bytes(0) }).first else {
            throw StoreFailure("a salt was not kept")
        }
        return kept
    }

    func addCodes(_ hashes: [MerkleHash]) throws {
        var parameters = PostgreSQLParameters()
        parameters.add(each: hashes)
        try later(.addCodes, parameters)
    }

    func purge(daysBefore day: Int, challengesBefore time: Int, signals: Bool) throws {
        for (statement, bound) in [
            (PostgreSQLStatement.purgeSalts, day), (.purgeNetworks, day), (.purgeChallenges, time),
        ] {
            var parameters = PostgreSQLParameters()
            parameters.add(bound)
            try later(statement, parameters)
        }
        if signals { try later(.purgeSignals, PostgreSQLParameters()) }
        hasPurged = true
    }
}
