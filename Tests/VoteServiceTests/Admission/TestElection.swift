import Synchronization
import TestSupport
import VoteCore
import VoteService
import VoteTestSupport

/// A service without HTTP: a store, a desk, operators, and a clock that the test moves.
final class TestElection: Sendable {
    /// Seconds since 1970, moved by hand.
    final class Clock: Sendable {
        private let milliseconds: Mutex<Int>
        init(_ seconds: Int) { milliseconds = Mutex(seconds * 1000) }
        var seconds: Int {
            get { milliseconds.withLock { $0 / 1000 } }
            set { milliseconds.withLock { $0 = newValue * 1000 } }
        }
        var wall: WallClock { WallClock { self.milliseconds.withLock { $0 } } }
    }

    let keys: SampleKeys
    let serviceKeys: ServiceKeys
    let rules: ElectionRules
    let clock: Clock
    let store: any VoteStore
    let log: FollowedLog
    let desk: BallotDesk
    let operations: ElectionOperations

    /// An election at `place`, begun or continued.
    init(_ place: any StorePlace, rules: ElectionRules, keys: SampleKeys, clock: Clock) throws {
        self.keys = keys
        self.rules = rules
        self.clock = clock
        serviceKeys = ServiceKeys(log: keys.log, secret: Self.secret)
        store = try place.open()
        log = try ElectionStart(store: store, keys: serviceKeys).open(rules: rules, time: clock.seconds)
        desk = try BallotDesk(store: store, rules: rules, keys: serviceKeys, clock: clock.wall)
        operations = ElectionOperations(desk: desk, log: log, store: store, clock: clock.wall)
    }

    static let secret = [UInt8](repeating: 9, count: 32)

    /// Rules with one award of one ballot a day, changed as the test needs them.
    static func rules(
        _ keys: SampleKeys, seed: UInt64 = 1, _ change: (inout ElectionRules) -> Void = { _ in }
    ) -> ElectionRules {
        var generator = SeededGenerator(seed: seed)
        var rules = SampleRules.draw(keys, using: &generator)
        rules.identity = .device
        rules.awards = [award("award-0", choices: 1...3, ballots: 1, period: .day)]
        rules.witnesses = []
        change(&rules)
        return rules
    }

    static func award(
        _ key: String, choices: ClosedRange<Int>, ballots: Int, period: ElectionRules.Period
    ) -> ElectionRules.Award {
        .init(
            key: key, title: "示例奖项", choices: choices, ballots: ballots, period: period,
            candidates: (0..<8).map { .init(key: "c-\($0)", name: "示例候选人\($0)", unit: "-") })
    }

    /// An election that is open, ten seconds after its opening.
    static func open(
        _ place: any StorePlace, _ change: (inout ElectionRules) -> Void = { _ in }
    ) async throws -> TestElection {
        guard let keys = SampleKeys(origin: "vote.example/desk") else { throw TestFault("no keys") }
        let rules = rules(keys, change)
        let election = try TestElection(place, rules: rules, keys: keys, clock: Clock(rules.opens - 60))
        try await election.step(to: .announced)
        election.clock.seconds = rules.opens + 10
        try await election.step(to: .open)
        return election
    }

    /// The same election, closed and opened again at the same place.
    func reopened(_ place: any StorePlace, rules: ElectionRules? = nil) throws -> TestElection {
        close()
        return try TestElection(place, rules: rules ?? self.rules, keys: keys, clock: clock)
    }

    func close() {
        desk.close()
        store.close()
    }

    func step(to state: ElectionState, reason: String = "按公布的日程进行") async throws {
        let outcome = try await operations.perform([.transition(to: state, operators: ["op1"], reason: reason)])
        guard case .done = outcome else { throw TestFault("the step to \(state) was refused: \(outcome)") }
    }

    /// A ballot as it comes from HTTP.
    func ballot(
        voter: Bytes16, id: Bytes16, choices: [String] = ["c-1"], award: Int = 0, challenge: Bytes16? = nil,
        address: [UInt8]? = nil, code: String? = nil, expiresIn: Int = 300
    ) -> ArrivedBallot {
        let time = clock.seconds
        let key = award < rules.awards.count ? rules.awards[award].key : "no-award"
        let binding = PuzzleChallenge.Binding(
            election: rules.id, award: award, day: ElectionClock.day(ofSlot: time / ElectionClock.slot), token: voter)
        let challenge = PuzzleChallenge(
            level: 1, binding: binding, issuedMilliseconds: time * 1000 - 2000, expires: time + expiresIn,
            id: challenge ?? id)
        let request = BallotRequest(award: key, choices: choices, id: id, challenge: [], solution: [], code: code)
        return ArrivedBallot(
            request: request, token: voter, tokenAge: 60, address: address, challenge: challenge,
            workMilliseconds: 2000)
    }
}

/// A number as sixteen bytes.
func bytes16(_ number: UInt64) -> Bytes16 {
    let bytes = (0..<16).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) : 7 }
    guard let value = Bytes16(bytes) else { preconditionFailure("sixteen bytes were made") }
    return value
}

/// What a test could not go on with.
struct TestFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Answers in the words of tests.
extension BallotAnswer {
    var receipt: Receipt? {
        get throws {
            switch self {
            case .admitted(let source), .repeated(let source): try source.receipt()
            default: nil
            }
        }
    }

    var refusal: BallotRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }

    var isAdmitted: Bool { if case .admitted = self { true } else { false } }

    var isRepeated: Bool { if case .repeated = self { true } else { false } }
}
