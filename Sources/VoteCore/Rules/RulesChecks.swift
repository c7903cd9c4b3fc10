import Diagnostics

/// Rules about rules: what no single line can say.
extension ElectionRules {
    /// The longest time a vote may be open, in days.
    static let longestVote = 60
    /// The most candidates of an award. All candidates of 64 awards can then be numbered in two bytes.
    static let mostCandidates = 1000
    /// The most awards.
    static let mostAwards = 64
    /// The most candidates that a ballot may name.
    static let mostChoices = 50

    /// What is wrong with these rules; the places are the lines of `text`.
    public func faults() -> [FormatFault] {
        let broken = brokenTimes + brokenAwards + brokenKeys
        // The text is made only where there is something to point at.
        if broken.isEmpty { return [] }
        let text = text
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return broken.map { rule in
            let start = Array(rule.line.joined(separator: "\t").utf8)
            let place = lines.last { $0.starts(with: start) }?.indices ?? text.indices
            return FormatFault("rules-sense", at: place, LocalizedText(zh: rule.zh, en: rule.en))
        }
    }

    /// A rule that does not hold, with the fields that the line to blame begins with.
    private typealias BrokenRule = (line: [String], zh: String, en: String)

    private var brokenTimes: [BrokenRule] {
        var broken: [BrokenRule] = []
        let isFull = opens % ElectionClock.slot == 0 && closes % ElectionClock.slot == 0
        if !isFull || opens >= closes || closes - opens > Self.longestVote * 86_400 {
            broken.append(
                (
                    ["closes"], "开始和结束都在整十分钟，先开始后结束，最长 \(Self.longestVote) 天",
                    "opening and closing lie on full ten minutes, in this order, at most \(Self.longestVote) days apart"
                ))
        }
        if limits.soft >= limits.hard {
            broken.append((["limits"], "软限制必须小于硬限制", "the soft limit must be below the hard one"))
        }
        return broken
    }

    private var brokenAwards: [BrokenRule] {
        var broken: [BrokenRule] = []
        if awards.isEmpty || awards.count > Self.mostAwards {
            broken.append(
                (["work"], "要有 1 到 \(Self.mostAwards) 个奖项", "there must be 1 to \(Self.mostAwards) awards"))
        }
        broken += repeated(awards.map(\.key)).map { (["award", $0], "奖项代号不能重复", "an award's key comes once") }
        for award in awards {
            if award.choices.upperBound > Self.mostChoices {
                broken.append(
                    (
                        ["award", award.key], "一张票最多可选 \(Self.mostChoices) 人",
                        "a ballot may name at most \(Self.mostChoices) candidates"
                    ))
            }
            if !(award.choices.upperBound...max(award.choices.upperBound, Self.mostCandidates))
                .contains(award.candidates.count)
            {
                broken.append(
                    (
                        ["award", award.key], "候选人不能少于一张票最多可选的人数，最多 \(Self.mostCandidates) 个",
                        "there must be as many candidates as a ballot may name, and at most \(Self.mostCandidates)"
                    ))
            }
            broken += repeated(award.candidates.map(\.key)).map {
                (["candidate", $0], "同一奖项里候选人代号不能重复", "a candidate's key comes once in an award")
            }
        }
        return broken
    }

    private var brokenKeys: [BrokenRule] {
        var broken = repeated(reviewRules.map(\.id)).map { id -> BrokenRule in
            (["review", id], "复核规则不能重复", "a rule of review comes once")
        }
        let hasOwnKeys = Set(operators.map(\.key.publicKey)).count == operators.count
        if operators.count < 2 || !hasOwnKeys || !repeated(operators.map(\.id)).isEmpty {
            broken.append(
                (
                    ["operator"], "至少要有两名操作员，代号和密钥各不相同：剔除选票需要两人签名",
                    "there must be two operators with names and keys of their own: an exclusion takes two signatures"
                ))
        }
        let signers = ([logKey] + witnesses.map(\.key)).map(\.text)
        if !repeated(signers).isEmpty || !repeated(witnesses.map(\.id)).isEmpty {
            broken.append((["witness"], "见证方的代号和密钥各不相同", "witnesses have names and keys of their own"))
        }
        return broken
    }

    /// The values that come again, in order.
    private func repeated(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { !seen.insert($0).inserted }
    }
}
