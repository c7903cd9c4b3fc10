import Synchronization
import VoteCore

/// What is remembered between batches, so that floods of repeats and of requests for puzzles need no store.
final class DeskState: Sendable {
    private struct Memory {
        var index: RulesIndex
        var head = LogHead.empty
        var salt: (day: Int, bytes: [UInt8])?
        /// Voters with nothing left to cast, in awards with one ballot a period, with the ballot they cast.
        var done = RecentTable<VoterKey, Bytes16>(capacity: 200_000)
        var networks = RecentTable<NetworkKey, Int>(capacity: 200_000)
        var failure: StoreFailure?
    }

    private let memory: Mutex<Memory>

    init(_ index: RulesIndex) { memory = Mutex(Memory(index: index)) }

    /// The rules in force.
    var index: RulesIndex { memory.withLock { $0.index } }
    /// The log's head as it was seen last.
    var head: LogHead { memory.withLock { $0.head } }
    /// What went wrong, if something did; nothing is admitted then.
    var failure: StoreFailure? { memory.withLock { $0.failure } }

    /// Notes the head, with the rules that it names.
    func see(_ head: LogHead, _ index: RulesIndex) {
        memory.withLock { memory in
            guard head.size >= memory.head.size else { return }
            memory.head = head
            memory.index = index
        }
    }

    func fail(_ error: any Error) {
        memory.withLock { $0.failure = $0.failure ?? (error as? StoreFailure) ?? StoreFailure("\(error)") }
    }

    /// The salt of a day, if it is known.
    func salt(day: Int) -> [UInt8]? { memory.withLock { $0.salt?.day == day ? $0.salt?.bytes : nil } }

    func keep(salt: [UInt8], day: Int) { memory.withLock { $0.salt = (day, salt) } }

    /// The ballot of a voter who has nothing left to cast; nil where that is not known.
    func lastBallot(of voter: VoterKey) -> Bytes16? { memory.withLock { $0.done[voter] } }

    /// How many ballots an address has sent, as far as is remembered.
    func ballots(of network: NetworkKey) -> Int { memory.withLock { $0.networks[network] ?? 0 } }

    /// Remembers what a committed batch has changed.
    func remember(done: [(VoterKey, Bytes16)], networks: [NetworkKey: Int]) {
        memory.withLock { memory in
            for (voter, ballot) in done { memory.done.set(voter, ballot) }
            for (network, ballots) in networks { memory.networks.set(network, ballots) }
        }
    }
}
