import VoteCore

/// Lets operators act on an election: judged by the same replay that anybody recounts with, all or nothing, in turn with
/// the ballots.
public struct ElectionOperations: Sendable {
    private let desk: BallotDesk
    private let log: FollowedLog
    private let store: any VoteStore
    private let clock: WallClock

    /// Operations on the log of a desk, which `log` follows.
    public init(desk: BallotDesk, log: FollowedLog, store: any VoteStore, clock: WallClock) {
        self.desk = desk
        self.log = log
        self.store = store
        self.clock = clock
    }

    /// Adds one entry for each operation, or none.
    ///
    /// - Parameter evidence: files that exclusions among them name by their hash.
    /// - Throws: `StoreFailure`, or `StartRefusal` where the store holds entries that break rules.
    public func perform(_ operations: [Operation], evidence: [[UInt8]] = []) async throws -> OperationOutcome {
        try await desk.perform { [log, store, clock] in
            do {
                let (places, head, rules) = try log.extend(store) { progress, transaction in
                    let head = try transaction.head()
                    for file in evidence { try transaction.add(file, kind: .evidence) }
                    var judgement = OperationJudgement(progress: progress, head: head, wallTime: clock.seconds)
                    for (place, operation) in operations.enumerated() {
                        try judgement.add(operation, place, transaction)
                    }
                    progress = judgement.progress
                    if operations.isEmpty { return (head.size..<head.size, head, progress.replay.rules) }
                    let addition = judgement.addition
                    try transaction.append(addition)
                    return (addition.first..<addition.head.size, addition.head, progress.replay.rules)
                }
                return (.done(places), head, rules)
            } catch let refusal as OperationJudgement.Refusal {
                return (.refused(refusal.breaches), nil, nil)
            }
        }
    }
}

/// Operations as they are judged one after the other.
struct OperationJudgement {
    /// Undoes the transaction.
    struct Refusal: Error {
        let breaches: [OperationBreach]
    }

    /// The log with the operations so far.
    private(set) var progress: LogProgress
    private var growth: LogGrowth
    private let time: Int
    private let isClockBehind: Bool

    init(progress: LogProgress, head: LogHead, wallTime: Int) {
        self.progress = progress
        growth = LogGrowth(behind: head)
        isClockBehind = wallTime < head.time - BallotAdmission.clockTolerance
        time = max(wallTime, head.time)
    }

    /// What must be written.
    var addition: LogAddition {
        growth.addition(
            time: time, state: progress.replay.state, rules: progress.replay.rules?.hash ?? LogHead.empty.rules)
    }

    /// Judges an operation and takes it in.
    ///
    /// - Throws: `Refusal` where it breaks a rule.
    mutating func add(_ operation: Operation, _ place: Int, _ transaction: any VoteTransaction) throws {
        if isClockBehind { throw Refusal(breaches: [.clock(place)]) }
        switch operation {
        case .rules(let rules):
            if let fault = rules.faults().first { throw Refusal(breaches: [.faultyRules(place, fault)]) }
            try transaction.add(rules.text, kind: .rules)
        case .exclusion(let exclusion):
            if let file = exclusion.evidence, try transaction.document(file) == nil {
                throw Refusal(breaches: [.evidence(place)])
            }
        default: break
        }
        let text = LogEntry(index: growth.next, time: time, operation.content(behind: progress.replay)).text
        do {
            // Read back: what nobody could read must not come into the log.
            let entry = try LogEntry(text: text[...])
            let breaches = try progress.append(entry) {
                try transaction.document($0).map { try ElectionRules(text: $0) }
            }
            if !breaches.isEmpty {
                throw Refusal(breaches: breaches.map { OperationBreach(place, $0.id, $0.message) })
            }
        } catch let fault as FormatFault {
            throw Refusal(breaches: [OperationBreach(place, fault.id, fault.message)])
        }
        growth.append(text)
    }
}
