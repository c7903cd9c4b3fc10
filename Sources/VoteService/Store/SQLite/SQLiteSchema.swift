import GRDB

/// The tables of an election's file. A migration that was released is never edited; a change is a new one.
enum SQLiteSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 log and ballots") { database in
            for statement in first { try database.execute(sql: statement) }
        }
        migrator.registerMigration("2 records that wait") { database in
            for statement in second { try database.execute(sql: statement) }
        }
        return migrator
    }

    /// `leaf` holds the log. A ballot's row also has what its repeated request is answered with. Ids of ballots have
    /// a table of their own with as little as possible beside them: new ballots hit it at random over the whole
    /// election, so its size decides how many pages are written.
    private static let first =
        [
            """
            CREATE TABLE head(
                one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL CHECK(size > 0),
                frontier BLOB NOT NULL CHECK(length(frontier) % 32 = 0), time INTEGER NOT NULL, state TEXT NOT NULL,
                rules BLOB NOT NULL CHECK(length(rules) = 32)) STRICT
            """,
            """
            CREATE TABLE leaf(
                place INTEGER PRIMARY KEY CHECK(place >= 0), entry BLOB NOT NULL CHECK(length(entry) BETWEEN 1 AND 16384),
                hash BLOB NOT NULL CHECK(length(hash) = 32), tree_size INTEGER CHECK(tree_size > place),
                fingerprint BLOB CHECK(length(fingerprint) = 32),
                CHECK((tree_size IS NULL) = (fingerprint IS NULL))) STRICT
            """,
            """
            CREATE TABLE ballot(
                id BLOB PRIMARY KEY CHECK(length(id) = 16), place INTEGER NOT NULL REFERENCES leaf(place))
                STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE subtree(
                level INTEGER CHECK(level > 0), number INTEGER CHECK(number >= 0),
                hash BLOB NOT NULL CHECK(length(hash) = 32), PRIMARY KEY(level, number)) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE voter(
                award INTEGER, period INTEGER, tag BLOB CHECK(length(tag) = 16),
                ballots INTEGER NOT NULL CHECK(ballots > 0), candidates BLOB NOT NULL,
                PRIMARY KEY(award, period, tag)) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE challenge(id BLOB PRIMARY KEY CHECK(length(id) = 16), expires INTEGER NOT NULL)
                STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX challenge_expires ON challenge(expires)",
            "CREATE TABLE code(hash BLOB PRIMARY KEY CHECK(length(hash) = 32)) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE network(
                day INTEGER, award INTEGER, tag INTEGER, ballots INTEGER NOT NULL CHECK(ballots > 0),
                PRIMARY KEY(day, award, tag)) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE signal(
                place INTEGER PRIMARY KEY, time INTEGER NOT NULL, network INTEGER, work INTEGER NOT NULL,
                age INTEGER NOT NULL) STRICT
            """,
            "CREATE TABLE salt(day INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
            """
            CREATE TABLE checkpoint(size INTEGER PRIMARY KEY CHECK(size > 0), note BLOB NOT NULL, time INTEGER NOT NULL)
                STRICT
            """,
            """
            CREATE TABLE document(
                number INTEGER PRIMARY KEY, hash BLOB NOT NULL CHECK(length(hash) = 32), kind TEXT NOT NULL,
                bytes BLOB NOT NULL, UNIQUE(hash, kind)) STRICT
            """,
        ] + ["leaf", "ballot", "subtree", "checkpoint", "document"].flatMap(appendOnly)

    /// What waits to be put into `ballot`, `voter` and `network`; see `Backlog`.
    private static let second = [
        """
        CREATE TABLE waiting_ballot(
            number INTEGER PRIMARY KEY, id BLOB NOT NULL CHECK(length(id) = 16), place INTEGER NOT NULL) STRICT
        """,
        """
        CREATE TABLE waiting_voter(
            number INTEGER PRIMARY KEY, award INTEGER NOT NULL, period INTEGER NOT NULL,
            tag BLOB NOT NULL CHECK(length(tag) = 16), ballots INTEGER NOT NULL CHECK(ballots > 0),
            candidates BLOB NOT NULL) STRICT
        """,
        """
        CREATE TABLE waiting_network(
            number INTEGER PRIMARY KEY, day INTEGER NOT NULL, award INTEGER NOT NULL, tag INTEGER NOT NULL,
            ballots INTEGER NOT NULL CHECK(ballots > 0)) STRICT
        """,
    ]

    /// What is published, or decides about what was published, cannot be changed or removed.
    private static func appendOnly(_ table: String) -> [String] {
        ["UPDATE", "DELETE"].map { verb in
            """
            CREATE TRIGGER \(table)_\(verb.lowercased()) BEFORE \(verb) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END
            """
        }
    }
}
