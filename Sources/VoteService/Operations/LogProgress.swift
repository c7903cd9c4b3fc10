import VoteCore

/// An election followed through the entries of its store: state, tally, exclusions and the result that may be shown.
///
/// Limits of voters are the store's to keep; here they are not judged again, so that memory goes with two bytes a ballot
/// and two a choice.
struct LogProgress: Sendable {
    /// The log so far.
    private(set) var replay = LogReplay(countsTurnout: false)
    /// The result that may be shown.
    private(set) var shown = ShownResult()

    /// The number of entries.
    var size: Int { replay.size }

    /// Takes in an entry; gives the rules that it breaks, without effect then.
    mutating func append(_ entry: LogEntry, _ rules: (MerkleHash) throws -> ElectionRules?) throws -> [LogReplay.Breach]
    {
        var adopted: ElectionRules?
        if case .rules(let hash) = entry.content { adopted = try rules(hash) }
        shown.willAppend(entry, to: replay)
        let breaches = replay.append(entry) { _ in adopted }
        if breaches.isEmpty { shown.didAppend(entry, to: replay) }
        return breaches
    }

    /// Takes in entries of the store, which has judged them when they came.
    ///
    /// - Throws: `StartRefusal` at an entry that breaks a rule.
    mutating func append(stored texts: [[UInt8]], _ reading: any VoteReading) throws {
        for text in texts {
            let place = size
            do {
                let entry = try LogEntry(text: text[...])
                let breaches = try append(entry) { try reading.document($0).map { try ElectionRules(text: $0) } }
                if let breach = breaches.first { throw StartRefusal.entry(place, breach.id, breach.message) }
            } catch let fault as FormatFault {
                throw StartRefusal.entry(place, fault.id, fault.message)
            }
        }
    }

    /// The bytes of `result.txt` at `time`, in seconds since 1970; nil where none may be shown.
    mutating func result(at time: Int) -> [UInt8]? { shown.text(at: time, replay) }
}
