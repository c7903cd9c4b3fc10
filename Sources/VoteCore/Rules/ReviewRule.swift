import Diagnostics

/// A rule that an exclusion may cite, with the numbers that the organiser announced.
///
/// Shares are in percent, times of day in minutes after midnight in UTC+8.
public enum ReviewRule: Sendable, Equatable {
    /// A1: a candidate gets at least `ballots` in a slot, and at least `times` the median of its slots.
    case burst(ballots: Int, times: Int)
    /// A2: at least `ballots` for a candidate, and `share` of them from one address.
    case oneSource(share: Int, ballots: Int)
    /// A3: at least `ballots` for a candidate, and `share` of them between two times of the day.
    case night(from: Int, to: Int, share: Int, ballots: Int)
    /// A4: so many ballots for a candidate one after the other, their intervals varying by less than `variation`
    /// percent (standard deviation over mean).
    case evenIntervals(variation: Int, ballots: Int)
    /// A5: at least `ballots` for a candidate, and `share` of them naming the same set of `choices` or more.
    case sameChoices(choices: Int, share: Int, ballots: Int)
    /// A6: the puzzle was solved in fewer milliseconds than a browser needs.
    case quickWork(milliseconds: Int)
    /// A7: at least `ballots` for a candidate, and `share` of them with a token at most `age` seconds old.
    case newTokens(age: Int, share: Int, ballots: Int)
    /// A9: something else, to be stated in writing.
    case other

    /// The name in entries: A1 to A7, A9.
    public var id: String {
        switch self {
        case .burst: "A1"
        case .oneSource: "A2"
        case .night: "A3"
        case .evenIntervals: "A4"
        case .sameChoices: "A5"
        case .quickWork: "A6"
        case .newTokens: "A7"
        case .other: "A9"
        }
    }

    /// What it is called on pages.
    public var title: LocalizedText {
        switch self {
        case .burst: LocalizedText(zh: "短时突增", en: "sudden burst")
        case .oneSource: LocalizedText(zh: "单一来源集中", en: "one source")
        case .night: LocalizedText(zh: "夜间占比异常", en: "unusual share at night")
        case .evenIntervals: LocalizedText(zh: "等间隔提交", en: "even intervals")
        case .sameChoices: LocalizedText(zh: "选择组合雷同", en: "same choices")
        case .quickWork: LocalizedText(zh: "解题时间不可能", en: "puzzle solved too quickly")
        case .newTokens: LocalizedText(zh: "新令牌占比异常", en: "unusual share of new tokens")
        case .other: LocalizedText(zh: "其他（须书面说明）", en: "other (stated in writing)")
        }
    }

    /// The numbers in their written order.
    var parameters: [Int] {
        switch self {
        case .burst(let ballots, let times): [ballots, times]
        case .oneSource(let share, let ballots): [share, ballots]
        case .night(let from, let to, let share, let ballots): [from, to, share, ballots]
        case .evenIntervals(let variation, let ballots): [variation, ballots]
        case .sameChoices(let choices, let share, let ballots): [choices, share, ballots]
        case .quickWork(let milliseconds): [milliseconds]
        case .newTokens(let age, let share, let ballots): [age, share, ballots]
        case .other: []
        }
    }

    /// The rule `id` with its numbers in written order; nil where they do not fit.
    public init?(id: String, parameters: [Int]) {
        switch (id, parameters.count) {
        case ("A1", 2): self = .burst(ballots: parameters[0], times: parameters[1])
        case ("A2", 2): self = .oneSource(share: parameters[0], ballots: parameters[1])
        case ("A3", 4):
            self = .night(from: parameters[0], to: parameters[1], share: parameters[2], ballots: parameters[3])
        case ("A4", 2): self = .evenIntervals(variation: parameters[0], ballots: parameters[1])
        case ("A5", 3): self = .sameChoices(choices: parameters[0], share: parameters[1], ballots: parameters[2])
        case ("A6", 1): self = .quickWork(milliseconds: parameters[0])
        case ("A7", 3): self = .newTokens(age: parameters[0], share: parameters[1], ballots: parameters[2])
        case ("A9", 0): self = .other
        default: return nil
        }
    }
}
