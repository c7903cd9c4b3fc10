import Dispatch
import Synchronization
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
        let judge = EntryJudge(store)
        var frontier = MerkleFrontier()
        do {
            while frontier.size < size {
                // A chunk ends where a signed root is to be compared.
                let next = claims.keys.filter { $0 > frontier.size }.min() ?? size
                let places = frontier.size..<min(next, size, frontier.size + FollowedLog.chunk)
                try judge.take(try store.read { try entries(places, &frontier, $0) })
                if let claim = claims[frontier.size], claim != frontier.root {
                    throw StartRefusal.changed(frontier.size)
                }
            }
        } catch {
            // What is wrong with earlier entries comes first.
            _ = try judge.finish()
            throw error
        }
        let progress = try judge.finish()
        let head = try store.read { try $0.head() }
        // Another process may have added entries meanwhile; they will be followed like all later ones.
        guard head.size > size || isHead(head, frontier, progress) else { throw StartRefusal.damaged(size) }
        return progress
    }

    private func isHead(_ head: LogHead, _ frontier: MerkleFrontier, _ progress: LogProgress) -> Bool {
        head.frontier == frontier && head.state == progress.replay.state && head.rules == progress.replay.rules?.hash
    }

    /// The entries at these places, whose hashes are those that are stored.
    private func entries(
        _ places: Range<Int>, _ frontier: inout MerkleFrontier, _ reading: any VoteReading
    ) throws -> [[UInt8]] {
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
        return texts
    }
}

/// Judges entries on a thread of its own, while those behind them are read and hashed.
private final class EntryJudge: Sendable {
    private let store: any VoteStore
    private let queue = DispatchQueue(label: "votes.judge")
    /// Chunks that may wait: what is read ahead takes memory.
    private let room = DispatchSemaphore(value: 2)
    private let judged = Mutex<(progress: LogProgress, failure: (any Error)?)>((LogProgress(), nil))

    init(_ store: any VoteStore) { self.store = store }

    /// Takes in the next entries, some time.
    ///
    /// - Throws: what was found wrong with earlier ones.
    func take(_ texts: [[UInt8]]) throws {
        room.wait()
        queue.async { [self] in
            defer { room.signal() }
            judge(texts)
        }
        if let failure = judged.withLock({ $0.failure }) { throw failure }
    }

    /// The log when all entries have been judged.
    ///
    /// - Throws: what was found wrong with the first bad one.
    func finish() throws -> LogProgress {
        try queue.sync {
            try judged.withLock { judged in
                if let failure = judged.failure { throw failure }
                return judged.progress
            }
        }
    }

    private func judge(_ texts: [[UInt8]]) {
        judged.withLock { judged in
            if judged.failure != nil { return }
            do {
                try store.read { try judged.progress.append(stored: texts, $0) }
            } catch {
                judged.failure = error
            }
        }
    }
}
