import Diagnostics
import VoteCore

/// A refusal as a browser gets it: `application/problem+json` (RFC 9457) with a stable code and words in two languages.
struct Problem: Error, Sendable, Equatable {
    /// The status code.
    let status: Int
    /// The stable name, such as `E_ALREADY_VOTED`.
    let code: String
    /// What the voter reads.
    let title: LocalizedText
    /// After how many seconds it makes sense to try again; nil where it does not.
    var retryAfter: Int?

    init(_ status: Int, _ code: String, zh: String, en: String, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        title = LocalizedText(zh: zh, en: en)
        self.retryAfter = retryAfter
    }

    /// The answer.
    func answer() -> HTTPAnswer {
        let value = JSONValue.object([
            ("code", .string(code)), ("title", .string(title.zh)), ("title_en", .string(title.en)),
            ("retry_after", retryAfter.map { .number($0) } ?? .null),
        ])
        var answer = HTTPAnswer(status, value.bytes, type: "application/problem+json")
        if let retryAfter { answer.headers.append(("retry-after", "\(retryAfter)")) }
        return answer
    }

    /// The same with a time to try again.
    func trying(after seconds: Int) -> Problem {
        var problem = self
        problem.retryAfter = max(1, seconds)
        return problem
    }
}

extension Problem {
    /// The refusal of a ballot.
    init(_ refusal: BallotRefusal) {
        let message = refusal.message
        self.init(Self.status(of: refusal), refusal.rawValue, zh: message.zh, en: message.en)
    }

    /// The one table of statuses.
    static func status(of refusal: BallotRefusal) -> Int {
        switch refusal {
        case .notJSON, .unknownField, .duplicateField, .missingField, .version, .ballotID: 400
        case .notOpen, .paused, .challengeUsed, .alreadyVoted, .candidateRepeated: 409
        case .closed: 410
        case .award, .choiceUnknown, .choiceDuplicate, .choiceCount, .puzzleInvalid, .puzzleExpired, .puzzleBinding,
            .codeInvalid, .idempotencyMismatch:
            422
        case .tooManyFromAddress: 429
        case .clock: 503
        }
    }

    static let request = Problem(
        400, "E_REQUEST", zh: "请求的格式不对", en: "the request is not well-formed HTTP")
    static let origin = Problem(
        403, "E_ORIGIN", zh: "请从投票页面提交", en: "ballots come from the election's own pages only")
    static let tallyHidden = Problem(
        403, "E_TALLY_HIDDEN", zh: "现在还不公布票数", en: "numbers are not shown yet")
    static let path = Problem(404, "E_PATH", zh: "没有这个地址", en: "there is no such address")
    static let election = Problem(404, "E_ELECTION", zh: "没有这个评选", en: "there is no such election")
    static let receipt = Problem(404, "E_RECEIPT", zh: "没有收到这张票", en: "no such ballot has come in")
    static let method = Problem(405, "E_METHOD", zh: "这个地址不接受这种请求", en: "the method is not allowed here")
    static let timeout = Problem(408, "E_TIMEOUT", zh: "网络太慢，请求没有收完", en: "the request took too long to arrive")
    static let tooLarge = Problem(413, "E_TOO_LARGE", zh: "请求太大", en: "the request is too large")
    static let mediaType = Problem(
        415, "E_MEDIA_TYPE", zh: "这里只接受 application/json", en: "only application/json is taken here")
    static let headers = Problem(431, "E_HEADERS", zh: "请求头太大", en: "the request's headers are too large")
    static let codeAttempts = Problem(
        429, BallotRefusal.tooManyFromAddress.rawValue, zh: "输错的投票码太多，请一分钟后再试",
        en: "too many wrong codes; try again in a minute", retryAfter: 60)
    static let overloaded = Problem(
        503, "E_OVERLOADED", zh: "现在投票的人太多，请稍等几秒再试", en: "too many ballots at this moment; try again in a few seconds")
    static let store = Problem(
        503, "E_STORE", zh: "服务器存不下票了，正在处理，请稍后再试", en: "the server cannot store ballots; please try later",
        retryAfter: 10)
}
