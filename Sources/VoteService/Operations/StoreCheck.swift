import VoteCore

/// Reads a whole store and makes sure that its parts belong together.
struct StoreCheck {
    let store: any VoteStore
    /// Roots that were signed, by the sizes that they were signed for.
    let claims: [Int: MerkleHash]

    /// The log, followed to its end.
    ///
    /// - Throws: `StartRefusal` at the first thing that is not as it was left.
    func progress() throws -> LogProgress {
        let size = try store.read { try $0.head().size }
        if let published = claims.keys.max(), published > size {
            throw StartRefusal.rolledBack(stored: size, published: published)
        }
        var progress = LogProgress()
        var frontier = MerkleFrontier()
        while progress.size < size {
            // A chunk ends where a signed root is to be compared.
            let next = claims.keys.filter { $0 > progress.size }.min() ?? size
            let places = progress.size..<min(next, size, progress.size + FollowedLog.chunk)
            try store.read { try check(places, &frontier, &progress, $0) }
            if let claim = claims[frontier.size], claim != frontier.root { throw StartRefusal.changed(frontier.size) }
        }
        let head = try store.read { try $0.head() }
        // Another process may have added entries meanwhile; they will be followed like all later ones.
        guard head.size > size || isHead(head, frontier, progress) else { throw StartRefusal.damaged(size) }
        return progress
    }

    private func isHead(_ head: LogHead, _ frontier: MerkleFrontier, _ progress: LogProgress) -> Bool {
        head.frontier == frontier && head.state == progress.replay.state && head.rules == progress.replay.rules?.hash
    }

    private func check(
        _ places: Range<Int>, _ frontier: inout MerkleFrontier, _ progress: inout LogProgress,
        _ reading: any VoteReading
    ) throws {
        let texts = try reading.entries(places)
        let leaves = texts.map { MerkleHash(leaf: $0) }
        guard leaves == (try reading.hashes(tileLevel: 0, places)) else {
            throw StartRefusal.damaged(places.lowerBound)
        }
        let nodes = MerkleBatch(frontier, leaves: leaves)
        for completed in nodes.completedTiles {
            let stored = try reading.hashes(tileLevel: completed.tileLevel, completed.number..<completed.number + 1)
            guard stored == [completed.hash] else { throw StartRefusal.damaged(places.lowerBound) }
        }
        frontier = nodes.after
        try progress.append(stored: texts, reading)
    }
}
