import Dispatch
import VoteCore

/// Where ballots are admitted: takes them from many tasks, lets one thread decide and write, and gives each its answer.
public final class BallotDesk: Sendable {
    /// How a desk is doing, for health answers and for pages.
    public struct Status: Sendable {
        /// The rules in force.
        public let rules: ElectionRules
        /// The log's head as it was seen last.
        public let head: LogHead
        /// How many ballots wait.
        public let waiting: Int
        /// What went wrong, if something did; nothing is admitted then, and the process should end.
        public let failure: StoreFailure?
    }

    /// The most ballots that wait.
    public static let capacity = 8192
    /// The most ballots of one transaction.
    static let batchSize = 512
    /// How long a batch waits for more ballots.
    static let patience = DispatchTimeInterval.milliseconds(1)

    private enum Job: Sendable {
        case ballot(BallotWriter.Waiting)
        case work(@Sendable () -> Void)
    }

    private let store: any VoteStore
    private let keys: ServiceKeys
    private let clock: WallClock
    private let state: DeskState
    private let receipts: StoredReceipts
    private let writing: BatchingThread<Job>
    private let reading: BatchingThread<@Sendable () -> Void>

    /// Opens a desk over a store whose log has begun (`ElectionStart`).
    ///
    /// - Throws: `StoreFailure` where the log is empty, where its rules are not `rules`, or where the keys are not
    ///   those that the rules name.
    public init(store: any VoteStore, rules: ElectionRules, keys: ServiceKeys, clock: WallClock) throws {
        let head = try store.read { try $0.head() }
        guard head.size > 0, head.rules == rules.hash else {
            throw StoreFailure("the rules are not those that the log has adopted last")
        }
        guard keys.log.key == rules.logKey else {
            throw StoreFailure("the log's private key is not the one whose public key stands in the rules")
        }
        let state = DeskState(RulesIndex(rules))
        state.see(head, state.index)
        self.store = store
        self.keys = keys
        self.clock = clock
        self.state = state
        receipts = StoredReceipts(signer: keys.log, origin: rules.origin)
        let writer = BallotWriter(store: store, state: state, receipts: receipts, secret: keys.secret, clock: clock)
        writing = BatchingThread(
            name: "votes-writer", capacity: Self.capacity, batchSize: Self.batchSize, patience: Self.patience
        ) { Self.run($0, writer) }
        reading = BatchingThread(
            name: "votes-reader", capacity: Self.capacity, batchSize: 1, patience: .milliseconds(0)
        ) { jobs in jobs.forEach { $0() } }
    }

    /// Admits a ballot, or says why not. Returns when the answer is final and, for an admitted ballot, durable.
    public func submit(_ ballot: ArrivedBallot) async -> BallotAnswer {
        while state.failure == nil {
            let prepared: PreparedBallot
            do {
                let day = ElectionClock.day(ofSlot: clock.seconds / ElectionClock.slot)
                prepared = try PreparedBallot(ballot, index: state.index, secret: keys.secret, day: day)
            } catch {
                return .refused(error)
            }
            if hasNothingLeft(prepared) { return .refused(.alreadyVoted) }
            switch await write(prepared) {
            case .final(let answer): return answer
            case .stored(let stored): return await repeated(stored)
            case .prepareAgain: continue
            }
        }
        return .failed
    }

    /// What the thread that writes says about a ballot.
    private func write(_ ballot: PreparedBallot) async -> BallotWriter.Answer {
        await withCheckedContinuation { continuation in
            let waiting = BallotWriter.Waiting(ballot: ballot) { continuation.resume(returning: $0) }
            if !writing.offer(.ballot(waiting)) { waiting.answer(.final(.overloaded)) }
        }
    }

    /// The receipt of a ballot that is in the log; nil where there is no such ballot.
    ///
    /// - Throws: `StoreFailure`.
    public func receipt(of id: Bytes16) async throws -> ReceiptSource? {
        try await read { [receipts] reading in
            try reading.ballot(id).map { try receipts.source($0, reading) }
        }
    }

    /// The level of the puzzle that an address should be given for an award.
    ///
    /// - Parameter award: the award's place in the rules.
    public func puzzleLevel(award: Int, address: [UInt8]?) -> Int {
        let day = ElectionClock.day(ofSlot: clock.seconds / ElectionClock.slot)
        let tag = address.flatMap { address in
            state.salt(day: day).flatMap { NetworkTag.tag(address: address, salt: $0) }
        }
        let ballots = tag.map { state.ballots(of: NetworkKey(award: award, day: day, tag: $0)) } ?? 0
        return state.index.rules.puzzleLevel(
            ballotsOfAddress: ballots, queueIsHalfFull: writing.count > Self.capacity / 2)
    }

    /// How the desk is doing.
    public var status: Status {
        Status(rules: state.index.rules, head: state.head, waiting: writing.count, failure: state.failure)
    }

    /// Admits what still waits and ends both threads. Ballots that come later are answered with `overloaded`.
    public func close() {
        writing.stop()
        reading.stop()
    }

    /// Runs `body` on the thread that writes, between two batches, and takes note of the head and the rules that it
    /// leaves.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> (value: Value, head: LogHead?, rules: ElectionRules?)
    ) async throws -> Value {
        if let failure = state.failure { throw failure }
        return try await withCheckedThrowingContinuation { continuation in
            let work = { @Sendable [state] in
                do {
                    let outcome = try body()
                    if let head = outcome.head, let rules = outcome.rules {
                        state.see(head, rules.hash == state.index.hash ? state.index : RulesIndex(rules))
                    }
                    continuation.resume(returning: outcome.value)
                } catch {
                    state.fail(error)
                    continuation.resume(throwing: error)
                }
            }
            if !writing.offer(.work(work), isUrgent: true) {
                continuation.resume(throwing: StoreFailure("the desk is closed"))
            }
        }
    }

    /// Whether it is remembered that the voter has cast every ballot of the period, and not this one.
    private func hasNothingLeft(_ ballot: PreparedBallot) -> Bool {
        let rules = state.index.rules
        let (head, time) = (state.head, clock.seconds)
        guard time >= head.time, rules.refusal(state: head.state, time: time) == nil else { return false }
        let period = rules.awards[ballot.award].period == .day ? ballot.tag.day : -1
        let voter = VoterKey(award: ballot.award, period: period, tag: ballot.tag.value)
        return state.lastBallot(of: voter).map { $0 != ballot.arrived.request.id } ?? false
    }

    private func repeated(_ stored: StoredBallot) async -> BallotAnswer {
        do {
            return .repeated(try await read { [receipts] in try receipts.source(stored, $0) })
        } catch {
            return .failed
        }
    }

    /// Runs `body` on the thread that reads.
    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (any VoteReading) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = reading.offer { [store, state] in
                continuation.resume(
                    with: Result {
                        do { return try store.read(body) } catch {
                            state.fail(error)
                            throw error
                        }
                    })
            }
            if !isTaken { continuation.resume(throwing: StoreFailure("too many requests for receipts are waiting")) }
        }
    }

    private static func run(_ jobs: [Job], _ writer: BallotWriter) {
        var ballots: [BallotWriter.Waiting] = []
        for job in jobs {
            switch job {
            case .ballot(let waiting): ballots.append(waiting)
            case .work(let work):
                if !ballots.isEmpty { writer.admit(ballots) }
                ballots = []
                work()
            }
        }
        if !ballots.isEmpty { writer.admit(ballots) }
    }
}
