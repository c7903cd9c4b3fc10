import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

struct AnomalyTests {
    /// Two awards with the rules of review of the design; three days.
    static func rules() throws -> ElectionRules {
        try SampleElection(seed: 1) { rules in
            let candidates = (0..<12).map { ElectionRules.Candidate(key: "gw-\($0)", name: "示例\($0)", unit: "-") }
            rules.awards = [
                .init(key: "worker", title: "示例", choices: 1...5, ballots: 1, period: .day, candidates: candidates),
                .init(key: "head", title: "示例", choices: 1...3, ballots: 1, period: .day, candidates: candidates),
            ]
            rules.closes = rules.opens + 3 * 86_400
        }.rules
    }

    /// Votes of people: many by day, few by night, from many addresses, for whom they like.
    static func people(_ count: Int, _ rules: ElectionRules, using generator: inout SeededGenerator)
        -> [BallotObservation]
    {
        var observations: [BallotObservation] = []
        while observations.count < count {
            let time = Int.random(in: rules.opens..<rules.closes, using: &generator)
            let hour = (time / 3600 + 8) % 24
            if hour < 7, !generator.chance(8) { continue }
            let award = generator.pick(rules.awards)
            let number = Int.random(in: award.choices, using: &generator)
            let choices = award.candidates.map(\.key).shuffled(using: &generator).prefix(number).sorted()
            observations.append(
                BallotObservation(
                    place: 0, award: award.key, choices: choices, time: time,
                    network: UInt64.random(in: 0..<20_000, using: &generator),
                    workMilliseconds: Int.random(in: 40...3000, using: &generator),
                    tokenAge: Int.random(in: 0...4000, using: &generator)))
        }
        return observations
    }

    /// The observations in the order of their times, with their places.
    static func inLog(_ observations: [BallotObservation]) -> [BallotObservation] {
        observations.sorted { $0.time < $1.time }.enumerated().map { place, old in
            BallotObservation(
                place: place, award: old.award, choices: old.choices, time: old.time, network: old.network,
                workMilliseconds: old.workMilliseconds, tokenAge: old.tokenAge)
        }
    }

    @Test(
        "Twenty thousand ordinary ballots are hardly flagged, whatever the seed",
        arguments: 1...3 as ClosedRange<UInt64>)
    func ordinary(seed: UInt64) throws {
        let rules = try Self.rules()
        var generator = SeededGenerator(seed: seed)
        let log = Self.inLog(Self.people(20_000, rules, using: &generator))
        let flagged = Set(Anomalies.flags(log, rules: rules).flatMap(\.places))
        #expect(flagged.count * 200 <= log.count, "\(flagged.count) of \(log.count) were flagged; at most 0.5 % may be")
    }

    /// A way to buy votes: the rule that must see it and the ballots.
    static let frauds: [(id: String, make: @Sendable (Int, Int) -> BallotObservation)] = [
        ("A1", { opens, n in observation(opens + 30_000 + n % 500, network: UInt64(n)) }),
        ("A2", { opens, n in observation(opens + n * 311 % 250_000, network: 7) }),
        ("A3", { opens, n in observation(opens + 61_200 + n * 7 % 14_000 + n % 2 * 86_400, network: UInt64(n)) }),
        ("A4", { opens, n in observation(opens + 100_000 + n * 40, network: UInt64(n)) }),
        (
            "A5",
            { opens, n in
                observation(opens + n * 311 % 250_000, network: UInt64(n), choices: ["gw-0", "gw-1", "gw-2", "rare"])
            }
        ),
        ("A6", { opens, n in observation(opens + n * 311 % 250_000, network: UInt64(n), work: 5) }),
        ("A7", { opens, n in observation(opens + n * 311 % 250_000, network: UInt64(n), age: 1) }),
    ]

    static func observation(
        _ time: Int, network: UInt64, choices: [String] = ["rare"], work: Int = 300, age: Int = 900
    ) -> BallotObservation {
        BallotObservation(
            place: 0, award: "worker", choices: choices, time: time, network: network, workMilliseconds: work,
            tokenAge: age)
    }

    @Test(
        "Five hundred bought ballots of each kind are found by the rule against it, nine of ten at least",
        arguments: frauds.map(\.id))
    func bought(id: String) throws {
        var rules = try Self.rules()
        var generator = SeededGenerator(seed: 9)
        // Nobody but 20 people and those who are paid votes for the candidate who is added here.
        var honest = Self.people(6000, rules, using: &generator)
        let award = rules.awards[0]
        rules.awards[0] = .init(
            key: award.key, title: award.title, choices: award.choices, ballots: 1, period: .day,
            candidates: award.candidates + [.init(key: "rare", name: "示例", unit: "-")])
        let make = try #require(Self.frauds.first { $0.id == id }).make
        let bought = (0..<500).map { make(rules.opens, $0) }
        honest += (0..<20).map { Self.observation(rules.opens + $0 * 9000, network: UInt64($0 + 900)) }
        let log = Self.inLog(honest + bought)
        let flags = Anomalies.flags(log, rules: rules).filter { $0.rule.id == id && ($0.candidate ?? "rare") == "rare" }
        let found = Set(flags.flatMap(\.places))
        let hits = log.count { found.contains($0.place) && $0.choices.contains("rare") }
        #expect(hits >= 450, "\(hits) of 500 were found")
        #expect(flags.allSatisfy { $0.places == $0.places.sorted() && $0.outOf >= $0.places.count })
    }

    @Test("Flags do not depend on the order of the observations, and evidence holds numbers only")
    func order() throws {
        let rules = try Self.rules()
        var generator = SeededGenerator(seed: 12)
        let log = Self.inLog(
            Self.people(2000, rules, using: &generator).map { old in
                BallotObservation(
                    place: 0, award: old.award, choices: old.choices, time: old.time, network: 99, tokenAge: 1)
            })
        let flags = Anomalies.flags(log, rules: rules)
        #expect(!flags.isEmpty && flags == Anomalies.flags(log.shuffled(using: &generator), rules: rules))
        let text = String(decoding: try #require(flags.first).evidence, as: UTF8.self)
        #expect(
            text.hasPrefix("{\"award\": \"worker\", \"ballots\": ") && text.hasSuffix("\"rule\": \"A2\"}\n"), "\(text)")
    }
}
