import VoteCore

/// Publishes an election's log: writes what is new, reads it back, and shows the checkpoint last, so that nobody meets a
/// checkpoint whose tiles are not there. Running it again changes nothing; killed at any moment, the next run goes on.
public struct Publisher: Sendable {
    private let store: any VoteStore
    private let log: FollowedLog
    private let keys: ServiceKeys
    private let folder: PublishedFolder
    private let clock: WallClock

    /// A publisher of the log that `log` follows.
    public init(store: any VoteStore, log: FollowedLog, keys: ServiceKeys, folder: PublishedFolder, clock: WallClock) {
        self.store = store
        self.log = log
        self.keys = keys
        self.folder = folder
        self.clock = clock
    }

    /// Publishes everything that is in the log now. Blocks; to be called from a thread of the service's own.
    ///
    /// - Returns: how many entries are published.
    /// - Throws: `PublicationFailure`, `StoreFailure`, or `StartRefusal` where the store holds entries that break rules.
    public func publish() throws -> Int {
        let edition = try edition()
        return try folder.locked {
            let published = try publishedSize(edition)
            // Another process was quicker and has published more.
            if published > edition.size { return published }
            try write(edition, after: published)
            return edition.size
        }
    }

    /// A moment of the log, as it is to be published.
    private struct Edition {
        let rules: ElectionRules
        let size: Int
        let root: MerkleHash
        let result: [UInt8]?
        let evidence: [MerkleHash]
        let checkpoints: [StoredCheckpoint]
    }

    /// Notes that the present end of the log is being published.
    private func edition() throws -> Edition {
        try log.extend(store) { progress, transaction in
            guard let rules = progress.replay.rules else { throw StoreFailure("a log without rules is not published") }
            let head = try transaction.head()
            var checkpoints = try transaction.checkpoints()
            if checkpoints.last?.size != head.size {
                let note = try Checkpoint(origin: rules.origin, size: head.size, root: head.frontier.root)
                    .note(signedBy: keys.log)
                checkpoints.append(StoredCheckpoint(size: head.size, note: note, time: max(clock.seconds, head.time)))
                try transaction.add(checkpoints[checkpoints.count - 1])
            }
            return Edition(
                rules: rules, size: head.size, root: head.frontier.root, result: progress.result(at: clock.seconds),
                evidence: progress.replay.evidence, checkpoints: checkpoints)
        }
    }

    /// The size that the folder shows; 0 for an empty one.
    private func publishedSize(_ edition: Edition) throws -> Int {
        guard let bytes = try folder.read(PublishedElection.checkpoint) else { return 0 }
        guard let note = try? CheckpointNote(bytes[...]), note.checkpoint.origin == edition.rules.origin,
            note.check(log: edition.rules.logKey, witnesses: edition.rules.witnesses.map(\.key)).faults.isEmpty
        else { throw PublicationFailure.conflict(path: PublishedElection.checkpoint) }
        let size = note.checkpoint.size
        let known = try store.read { reading in
            guard try reading.head().size >= size else { return MerkleHash?.none }
            return try TileHashes(reading.hashes).frontier(size: size).root
        }
        guard known == note.checkpoint.root else {
            throw PublicationFailure.conflict(path: PublishedElection.checkpoint)
        }
        return size
    }

    private func write(_ edition: Edition, after published: Int) throws {
        let growth = LogPublication(from: published, to: edition.size)
        try folder.write { session in
            for (path, bytes) in try documents(edition) { try session.add(path, bytes) }
            try growth.forEachTile(
                entries: { places in try store.read { try $0.entries(places) } },
                hashes: { level, numbers in try store.read { try $0.hashes(tileLevel: level, numbers) } },
                session.add)
        }
        do {
            try growth.check(root: edition.root) { try folder.read($0) }
        } catch let fault as FormatFault {
            throw PublicationFailure.unreadable(fault.message.en)
        }
        let history = try PublishedHistory(folder.read(PublishedElection.history))
            .extended(by: edition.checkpoints.filter { $0.size <= edition.size })
        try folder.write { session in
            for (path, bytes) in [
                (PublishedElection.rules, edition.rules.text), (PublishedElection.result, edition.result),
                (PublishedElection.history, history.bytes), (PublishedElection.checkpoint, history.last),
            ] {
                guard let bytes, try folder.read(path) != bytes else { continue }
                try session.replace(path, bytes)
            }
        }
    }

    /// Rules that were replaced, and evidence: files that never change.
    private func documents(_ edition: Edition) throws -> [(path: String, bytes: [UInt8])] {
        try store.read { reading in
            var documents: [(String, [UInt8])] = []
            for hash in try reading.documents(.rules) where hash != edition.rules.hash {
                documents.append((PublishedElection.formerRules(hash), try reading.document(hash) ?? []))
            }
            for hash in edition.evidence {
                documents.append((PublishedElection.evidence(hash), try reading.document(hash) ?? []))
            }
            return documents
        }
    }
}

/// The published checkpoints. What is in the folder stays as it is there: witnesses may have signed since.
struct PublishedHistory {
    private let notes: [[UInt8]]

    /// The checkpoints of a `log/history`; none where there is none yet.
    init(_ bytes: [UInt8]?) { notes = bytes.map { PublishedElection.notes(inHistory: $0).map(Array.init) } ?? [] }

    private init(notes: [[UInt8]]) { self.notes = notes }

    /// The file's bytes; nil without checkpoints.
    var bytes: [UInt8]? { notes.isEmpty ? nil : PublishedElection.history(notes) }

    /// The newest checkpoint.
    var last: [UInt8]? { notes.last }

    /// The history with the stored checkpoints that are newer than its last.
    ///
    /// - Throws: `PublicationFailure.conflict` where one of its checkpoints is not one of those.
    func extended(by stored: [StoredCheckpoint]) throws -> PublishedHistory {
        var texts: Set<[UInt8]> = []
        for checkpoint in stored { texts.insert(try CheckpointNote(checkpoint.note[...]).note.text) }
        var newest = 0
        for note in notes {
            guard let head = try? CheckpointNote(note[...]), texts.contains(head.note.text) else {
                throw PublicationFailure.conflict(path: PublishedElection.history)
            }
            newest = head.checkpoint.size
        }
        return PublishedHistory(notes: notes + stored.filter { $0.size > newest }.map(\.note))
    }
}
