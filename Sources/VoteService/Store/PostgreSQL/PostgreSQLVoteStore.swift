import Synchronization
import VoteCore

/// An election in a schema of a PostgreSQL database, for any number of processes.
///
/// Writers take turns: each locks the row of the head. A batch takes three round trips: begin, lock and head; facts;
/// addition and commit. Readers beside them see committed data.
///
/// After the first error of the server or of a connection, nothing is read or written any more, and all connections
/// are closed. A connection that breaks before COMMIT was sent has committed nothing; whether a COMMIT whose answer is
/// lost took effect is unknown. Both end the process, which its supervisor starts again: voters repeat their requests
/// with the same ballot ids and get the receipts of what was committed. A restart of the server does the same.
///
/// The connection must be one session to one server: a pool that hands sessions from transaction to transaction loses
/// prepared statements and settings.
public final class PostgreSQLVoteStore: VoteStore {
    /// `postgresql`.
    public let kind = "postgresql"
    private let writer: PostgreSQLConnections
    private let readers: PostgreSQLConnections
    private let failure = Mutex<StoreFailure?>(nil)

    /// Opens an election, or makes its tables.
    ///
    /// - Parameters:
    ///   - connection: a libpq connection string, such as `host=/run/postgresql dbname=votes` or a URI.
    ///   - schema: the name of the election's schema, one for each election: 1 to 63 bytes, not `pg_…`.
    ///   - readers: how many may read at once, at least 1. There is one connection more than that.
    /// - Throws: `StoreFailure` where the server cannot be reached, has a setting that loses votes, or has tables of
    ///   a later version.
    public init(connection: String, schema: String = "gridshow", readers: Int = 4) throws {
        guard (1...63).contains(schema.utf8.count), !schema.hasPrefix("pg_") else {
            throw StoreFailure("a schema has a name of 1 to 63 bytes that does not begin with pg_")
        }
        func opened() throws -> PostgreSQLConnection {
            let opened = try PostgreSQLConnection(connection)
            try PostgreSQLSettings.make(opened, schema: schema)
            return opened
        }
        let first = try opened()
        try PostgreSQLSettings.check(first)
        try PostgreSQLSchema.make(schema, first)
        for statement in PostgreSQLStatement.reading + PostgreSQLStatement.writing { try first.prepare(statement) }
        writer = PostgreSQLConnections([first])
        self.readers = PostgreSQLConnections(
            try (0..<max(readers, 1)).map { _ in
                let reader = try opened()
                for statement in PostgreSQLStatement.reading { try reader.prepare(statement) }
                return reader
            })
    }

    /// One transaction under the lock of the head, on the medium when this returns.
    public func write<Outcome>(_ body: (any VoteTransaction) throws -> Outcome) throws -> Outcome {
        try guarding {
            try writer.lend { connection in
                let transaction = try PostgreSQLTransaction(connection)
                let outcome = try Self.run(transaction) { try body(transaction) }
                // A deleted row stays in the table's file until the file is written anew.
                if transaction.hasPurged { _ = try connection.run([.text("VACUUM FULL salt")]) }
                return outcome
            }
        }
    }

    /// A snapshot of committed data, on one of the connections that only read.
    public func read<Outcome>(_ body: (any VoteReading) throws -> Outcome) throws -> Outcome {
        try guarding {
            try readers.lend { connection in
                let reading = PostgreSQLReading.snapshot(connection)
                return try Self.run(reading) { try body(reading) }
            }
        }
    }

    /// Ends all connections.
    public func close() {
        writer.close()
        readers.close()
    }

    /// Runs `body` and ends its transaction.
    private static func run<Outcome>(_ session: PostgreSQLReading, _ body: () throws -> Outcome) throws -> Outcome {
        let outcome: Outcome
        do {
            outcome = try body()
        } catch {
            // After a failure the connection is closed, which undoes the transaction too.
            if !(error is StoreFailure) { try session.rollBack() }
            throw error
        }
        try session.commit()
        return outcome
    }

    /// Runs `body` unless the store has failed; ends the store if it fails now. Errors of callers pass.
    private func guarding<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        if let failure = failure.withLock({ $0 }) { throw failure }
        do {
            return try body()
        } catch let found as StoreFailure {
            failure.withLock { $0 = $0 ?? found }
            close()
            throw found
        }
    }
}
