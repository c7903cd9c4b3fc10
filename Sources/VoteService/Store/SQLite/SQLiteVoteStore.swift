import GRDB
import GRDBSQLite
import Synchronization
import VoteCore

/// An election in one SQLite file, for one process.
///
/// One connection writes, and only it checkpoints the write-ahead log. Readers beside it see committed data. After
/// the first error of the library nothing is read or written any more: what a medium that failed once has kept is
/// known only after a restart.
public final class SQLiteVoteStore: VoteStore {
    /// `sqlite`.
    public let kind = "sqlite"
    private let pool: DatabasePool
    private let lock: FileLock
    private let backlog: Backlog
    private let failure = Mutex<StoreFailure?>(nil)

    /// How many records with random keys are collected before they are put into place: enough for several to share a
    /// page, few enough for memory.
    public static let standardBacklogCapacity = 32_768

    /// Opens the file at `path`, or makes it.
    ///
    /// - Parameter backlogCapacity: how many records with random keys are collected before they are put into place.
    /// - Throws: `StoreFailure` where another process has it, where it is something else, where a setting that
    ///   durability rests on cannot be made, or where the medium fails.
    public init(path: String, backlogCapacity: Int = standardBacklogCapacity) throws {
        lock = try FileLock(beside: path)
        backlog = Backlog(capacity: backlogCapacity)
        do {
            pool = try DatabasePool(path: path, configuration: SQLiteSettings.configuration)
            try pool.writeWithoutTransaction { database in
                try SQLiteSettings.claim(database)
                try SQLiteSettings.setUpWriter(database)
                try SQLiteSettings.check(database)
            }
            try SQLiteSchema.migrator.migrate(pool)
            // What waited when the last process ended is not in this one's memory.
            try settle()
        } catch {
            lock.release()
            throw Self.storeFailure(error)
        }
    }

    /// A warning for the service's log where the library is older than it should be; nil otherwise.
    public static var libraryWarning: String? {
        guard sqlite3_libversion_number() < SQLiteSettings.firstSoundVersion else { return nil }
        return
            "SQLite \(String(cString: sqlite3_libversion())) is older than 3.51.3, which mended a fault with several "
            + "writing connections; this service has one, but do not open the file with other programs while it runs"
    }

    /// One transaction of the connection that writes, on the medium when this returns.
    public func write<Outcome>(_ body: (any VoteTransaction) throws -> Outcome) throws -> Outcome {
        try guarding {
            try pool.writeWithoutTransaction { database in
                var outcome: Outcome?
                let transaction = SQLiteTransaction(database, backlog, drops: backlog.drops)
                try database.inTransaction(.immediate) {
                    outcome = try body(transaction)
                    backlog.willCommit(transaction.change)
                    return .commit
                }
                backlog.didCommit(transaction.change)
                if transaction.hasPurged { try Self.truncateLog(database) }
                guard let outcome else { throw StoreFailure("a transaction ended without an outcome") }
                return outcome
            }
        }
    }

    /// A snapshot of committed data, on one of four connections that only read. `body` is called again where the
    /// snapshot turns out to be too old.
    public func read<Outcome>(_ body: (any VoteReading) throws -> Outcome) throws -> Outcome {
        try guarding {
            while true {
                let drops = backlog.drops
                do {
                    return try pool.read { try body(SQLiteReading($0, backlog, drops: drops)) }
                } catch is OutdatedView {}
            }
        }
    }

    /// Puts all records that wait into the tables where `PrivateReading` finds them.
    public func settle() throws {
        try write { transaction in try (transaction as? SQLiteTransaction)?.settle() }
    }

    /// Closes the file and lets other processes have it.
    public func close() {
        do {
            // Readers first: the last connection to close is then the one that may checkpoint.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            failure.withLock { $0 = $0 ?? Self.storeFailure(error) }
        }
        lock.release()
    }

    /// Runs `body` unless the store has failed, and remembers if it fails now. Errors of callers pass.
    private func guarding<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        if let failure = failure.withLock({ $0 }) { throw failure }
        do {
            return try body()
        } catch  where error is StoreFailure || error is DatabaseError {
            let found = Self.storeFailure(error)
            failure.withLock { $0 = $0 ?? found }
            throw found
        }
    }

    /// What was removed is also removed from the write-ahead log. Where readers are in the way the next purge does it.
    private static func truncateLog(_ database: Database) throws {
        _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private static func storeFailure(_ error: any Error) -> StoreFailure {
        switch error {
        case let failure as StoreFailure: failure
        case let error as DatabaseError:
            StoreFailure("SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "-")")
        default: StoreFailure("\(error)")
        }
    }
}
