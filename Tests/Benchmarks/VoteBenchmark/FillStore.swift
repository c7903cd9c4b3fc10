import ArgumentParser
import Foundation
import TestSupport
import VoteCore
import VoteService

/// Puts millions of ballots into a store through the store's own `append`, with the entries, hashes and rows that
/// admission would have made: a log that verifies. It leaves out what takes time and leaves no trace: puzzles,
/// cookies, receipts. Rows of used challenges, which a service removes every day, are left out as well.
struct FillStore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Adds ballots to the SQLite store of an open election whose service does not run.")

    @Option(help: "The SQLite file.")
    var store: String
    @Option(help: "The folder with rules.txt.")
    var election: String
    @Option(help: "How many ballots are added.")
    var ballots: Int
    @Option(help: "Draws them.")
    var seed: UInt64 = 1

    private static let batch = 4096

    func run() throws {
        let rules = try ElectionRules(
            text: Array(try Data(contentsOf: URL(fileURLWithPath: "\(election)/rules.txt"))))
        let votes = try SQLiteVoteStore(path: store)
        defer { votes.close() }
        var generator = SeededGenerator(seed: seed)
        var rest = ballots
        while rest > 0 {
            let count = min(rest, Self.batch)
            try votes.write { transaction in
                let head = try transaction.head()
                guard head.state == .open else { throw ValidationError("the election is not open") }
                try transaction.append(Self.addition(count, behind: head, rules, &generator))
            }
            rest -= count
        }
        print("{\"added\":\(ballots)}")
    }

    private static func addition(
        _ count: Int, behind head: LogHead, _ rules: ElectionRules, _ generator: inout SeededGenerator
    ) -> LogAddition {
        var addition = LogAddition(behind: head)
        let day = ElectionClock.day(ofSlot: head.time / ElectionClock.slot)
        for place in head.size..<head.size + count {
            let award = place % rules.awards.count
            let ballot = ballot(rules.awards[award], rules.identity.channel, &generator)
            let text = LogEntry(index: place, time: head.time, .ballot(ballot)).text
            let leaf = MerkleHash(leaf: text)
            addition.entries.append(.init(text: text, leaf: leaf))
            addition.ballots.append(
                (ballot.id, StoredBallot(index: place, treeSize: head.size + count, fingerprint: leaf)))
            addition.voters[VoterKey(award: award, period: day, tag: ballot.tag)] = VoterRecord(
                ballots: 1, candidates: [])
            addition.signals.append(
                BallotSignal(
                    index: place, time: head.time, network: generator.next(), workMilliseconds: 900, tokenAge: 60))
        }
        let nodes = MerkleBatch(head.frontier, leaves: addition.entries.map(\.leaf))
        addition.head.frontier = nodes.after
        addition.tileRoots = nodes.completedTiles.map {
            LogAddition.TileRoot(tileLevel: $0.tileLevel, number: $0.number, hash: $0.hash)
        }
        return addition
    }

    private static func ballot(
        _ award: ElectionRules.Award, _ channel: String, _ generator: inout SeededGenerator
    ) -> Ballot {
        let first = Int.random(in: award.candidates.indices, using: &generator)
        let count = Int.random(in: award.choices, using: &generator)
        let choices = (0..<count).map { award.candidates[(first + $0) % award.candidates.count].key }
        return Ballot(
            channel: channel, award: award.key, choices: choices, tag: bytes16(&generator), id: bytes16(&generator))
    }

    private static func bytes16(_ generator: inout SeededGenerator) -> Bytes16 {
        let words = (generator.next(), generator.next())
        guard let value = withUnsafeBytes(of: words, { Bytes16(Array($0)) }) else {
            preconditionFailure("two words have sixteen bytes")
        }
        return value
    }
}
