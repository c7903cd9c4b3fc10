import Diagnostics
import Dispatch
import VoteCore

/// What a service does beside answering: follows its log for the numbers that may be shown, publishes, forgets.
///
/// All of it blocks, and all of it runs on one thread of its own, one thing at a time.
final class ServiceKeeping: Sendable {
    private let thread = BatchingThread<@Sendable () -> Void>(
        name: "votes-keeper", capacity: 64, batchSize: 1, patience: .milliseconds(0)
    ) { jobs in jobs.forEach { $0() } }

    /// Runs `body` on the thread.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = thread.offer { continuation.resume(with: Result { try body() }) }
            if !isTaken { continuation.resume(throwing: StoreFailure("the service is too busy for this just now")) }
        }
    }

    /// Ends the thread after what it has begun.
    func stop() { thread.stop() }
}

extension ElectionService {
    /// How often a service looks after itself.
    private static let interval = Duration.milliseconds(100)

    /// Waits until the service is to end, and does meanwhile what has to be done from time to time.
    ///
    /// - Returns: why it ended by itself; nil after `stop`.
    func watch() async -> ServiceEnd? {
        var round = 0
        var lastPurge = 0
        while !shouldStop {
            if let failure = desk.status.failure { return .storeFailed(failure) }
            do {
                if round % 10 == 0 { try await follow() }
                if round % (options.publishMinutes * 600) == 0 { _ = try await publish() }
                if clock.seconds - lastPurge >= 3600 {
                    lastPurge = clock.seconds
                    try await purge()
                }
            } catch let failure as StoreFailure {
                return .storeFailed(failure)
            } catch let failure as PublicationFailure {
                if case .conflict = failure { return .folderDiffers(failure) }
                // Votes are safe in the store; publishing is tried again.
                notify(.warning(failure.message))
            } catch {
                notify(.warning(LocalizedText(zh: "\(error)", en: "\(error)")))
            }
            round += 1
            do { try await Task.sleep(for: Self.interval) } catch { return nil }
        }
        return nil
    }

    /// Takes the log in and shows the numbers that may be shown.
    private func follow() async throws {
        try await keeping.run { [log, store, board, clock] in
            try log.catchUp(store)
            let time = clock.seconds
            let replay = log.replay
            let moment = replay.rules?.lastDisplay(before: time)
            board.show(log.result(at: time), asOf: replay.state.allowsBallots ? moment ?? time : time)
        }
    }

    /// Removes what is kept for a time only.
    func purge() async throws {
        let upkeep = Upkeep(store: store, log: log)
        try await keeping.run { [clock] in try upkeep.run(at: clock.seconds) }
    }

    /// What the rules of review find unusual in the log as it is now.
    func flags() async throws -> [AnomalyFlag] {
        let material = ReviewMaterial(store: store, log: log)
        return try await keeping.run { [desk] in
            Anomalies.flags(try material.observations(), rules: desk.status.rules)
        }
    }

    /// The log, followed to its present end.
    func followed() async throws -> LogReplay {
        try await keeping.run { [log, store] in
            try log.catchUp(store)
            return log.replay
        }
    }

    /// Keeps hashes of printed codes.
    func addCodes(_ hashes: [MerkleHash]) async throws {
        try await desk.perform { [store] in
            try store.write { try $0.addCodes(hashes) }
            return ((), nil, nil)
        }
    }

    /// Writes the log to the published folder.
    ///
    /// - Returns: the checkpoint that is published.
    /// - Throws: `PublicationFailure`, `StoreFailure`.
    func publish() async throws -> Checkpoint {
        let checkpoint = try await keeping.run { [publisher, store] in
            _ = try publisher.publish()
            guard let last = try store.read({ try $0.checkpoints().last }) else {
                throw StoreFailure("no checkpoint is kept of what was published")
            }
            return try CheckpointNote(last.note[...]).checkpoint
        }
        notify(.published(checkpoint.size))
        return checkpoint
    }

    private var publisher: Publisher {
        Publisher(
            store: store, log: log, keys: keys, folder: PublishedFolder(options.publishedFolder), clock: clock)
    }

    /// What organisers ask for.
    var duties: AdminDuties {
        AdminDuties(
            publish: { try await self.publish() },
            replay: { try await self.followed() },
            flags: { try await self.flags() },
            purge: { try await self.purge() },
            addCodes: { try await self.addCodes($0) },
            warnings: { [store] in store.kind == "sqlite" ? [SQLiteVoteStore.libraryWarning].compactMap { $0 } : [] })
    }
}

extension ElectionState {
    /// Whether ballots may still come.
    var allowsBallots: Bool { self == .open || self == .paused || self == .announced || self == .draft }
}
