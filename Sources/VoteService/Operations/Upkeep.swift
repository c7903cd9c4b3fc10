import VoteCore

/// Removes what is kept for a time only.
public struct Upkeep: Sendable {
    /// How long signals are kept after the end, in seconds: thirty days.
    static let signalTime = 30 * 86_400
    /// How long ids of challenges are kept after they have expired, in seconds: longer than clocks of two machines
    /// differ.
    static let challengeTime = 600

    private let store: any VoteStore
    private let log: FollowedLog

    /// The upkeep of the store whose log is followed.
    public init(store: any VoteStore, log: FollowedLog) {
        self.store = store
        self.log = log
    }

    /// Removes the salts of all days before yesterday, so that none is older than 48 hours, with the counts under
    /// them, and challenges that are over; thirty days after the freeze or the annulment all signals. To be called
    /// every hour at least. Blocks.
    ///
    /// - Parameter time: seconds since 1970.
    public func run(at time: Int) throws {
        try log.catchUp(store)
        let yesterday = ElectionClock.day(ofSlot: time / ElectionClock.slot) - 1
        let ended = try end()
        try store.write {
            try $0.purge(
                daysBefore: yesterday, challengesBefore: time - Self.challengeTime,
                signals: ended.map { time - $0 >= Self.signalTime } ?? false)
        }
    }

    /// When the result was frozen, or the vote annulled; nil while neither is so.
    private func end() throws -> Int? {
        let replay = log.replay
        if replay.state == .annulled { return try store.read { try $0.head().time } }
        guard replay.state == .frozen, let frozen = replay.frozenResult else { return nil }
        let text = try store.read { try $0.entries(frozen.index..<frozen.index + 1) }
        return try LogEntry(text: text[0][...]).time
    }
}
