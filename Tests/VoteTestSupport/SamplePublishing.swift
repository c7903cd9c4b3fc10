import VoteCore

extension SampleElection {
    /// The files of the published election by their path: everything up to the last checkpoint, and the partial
    /// tiles of the checkpoints before it.
    public func files() throws -> [String: [UInt8]] {
        var files = [PublishedElection.rules: rules.text]
        for former in formerRules { files[PublishedElection.formerRules(former.hash)] = former.text }
        for file in evidence { files[PublishedElection.evidence(MerkleHash(hashing: file))] = file }
        files[PublishedElection.result] = result
        files[PublishedElection.checkpoint] = checkpoints.last?.note
        files[PublishedElection.history] = PublishedElection.history(checkpoints.map(\.note))
        let nodes = MerkleBatch(leaves: entries.map { MerkleHash(leaf: $0) })
        var older = 0
        for checkpoint in checkpoints {
            for tile in Tile.added(from: older, to: checkpoint.size) {
                let hashes = tile.nodes.compactMap { nodes.hash(of: $0) }
                files[PublishedElection.tile(tile)] =
                    tile.content == .entries ? Tile.bundle(entries[tile.leaves]) : hashes.flatMap(\.bytes)
            }
            older = checkpoint.size
        }
        return files
    }

    /// The receipt that the voter of the ballot at `place` got with the newest checkpoint.
    public func receipt(of place: Int) throws -> Receipt {
        guard let head = checkpoints.last else { throw SampleFault() }
        let nodes = MerkleBatch(leaves: entries[..<head.size].map { MerkleHash(leaf: $0) })
        let proof = try MerkleProof.inclusion(of: place, size: head.size) { nodes.hash(of: $0) }
        return Receipt(entry: entries[place], index: place, proof: proof, note: head.note)
    }
}

extension SampleElection {
    /// How far a story is told.
    public enum End: CaseIterable, Sendable {
        case announced
        case open
        case published
        case frozen
        case annulled
    }

    /// A whole election that breaks no rule: ballots, a pause, an extension, exclusions, a reinstatement, numbers from
    /// paper, the result.
    ///
    /// - Parameter checkpointChance: in percent, for a checkpoint after each ballot.
    public static func story(
        seed: UInt64, ballots: Int, end: End = .frozen, checkpointChance: Int = 3
    ) throws -> SampleElection {
        var election = try SampleElection(seed: seed)
        try election.publishCheckpoint()
        if end == .announced { return election }
        election.time = election.rules.opens
        election.step(to: .open)
        try election.vote(ballots, checkpointChance)
        try election.publishCheckpoint()
        if end == .open {
            election.publishResult()
            return election
        }
        if end == .annulled {
            election.step(to: .annulled, reason: "系统故障导致选票大面积丢失")
            try election.publishCheckpoint()
            return election
        }
        election.time = election.rules.closes
        election.step(to: .closed)
        try election.review()
        election.step(to: .published)
        election.publishResult()
        try election.publishCheckpoint()
        if end == .frozen {
            election.time += 7 * 86_400
            election.freeze()
            try election.publishCheckpoint()
        }
        return election
    }

    /// Ballots over the opening times, with what happens between them.
    private mutating func vote(_ count: Int, _ checkpointChance: Int) throws {
        let second = max(1, (rules.closes - rules.opens - 2) / (count + 2))
        for number in 0..<count {
            time += second
            if number == count / 2 {
                step(to: .paused, reason: "服务器检修")
                append(.note("09:10–09:25 检修，投票暂停"))
                step(to: .open, reason: "检修结束")
            }
            if number == count / 3 {
                changeRules {
                    $0.closes += 6000
                    $0.title += "（延长）"
                }
            }
            cast(drawBallot())
            if generator.chance(checkpointChance) { try publishCheckpoint() }
        }
    }

    /// Exclusions of random ballots, one of them taken back, and numbers from paper.
    private mutating func review() throws {
        let places = ballots.map(\.place).shuffled(using: &generator)
        let first = Array(places.prefix(places.count / 10))
        let second = Array(places.dropFirst(first.count).prefix(places.count / 20))
        for group in [first, second] where !group.isEmpty {
            try exclude(group)
        }
        if !second.isEmpty { try reinstate(entries.count - 1, ballots: second) }
        for _ in 0..<3 {
            let award = generator.pick(rules.awards)
            append(
                .imported(
                    ImportedCount(
                        source: "纸质票", asOf: time, award: award.key, candidate: generator.pick(award.candidates).key,
                        votes: VoteCount(received: 40 + entries.count, excluded: 2), file: MerkleHash(hashing: [1]),
                        note: "-")))
        }
    }
}
