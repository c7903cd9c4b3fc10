import TestSupport
import Testing
import VoteCore
import VoteService

@Suite struct `Operations on an election` {
    private func breaches(_ election: TestElection, _ operations: [Operation]) async throws -> [String] {
        switch try await election.operations.perform(operations) {
        case .done: []
        case .refused(let breaches): breaches.map { "\($0.operation) \($0.id)" }
        }
    }

    private func approval(_ election: TestElection, _ statement: [UInt8], _ signers: (Int, Int) = (0, 1)) throws
        -> Approval
    {
        func signed(_ number: Int) throws -> (id: String, signature: [UInt8]) {
            ("op\(number + 1)", try election.keys.operators[number].signature(of: statement))
        }
        return Approval(try signed(signers.0), try signed(signers.1))
    }

    private func exclusion(
        _ election: TestElection, _ ranges: [ClosedRange<Int>], after: Int, evidence: MerkleHash? = nil
    ) throws -> Exclusion {
        func exclusion(_ approval: Approval) -> Exclusion {
            Exclusion(
                rule: "A1", ranges: ranges, evidence: evidence, after: after, approval: approval,
                reason: "同一时段集中提交，经两人核查")
        }
        let unsigned = exclusion(Approval((id: "op1", signature: []), (id: "op2", signature: [])))
        return exclusion(try approval(election, unsigned.statement(election: election.rules.id)))
    }

    @Test(arguments: StoreKind.all)
    func `a whole election ends with the result that its log gives`(kind: StoreKind) async throws {
        let place = try kind.place()
        var election = try await TestElection.open(place)
        let ballots = (0..<50).map {
            election.ballot(voter: bytes16($0), id: bytes16($0), choices: [$0 % 3 == 0 ? "c-2" : "c-1"])
        }
        #expect(await answers(election.desk, ballots).count(where: \.isAdmitted) == 50)
        let file = Array("{\"ballots\": 10}\n".utf8)
        let exclusion = try exclusion(election, [10...19], after: 53, evidence: MerkleHash(hashing: file))
        #expect(try await breaches(election, [.exclusion(exclusion)]) == ["0 evidence-missing"])
        #expect(try await election.operations.perform([.exclusion(exclusion)], evidence: [file]) == .done(53..<54))
        election.clock.seconds = election.rules.closes
        try await election.step(to: .closed)
        let paper = ImportedCount(
            source: "纸质票", asOf: election.clock.seconds, award: "award-0", candidate: "c-3",
            votes: VoteCount(received: 7, excluded: 1), file: MerkleHash(hashing: [1]), note: "-")
        #expect(
            try await breaches(
                election, [.imported(paper), .transition(to: .published, operators: ["op1"], reason: "公示")]) == [])
        election = try election.reopened(place)
        defer { election.close() }
        let tally = try #require(election.log.replay.tally)
        #expect(tally.ballots == VoteCount(received: 50, excluded: 10))
        #expect(election.log.result(at: election.clock.seconds) == tally.text)
        let reinstatement = Reinstatement(
            exclusion: 53, approval: Approval((id: "op1", signature: []), (id: "op2", signature: [])),
            reason: "申诉成立，经两人复核恢复")
        let signed = Reinstatement(
            exclusion: 53,
            approval: try approval(election, reinstatement.statement(election: election.rules.id), (1, 2)),
            reason: reinstatement.reason)
        #expect(try await breaches(election, [.reinstatement(signed)]) == [])
        #expect(try await breaches(election, [.freeze(operators: ["op1"], reason: "公示期满，没有异议")]) == [])
        #expect(election.log.replay.state == .frozen)
        let final = try #require(election.log.result(at: election.clock.seconds))
        #expect(MerkleHash(hashing: final) == election.log.replay.frozenResult?.hash)
        #expect(election.desk.status.head.state == .frozen)
    }

    @Test func `operations are all done or none`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let before = try election.store.read { try $0.head() }
        let found = try await breaches(
            election,
            [
                .note("09:10–09:25 检修"), .transition(to: .paused, operators: ["op1"], reason: "检修"),
                .transition(to: .frozen, operators: ["op1"], reason: "不能这样"),
            ])
        #expect(found == ["2 state-step"])
        #expect(try election.store.read { try $0.head() } == before)
        #expect(election.log.replay.state == .open)
        #expect(try await breaches(election, [.note("有 \u{202E} 的注")]) == ["0 entry-form"])
        #expect(
            try await election.operations.perform([.note("一"), .note("二")]) == .done(before.size..<before.size + 2))
    }

    @Test
    func `a statement of one operator, or about ballots that are not there, is refused with every rule it breaks`()
        async throws
    {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        _ = await election.desk.submit(election.ballot(voter: bytes16(1), id: bytes16(1)))
        var exclusion = try exclusion(election, [3...9], after: 4)
        #expect(try await breaches(election, [.exclusion(exclusion)]) == ["0 exclusion-age", "0 exclusion-ranges"])
        exclusion = Exclusion(
            rule: "A1", ranges: [3...3], evidence: nil, after: 4, approval: exclusion.approval, reason: "太短")
        #expect(try await breaches(election, [.exclusion(exclusion)]) == ["0 approval", "0 reason-short"])
    }

    @Test func `rules that may not change while the vote is open are refused, faulty ones always`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        var rules = election.rules
        rules.awards[0] = TestElection.award("award-0", choices: 1...3, ballots: 2, period: .day)
        #expect(try await breaches(election, [.rules(rules)]) == ["0 rules-changed"])
        rules.awards = []
        #expect(try await breaches(election, [.rules(rules)]) == ["0 rules-sense"])
    }

    @Test func `no operation is dated before the last entry`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        election.clock.seconds -= 3
        #expect(try await breaches(election, [.note("早了")]) == ["0 clock"])
        election.clock.seconds += 1
        #expect(try await breaches(election, [.note("差一点")]) == [])
        let texts = try election.store.read { try $0.entries(2..<4) }
        let times = try texts.map { try LogEntry(text: $0[...]).time }
        #expect(times[0] == times[1])
    }
}
