import VoteCore

/// What a review looks at: the ballots of the log that count, each with the signals that are still kept beside it.
public struct ReviewMaterial: Sendable {
    private let store: any VoteStore
    private let log: FollowedLog

    /// The material of the store whose log is followed.
    public init(store: any VoteStore, log: FollowedLog) {
        self.store = store
        self.log = log
    }

    /// The ballots at these places that count, in the order of the log, for `Anomalies.flags`. Blocks.
    ///
    /// Memory goes with the number of places, some hundred bytes each; a large election is looked at in parts.
    ///
    /// - Parameter places: all where it is nil; places beyond the end of the log hold nothing.
    public func observations(_ places: Range<Int>? = nil) throws -> [BallotObservation] {
        try log.catchUp(store)
        let replay = log.replay
        let places = (places ?? 0..<replay.size).clamped(to: 0..<replay.size)
        var observations: [BallotObservation] = []
        for first in stride(from: places.lowerBound, to: places.upperBound, by: FollowedLog.chunk) {
            let chunk = first..<min(first + FollowedLog.chunk, places.upperBound)
            let (texts, signals) = try store.read { (try $0.entries(chunk), try $0.signals(chunk)) }
            let bySignal = Dictionary(signals.map { ($0.index, $0) }) { first, _ in first }
            for (place, text) in zip(chunk, texts) {
                let entry = try LogEntry(text: text[...])
                guard case .ballot(let ballot) = entry.content, replay.areCounted([place...place]) else { continue }
                let signal = bySignal[place]
                observations.append(
                    BallotObservation(
                        place: place, award: ballot.award, choices: ballot.choices, time: signal?.time ?? entry.time,
                        network: signal?.network, workMilliseconds: signal?.workMilliseconds,
                        tokenAge: signal?.tokenAge))
            }
        }
        return observations
    }
}
