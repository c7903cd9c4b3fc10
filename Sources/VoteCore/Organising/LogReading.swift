import Diagnostics

extension PublishedElection {
    /// Gives the entries of a published log to `body`, one after the other, with their places.
    ///
    /// - Parameter size: how many entries the newest checkpoint counts.
    /// - Throws: `bundle-form` where a file of entries is missing or not whole, or what `body` throws.
    public static func forEachEntry(
        size: Int, _ read: FileReader, _ body: (_ place: Int, _ text: ArraySlice<UInt8>) throws -> Void
    ) throws {
        for first in stride(from: 0, to: size, by: Tile.fullWidth) {
            let bundle = Tile(.entries, index: first / Tile.fullWidth, width: min(Tile.fullWidth, size - first))
            guard let bytes = try read(tile(bundle)), let ranges = Tile.entries(in: bytes),
                ranges.count == bundle.width
            else {
                throw FormatFault(
                    "bundle-form", at: 0..<0,
                    LocalizedText(
                        zh: "读不了 \(tile(bundle))：文件夹在读取时变了，请再试一次",
                        en: "\(tile(bundle)) cannot be read: the folder changed meanwhile; try again"))
            }
            for (offset, range) in ranges.enumerated() { try body(first + offset, bytes[range]) }
        }
    }

    /// When the state that now holds was entered, in seconds since 1970; nil in a log without such a step.
    public static func timeOfState(_ state: ElectionState, size: Int, _ read: FileReader) throws -> Int? {
        var time: Int?
        try forEachEntry(size: size, read) { _, text in
            let entry = try LogEntry(text: text)
            if case .transition(let step) = entry.content, step.to == state { time = entry.time }
        }
        return time
    }
}

extension LogReplay {
    /// The number that stands for a candidate from a source; nil where nothing was imported.
    public func imported(source: String, award: String, candidate: String) -> ImportedCount? {
        let probe = ImportedCount(
            source: source, asOf: 0, award: award, candidate: candidate, votes: VoteCount(), file: .empty, note: "-")
        return imports.standing(probe)
    }

    /// Whether all these places hold ballots that count.
    public func areCounted(_ ranges: [ClosedRange<Int>]) -> Bool {
        table?.areBallots(ranges, excluded: false) ?? false
    }
}

extension PublishedElection {
    /// The `result.txt` that a published log must or may show at `time` (seconds since 1970); nil where none is shown.
    public static func shownResult(at time: Int, size: Int, _ read: FileReader) throws -> [UInt8]? {
        var replay = LogReplay()
        var shown = ShownResult()
        try forEachEntry(size: size, read) { _, text in
            let entry = try LogEntry(text: text)
            var adopted: ElectionRules?
            if case .rules(let hash) = entry.content { adopted = try rules(hash, read) }
            shown.willAppend(entry, to: replay)
            _ = replay.append(entry) { _ in adopted }
            shown.didAppend(entry, to: replay)
        }
        return shown.text(at: time, replay)
    }

    /// The rules of this hash, in force or replaced; nil where the folder has none.
    public static func rules(_ hash: MerkleHash, _ read: FileReader) throws -> ElectionRules? {
        for path in [rules, formerRules(hash)] {
            if let bytes = try read(path), MerkleHash(hashing: bytes) == hash { return try ElectionRules(text: bytes) }
        }
        return nil
    }

    /// A reader of the same files that gives the rules that the log adopted last as `rules.txt`, whatever stands there;
    /// `read` itself where they are not kept under their hash.
    public static func withAdoptedRules(size: Int, _ read: @escaping FileReader) throws -> FileReader {
        var adopted: MerkleHash?
        try forEachEntry(size: size, read) { _, text in
            if case .rules(let hash) = try LogEntry(text: text).content { adopted = hash }
        }
        guard let adopted, let bytes = try read(formerRules(adopted)), MerkleHash(hashing: bytes) == adopted else {
            return read
        }
        return { path in path == rules ? bytes : try read(path) }
    }

    /// What a review can see of a published log: every ballot that counts, without the signals that only a service
    /// keeps. Times are those of slots.
    ///
    /// - Parameter replay: the log to its end.
    public static func observations(_ replay: LogReplay, _ read: FileReader) throws -> [BallotObservation] {
        var observations: [BallotObservation] = []
        try forEachEntry(size: replay.size, read) { place, text in
            let entry = try LogEntry(text: text)
            guard case .ballot(let ballot) = entry.content, replay.areCounted([place...place]) else { return }
            observations.append(
                BallotObservation(place: place, award: ballot.award, choices: ballot.choices, time: entry.time))
        }
        return observations
    }
}
