import Synchronization
import VoteCore

/// The rules in force, indexed once for many requests.
final class RulesInForce: Sendable {
    private let index: Mutex<RulesIndex>

    init(_ rules: ElectionRules) { index = Mutex(RulesIndex(rules)) }

    /// The index for what a desk says of itself.
    func index(of status: BallotDesk.Status) -> RulesIndex {
        index.withLock { index in
            if index.hash != status.head.rules { index = RulesIndex(status.rules) }
            return index
        }
    }
}
