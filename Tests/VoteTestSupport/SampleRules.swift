import TestSupport
import VoteCore

/// Rules of elections that never happened, different for every seed.
public enum SampleRules {
    /// 2026-09-01 09:00 in UTC+8.
    public static let opening = 1_788_224_400

    /// Rules drawn with `generator`.
    public static func draw(_ keys: SampleKeys, using generator: inout SeededGenerator) -> ElectionRules {
        let awardCount = Int.random(in: 1...3, using: &generator)
        let awards = (0..<awardCount).map { award(number: $0, using: &generator) }
        let codes = generator.chance(30)
        return ElectionRules(
            id: "sample-\(Int.random(in: 100...999, using: &generator))", title: "示例评选（不是真的）", purpose: .showcase,
            origin: keys.log.key.name, opens: opening,
            closes: opening + 600 * Int.random(in: 200...700, using: &generator),
            identity: codes ? .code(count: 5000, commitment: MerkleHash(hashing: [7])) : .device,
            display: generator.pick([.hidden, .daily(minute: 1080), .every(minutes: 10)]), noticeDays: 5,
            limits: .init(soft: 200, hard: 5000), work: 1...3, awards: awards, reviewRules: reviewRules,
            logKey: keys.log.key,
            operators: keys.operators.enumerated().map { .init(id: "op\($0 + 1)", key: $1.key) },
            witnesses: generator.chance(60)
                ? keys.witnesses.enumerated().map { .init(id: "w\($0 + 1)", key: $1.key) } : [])
    }

    /// The rules of review with the numbers of the design.
    public static let reviewRules: [ReviewRule] = [
        .burst(ballots: 50, times: 8), .oneSource(share: 50, ballots: 200),
        .night(from: 60, to: 300, share: 40, ballots: 200), .evenIntervals(variation: 10, ballots: 50),
        .sameChoices(choices: 3, share: 60, ballots: 200), .quickWork(milliseconds: 15),
        .newTokens(age: 2, share: 95, ballots: 200), .other,
    ]

    private static func award(number: Int, using generator: inout SeededGenerator) -> ElectionRules.Award {
        let count = Int.random(in: 3...9, using: &generator)
        let most = Int.random(in: 1...min(count, 4), using: &generator)
        return ElectionRules.Award(
            key: "award-\(number)", title: "示例奖项\(number)", choices: Int.random(in: 1...most, using: &generator)...most,
            ballots: generator.chance(70) ? 1 : 2, period: generator.chance(70) ? .day : .election,
            candidates: (0..<count).map { place in
                let digits = "\(place * 7 % 10)\(place)"
                return .init(key: "c\(number)-\(digits)", name: "示例候选人\(place)", unit: place % 3 == 0 ? "-" : "示例社区")
            })
    }
}
