import GRDB
import VoteCore

/// Looks up and writes through the connection that writes.
final class SQLiteTransaction: SQLiteReading, VoteTransaction {
    /// Whether something was removed that must not stay in the write-ahead log either.
    private(set) var hasPurged = false
    /// What becomes of the records that wait.
    var change = BacklogChange()

    func append(_ addition: LogAddition) throws {
        let size = try head().size
        guard size == addition.first, addition.head.size == size + addition.entries.count else {
            throw StoreFailure("an addition for place \(addition.first) came to a log of \(size) entries")
        }
        try addLeaves(addition)
        try addSubtrees(addition)
        try add(recordsOf: addition)
        try addChallenges(addition)
        try addSignals(addition)
        try set(addition.head)
    }

    private func addLeaves(_ addition: LogAddition) throws {
        let leaf = try statement("INSERT INTO leaf(place, entry, hash, tree_size, fingerprint) VALUES (?, ?, ?, ?, ?)")
        var ballots = addition.ballots[...]
        for (offset, entry) in addition.entries.enumerated() {
            let place = addition.first + offset
            leaf.bind(1, place)
            leaf.bind(2, entry.text)
            leaf.bind(3, entry.leaf)
            if let (_, stored) = ballots.first, stored.index == place {
                ballots.removeFirst()
                leaf.bind(4, stored.treeSize)
                leaf.bind(5, stored.fingerprint)
            } else {
                leaf.bindNull(4)
                leaf.bindNull(5)
            }
            try leaf.run()
        }
        guard ballots.isEmpty else {
            throw StoreFailure("the ballots of an addition must be in the order of its entries")
        }
    }

    private func addSubtrees(_ addition: LogAddition) throws {
        try run("INSERT INTO subtree(level, number, hash) VALUES (?, ?, ?)", for: addition.tileRoots) {
            $0.bind(1, $2.tileLevel)
            $0.bind(2, $2.number)
            $0.bind(3, $2.hash)
        }
    }

    private func addChallenges(_ addition: LogAddition) throws {
        try run("INSERT INTO challenge(id, expires) VALUES (?, ?)", for: addition.challenges) {
            $0.bind(1, $2.id)
            $0.bind(2, $2.expires)
        }
    }

    private func addSignals(_ addition: LogAddition) throws {
        try run(
            "INSERT INTO signal(place, time, network, work, age) VALUES (?, ?, ?, ?, ?)", for: addition.signals
        ) { statement, _, signal in
            statement.bind(1, signal.index)
            statement.bind(2, signal.time)
            statement.bind(3, signal.network)
            statement.bind(4, signal.workMilliseconds)
            statement.bind(5, signal.tokenAge)
        }
    }

    private func set(_ head: LogHead) throws {
        let statement = try statement(
            """
            INSERT INTO head(one, size, frontier, time, state, rules) VALUES (1, ?, ?, ?, CAST(? AS TEXT), ?)
            ON CONFLICT DO UPDATE SET size = excluded.size, frontier = excluded.frontier, time = excluded.time,
                state = excluded.state, rules = excluded.rules
            """)
        statement.bind(1, head.size)
        statement.bind(2, head.frontier.hashes.flatMap(\.bytes))
        statement.bind(3, head.time)
        statement.bind(4, Array(head.state.rawValue.utf8))
        statement.bind(5, head.rules)
        try statement.run()
    }

    func add(_ document: [UInt8], kind: DocumentKind) throws {
        let statement = try statement(
            "INSERT INTO document(hash, kind, bytes) VALUES (?, CAST(? AS TEXT), ?) ON CONFLICT DO NOTHING")
        statement.bind(1, MerkleHash(hashing: document))
        statement.bind(2, Array(kind.rawValue.utf8))
        statement.bind(3, document)
        try statement.run()
    }

    func add(_ checkpoint: StoredCheckpoint) throws {
        let statement = try statement("INSERT INTO checkpoint(size, note, time) VALUES (?, ?, ?)")
        statement.bind(1, checkpoint.size)
        statement.bind(2, checkpoint.note)
        statement.bind(3, checkpoint.time)
        try statement.run()
    }

    func salt(day: Int, fresh: [UInt8]) throws -> [UInt8] {
        let added = try statement("INSERT INTO salt(day, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")
        added.bind(1, day)
        added.bind(2, fresh)
        try added.run()
        let kept = try statement("SELECT bytes FROM salt WHERE day = ?")
        kept.bind(1, day)
        return try kept.firstRow { $0.bytes(0) } ?? fresh
    }

    func addCodes(_ hashes: [MerkleHash]) throws {
        try run("INSERT INTO code(hash) VALUES (?) ON CONFLICT DO NOTHING", for: hashes) { $0.bind(1, $2) }
    }

    func purge(daysBefore day: Int, challengesBefore time: Int, signals: Bool) throws {
        for (sql, bound) in [
            ("DELETE FROM salt WHERE day < ?", day), ("DELETE FROM network WHERE day < ?", day),
            ("DELETE FROM waiting_network WHERE day < ?", day), ("DELETE FROM challenge WHERE expires < ?", time),
        ] {
            let statement = try statement(sql)
            statement.bind(1, bound)
            try statement.run()
        }
        if signals { try statement("DELETE FROM signal").run() }
        change.forgottenDay = day
        hasPurged = true
    }

    override func waitingBallot(_ id: Bytes16) -> Int? {
        change.added.ballots[id] ?? (change.settlesAll ? nil : backlog.ballot(id))
    }

    /// What a voter has done, where that waits to be put into place.
    func waitingVoter(_ key: VoterKey) -> VoterRecord? {
        change.added.voters[key] ?? (change.settlesAll ? nil : backlog.voter(key))
    }

    /// The ballots of an address, where they wait to be put into place.
    func waitingNetwork(_ key: NetworkKey) -> Int? {
        change.added.networks[key] ?? (change.settlesAll ? nil : backlog.network(key))
    }
}
