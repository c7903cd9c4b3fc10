/// The tables of an election, in a schema of their own. A version that was released is never edited; a change is a
/// new version.
enum PostgreSQLSchema {
    /// The version that this program makes and uses.
    static let version = 1

    /// Makes the tables where they are missing. Several programs may do so at once.
    ///
    /// - Throws: `StoreFailure` where a later program made them.
    static func make(_ name: String, _ connection: PostgreSQLConnection) throws {
        let schema = try connection.identifier(name)
        let found = try connection.run([
            .text("BEGIN"), .text("SELECT pg_advisory_xact_lock(hashtextextended('gridshow schema', 0))"),
            .text("CREATE SCHEMA IF NOT EXISTS \(schema)"),
            .text("CREATE TABLE IF NOT EXISTS \(schema).version(number integer PRIMARY KEY)"),
            .text("SELECT number FROM \(schema).version ORDER BY number"),
        ])
        let versions = found[4].rows.map { $0.number(0) }
        if versions.isEmpty {
            let set = "SET LOCAL search_path = \(schema)"
            _ = try connection.run(([set] + first).map { .text($0) })
        }
        if let later = versions.last, later > version {
            throw StoreFailure(
                "schema \(name) has version \(later); use a program at least as new as the one that made it")
        }
        _ = try connection.run([.text("COMMIT")])
    }

    /// `head` has one row from the beginning: whoever writes locks it. `leaf` holds the log; a ballot's row also has
    /// its id and what its repeated request is answered with.
    private static let first =
        [
            """
            CREATE TABLE head(
                one integer PRIMARY KEY CHECK(one = 1), size bigint NOT NULL CHECK(size >= 0),
                frontier bytea NOT NULL CHECK(octet_length(frontier) % 32 = 0), time bigint NOT NULL,
                state text NOT NULL, rules bytea NOT NULL CHECK(octet_length(rules) = 32)) WITH (fillfactor = 10)
            """,
            """
            CREATE TABLE leaf(
                place bigint PRIMARY KEY CHECK(place >= 0),
                entry bytea NOT NULL CHECK(octet_length(entry) BETWEEN 1 AND 16384),
                hash bytea NOT NULL CHECK(octet_length(hash) = 32),
                ballot bytea UNIQUE CHECK(octet_length(ballot) = 16), tree_size bigint CHECK(tree_size > place),
                fingerprint bytea CHECK(octet_length(fingerprint) = 32),
                CHECK(num_nulls(ballot, tree_size, fingerprint) IN (0, 3)))
            """,
            """
            CREATE TABLE subtree(
                level integer CHECK(level > 0), number bigint CHECK(number >= 0),
                hash bytea NOT NULL CHECK(octet_length(hash) = 32), PRIMARY KEY(level, number))
            """,
            """
            CREATE TABLE voter(
                award integer, period integer, tag bytea CHECK(octet_length(tag) = 16),
                ballots integer NOT NULL CHECK(ballots > 0), candidates bytea NOT NULL,
                PRIMARY KEY(award, period, tag))
            """,
            "CREATE TABLE challenge(id bytea PRIMARY KEY CHECK(octet_length(id) = 16), expires bigint NOT NULL)",
            "CREATE INDEX challenge_expires ON challenge(expires)",
            "CREATE TABLE code(hash bytea PRIMARY KEY CHECK(octet_length(hash) = 32))",
            """
            CREATE TABLE network(
                day integer, award integer, tag bigint, ballots integer NOT NULL CHECK(ballots > 0),
                PRIMARY KEY(day, award, tag))
            """,
            """
            CREATE TABLE signal(
                place bigint PRIMARY KEY, time bigint NOT NULL, network bigint, work bigint NOT NULL,
                age bigint NOT NULL)
            """,
            "CREATE TABLE salt(day integer PRIMARY KEY, bytes bytea NOT NULL)",
            """
            CREATE TABLE checkpoint(
                size bigint PRIMARY KEY CHECK(size > 0), note bytea NOT NULL, time bigint NOT NULL)
            """,
            """
            CREATE TABLE document(
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                hash bytea NOT NULL CHECK(octet_length(hash) = 32), kind text NOT NULL, bytes bytea NOT NULL,
                UNIQUE(hash, kind))
            """,
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
            """,
            "INSERT INTO head VALUES (1, 0, '', 0, 'draft', sha256(''))",
            "INSERT INTO version VALUES (1)",
        ] + ["leaf", "subtree", "checkpoint", "document"].map(appendOnly)

    /// What is published, or decides about what was published, cannot be changed or removed.
    private static func appendOnly(_ table: String) -> String {
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION refuse()
        """
    }
}
