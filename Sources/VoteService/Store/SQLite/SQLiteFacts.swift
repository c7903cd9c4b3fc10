import VoteCore

extension SQLiteTransaction {
    func facts(_ query: AdmissionQuery) throws -> AdmissionFacts {
        var facts = AdmissionFacts()
        for id in query.ballots where facts.ballots[id] == nil { facts.ballots[id] = try ballot(id) }
        try addVoters(query.voters, to: &facts)
        try addChallenges(query.challenges, to: &facts)
        try addCodes(query.codes, to: &facts)
        try addNetworks(query.networks, to: &facts)
        return facts
    }

    private func addVoters(_ keys: [VoterKey], to facts: inout AdmissionFacts) throws {
        let statement = try statement(
            "SELECT ballots, candidates FROM voter WHERE award = ? AND period = ? AND tag = ?")
        for key in keys {
            if let record = waitingVoter(key) {
                facts.voters[key] = record
                continue
            }
            statement.bind(1, key.award)
            statement.bind(2, key.period)
            statement.bind(3, key.tag)
            let record = try statement.firstRow {
                VoterRecord(ballots: $0.number(0), candidateBytes: $0.bytes(1))
            }
            if let record { facts.voters[key] = record }
        }
    }

    private func addChallenges(_ ids: [Bytes16], to facts: inout AdmissionFacts) throws {
        let statement = try statement("SELECT 1 FROM challenge WHERE id = ?")
        for id in ids {
            statement.bind(1, id)
            if try statement.firstRow({ _ in true }) != nil { facts.challenges.insert(id) }
        }
    }

    private func addCodes(_ hashes: [MerkleHash], to facts: inout AdmissionFacts) throws {
        let statement = try statement("SELECT 1 FROM code WHERE hash = ?")
        for hash in hashes {
            statement.bind(1, hash)
            if try statement.firstRow({ _ in true }) != nil { facts.codes.insert(hash) }
        }
    }

    private func addNetworks(_ keys: [NetworkKey], to facts: inout AdmissionFacts) throws {
        let statement = try statement("SELECT ballots FROM network WHERE day = ? AND award = ? AND tag = ?")
        for key in keys where facts.networks[key] == nil {
            if let ballots = waitingNetwork(key) {
                facts.networks[key] = ballots
                continue
            }
            statement.bind(1, key.day)
            statement.bind(2, key.award)
            statement.bind(3, key.tag)
            if let ballots = try statement.firstRow({ $0.number(0) }) { facts.networks[key] = ballots }
        }
    }
}
