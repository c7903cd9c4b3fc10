import VoteCore

/// The parameters of `PostgreSQLStatement.append`, in groups, in their order.
extension PostgreSQLParameters {
    /// Entries with what is kept of the ballots among them, and subtrees.
    ///
    /// - Throws: `StoreFailure` for a ballot without an entry.
    mutating func addEntries(of addition: LogAddition) throws {
        var ids = [Bytes16?](repeating: nil, count: addition.entries.count)
        var treeSizes = [Int?](repeating: nil, count: ids.count)
        var fingerprints = [MerkleHash?](repeating: nil, count: ids.count)
        for (id, ballot) in addition.ballots {
            let offset = ballot.index - addition.first
            guard ids.indices.contains(offset), ids[offset] == nil else {
                throw StoreFailure("a ballot of an addition has no entry of its own")
            }
            ids[offset] = id
            treeSizes[offset] = ballot.treeSize
            fingerprints[offset] = ballot.fingerprint
        }
        add(each: addition.entries.lazy.map(\.text))
        add(each: addition.entries.lazy.map(\.leaf))
        add(eachIfAny: ids)
        add(eachIfAny: treeSizes)
        add(eachIfAny: fingerprints)
        add(each: addition.tileRoots.lazy.map(\.tileLevel))
        add(each: addition.tileRoots.lazy.map(\.number))
        add(each: addition.tileRoots.lazy.map(\.hash))
    }

    /// Voters and challenges.
    mutating func addVoters(of addition: LogAddition) {
        let voters = Array(addition.voters)
        add(each: voters.lazy.map(\.key.award))
        add(each: voters.lazy.map(\.key.period))
        add(each: voters.lazy.map(\.key.tag))
        add(each: voters.lazy.map(\.value.ballots))
        add(each: voters.lazy.map(\.value.candidateBytes))
        add(each: addition.challenges.lazy.map(\.id))
        add(each: addition.challenges.lazy.map(\.expires))
    }

    /// Addresses and signals.
    mutating func addNetworks(of addition: LogAddition) {
        let networks = Array(addition.networks)
        add(each: networks.lazy.map(\.key.day))
        add(each: networks.lazy.map(\.key.award))
        add(each: networks.lazy.map(\.key.tag.signed))
        add(each: networks.lazy.map(\.value))
        add(each: addition.signals.lazy.map(\.index))
        add(each: addition.signals.lazy.map(\.time))
        add(eachIfAny: addition.signals.lazy.map { $0.network?.signed })
        add(each: addition.signals.lazy.map(\.workMilliseconds))
        add(each: addition.signals.lazy.map(\.tokenAge))
    }

    /// A head.
    mutating func add(_ head: LogHead) {
        add(head.size)
        add(head.frontier.hashes.flatMap(\.bytes))
        add(head.time)
        add(Array(head.state.rawValue.utf8))
        add(head.rules)
    }
}

extension UInt64 {
    /// The signed number with the same bits: databases have no other.
    var signed: Int { Int(Int64(bitPattern: self)) }
}
