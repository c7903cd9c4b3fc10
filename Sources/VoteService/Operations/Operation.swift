import Diagnostics
import VoteCore

/// Something that operators do to an election; each becomes one entry of the log.
public enum Operation: Sendable {
    /// S: go to another state.
    case transition(to: ElectionState, operators: [String], reason: String)
    /// X: take ballots out of the count; two operators have signed.
    case exclusion(Exclusion)
    /// R: put them back; two operators have signed.
    case reinstatement(Reinstatement)
    /// I: a number that was counted elsewhere.
    case imported(ImportedCount)
    /// N: a note.
    case note(String)
    /// D: other rules.
    case rules(ElectionRules)
    /// F: declare that the result stands. The result is worked out here, from the log.
    case freeze(operators: [String], reason: String)

    /// What stands in the entry.
    func content(behind replay: LogReplay) -> LogEntry.Content {
        switch self {
        case .transition(let state, let operators, let reason):
            return .transition(Transition(from: replay.state, to: state, operators: operators, reason: reason))
        case .exclusion(let exclusion): return .exclusion(exclusion)
        case .reinstatement(let reinstatement): return .reinstatement(reinstatement)
        case .imported(let count): return .imported(count)
        case .note(let words): return .note(words)
        case .rules(let rules): return .rules(rules.hash)
        case .freeze(let operators, let reason):
            let tally = replay.tally
            let result = MerkleHash(hashing: tally?.text ?? [])
            return .freeze(
                Freeze(result: result, ballots: tally?.ballots ?? VoteCount(), operators: operators, reason: reason))
        }
    }
}

/// A rule that an operation breaks.
public struct OperationBreach: Sendable, Hashable {
    /// The operation's place in the list, from 0.
    public let operation: Int
    /// The rule's stable name, such as `state-step`.
    public let id: String
    /// The rule.
    public let message: LocalizedText

    init(_ operation: Int, _ id: String, _ message: LocalizedText) {
        self.operation = operation
        self.id = id
        self.message = message
    }

    static func clock(_ operation: Int) -> Self {
        .init(
            operation, "clock",
            LocalizedText(
                zh: "服务器的时钟慢于日志的最后一条，请先校准时钟", en: "the clock is behind the log's last entry; set it right first"))
    }
    static func evidence(_ operation: Int) -> Self {
        .init(
            operation, "evidence-missing",
            LocalizedText(
                zh: "剔除所指的证据文件没有一起提交", en: "the file of evidence that the exclusion names was not handed in with it"))
    }
    static func faultyRules(_ operation: Int, _ fault: FormatFault) -> Self {
        .init(operation, fault.id, fault.message)
    }
}

/// What became of operations.
public enum OperationOutcome: Sendable, Equatable {
    /// All of them are in the log, at these places.
    case done(Range<Int>)
    /// None is; the first that breaks rules, with all that it breaks.
    case refused([OperationBreach])
}
