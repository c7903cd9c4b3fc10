import Diagnostics

/// A published log that its organiser continues without a service: what is added is judged as a verifier would judge
/// it, and comes out as the files that must be written.
public struct LogExtension: Sendable {
    /// A file below the election's folder.
    public struct File: Sendable, Equatable {
        /// Its path, as in `PublishedElection`.
        public let path: String
        /// Its bytes.
        public let bytes: [UInt8]

        /// A file.
        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// The log with everything that was added.
    public private(set) var replay: LogReplay
    private let sizeBefore: Int
    private let history: [UInt8]
    private var tree: TileCheck
    /// The entries of the file that was not full, and those that were added.
    private var entries: [[UInt8]] = []
    private var fullTiles: [Tile: [UInt8]] = [:]
    private var documents: [File] = []
    private var result: [UInt8]?
    private var isBroken = false

    /// The beginning of a log that has no entry.
    public init() {
        (replay, tree, sizeBefore, history) = (LogReplay(), TileCheck(), 0, [])
    }

    /// The continuation of a log.
    ///
    /// - Precondition: `verification` found the log sound.
    /// - Parameter read: gives the files that were verified.
    /// - Throws: what `read` throws, or `bundle-form` where the files are no longer those that were verified.
    public init(_ verification: ElectionVerification, _ read: PublishedElection.FileReader) throws {
        precondition(verification.isSound, "only a sound log is continued")
        (replay, tree) = (verification.replay, verification.tree)
        sizeBefore = verification.replay.size
        history = try read(PublishedElection.history) ?? []
        let width = sizeBefore % Tile.fullWidth
        guard width > 0 else { return }
        let path = PublishedElection.tile(Tile(.entries, index: sizeBefore / Tile.fullWidth, width: width))
        let bytes = try read(path) ?? []
        guard let ranges = Tile.entries(in: bytes), ranges.count == width else {
            throw FormatFault(
                "bundle-form", at: 0..<0,
                LocalizedText(zh: "\(path) 在读取时变了，请再试一次", en: "\(path) changed meanwhile; try again"))
        }
        entries = ranges.map { Array(bytes[$0]) }
    }

    /// The number of entries with everything that was added.
    public var size: Int { replay.size }

    /// Adds an entry and says which rules it breaks. After a breach more entries can be judged, but there are no files.
    ///
    /// - Parameter time: seconds since 1970.
    /// - Throws: `FormatFault` where a text in it cannot stand in a log; the place is one in the entry.
    public mutating func append(_ content: LogEntry.Content, time: Int) throws(FormatFault) -> [LogReplay.Breach] {
        try append(content, time: time, adopting: nil)
    }

    /// Adds the entry that makes these the rules in force.
    public mutating func adopt(_ rules: ElectionRules, time: Int) throws(FormatFault) -> [LogReplay.Breach] {
        let former = replay.rules
        let breaches = try append(.rules(rules.hash), time: time, adopting: rules)
        if breaches.isEmpty {
            if let former, former.hash != rules.hash {
                documents.append(File(path: PublishedElection.formerRules(former.hash), bytes: former.text))
            }
            // Kept under its hash at once: whoever writes other rules over rules.txt must not lose these.
            documents.append(File(path: PublishedElection.formerRules(rules.hash), bytes: rules.text))
            documents.append(File(path: PublishedElection.rules, bytes: rules.text))
        }
        return breaches
    }

    /// Adds the entry that makes the result of the log as it is the final one.
    public mutating func freeze(operators: [String], reason: String, time: Int) throws(FormatFault)
        -> [LogReplay.Breach]
    {
        let tally = replay.tally
        let declared = Freeze(
            result: MerkleHash(hashing: tally?.text ?? []), ballots: tally?.ballots ?? VoteCount(),
            operators: operators, reason: reason)
        let breaches = try append(.freeze(declared), time: time)
        if breaches.isEmpty { result = tally?.text }
        return breaches
    }

    /// Publishes a file that an exclusion names.
    public mutating func addEvidence(_ bytes: [UInt8]) {
        documents.append(File(path: PublishedElection.evidence(MerkleHash(hashing: bytes)), bytes: bytes))
    }

    private mutating func append(
        _ content: LogEntry.Content, time: Int, adopting rules: ElectionRules?
    ) throws(FormatFault) -> [LogReplay.Breach] {
        let text = LogEntry(index: replay.size, time: time, content).text
        // Read back: what a verifier cannot read must not come into the log.
        let entry = try LogEntry(text: text[...])
        let breaches = replay.append(entry) { hash in rules?.hash == hash ? rules : nil }
        guard breaches.isEmpty else {
            isBroken = true
            return breaches
        }
        for full in tree.append(MerkleHash(leaf: text)) { fullTiles[full.tile] = full.bytes }
        entries.append(text)
        // A result on public notice is always that of the whole log.
        if replay.state == .published, replay.lastCountingEntry == entry.index || isTransition(content) {
            result = replay.tally?.text
        }
        return []
    }

    private func isTransition(_ content: LogEntry.Content) -> Bool {
        if case .transition = content { true } else { false }
    }

    /// Everything that must be written, in an order in which no reader meets a checkpoint before its tiles: entries,
    /// hashes, documents, history, checkpoint, result. Nothing where nothing was added.
    ///
    /// - Precondition: no entry broke a rule.
    /// - Parameter signer: the log's key.
    public func files(signedBy signer: NoteSigner) throws -> [File] {
        precondition(!isBroken, "a log is extended as a whole or not at all")
        guard size > sizeBefore, let rules = replay.rules else { return [] }
        let partial = Dictionary(uniqueKeysWithValues: tree.partialTiles.map { ($0.tile, $0.bytes) })
        var files = Tile.added(from: sizeBefore, to: size).map { tile in
            let bytes = tile.content == .entries ? bundle(tile) : fullTiles[tile] ?? partial[tile] ?? []
            return File(path: PublishedElection.tile(tile), bytes: bytes)
        }
        files += documents
        let head = Checkpoint(origin: rules.origin, size: size, root: tree.frontier.root)
        let note = try head.note(signedBy: signer)
        let separator: [UInt8] = history.isEmpty ? [] : [0x0A]
        files.append(File(path: PublishedElection.history, bytes: history + separator + note))
        files.append(File(path: PublishedElection.checkpoint, bytes: note))
        if let result { files.append(File(path: PublishedElection.result, bytes: result)) }
        return files
    }

    /// The bytes of a file of entries; the first of `entries` is the first of the file that was not full.
    private func bundle(_ tile: Tile) -> [UInt8] {
        let first = sizeBefore / Tile.fullWidth * Tile.fullWidth
        return Tile.bundle(entries[(tile.leaves.lowerBound - first)..<(tile.leaves.upperBound - first)])
    }
}
