import GRDB
import GRDBSQLite

/// How the file is opened, and that it was opened so.
enum SQLiteSettings {
    /// The first version without a fault that could lose pages where two connections write or checkpoint at the same
    /// time (fixed in 3.51.3). This store has one such connection and is not affected.
    static let firstSoundVersion: Int32 = 3_051_003
    /// Marks the file as one of ours: "gvv1".
    static let applicationID = 0x6776_7631

    /// The configuration of all connections; readers take what concerns them.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "votes"
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON")
            // In KiB. The writer's holds the inner pages of every index and the leaves of today's.
            let isReader = sqlite3_db_readonly(database.sqliteConnection, "main") == 1
            try database.execute(sql: "PRAGMA cache_size = \(isReader ? -4000 : -64000)")
        }
        return configuration
    }

    /// Sets what belongs to the connection that writes. GRDB sets `synchronous = NORMAL` when it turns WAL on, which
    /// may lose what was committed when the power fails; so this comes after it.
    static func setUpWriter(_ database: Database) throws {
        try database.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 1000;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA secure_delete = ON;
                """)
    }

    /// Reads back what durability rests on.
    ///
    /// - Throws: `StoreFailure` where a setting is not as it must be.
    static func check(_ database: Database) throws {
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard synchronous == 2 else {
            throw StoreFailure(
                "PRAGMA synchronous is \(synchronous ?? -1); it must be 2 (FULL), or ballots could be lost")
        }
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        guard journal == "wal" else { throw StoreFailure("PRAGMA journal_mode is \(journal ?? "-"); it must be wal") }
    }

    /// Makes a new file ours and refuses a foreign one.
    static func claim(_ database: Database) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA application_id")
        if found == applicationID { return }
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
        guard found == 0, tables == 0 else { throw StoreFailure("the file is no store of votes") }
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
}
