import NIOHTTP1
import VoteCore

/// The organiser's part of a service, on a Unix socket that only the service's own user can open. The commands
/// `gridshow votes … --service SOCKET` use it.
struct AdminAPI: RequestAnswering {
    let desk: BallotDesk
    let operations: ElectionOperations
    let storeKind: String
    let duties: AdminDuties

    /// The most bytes of a request: a list of a million printed codes has 65.
    static let longestBody = 128 << 20

    func longestBody(to head: HTTPRequestHead) -> Int { head.method == .POST ? Self.longestBody : 0 }

    func reply(to request: WholeRequest) -> Reply {
        let body = request.body
        switch (request.head.method, request.path) {
        case (.GET, "/admin/v1/status"): return guarded { try await status() }
        case (.GET, "/admin/v1/flags"): return guarded { try await flags() }
        case (.POST, "/admin/v1/entries"): return guarded { try await entries(body) }
        case (.POST, "/admin/v1/rules"): return guarded { try await rules(body) }
        case (.POST, "/admin/v1/evidence"): return guarded { try await evidence(body) }
        case (.POST, "/admin/v1/codes"): return guarded { try await codes(body) }
        case (.POST, "/admin/v1/publish"): return guarded { try await publish() }
        case (.POST, "/admin/v1/freeze"): return guarded { try await freeze(body) }
        case (.POST, "/admin/v1/purge"):
            return guarded {
                try await duties.purge()
                return HTTPAnswer(200, .object([("purged", .bool(true))]))
            }
        default: return .now((request.path.hasPrefix("/admin/v1/") ? Problem.method : .path).answer())
        }
    }

    /// Every failure of the machine is an answer, too.
    private func guarded(_ work: @escaping @Sendable () async throws -> HTTPAnswer) -> Reply {
        .later {
            do {
                return try await work()
            } catch let problem as Problem {
                return problem.answer()
            } catch let failure as StoreFailure {
                return Self.failure(503, "E_STORE", failure.description)
            } catch {
                return Self.failure(500, "E_MACHINE", "\(error)")
            }
        }
    }

    private static func failure(_ status: Int, _ code: String, _ text: String) -> HTTPAnswer {
        Problem(status, code, zh: "服务出了故障：\(text)", en: "the service has failed: \(text)").answer()
    }

    private func status() async throws -> HTTPAnswer {
        let ballots = try await duties.replay().tally?.ballots ?? VoteCount()
        let status = desk.status
        var warnings = duties.warnings()
        if let failure = status.failure { warnings.append(failure.description) }
        return HTTPAnswer(
            200,
            .object([
                ("election", .string(status.rules.id)), ("state", .string(status.head.state.rawValue)),
                ("size", .number(status.head.size)), ("received", .number(ballots.received)),
                ("excluded", .number(ballots.excluded)), ("counted", .number(ballots.counted)),
                ("store", .string(storeKind)), ("queue", .number(status.waiting)),
                ("rules", .string(Hexadecimal.encode(status.head.rules.bytes))),
                ("warnings", .list(warnings.map { .string($0) })),
            ]))
    }

    private func flags() async throws -> HTTPAnswer {
        let flags = try await duties.flags().map { flag in
            JSONValue.object([
                ("rule", .string(flag.rule.id)), ("award", .string(flag.award)),
                ("candidate", flag.candidate.map { .string($0) } ?? .null),
                ("ranges", .string(Exclusion.text(of: flag.ranges))), ("count", .number(flag.places.count)),
                ("outOf", .number(flag.outOf)), ("evidence", .string(String(decoding: flag.evidence, as: UTF8.self))),
            ])
        }
        return HTTPAnswer(200, .object([("flags", .list(flags))]))
    }

    private func publish() async throws -> HTTPAnswer {
        let head = try await duties.publish()
        return HTTPAnswer(
            200,
            .object([("size", .number(head.size)), ("root", .string(Hexadecimal.encode(head.root.bytes)))]))
    }
}
