import VoteCore

extension PostgreSQLTransaction {
    func facts(_ query: AdmissionQuery) throws -> AdmissionFacts {
        var facts = AdmissionFacts()
        let rows = try rows(.facts, PostgreSQLParameters(query)) { $0 }
        for row in rows {
            let place = row.number(1) - 1
            switch row.number(0) {
            case 1:
                facts.ballots[query.ballots[place]] = StoredBallot(
                    index: row.number(2), treeSize: row.number(3), fingerprint: try row.hash(4))
            case 2:
                facts.voters[query.voters[place]] = VoterRecord(
                    ballots: row.number(2), candidateBytes: row.bytes(4))
            case 3: facts.challenges.insert(query.challenges[place])
            case 4: facts.codes.insert(query.codes[place])
            default: facts.networks[query.networks[place]] = row.number(2)
            }
        }
        return facts
    }
}

extension PostgreSQLParameters {
    /// The parameters of `PostgreSQLStatement.facts`.
    init(_ query: AdmissionQuery) {
        self.init()
        add(each: query.ballots)
        add(each: query.voters.lazy.map(\.award))
        add(each: query.voters.lazy.map(\.period))
        add(each: query.voters.lazy.map(\.tag))
        add(each: query.challenges)
        add(each: query.codes)
        add(each: query.networks.lazy.map(\.day))
        add(each: query.networks.lazy.map(\.award))
        add(each: query.networks.lazy.map(\.tag.signed))
    }
}
