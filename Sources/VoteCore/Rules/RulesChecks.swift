import Diagnostics

/// Rules about rules: what no single line can say.
extension ElectionRules {
    /// The longest time a vote may be open, in days.
    static let longestVote = 60

    /// What is wrong with these rules; the places are the lines of `text`.
    public func faults() -> [FormatFault] {
        var faults: [FormatFault] = []
        func check(_ holds: Bool, _ line: [String], _ message: LocalizedText) {
            if !holds { faults.append(FormatFault("rules-sense", at: place(of: line), message)) }
        }
        check(
            opens % ElectionClock.slot == 0 && closes % ElectionClock.slot == 0 && opens < closes
                && closes - opens <= Self.longestVote * 86_400,
            ["closes"],
            LocalizedText(
                zh: "开始和结束都在整十分钟，先开始后结束，最长 \(Self.longestVote) 天",
                en: "opening and closing lie on full ten minutes, in this order, at most \(Self.longestVote) days apart"
            ))
        check(
            limits.soft < limits.hard, ["limits"],
            LocalizedText(zh: "软限制必须小于硬限制", en: "the soft limit must be below the hard one"))
        check(
            !awards.isEmpty && awards.count <= 64, ["work"],
            LocalizedText(zh: "要有 1 到 64 个奖项", en: "there must be 1 to 64 awards"))
        for (index, award) in awards.enumerated() {
            let others = awards[..<index].map(\.key)
            check(
                !others.contains(award.key), ["award", award.key],
                LocalizedText(zh: "奖项代号不能重复", en: "an award's key comes once"))
            check(
                award.candidates.count >= award.choices.upperBound && award.candidates.count <= 1000,
                ["award", award.key],
                LocalizedText(
                    zh: "候选人不能少于一张票最多可选的人数，最多 1000 个",
                    en: "there must be at least as many candidates as a ballot may name, and at most 1000"))
            for key in repeated(award.candidates.map(\.key)) {
                check(
                    false, ["candidate", key],
                    LocalizedText(zh: "同一奖项里候选人代号不能重复", en: "a candidate's key comes once in an award"))
            }
        }
        for id in repeated(reviewRules.map(\.id)) {
            check(false, ["review", id], LocalizedText(zh: "复核规则不能重复", en: "a rule of review comes once"))
        }
        check(
            operators.count >= 2 && Set(operators.map(\.key.publicKey)).count == operators.count
                && repeated(operators.map(\.id)).isEmpty,
            ["operator"],
            LocalizedText(
                zh: "至少要有两名操作员，代号和密钥各不相同：剔除选票需要两人签名",
                en: "there must be two operators with names and keys of their own: an exclusion takes two signatures"))
        check(
            repeated(([logKey] + witnesses.map(\.key)).map { $0.text }).isEmpty
                && repeated(witnesses.map(\.id)).isEmpty,
            ["witness"],
            LocalizedText(zh: "见证方的代号和密钥各不相同", en: "witnesses have names and keys of their own"))
        return faults
    }

    /// The values that come again, each once, in order.
    private func repeated(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { !seen.insert($0).inserted }
    }

    /// The last line of `text` that begins with these fields; the whole text where there is none.
    private func place(of fields: [String]) -> Range<Int> {
        let text = text
        let start = Array(fields.joined(separator: "\t").utf8)
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.last { $0.starts(with: start) }?.indices ?? text.indices
    }
}
