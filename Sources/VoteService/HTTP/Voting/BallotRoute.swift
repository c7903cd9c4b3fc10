import VoteCore

extension PublicAPI {
    /// Checks a ballot as far as that needs no store, and brings it to the desk.
    func ballot(_ request: WholeRequest, _ status: BallotDesk.Status) throws(Problem) -> Reply {
        let wish: BallotRequest
        do { wish = try BallotRequest(json: request.body) } catch { throw Problem(error) }
        try checkOpen(status)
        let milliseconds = clock.milliseconds
        let (challenge, token): (PuzzleChallenge, DeviceToken)
        do {
            let places = try rules.index(of: status).places(award: wish.award, choices: wish.choices)
            (challenge, token) = try solved(wish, request, status, places.award, milliseconds)
        } catch {
            throw Problem(error)
        }
        let arrived = ArrivedBallot(
            request: wish, token: token.token, tokenAge: max(0, milliseconds / 1000 - Int(token.issuedMinute) * 60),
            address: request.address, challenge: challenge,
            workMilliseconds: max(0, milliseconds - challenge.issuedMilliseconds))
        return .later { await submit(arrived, status) }
    }

    /// The challenge that came back solved, and the browser that solved it.
    private func solved(
        _ wish: BallotRequest, _ request: WholeRequest, _ status: BallotDesk.Status, _ award: Int, _ milliseconds: Int
    ) throws(BallotRefusal) -> (PuzzleChallenge, DeviceToken) {
        guard let token = cookie.token(in: request) else { throw .puzzleBinding }
        let time = milliseconds / 1000
        let challenge = try PuzzleChallenge.check(
            wish.challenge, solution: wish.solution,
            binding: binding(status, award: award, token: token, time: time), time: time, key: secret,
            bits: options.puzzleBits)
        return (challenge, token)
    }

    private func submit(_ ballot: ArrivedBallot, _ status: BallotDesk.Status) async -> HTTPAnswer {
        let usesCode = status.rules.identity != .device
        if usesCode, !attempts.begin(ballot.address, time: clock.seconds) { return Problem.codeAttempts.answer() }
        let outcome = await desk.submit(ballot)
        if usesCode {
            if case .refused(.codeInvalid) = outcome {} else { attempts.forgive(ballot.address) }
        }
        return answer(outcome, status)
    }

    private func answer(_ outcome: BallotAnswer, _ status: BallotDesk.Status) -> HTTPAnswer {
        do {
            switch outcome {
            case .admitted(let source): return try BallotReceipt.answer(201, source)
            case .repeated(let source): return try BallotReceipt.answer(200, source)
            case .refused(let refusal): return problem(refusal, status).answer()
            // Not all at the same moment again.
            case .overloaded: return Problem.overloaded.trying(after: Int.random(in: 1...3)).answer()
            case .failed: return Problem.store.answer()
            }
        } catch {
            return Problem.store.answer()
        }
    }
}

/// What a voter gets for a ballot.
enum BallotReceipt {
    /// Place, tag and receipt.
    static func answer(_ status: Int, _ source: ReceiptSource) throws -> HTTPAnswer {
        let receipt = try source.receipt()
        let fields = source.entry.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        let tag = fields.count > 7 ? String(decoding: fields[7], as: UTF8.self) : ""
        return HTTPAnswer(
            status,
            .object([
                ("seq", .number(source.index)), ("tag", .string(tag)),
                ("receipt", .string(String(decoding: receipt.text, as: UTF8.self))),
            ]))
    }
}
