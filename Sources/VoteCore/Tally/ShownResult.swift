/// The result that a published election may or must show, kept up to date while its log goes by.
///
/// While the vote runs it is the result as of the last moment of display, so that nobody can watch single ballots
/// arrive; on public notice that of the whole log; after freezing the one that was declared.
public struct ShownResult: Sendable {
    /// The moment of display that `text` is as of, in seconds since 1970.
    private var moment = 0
    /// The bytes of `result.txt`; nil where none is shown yet.
    private var text: [UInt8]?

    /// No result.
    public init() {}

    /// Takes note of an entry that comes next.
    ///
    /// - Parameter replay: the log without the entry.
    public mutating func willAppend(_ entry: LogEntry, to replay: LogReplay) {
        if case .freeze = entry.content { text = replay.tally?.text }
        // A ballot has come in when its ten minutes are over.
        let end = if case .ballot = entry.content { entry.time + ElectionClock.slot } else { entry.time }
        pass(end - 1, replay)
    }

    /// Takes note of an entry that was appended.
    ///
    /// - Parameter replay: the log with the entry.
    public mutating func didAppend(_ entry: LogEntry, to replay: LogReplay) {
        guard replay.state == .published else { return }
        if case .transition = entry.content {} else if replay.lastCountingEntry != entry.index { return }
        text = replay.tally?.text
    }

    /// The bytes of `result.txt` at `time`, in seconds since 1970; nil where none may be shown.
    ///
    /// - Parameter replay: the log that was followed.
    public mutating func text(at time: Int, _ replay: LogReplay) -> [UInt8]? {
        pass(time, replay)
        return text
    }

    /// Keeps the result of `replay` if a moment of display lies before `time` that was not passed yet.
    private mutating func pass(_ time: Int, _ replay: LogReplay) {
        guard !replay.state.needsResult, replay.state != .annulled, let rules = replay.rules,
            let last = rules.lastDisplay(before: time), last > moment
        else { return }
        moment = last
        text = replay.tally?.text
    }
}
