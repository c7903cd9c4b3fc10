import VoteCore

/// Begins an election's log, or makes sure that it is as it was left, before anybody is let in.
public struct ElectionStart: Sendable {
    /// The store.
    let store: any VoteStore
    /// The keys of the service.
    let keys: ServiceKeys

    /// A start with a store and keys.
    public init(store: any VoteStore, keys: ServiceKeys) {
        self.store = store
        self.keys = keys
    }

    /// Opens the election.
    ///
    /// An empty store gets its first entry. Otherwise every entry is read: hashes are made again and compared with the
    /// stored ones, with the newest checkpoint that was signed for publishing, and with the published folder; every
    /// entry is judged again except for the limits of voters.
    ///
    /// - Parameters:
    ///   - rules: those that the log begins with, or has adopted last.
    ///   - time: for the first entry, in seconds since 1970.
    ///   - published: gives files of the folder that the log is published in; nil where there is none yet.
    /// - Returns: the log, followed to its end.
    /// - Throws: `StartRefusal`, `StoreFailure`, or what `published` throws.
    public func open(
        rules: ElectionRules, time: Int, published: PublishedElection.FileReader? = nil
    ) throws -> FollowedLog {
        if let fault = rules.faults().first { throw StartRefusal.faultyRules(fault.message) }
        guard keys.log.key == rules.logKey else { throw StartRefusal.key }
        let claims = try claims(rules, published)
        try begin(rules, time: time, isExpected: claims.isEmpty)
        let progress = try StoreCheck(store: store, claims: claims).progress()
        guard progress.replay.rules == rules else { throw StartRefusal.rules }
        return FollowedLog(progress)
    }

    /// What was signed for others to see: the root of the log by size.
    private func claims(
        _ rules: ElectionRules, _ published: PublishedElection.FileReader?
    ) throws -> [Int: MerkleHash] {
        var notes: [[UInt8]] = []
        if let stored = try store.read({ try $0.checkpoints().last }) { notes.append(stored.note) }
        if let note = try published?(PublishedElection.checkpoint) { notes.append(note) }
        var claims: [Int: MerkleHash] = [:]
        for note in notes {
            guard let head = try? CheckpointNote(note[...]), head.checkpoint.origin == rules.origin,
                head.check(log: rules.logKey, witnesses: rules.witnesses.map(\.key)).faults.isEmpty
            else { throw StartRefusal.folder }
            let claim = head.checkpoint
            if let other = claims[claim.size], other != claim.root { throw StartRefusal.changed(claim.size) }
            claims[claim.size] = claim.root
        }
        return claims
    }

    /// Gives an empty log its first entry, unless somebody has seen it longer than that.
    private func begin(_ rules: ElectionRules, time: Int, isExpected: Bool) throws {
        try store.write { transaction in
            let head = try transaction.head()
            if head.size > 0 { return }
            guard isExpected else { return }
            try transaction.add(rules.text, kind: .rules)
            let text = LogEntry(index: 0, time: time, .rules(rules.hash)).text
            var growth = LogGrowth(behind: head)
            growth.append(text)
            try transaction.append(growth.addition(time: time, state: .draft, rules: rules.hash))
        }
    }
}

/// Entries that are added without ballots among them.
struct LogGrowth {
    private let head: LogHead
    private var texts: [[UInt8]] = []

    init(behind head: LogHead) { self.head = head }

    /// The place of the next entry.
    var next: Int { head.size + texts.count }

    mutating func append(_ text: [UInt8]) { texts.append(text) }

    /// What must be written.
    func addition(time: Int, state: ElectionState, rules: MerkleHash) -> LogAddition {
        var addition = LogAddition(behind: head)
        addition.entries = texts.map { LogAddition.Entry(text: $0, leaf: MerkleHash(leaf: $0)) }
        let nodes = MerkleBatch(head.frontier, leaves: addition.entries.map(\.leaf))
        addition.tileRoots = nodes.completedTiles.map {
            LogAddition.TileRoot(tileLevel: $0.tileLevel, number: $0.number, hash: $0.hash)
        }
        addition.head = LogHead(frontier: nodes.after, time: time, state: state, rules: rules)
        return addition
    }
}
