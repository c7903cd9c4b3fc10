import VoteCore

extension PostgreSQLReading {
    func ballots(_ places: Range<Int>) throws -> [(id: Bytes16, ballot: StoredBallot)] {
        var parameters = PostgreSQLParameters()
        parameters.add(places.lowerBound)
        parameters.add(places.upperBound)
        return try rows(.ballots, parameters) { row in
            let ballot = StoredBallot(
                index: row.number(1), treeSize: row.number(2), fingerprint: try row.hash(3))
            return (try row.bytes16(0), ballot)
        }
    }

    func voters(after key: VoterKey?, limit: Int) throws -> [(key: VoterKey, record: VoterRecord)] {
        var parameters = PostgreSQLParameters()
        parameters.add(key?.award ?? -1)
        parameters.add(key?.period ?? 0)
        parameters.add(key?.tag.bytes ?? [])
        parameters.add(limit)
        return try rows(.voters, parameters) { row in
            let key = VoterKey(award: row.number(0), period: row.number(1), tag: try row.bytes16(2))
            return (key, VoterRecord(ballots: row.number(3), candidateBytes: row.bytes(4)))
        }
    }

    func challenges(after id: Bytes16?, limit: Int) throws -> [(id: Bytes16, expires: Int)] {
        try rows(.challenges, page(id?.bytes, limit)) { (try $0.bytes16(0), $0.number(1)) }
    }

    func codes(after hash: MerkleHash?, limit: Int) throws -> [MerkleHash] {
        try rows(.codes, page(hash?.bytes, limit)) { try $0.hash(0) }
    }

    func networks(after key: NetworkKey?, limit: Int) throws -> [(key: NetworkKey, ballots: Int)] {
        var parameters = PostgreSQLParameters()
        parameters.add(key?.day ?? -1)
        parameters.add(key?.award ?? 0)
        parameters.add(key?.tag.signed ?? 0)
        parameters.add(limit)
        return try rows(.networks, parameters) { row in
            (NetworkKey(award: row.number(1), day: row.number(0), tag: row.bits(2) ?? 0), row.number(3))
        }
    }

    func salts() throws -> [(day: Int, bytes: [UInt8])] { try rows(.salts) { ($0.number(0), $0.bytes(1)) } }

    private func page(_ last: [UInt8]?, _ limit: Int) -> PostgreSQLParameters {
        var parameters = PostgreSQLParameters()
        parameters.add(last ?? [])
        parameters.add(limit)
        return parameters
    }
}
