import TestSupport
import Testing
import VoteCore
import VoteService

@Suite struct `Review and upkeep` {
    @Test func `a burst from one address is flagged from the entries and what is kept beside them`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        for slot in 0..<9 {
            let first = UInt64(slot * 1000)
            let count: UInt64 = slot == 4 ? 300 : 5
            let ballots = (first..<first + count).map { number in
                let address: [UInt8] = slot == 4 ? [10, 0, 0, 9] : [10, 1, UInt8(slot), UInt8(number % 250)]
                return election.ballot(voter: bytes16(number), id: bytes16(number), address: address)
            }
            #expect(await answers(election.desk, ballots).count(where: \.isAdmitted) == Int(count))
            election.clock.seconds += 600
        }
        let material = ReviewMaterial(store: election.store, log: election.log)
        let observations = try material.observations()
        #expect(observations.count == 340)
        #expect(observations.allSatisfy { $0.network != nil && $0.workMilliseconds == 2000 && $0.tokenAge == 60 })
        let flags = Anomalies.flags(observations, rules: election.rules)
        #expect(flags.map(\.rule.id).sorted() == ["A1", "A2"])
        #expect(flags.allSatisfy { $0.places.count == 300 && $0.candidate == "c-1" })
        #expect(try material.observations(0..<10).map(\.place) == Array(3..<10))
    }

    @Test func `signals go thirty days after the freeze, salts after two days`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place)
        defer { election.close() }
        let upkeep = Upkeep(store: election.store, log: election.log)
        let ballot = election.ballot(voter: bytes16(1), id: bytes16(1), address: [10, 0, 0, 1])
        #expect(await election.desk.submit(ballot).isAdmitted)
        func salt() throws -> [UInt8] {
            let day = ElectionClock.day(ofSlot: election.rules.opens / ElectionClock.slot)
            return try election.store.write { try $0.salt(day: day, fresh: [1]) }
        }
        func signals() throws -> Int { try election.store.read { try $0.signals(0..<1000).count } }
        try upkeep.run(at: election.clock.seconds + 86_400)
        #expect(try salt().count == 32, "yesterday's salt is still there")
        try upkeep.run(at: election.clock.seconds + 2 * 86_400)
        #expect(try salt() == [1], "the salt was destroyed")
        election.clock.seconds = election.rules.closes
        try await election.step(to: .closed)
        try await election.step(to: .published)
        _ = try await election.operations.perform([.freeze(operators: ["op1"], reason: "公示期满，没有异议")])
        try upkeep.run(at: election.clock.seconds + 30 * 86_400 - 1)
        #expect(try signals() == 1)
        try upkeep.run(at: election.clock.seconds + 30 * 86_400)
        #expect(try signals() == 0)
    }
}
