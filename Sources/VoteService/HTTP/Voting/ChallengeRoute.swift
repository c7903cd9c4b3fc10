import VoteCore

extension PublicAPI {
    /// How long a puzzle is good for, in seconds.
    static let puzzleLife = 300

    /// Hands out a puzzle, and a token to a browser that has none.
    func challenge(_ request: WholeRequest, _ status: BallotDesk.Status) throws(Problem) -> HTTPAnswer {
        let wish: ChallengeRequest
        do { wish = try ChallengeRequest(json: request.body) } catch { throw Problem(error) }
        try checkOpen(status)
        guard let award = rules.index(of: status).rules.awards.firstIndex(where: { $0.key == wish.award }) else {
            throw Problem(.award)
        }
        let milliseconds = clock.milliseconds
        let known = cookie.token(in: request)
        let token = known ?? DeviceToken(token: Bytes16.random(), issuedMinute: UInt32(milliseconds / 60_000))
        let time = milliseconds / 1000
        let puzzle = PuzzleChallenge(
            level: desk.puzzleLevel(award: award, address: request.address), bits: options.puzzleBits,
            binding: binding(status, award: award, token: token, time: time), issuedMilliseconds: milliseconds,
            expires: time + Self.puzzleLife, id: Bytes16.random(at: time))
        var answer = HTTPAnswer(
            200,
            .object([
                ("challenge", .string(Base64.url.encode(puzzle.sealed(key: secret)))),
                ("k", .number(PuzzleChallenge.count)), ("bits", .number(puzzle.bits)),
                ("expires", .number(puzzle.expires)),
            ]))
        if known == nil {
            answer.headers.append(cookie.header(token, time: time, closes: status.rules.closes))
        }
        return answer
    }

    /// Whom and what a puzzle is for.
    func binding(
        _ status: BallotDesk.Status, award: Int, token: DeviceToken, time: Int
    ) -> PuzzleChallenge.Binding {
        PuzzleChallenge.Binding(
            election: status.rules.id, award: award, day: ElectionClock.day(ofSlot: time / ElectionClock.slot),
            token: token.token)
    }
}

extension Bytes16 {
    /// Sixteen bytes from the system's source of chance.
    static func random() -> Bytes16 { random(after: []) }

    /// The second, then twelve bytes of chance: what is handed out at one time lies close together in an index, which
    /// spares the store a page for each.
    static func random(at time: Int) -> Bytes16 {
        random(after: Swift.withUnsafeBytes(of: UInt32(truncatingIfNeeded: time).bigEndian) { Array($0) })
    }

    private static func random(after beginning: [UInt8]) -> Bytes16 {
        var source = SystemRandomNumberGenerator()
        let bytes = beginning + (beginning.count..<16).map { _ in UInt8.random(in: 0...255, using: &source) }
        guard let value = Bytes16(bytes) else { preconditionFailure("sixteen bytes were drawn") }
        return value
    }
}
