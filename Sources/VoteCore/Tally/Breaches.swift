import Diagnostics

/// The wording of every rule that an entry can break.
extension LogReplay.Breach {
    private init(_ id: String, zh: String, en: String) { self.init(id: id, message: LocalizedText(zh: zh, en: en)) }

    static func number(_ expected: Int) -> Self {
        .init(
            "entry-number", zh: "记录的序号必须是它在日志里的位置 \(expected)",
            en: "an entry's number must be its place in the log, \(expected)")
    }
    static let order = Self("entry-time", zh: "记录的时间不能早于前一条", en: "an entry must not be earlier than the one before it")
    static let firstEntry = Self("rules-first", zh: "日志的第一条必须是规则", en: "the first entry of a log must be the rules")
    static let rulesMissing = Self(
        "rules-missing", zh: "这个指纹的规则没有公布，或者公布的规则不是这个指纹",
        en: "no published rules have this hash")
    static let rulesChanged = Self(
        "rules-changed", zh: "投票开始后不能改奖项、候选人、每人票数、复核规则、操作员和日志密钥，也不能提前结束；公布结果后规则不能再变",
        en:
            "once the vote is open, awards, candidates, ballots a voter, rules of review, operators and the log's key stay, and the end cannot come earlier; once a result is published nothing changes"
    )
    static func transition(_ state: ElectionState) -> Self {
        let ways = (state.successors + (state == .published ? [.frozen] : [])).map(\.rawValue).joined(separator: ", ")
        return .init(
            "state-step", zh: "评选处于 \(state.rawValue)，从这里只能到：\(ways)",
            en: "the election is \(state.rawValue); from there it can only become: \(ways)")
    }
    static let operators = Self("operator-unknown", zh: "操作员必须是规则里列出的", en: "operators must be named in the rules")
    static let closedEarly = Self(
        "closed-early", zh: "不能早于公布的时间结束投票", en: "a vote must not be closed before its announced time")
    static let openedLate = Self(
        "opened-late", zh: "结束时间过后不能再开放投票", en: "a vote must not be opened after its closing time")
    static let reason = Self(
        "reason-short", zh: "理由要公布，至少 \(Approval.shortestReason) 个字",
        en: "the reason is public and has at least \(Approval.shortestReason) characters")
    static func ballotTime(_ refusal: BallotRefusal) -> Self {
        .init(
            "ballot-time", zh: "选票只能在投票开放时进入日志：\(refusal.message.zh)",
            en: "ballots enter the log only while the vote is open: \(refusal.message.en)")
    }
    static let channel = Self(
        "ballot-channel", zh: "选票的识别方式必须是规则里的那一种", en: "a ballot must come by the kind of identity that the rules name")
    static func ballotChoices(_ refusal: BallotRefusal) -> Self {
        .init("ballot-choices", zh: refusal.message.zh, en: refusal.message.en)
    }
    static func ballotLimit(_ refusal: BallotRefusal) -> Self {
        switch refusal {
        case .idempotencyMismatch:
            .init("ballot-repeated", zh: "选票编号在日志里只能出现一次", en: "a ballot's id comes once in the log")
        case .codeInvalid:
            .init(
                "ballot-codes", zh: "投票的人数不能多于公布的投票码数", en: "there cannot be more voters than published codes")
        default:
            .init(
                "ballot-limit", zh: "同一标记在一期里超过了规则允许的票数，或重复投给同一候选人",
                en: "a tag has more ballots in a period than the rules allow, or names a candidate twice")
        }
    }
    static let reviewState = Self(
        "review-state", zh: "只有在投票开放后、结果冻结前才能剔除、恢复和导入",
        en: "ballots are excluded, reinstated and imported only after the opening and before the result is frozen")
    static let approval = Self(
        "approval", zh: "剔除和恢复必须有两名不同操作员对同一声明的有效签名",
        en: "an exclusion or reinstatement needs valid signatures of two different operators under one statement")
    static let reviewRule = Self(
        "review-rule", zh: "剔除只能引用事先公布的复核规则", en: "an exclusion must cite a rule of review that was announced")
    static let exclusionAge = Self(
        "exclusion-age", zh: "剔除声明只能涉及签名时已有的选票，且必须晚于最近一次恢复",
        en: "an exclusion covers ballots that were there when it was signed, and is younger than the last reinstatement"
    )
    static let exclusionRanges = Self(
        "exclusion-ranges", zh: "剔除的位置必须都是仍然有效的选票",
        en: "an exclusion must cover ballots that still count, and nothing else")
    static let reinstated = Self(
        "reinstatement", zh: "只能恢复一次仍然有效的剔除", en: "a reinstatement must name an exclusion that still stands")
    static let importTime = Self(
        "import-time", zh: "导入票数的截止时刻必须在投票开始之后、导入之前",
        en: "imported numbers are as of a moment after the opening and before the import")
    static let importFalls = Self(
        "import-falls", zh: "同一来源的票数变少要说明原因，时刻不能倒退",
        en: "a source's numbers do not fall without a remark, and its moments do not go back")
    static let frozenResult = Self(
        "frozen-result", zh: "冻结的结果必须等于由日志算出的结果", en: "the frozen result must be the one that follows from the log")
}
