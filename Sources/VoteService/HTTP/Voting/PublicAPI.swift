import NIOHTTP1
import VoteCore

/// The public part of a vote service: what voters' browsers ask below `/v1`.
///
/// Order of checks: form, size, method and media type; origin; strict JSON; election, state, award and choices; cookie,
/// seal, time and binding of the challenge; the puzzle; then the desk. Nothing refused uses up a challenge.
struct PublicAPI: RequestAnswering {
    let desk: BallotDesk
    let rules: RulesInForce
    let board: TallyBoard
    let clock: WallClock
    let options: PublicOptions
    let storeKind: String
    let secret: [UInt8]
    let attempts = CodeAttempts()

    /// The only election that is served.
    private enum Route {
        case health, election, challenges, ballots, tally
        case receipt(Substring)
    }

    func longestBody(to head: HTTPRequestHead) -> Int {
        head.method == .POST ? BallotRequest.maximumLength : 0
    }

    func reply(to request: WholeRequest) -> Reply {
        do {
            let status = desk.status
            let route = try route(request.path, election: status.rules.id)
            try checkMethod(request, route)
            switch route {
            case .health: return .now(health(status))
            case .election: return .now(election(status, request))
            case .tally: return .now(try tally())
            case .receipt(let id): return try receipt(id)
            case .challenges: return .now(try challenge(request, status))
            case .ballots: return try ballot(request, status)
            }
        } catch {
            var answer = error.answer()
            if error == .method { answer.headers.append(("allow", allowed(request.path))) }
            return .now(answer)
        }
    }

    private func route(_ path: Substring, election: String) throws(Problem) -> Route {
        if path == "/v1/health" { return .health }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[1] == "v1", parts[2] == "elections" else { throw .path }
        guard parts[3] == election else { throw .election }
        switch (parts.count, parts.count > 4 ? parts[4] : "") {
        case (4, _): return .election
        case (5, "challenges"): return .challenges
        case (5, "ballots"): return .ballots
        case (5, "tally"): return .tally
        case (6, "receipts"): return .receipt(parts[5])
        default: throw .path
        }
    }

    private func checkMethod(_ request: WholeRequest, _ route: Route) throws(Problem) {
        switch (route, request.head.method) {
        case (.challenges, .POST), (.ballots, .POST): break
        case (.challenges, _), (.ballots, _): throw .method
        case (_, .GET), (_, .HEAD): return
        default: throw .method
        }
        let type = request.only("content-type")?.prefix { $0 != ";" }
        guard type?.lowercased().filter({ $0 != " " }) == "application/json" else { throw .mediaType }
        guard OriginRule(sites: options.sites).allows(request) else { throw .origin }
    }

    private func allowed(_ path: Substring) -> String {
        path.hasSuffix("/challenges") || path.hasSuffix("/ballots") ? "POST" : "GET, HEAD"
    }

    var cookie: DeviceCookie { DeviceCookie(secret: secret, isSecure: options.usesSecureCookies) }

    // MARK: What can be asked

    private func health(_ status: BallotDesk.Status) -> HTTPAnswer {
        var fields: [(String, JSONValue)] = [
            ("status", .string(status.failure == nil ? "ok" : "failed")), ("store", .string(storeKind)),
            ("durability", .string("full")), ("queue", .number(status.waiting)),
        ]
        if let bits = options.puzzleBits { fields.append(("puzzle_bits", .number(bits))) }
        if options.isRehearsal { fields.append(("rehearsal_clock", .bool(true))) }
        return HTTPAnswer(status.failure == nil ? 200 : 503, .object(fields))
    }

    private func election(_ status: BallotDesk.Status, _ request: WholeRequest) -> HTTPAnswer {
        let rules = status.rules
        let identity = if case .device = rules.identity { "device" } else { "code" }
        let levels = rules.awards.indices.map { desk.puzzleLevel(award: $0, address: request.address) }
        return HTTPAnswer(
            200,
            .object([
                ("id", .string(rules.id)), ("state", .string(status.head.state.rawValue)),
                ("opens", .number(rules.opens)), ("closes", .number(rules.closes)),
                ("now", .number(clock.seconds)), ("rules", .string(Hexadecimal.encode(status.head.rules.bytes))),
                ("identity", .string(identity)), ("level", .number(levels.max() ?? 0)),
            ]), age: 5)
    }

    private func tally() throws(Problem) -> HTTPAnswer {
        guard let value = board.value else { throw .tallyHidden }
        return HTTPAnswer(200, value, age: 60)
    }

    private func receipt(_ id: Substring) throws(Problem) -> Reply {
        guard let id = Bytes16(text: Array(id.utf8)) else { throw .receipt }
        return .later { [desk] in
            do {
                guard let source = try await desk.receipt(of: id) else { return Problem.receipt.answer() }
                return try BallotReceipt.answer(200, source)
            } catch {
                return Problem.store.answer()
            }
        }
    }

    /// Refuses what the state or the time does not allow, and says when it makes sense to come back.
    func checkOpen(_ status: BallotDesk.Status) throws(Problem) {
        if status.failure != nil { throw .store }
        let time = clock.seconds
        guard let refusal = status.rules.refusal(state: status.head.state, time: time) else { return }
        throw problem(refusal, status)
    }

    /// A refusal with the time after which it may be another one.
    func problem(_ refusal: BallotRefusal, _ status: BallotDesk.Status) -> Problem {
        let time = clock.seconds
        switch refusal {
        case .notOpen:
            return time < status.rules.opens
                ? Problem(refusal).trying(after: status.rules.opens - time) : Problem(refusal).trying(after: 60)
        case .paused: return Problem(refusal).trying(after: 60)
        case .clock: return Problem(refusal).trying(after: 5)
        case .tooManyFromAddress: return Problem(refusal).trying(after: 86_400 - (time + 28_800) % 86_400)
        default: return Problem(refusal)
        }
    }
}
