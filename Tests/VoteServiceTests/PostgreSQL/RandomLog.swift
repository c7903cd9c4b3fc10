import TestSupport
import Testing
import VoteCore

@testable import VoteService

/// Additions drawn from a seed, as a store gets them, without a desk that would judge them.
struct RandomLog {
    private var generator: SeededGenerator
    private var number: UInt64
    private let prefix: String

    /// - Parameter writer: tells the ids of several writers apart.
    init(seed: UInt64, writer: UInt64 = 0) {
        generator = SeededGenerator(seed: seed &+ writer)
        number = writer << 40
        prefix = "writer \(writer)"
    }

    /// Entries without ballots.
    static func addition(_ head: LogHead, _ texts: [String]) -> LogAddition {
        var growth = LogGrowth(behind: head)
        for text in texts { growth.append(Array(text.utf8)) }
        return growth.addition(time: head.time + 1, state: .draft, rules: .empty)
    }

    /// `count` entries, most of them ballots, with everything that belongs to them.
    mutating func next(_ count: Int, behind head: LogHead) -> LogAddition {
        let texts = (0..<count).map { "\(prefix) entry \(number + UInt64($0))" }
        var addition = Self.addition(head, texts)
        for place in head.size..<head.size + count {
            number += 1
            guard generator.chance(90) else { continue }
            let ballot = StoredBallot(
                index: place, treeSize: head.size + count, fingerprint: MerkleHash(hashing: bytes16(number).bytes))
            addition.ballots.append((bytes16(number), ballot))
            addition.challenges.append((bytes16(number), Int.random(in: 0...1000, using: &generator)))
            let voter = VoterKey(
                award: Int.random(in: 0...3, using: &generator), period: Int.random(in: -1...5, using: &generator),
                tag: bytes16(number))
            let candidates = (0..<UInt16.random(in: 0...4, using: &generator)).map { $0 * 300 }
            addition.voters[voter] = VoterRecord(
                ballots: Int.random(in: 1...9, using: &generator), candidates: candidates)
            let network = NetworkKey(award: voter.award, day: 3, tag: UInt64.random(in: 0...(.max), using: &generator))
            addition.networks[network] = Int.random(in: 1...9, using: &generator)
            addition.signals.append(
                BallotSignal(
                    index: place, time: head.time, network: generator.chance(50) ? network.tag : nil,
                    workMilliseconds: 5, tokenAge: 6))
        }
        return addition
    }

    /// What a query about an addition must find, once it is committed.
    static func query(_ addition: LogAddition) -> AdmissionQuery {
        var query = AdmissionQuery()
        query.ballots = addition.ballots.map(\.id)
        query.challenges = addition.challenges.map(\.id)
        query.voters = Array(addition.voters.keys)
        query.networks = Array(addition.networks.keys)
        return query
    }

    mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
}

/// Whether `store` knows all of an addition and nothing else of it.
func expectFacts(_ addition: LogAddition, in store: any VoteStore, seed: UInt64) throws {
    let facts = try store.write { try $0.facts(RandomLog.query(addition)) }
    #expect(facts.voters == addition.voters, "seed \(seed)")
    #expect(facts.networks == addition.networks, "seed \(seed)")
    #expect(facts.challenges == Set(addition.challenges.map(\.id)), "seed \(seed)")
    #expect(
        facts.ballots == Dictionary(uniqueKeysWithValues: addition.ballots.map { ($0.id, $0.ballot) }), "seed \(seed)")
    let signals = try store.read { try $0.signals(addition.first..<addition.head.size) }
    #expect(signals == addition.signals, "seed \(seed)")
}
