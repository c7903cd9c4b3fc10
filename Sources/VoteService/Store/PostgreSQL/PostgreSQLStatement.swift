/// A statement that a connection prepares when it begins.
struct PostgreSQLStatement: Sendable {
    /// The name under which the server knows it.
    let name: String
    /// Its text, with parameters `$1` and so on.
    let sql: String

    private init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }

    /// What every connection prepares.
    static let reading = [
        head, entries, leafHashes, subtreeHashes, ballot, document, documents, checkpoints, signals, ballots, voters,
        challenges, codes, networks, salts,
    ]

    /// What the connection that writes prepares too.
    static let writing = [
        lockedHead, facts, append, addDocument, addCheckpoint, addSalt, salt, addCodes, purgeSalts, purgeNetworks,
        purgeChallenges, purgeSignals,
    ]
}

/// Looking up.
extension PostgreSQLStatement {
    static let head = Self("head", headText)
    static let entries = Self(
        "entries", "SELECT entry FROM leaf WHERE place >= $1 AND place < $2 ORDER BY place")
    static let leafHashes = Self(
        "leaf hashes", "SELECT hash FROM leaf WHERE place >= $1 AND place < $2 ORDER BY place")
    static let subtreeHashes = Self(
        "subtree hashes",
        "SELECT hash FROM subtree WHERE number >= $1 AND number < $2 AND level = $3::bigint ORDER BY number")
    static let ballot = Self("ballot", "SELECT place, tree_size, fingerprint FROM leaf WHERE ballot = $1")
    static let document = Self("document", "SELECT bytes FROM document WHERE hash = $1")
    static let documents = Self("documents", "SELECT hash FROM document WHERE kind = $1 ORDER BY number")
    static let checkpoints = Self("checkpoints", "SELECT size, note, time FROM checkpoint ORDER BY size")
    static let signals = Self(
        "signals",
        "SELECT place, time, network, work, age FROM signal WHERE place >= $1 AND place < $2 ORDER BY place")

    private static let headText = "SELECT size, frontier, time, state, rules FROM head"
    static let lockedHead = Self("locked head", "\(headText) FOR UPDATE")

    /// Kinds of rows: 1 ballots, 2 voters, 3 challenges, 4 codes, 5 addresses. The second column is the place in the
    /// query's list, from 1.
    static let facts = Self(
        "facts",
        """
        SELECT 1, n, place, tree_size, fingerprint
        FROM unnest($1::bytea[]) WITH ORDINALITY AS asked(id, n) JOIN leaf ON ballot = asked.id
        UNION ALL SELECT 2, n, ballots, NULL, candidates
        FROM unnest($2::bigint[], $3::bigint[], $4::bytea[]) WITH ORDINALITY AS asked(award, period, tag, n)
        JOIN voter USING (award, period, tag)
        UNION ALL SELECT 3, n, NULL, NULL, NULL
        FROM unnest($5::bytea[]) WITH ORDINALITY AS asked(id, n) JOIN challenge USING (id)
        UNION ALL SELECT 4, n, NULL, NULL, NULL
        FROM unnest($6::bytea[]) WITH ORDINALITY AS asked(hash, n) JOIN code USING (hash)
        UNION ALL SELECT 5, n, ballots, NULL, NULL
        FROM unnest($7::bigint[], $8::bigint[], $9::bigint[]) WITH ORDINALITY AS asked(day, award, tag, n)
        JOIN network USING (day, award, tag)
        """)
}

/// Writing.
extension PostgreSQLStatement {
    /// All of an addition, column by column.
    static let append = Self(
        "append",
        """
        WITH leaves AS (
            INSERT INTO leaf(place, entry, hash, ballot, tree_size, fingerprint)
            SELECT $1::bigint + n - 1, entry, hash, ballot, tree_size, fingerprint
            FROM unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bytea[])
                WITH ORDINALITY AS added(entry, hash, ballot, tree_size, fingerprint, n)),
        subtrees AS (
            INSERT INTO subtree(level, number, hash) SELECT * FROM unnest($7::bigint[], $8::bigint[], $9::bytea[])),
        voters AS (
            INSERT INTO voter(award, period, tag, ballots, candidates)
            SELECT * FROM unnest($10::bigint[], $11::bigint[], $12::bytea[], $13::bigint[], $14::bytea[])
            ON CONFLICT (award, period, tag)
            DO UPDATE SET ballots = excluded.ballots, candidates = excluded.candidates),
        challenges AS (
            INSERT INTO challenge(id, expires) SELECT * FROM unnest($15::bytea[], $16::bigint[])),
        networks AS (
            INSERT INTO network(day, award, tag, ballots)
            SELECT * FROM unnest($17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[])
            ON CONFLICT (day, award, tag) DO UPDATE SET ballots = excluded.ballots),
        signals AS (
            INSERT INTO signal(place, time, network, work, age)
            SELECT * FROM unnest($21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[], $25::bigint[]))
        UPDATE head SET size = $26::bigint, frontier = $27, time = $28::bigint, state = $29, rules = $30
        """)
    static let addDocument = Self(
        "add document", "INSERT INTO document(hash, kind, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
    static let addCheckpoint = Self(
        "add checkpoint", "INSERT INTO checkpoint(size, note, time) VALUES ($1::bigint, $2, $3::bigint)")
    static let addSalt = Self(
        "add salt", "INSERT INTO salt(day, bytes) VALUES ($1::bigint, $2) ON CONFLICT DO NOTHING")
    static let salt = Self("salt", "SELECT bytes FROM salt WHERE day = $1::bigint")
    static let addCodes = Self(
        "add codes", "INSERT INTO code(hash) SELECT unnest($1::bytea[]) ON CONFLICT DO NOTHING")
    static let purgeSalts = Self("purge salts", "DELETE FROM salt WHERE day < $1::bigint")
    static let purgeNetworks = Self("purge networks", "DELETE FROM network WHERE day < $1::bigint")
    static let purgeChallenges = Self("purge challenges", "DELETE FROM challenge WHERE expires < $1::bigint")
    static let purgeSignals = Self("purge signals", "TRUNCATE signal")
}

/// Looking through everything, page by page.
extension PostgreSQLStatement {
    static let ballots = Self(
        "ballots",
        """
        SELECT ballot, place, tree_size, fingerprint FROM leaf
        WHERE place >= $1 AND place < $2 AND ballot IS NOT NULL ORDER BY place
        """)
    static let voters = Self(
        "voters",
        """
        SELECT award, period, tag, ballots, candidates FROM voter
        WHERE (award, period, tag) > ($1::bigint, $2::bigint, $3::bytea) ORDER BY award, period, tag LIMIT $4
        """)
    static let challenges = Self(
        "challenges", "SELECT id, expires FROM challenge WHERE id > $1 ORDER BY id LIMIT $2")
    static let codes = Self("codes", "SELECT hash FROM code WHERE hash > $1 ORDER BY hash LIMIT $2")
    static let networks = Self(
        "networks",
        """
        SELECT day, award, tag, ballots FROM network
        WHERE (day, award, tag) > ($1::bigint, $2::bigint, $3::bigint) ORDER BY day, award, tag LIMIT $4
        """)
    static let salts = Self("salts", "SELECT day, bytes FROM salt ORDER BY day")
}
