import Synchronization
import VoteCore

/// The log of a store as it is followed in memory, by one process beside others. It lags behind until it catches up.
public final class FollowedLog: Sendable {
    /// How many entries are read at once.
    static let chunk = 4096

    private let progress: Mutex<LogProgress>

    init(_ progress: LogProgress) { self.progress = Mutex(progress) }

    /// Follows the log to its present end.
    ///
    /// - Throws: `StoreFailure`, or `StartRefusal` at an entry that breaks a rule.
    public func catchUp(_ store: any VoteStore) throws {
        var isBehind = true
        while isBehind {
            isBehind = try progress.withLock { progress in
                try store.read { reading in try Self.append(to: &progress, upTo: Self.chunk, reading) }
            }
        }
    }

    /// The log as far as it was followed.
    public var replay: LogReplay { progress.withLock { $0.replay } }

    /// The bytes of `result.txt` at `time`, in seconds since 1970, from the log as far as it was followed; nil where
    /// none may be shown.
    public func result(at time: Int) -> [UInt8]? { progress.withLock { $0.result(at: time) } }

    /// Lets `body` take the log further inside a transaction, from its present end; nothing changes if it throws.
    func extend<Outcome: Sendable>(
        _ store: any VoteStore, _ body: (inout LogProgress, any VoteTransaction) throws -> Outcome
    ) throws -> Outcome {
        try catchUp(store)
        return try progress.withLock { progress in
            let (next, outcome) = try store.write { transaction in
                // What others have committed stays, whatever becomes of this transaction.
                while try Self.append(to: &progress, upTo: Self.chunk, transaction) {}
                var next = progress
                let outcome = try body(&next, transaction)
                return (next, outcome)
            }
            progress = next
            return outcome
        }
    }

    /// Takes in the next entries; false where the end is reached.
    private static func append(
        to progress: inout LogProgress, upTo count: Int, _ reading: any VoteReading
    ) throws -> Bool {
        let size = try reading.head().size
        let places = progress.size..<min(size, progress.size + count)
        if !places.isEmpty { try progress.append(stored: reading.entries(places), reading) }
        return progress.size < size
    }
}
