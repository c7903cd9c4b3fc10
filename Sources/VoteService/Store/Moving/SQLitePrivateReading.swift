import VoteCore

extension SQLiteReading {
    func ballots(_ places: Range<Int>) throws -> [(id: Bytes16, ballot: StoredBallot)] {
        // A ballot's id stands in its entry; the table of ids cannot be looked through by place.
        try zip(places, entries(places)).compactMap { place, text in
            guard case .ballot(let ballot) = try LogEntry(text: text[...]).content else { return nil }
            guard let stored = try self.ballot(ballot.id), stored.index == place else {
                throw StoreFailure("the ballot at place \(place) has no row of its own")
            }
            return (ballot.id, stored)
        }
    }

    func voters(after key: VoterKey?, limit: Int) throws -> [(key: VoterKey, record: VoterRecord)] {
        try needSettledRecords()
        let statement = try statement(
            """
            SELECT award, period, tag, ballots, candidates FROM voter
            WHERE (award, period, tag) > (?, ?, ?) ORDER BY award, period, tag LIMIT ?
            """)
        statement.bind(1, key?.award ?? -1)
        statement.bind(2, key?.period ?? 0)
        statement.bind(3, key?.tag.bytes ?? [])
        statement.bind(4, limit)
        var voters: [(key: VoterKey, record: VoterRecord)] = []
        try statement.forEachRow { row in
            let key = VoterKey(award: row.number(0), period: row.number(1), tag: try row.bytes16(2))
            voters.append((key, VoterRecord(ballots: row.number(3), candidateBytes: row.bytes(4))))
        }
        return voters
    }

    func challenges(after id: Bytes16?, limit: Int) throws -> [(id: Bytes16, expires: Int)] {
        let statement = try statement("SELECT id, expires FROM challenge WHERE id > ? ORDER BY id LIMIT ?")
        statement.bind(1, id?.bytes ?? [])
        statement.bind(2, limit)
        var challenges: [(id: Bytes16, expires: Int)] = []
        try statement.forEachRow { challenges.append((try $0.bytes16(0), $0.number(1))) }
        return challenges
    }

    func codes(after hash: MerkleHash?, limit: Int) throws -> [MerkleHash] {
        let statement = try statement("SELECT hash FROM code WHERE hash > ? ORDER BY hash LIMIT ?")
        statement.bind(1, hash?.bytes ?? [])
        statement.bind(2, limit)
        var codes: [MerkleHash] = []
        try statement.forEachRow { codes.append(try $0.hash(0)) }
        return codes
    }

    func networks(after key: NetworkKey?, limit: Int) throws -> [(key: NetworkKey, ballots: Int)] {
        try needSettledRecords()
        let statement = try statement(
            """
            SELECT day, award, tag, ballots FROM network
            WHERE (day, award, tag) > (?, ?, ?) ORDER BY day, award, tag LIMIT ?
            """)
        statement.bind(1, key?.day ?? -1)
        statement.bind(2, key?.award ?? 0)
        statement.bind(3, key?.tag ?? 0)
        statement.bind(4, limit)
        var networks: [(key: NetworkKey, ballots: Int)] = []
        try statement.forEachRow { row in
            let key = NetworkKey(award: row.number(1), day: row.number(0), tag: row.bits(2) ?? 0)
            networks.append((key, row.number(3)))
        }
        return networks
    }

    private func needSettledRecords() throws {
        guard backlog.isEmpty else { throw StoreFailure("records of voters still wait: settle the store first") }
    }

    func salts() throws -> [(day: Int, bytes: [UInt8])] {
        var salts: [(day: Int, bytes: [UInt8])] = []
        try statement("SELECT day, bytes FROM salt ORDER BY day").forEachRow { row in
            salts.append((row.number(0), row.bytes(1)))
        }
        return salts
    }
}

extension PreparedStatement.Row {
    /// The sixteen bytes in a column.
    fileprivate func bytes16(_ column: Int32) throws -> Bytes16 {
        guard let value = Bytes16(bytes(column)) else { throw StoreFailure("a stored id has 16 bytes") }
        return value
    }
}
