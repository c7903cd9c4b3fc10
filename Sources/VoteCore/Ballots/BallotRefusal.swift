import Diagnostics

/// Why a ballot is not taken. The raw value is the code that a browser gets.
public enum BallotRefusal: String, Error, Sendable, CaseIterable {
    case notJSON = "E_JSON"
    case unknownField = "E_UNKNOWN_FIELD"
    case duplicateField = "E_DUP_FIELD"
    case missingField = "E_MISSING"
    case version = "E_VERSION"
    case ballotID = "E_BALLOT_ID"
    case notOpen = "E_NOT_OPEN"
    case paused = "E_PAUSED"
    case closed = "E_CLOSED"
    case award = "E_CATEGORY"
    case choiceUnknown = "E_CHOICE_UNKNOWN"
    case choiceDuplicate = "E_CHOICE_DUPLICATE"
    case choiceCount = "E_CHOICE_COUNT"
    case puzzleInvalid = "E_POW_INVALID"
    case puzzleExpired = "E_POW_EXPIRED"
    case puzzleBinding = "E_POW_BINDING"
    case challengeUsed = "E_CHALLENGE_USED"
    case codeInvalid = "E_CODE_INVALID"
    case alreadyVoted = "E_ALREADY_VOTED"
    case candidateRepeated = "E_CANDIDATE_REPEATED"
    case idempotencyMismatch = "E_IDEMPOTENCY_MISMATCH"
    case tooManyFromAddress = "E_RATE_IP"
    case clock = "E_CLOCK"

    /// What the voter reads.
    public var message: LocalizedText {
        switch self {
        case .notJSON, .unknownField, .duplicateField, .missingField, .version, .ballotID:
            LocalizedText(zh: "选票的格式不对，请刷新页面再试", en: "the ballot is not well formed; reload the page and try again")
        case .notOpen: LocalizedText(zh: "投票还没有开始", en: "the vote has not opened yet")
        case .paused: LocalizedText(zh: "投票暂停了，请稍后再来", en: "the vote is paused; please come back later")
        case .closed: LocalizedText(zh: "投票已经结束", en: "the vote has closed")
        case .award: LocalizedText(zh: "没有这个奖项", en: "there is no such award")
        case .choiceUnknown: LocalizedText(zh: "选了不在名单里的候选人", en: "a choice is not among the candidates")
        case .choiceDuplicate: LocalizedText(zh: "同一位候选人只能选一次", en: "a candidate can be chosen once")
        case .choiceCount: LocalizedText(zh: "选择的人数不符合规则", en: "the number of choices is not allowed")
        case .puzzleInvalid, .puzzleBinding, .challengeUsed:
            LocalizedText(zh: "校验没有通过，请再提交一次", en: "the check failed; please submit again")
        case .puzzleExpired: LocalizedText(zh: "页面停留太久，请再提交一次", en: "the page was open too long; please submit again")
        case .codeInvalid:
            LocalizedText(zh: "投票码不对，请核对纸上的字符", en: "the code is wrong; please check it against the paper")
        case .alreadyVoted:
            LocalizedText(zh: "本期的票已经投过了", en: "your ballots of this period have been cast already")
        case .candidateRepeated:
            LocalizedText(zh: "本期已经投过其中的候选人", en: "one of these candidates has your vote of this period already")
        case .idempotencyMismatch:
            LocalizedText(zh: "这张票提交过，但内容不同", en: "this ballot was submitted before with other choices")
        case .tooManyFromAddress:
            LocalizedText(
                zh: "这个网络提交得太多，请换个网络或稍后再试", en: "too many ballots from this network; try another one or later")
        case .clock: LocalizedText(zh: "服务器时间有问题，请稍后再试", en: "the server's clock is wrong; please try later")
        }
    }
}

extension ElectionRules {
    /// Whether a ballot may be admitted now: the state must be `open`, and the moment within the opening times.
    ///
    /// - Parameter time: seconds since 1970.
    public func refusal(state: ElectionState, time: Int) -> BallotRefusal? {
        switch state {
        case .draft, .announced: .notOpen
        case .paused: .paused
        case .closed, .published, .frozen, .annulled: .closed
        case .open: time < opens ? .notOpen : time >= closes ? .closed : nil
        }
    }

    /// Whether these choices make a ballot for this award.
    public func refusal(award key: String, choices: [String]) -> BallotRefusal? {
        guard let award = awards.first(where: { $0.key == key }) else { return .award }
        let known = Set(award.candidates.map(\.key))
        if !choices.allSatisfy(known.contains) { return .choiceUnknown }
        if Set(choices).count != choices.count { return .choiceDuplicate }
        return award.choices.contains(choices.count) ? nil : .choiceCount
    }

    /// Whether an address that has sent `ballots` for an award today may send another.
    public func refusal(ballotsOfAddress ballots: Int) -> BallotRefusal? {
        ballots >= limits.hard ? .tooManyFromAddress : nil
    }

    /// The level of the puzzle for an address that has sent `ballots` for an award today.
    ///
    /// One level more above the soft limit, two above five times as much, one for a queue that is more than half
    /// full; never above the highest level.
    public func puzzleLevel(ballotsOfAddress ballots: Int, queueIsHalfFull: Bool) -> Int {
        let more = (ballots >= 5 * limits.soft ? 2 : ballots >= limits.soft ? 1 : 0) + (queueIsHalfFull ? 1 : 0)
        return min(work.upperBound, work.lowerBound + more)
    }
}
