import VoteCore

/// A voter's browser: keeps its cookie, solves puzzles, casts ballots.
struct BrowserVoter {
    let service: RunningService
    /// `gvt=…`, once the service has set it.
    private(set) var cookie: String?
    /// A header that names the voter's address, as a proxy would set it.
    var address: String?

    init(_ service: RunningService, address: String? = nil) {
        self.service = service
        self.address = address.map { "X-Forwarded-For: \($0)" }
    }

    /// A ballot that can be changed before it is sent.
    struct Ballot {
        var award = "award-0"
        var choices = ["c-1"]
        var id: Bytes16
        var challenge: String
        var solution: [UInt32]
        var code: String?

        var json: String {
            let names = choices.map { "\"\($0)\"" }.joined(separator: ",")
            let numbers = solution.map { "\($0)" }.joined(separator: ",")
            let code = code.map { ",\"code\":\"\($0)\"" } ?? ""
            return "{\"v\":1,\"category\":\"\(award)\",\"choices\":[\(names)],\"ballot_id\":\"\(id.text)\","
                + "\"challenge\":\"\(challenge)\",\"solution\":[\(numbers)]\(code)}"
        }
    }

    /// The headers that this browser sends besides those of every request.
    var headers: [String] { [cookie.map { "Cookie: \($0)" }, address].compactMap { $0 } }

    /// Asks for puzzles.
    mutating func ask(award: String = "award-0") async throws -> RawAnswer {
        let answer = try await service.request(
            "POST", "\(service.base)/challenges", "{\"v\":1,\"category\":\"\(award)\"}", headers)
        if let set = answer["set-cookie"] { cookie = String(set.prefix { $0 != ";" }) }
        return answer
    }

    /// A ballot with a solved puzzle.
    mutating func ballot(id: UInt64, award: String = "award-0") async throws -> Ballot {
        let answer = try await ask(award: award)
        guard let challenge = answer.field("challenge"), let bytes = Base64.url.decode(challenge.utf8) else {
            throw TestFault("no puzzle: \(answer.status) \(answer.text)")
        }
        let solution = PuzzleChallenge.solve(Array(bytes.prefix(PuzzleChallenge.length)))
        return Ballot(award: award, id: bytes16(id), challenge: challenge, solution: solution)
    }

    /// Sends a ballot.
    func cast(_ ballot: Ballot) async throws -> RawAnswer { try await cast(json: ballot.json) }

    /// Sends anything as a ballot.
    func cast(json: String) async throws -> RawAnswer {
        try await service.request("POST", "\(service.base)/ballots", json, headers)
    }
}

extension RawAnswer {
    /// The receipt that an answer holds.
    func receipt() throws -> Receipt {
        guard let text = field("receipt") else { throw TestFault("no receipt: \(status) \(text)") }
        let lines = text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
        return try Receipt(text: Array(lines.utf8))
    }
}
