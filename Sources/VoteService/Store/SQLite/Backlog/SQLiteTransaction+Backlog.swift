import VoteCore

extension SQLiteTransaction {
    /// Keeps the records of an addition: behind those that wait, or in place at once where they are too many to be held.
    /// Some older ones are put into place on the way.
    func add(recordsOf addition: LogAddition) throws {
        let records = BacklogRecords(addition)
        if records.count == 0 { return }
        try expectNewBallots(records, count: addition.ballots.count)
        if !change.settlesAll, change.added.count + records.count > backlog.capacity { try settle() }
        if change.settlesAll { return try put(SettlingRecords(records, lastNumber: 0).slice(0..<records.count)) }
        try write(records)
        change.added.absorb(records)
        try settle(count: 2 * records.count)
        try deleteSettled(count: 4 * records.count)
    }

    /// The table of ballots would find out that an id comes twice, but too late for this transaction.
    private func expectNewBallots(_ records: BacklogRecords, count: Int) throws {
        let statement = try statement("SELECT 1 FROM ballot WHERE id = ?")
        let areNew = try records.ballots.keys.allSatisfy { id in
            statement.bind(1, id)
            return try waitingBallot(id) == nil && statement.firstRow { _ in true } == nil
        }
        guard areNew, records.ballots.count == count else {
            throw StoreFailure("a ballot with an id that is in the log already was to be added")
        }
    }

    /// Puts everything into place.
    func settle() throws {
        for sql in Self.settling { try statement(sql).run() }
        change.added = BacklogRecords()
        change.settledCount = 0
        change.lastDeleted = nil
        change.settlesAll = true
    }

    /// Writes records one after the other.
    private func write(_ records: BacklogRecords) throws {
        let first = backlog.takeNumbers(records.count)
        try run("INSERT INTO waiting_ballot(number, id, place) VALUES (?, ?, ?)", for: records.ballots) {
            $0.bind(1, first + $1)
            $0.bind($2.key, $2.value, from: 2)
        }
        try run(
            "INSERT INTO waiting_voter(number, award, period, tag, ballots, candidates) VALUES (?, ?, ?, ?, ?, ?)",
            for: records.voters
        ) {
            $0.bind(1, first + $1)
            $0.bind($2.key, $2.value, from: 2)
        }
        try run(
            "INSERT INTO waiting_network(number, day, award, tag, ballots) VALUES (?, ?, ?, ?, ?)",
            for: records.networks
        ) {
            $0.bind(1, first + $1)
            $0.bind($2.key, $2.value, from: 2)
        }
    }

    /// Puts the next records into place, at most `count` of a kind.
    private func settle(count: Int) throws {
        try put(backlog.nextRecords(change.settledCount..<change.settledCount + count))
        change.settledCount += count
    }

    private func put(_ slice: BacklogSlice) throws {
        try run("INSERT INTO ballot(id, place) VALUES (?, ?)" + Self.sameBallot, for: slice.ballots) {
            $0.bind($2.id, $2.place, from: 1)
        }
        try run(
            "INSERT INTO voter(award, period, tag, ballots, candidates) VALUES (?, ?, ?, ?, ?)" + Self.laterVoter,
            for: slice.voters
        ) { $0.bind($2.key, $2.record, from: 1) }
        try run(
            "INSERT INTO network(day, award, tag, ballots) VALUES (?, ?, ?, ?)" + Self.laterNetwork,
            for: slice.networks
        ) { $0.bind($2.key, $2.ballots, from: 1) }
    }

    /// Deletes some rows of what is in place.
    private func deleteSettled(count: Int) throws {
        guard let rows = backlog.deletableRows(count) else { return }
        for table in ["waiting_ballot", "waiting_voter", "waiting_network"] {
            let statement = try statement("DELETE FROM \(table) WHERE number BETWEEN ? AND ?")
            statement.bind(1, rows.lowerBound)
            statement.bind(2, rows.upperBound)
            try statement.run()
        }
        change.lastDeleted = rows.upperBound
    }

    // A record may be put into place twice: a process can end before its row is deleted. A ballot then has the same
    // place, or the table's trigger stops it.
    private static let sameBallot =
        " ON CONFLICT(id) DO UPDATE SET place = excluded.place WHERE place <> excluded.place"
    private static let laterVoter =
        " ON CONFLICT DO UPDATE SET ballots = excluded.ballots, candidates = excluded.candidates"
    private static let laterNetwork = " ON CONFLICT DO UPDATE SET ballots = excluded.ballots"

    /// In the order of keys, the later of two rows last. SQLite needs the `WHERE` to tell the conflict from a join.
    private static let settling = [
        "INSERT INTO ballot(id, place) SELECT id, place FROM waiting_ballot WHERE true ORDER BY id" + sameBallot,
        """
        INSERT INTO voter(award, period, tag, ballots, candidates)
        SELECT award, period, tag, ballots, candidates FROM waiting_voter WHERE true
        ORDER BY award, period, tag, number
        """ + laterVoter,
        """
        INSERT INTO network(day, award, tag, ballots) SELECT day, award, tag, ballots FROM waiting_network WHERE true
        ORDER BY day, award, tag, number
        """ + laterNetwork,
        "DELETE FROM waiting_ballot", "DELETE FROM waiting_voter", "DELETE FROM waiting_network",
    ]
}

extension PreparedStatement {
    /// Puts a ballot's id and place at two places.
    fileprivate func bind(_ id: Bytes16, _ ballotPlace: Int, from place: Int32) {
        bind(place, id)
        bind(place + 1, ballotPlace)
    }

    /// Puts a voter's key and record at five places.
    fileprivate func bind(_ key: VoterKey, _ record: VoterRecord, from place: Int32) {
        bind(place, key.award)
        bind(place + 1, key.period)
        bind(place + 2, key.tag)
        bind(place + 3, record.ballots)
        bind(place + 4, record.candidateBytes)
    }

    /// Puts an address's key and ballots at four places.
    fileprivate func bind(_ key: NetworkKey, _ ballots: Int, from place: Int32) {
        bind(place, key.day)
        bind(place + 1, key.award)
        bind(place + 2, key.tag)
        bind(place + 3, ballots)
    }
}
