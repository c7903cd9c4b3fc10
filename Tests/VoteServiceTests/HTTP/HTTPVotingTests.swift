import Testing
import VoteCore

@testable import VoteService

@Suite(.serialized) struct `Voting over HTTP` {
    @Test func `a voter gets a receipt that the log's key stands for, and the same one again`() async throws {
        try await RunningService.with { service in
            var voter = BrowserVoter(service)
            let ballot = try await voter.ballot(id: 1)
            let first = try await voter.cast(ballot)
            #expect(first.status == 201)
            #expect(first.field("seq") == "3")
            #expect(try first.receipt().faults(rules: service.rules).isEmpty)
            #expect(first["cache-control"] == "no-store")
            let again = try await voter.cast(ballot)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            let lookedUp = try await service.request("GET", "\(service.base)/receipts/\(ballot.id.text)")
            #expect(lookedUp.status == 200)
            #expect(lookedUp.body == first.body)
        }
    }

    @Test func `what can be asked is answered, with ages for caches`() async throws {
        try await RunningService.with { service in
            let health = try await service.request("GET", "/v1/health")
            #expect(health.status == 200)
            #expect(
                health.text
                    == "{\"status\":\"ok\",\"store\":\"sqlite\",\"durability\":\"full\",\"queue\":0,\"puzzle_bits\":1}")
            let election = try await service.request("GET", service.base)
            #expect(election.field("state") == "open")
            #expect(election.field("rules") == Hexadecimal.encode(service.rules.hash.bytes))
            #expect(election.field("identity") == "device")
            #expect(election["cache-control"] == "public, max-age=5")
            let head = try await service.request("HEAD", service.base)
            #expect(head.status == 200 && head["content-length"] == election["content-length"])
        }
    }

    @Test func `numbers are shown when the rules say so, and not before`() async throws {
        try await RunningService.with(rules: { $0.display = .every(minutes: 10) }) { service in
            var voter = BrowserVoter(service)
            let ballot = try await voter.ballot(id: 1)
            #expect(try await voter.cast(ballot).status == 201)
            let hidden = try await service.request("GET", "\(service.base)/tally")
            #expect(hidden.status == 403 && hidden.code == "E_TALLY_HIDDEN")
            service.clock.seconds = service.rules.opens + 601
            let shown = try await eventually {
                let answer = try await service.request("GET", "\(service.base)/tally")
                return answer.status == 200 ? answer : nil
            }
            #expect(shown.field("as_of") == "\(service.rules.opens + 600)")
            #expect(shown.text.contains("\"ballots\":{\"received\":1,\"excluded\":0,\"counted\":1}"))
            #expect(shown["cache-control"] == "public, max-age=60")
        }
    }

    /// Asks ten times a second, for ten seconds at most.
    private func eventually<Value>(_ body: () async throws -> Value?) async throws -> Value {
        for _ in 0..<100 {
            if let value = try await body() { return value }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw TestFault("it did not happen within ten seconds")
    }

    @Test func `a browser gets one sealed cookie and keeps it`() async throws {
        try await RunningService.with(options: { $0.voting.usesSecureCookies = true }) { service in
            var voter = BrowserVoter(service)
            let first = try await voter.ask()
            let set = try #require(first["set-cookie"])
            let age = service.rules.closes - service.clock.seconds + 7 * 86_400
            #expect(set.hasSuffix("; Max-Age=\(age); Path=/v1; HttpOnly; SameSite=Strict; Secure"))
            #expect(try await voter.ask()["set-cookie"] == nil)
            let foreign = "gvt=" + String(repeating: "A", count: 38)
            let replaced = try await service.request(
                "POST", "\(service.base)/challenges", "{\"v\":1,\"category\":\"award-0\"}", ["Cookie: \(foreign)"])
            #expect(replaced["set-cookie"]?.hasPrefix("gvt=") == true)
            let among = try await service.request(
                "POST", "\(service.base)/challenges", "{\"v\":1,\"category\":\"award-0\"}",
                ["Cookie: a=b; \(foreign); \(voter.cookie ?? "")"])
            #expect(among["set-cookie"] == nil, "a cookie of ours counts wherever it stands")
        }
    }

    /// Every change of a good ballot that must be refused, with the status and the code.
    private static let changes:
        [(name: String, status: Int, code: String, change: @Sendable (inout BrowserVoter.Ballot) -> Void)] = [
            ("another award", 422, "E_CATEGORY", { $0.award = "award-9" }),
            ("a stranger", 422, "E_CHOICE_UNKNOWN", { $0.choices = ["c-99"] }),
            ("one candidate twice", 422, "E_CHOICE_DUPLICATE", { $0.choices = ["c-1", "c-1"] }),
            ("too many", 422, "E_CHOICE_COUNT", { $0.choices = ["c-1", "c-2", "c-3", "c-4"] }),
            ("none", 422, "E_CHOICE_COUNT", { $0.choices = [] }),
            ("a short solution", 422, "E_POW_INVALID", { $0.solution.removeLast() }),
            ("a changed seal", 422, "E_POW_INVALID", { $0.challenge = $0.challenge.dropLast(2) + "AA" }),
            ("a changed challenge", 422, "E_POW_INVALID", { $0.challenge = "B" + $0.challenge.dropFirst() }),
        ]

    @Test func `a refused ballot gets its code and does not use up its challenge`() async throws {
        try await RunningService.with { service in
            var voter = BrowserVoter(service)
            let good = try await voter.ballot(id: 1)
            for (name, status, code, change) in Self.changes {
                var bad = good
                change(&bad)
                let answer = try await voter.cast(bad)
                #expect(answer.status == status && answer.code == code, "\(name): \(answer.status) \(answer.text)")
                #expect(answer["content-type"] == "application/problem+json")
            }
            #expect(try await BrowserVoter(service).cast(good).code == "E_POW_BINDING", "no cookie")
            var other = BrowserVoter(service)
            _ = try await other.ask()
            #expect(try await other.cast(good).code == "E_POW_BINDING", "another browser's cookie")
            #expect(try await voter.cast(good).status == 201)
            var changed = good
            changed.choices = ["c-2"]
            #expect(try await voter.cast(changed).code == "E_IDEMPOTENCY_MISMATCH")
            changed.id = bytes16(2)
            #expect(try await voter.cast(changed).code == "E_ALREADY_VOTED")
            #expect(try await other.cast(try await other.ballot(id: 3)).status == 201)
        }
    }

    @Test(arguments: [
        ("[]", "E_JSON"), ("{", "E_JSON"), ("{}", "E_MISSING"), ("{\"v\":1,\"v\":1}", "E_DUP_FIELD"),
        ("{\"w\":1}", "E_UNKNOWN_FIELD"), ("{\"v\":2,\"choices\":[],\"solution\":[]}", "E_VERSION"),
        ("{\"v\":1,\"choices\":[],\"solution\":[1],\"ballot_id\":\"x\"}", "E_BALLOT_ID"),
    ])
    func `what is no ballot is refused before anything else is looked at`(json: String, code: String) async throws {
        try await RunningService.with { service in
            let answer = try await BrowserVoter(service).cast(json: json)
            #expect(answer.status == 400 && answer.code == code)
        }
    }

    @Test func `puzzles end after five minutes and are good for one ballot`() async throws {
        try await RunningService.with(rules: { rules in
            rules.awards = [TestElection.award("award-0", choices: 1...1, ballots: 2, period: .day)]
        }) { service in
            var voter = BrowserVoter(service)
            let first = try await voter.ballot(id: 1)
            #expect(try await voter.cast(first).status == 201)
            var second = first
            second.id = bytes16(2)
            second.choices = ["c-2"]
            #expect(try await voter.cast(second).code == "E_CHALLENGE_USED")
            var late = try await voter.ballot(id: 3)
            late.choices = ["c-1"]
            #expect(try await voter.cast(late).code == "E_CANDIDATE_REPEATED")
            service.clock.seconds += 300
            #expect(try await voter.cast(late).code == "E_POW_EXPIRED")
        }
    }

    @Test func `states and times decide whether ballots are taken`() async throws {
        try await RunningService.with(isOpen: false) { service in
            var voter = BrowserVoter(service)
            try await service.step(.draft, .announced)
            let early = try await voter.ask()
            #expect(early.status == 409 && early.code == "E_NOT_OPEN" && early["retry-after"] == "60")
            service.clock.seconds = service.rules.opens + 10
            try await service.step(.announced, .open)
            let ballot = try await voter.ballot(id: 1)
            try await service.step(.open, .paused)
            let paused = try await voter.cast(ballot)
            #expect(paused.status == 409 && paused.code == "E_PAUSED")
            try await service.step(.paused, .open)
            #expect(try await voter.cast(ballot).status == 201)
            service.clock.seconds = service.rules.closes
            let closed = try await voter.ask()
            #expect(closed.status == 410 && closed.code == "E_CLOSED")
        }
    }

    @Test func `a clock that goes backwards stops admission`() async throws {
        try await RunningService.with { service in
            var voter = BrowserVoter(service)
            let ballot = try await voter.ballot(id: 1)
            service.clock.seconds -= 5
            let answer = try await voter.cast(ballot)
            #expect(answer.status == 503 && answer.code == "E_CLOCK" && answer["retry-after"] == "5")
        }
    }
}
