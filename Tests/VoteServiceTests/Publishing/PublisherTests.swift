import Foundation
import TestSupport
import Testing
import VoteCore
import VoteService
import VoteTestSupport

@Suite struct `Publishing a service's log` {
    /// An election with the folder that it is published in.
    private struct Site {
        let election: TestElection
        let folder: TemporaryFolder
        let name: String

        init(_ election: TestElection, _ folder: TemporaryFolder, name: String = "site") {
            (self.election, self.folder, self.name) = (election, folder, name)
        }

        var publisher: Publisher {
            Publisher(
                store: election.store, log: election.log, keys: election.serviceKeys,
                folder: PublishedFolder("\(folder.path)/\(name)"), clock: election.clock.wall)
        }

        func read(_ path: String) -> [UInt8]? { folder.read("\(name)/\(path)") }

        func verify(receipts: [[UInt8]] = []) throws -> ElectionVerification {
            try ElectionVerification(receipts: receipts.enumerated().map { ("receipt \($0)", $1) }) { read($0) }
        }

        /// Publishes, and expects the folder to be sound.
        func publish(receipts: [[UInt8]] = [], _ what: String) throws {
            let size = try publisher.publish()
            let verification = try verify(receipts: receipts)
            #expect(verification.isSound, "\(what): \(verification.summary(in: .english)) \(verification.diagnostics)")
            #expect(verification.checkpoint?.size == size, "\(what)")
        }
    }

    private static func ballots(_ election: TestElection, _ numbers: Range<UInt64>) -> [ArrivedBallot] {
        numbers.map {
            election.ballot(voter: bytes16($0), id: bytes16(1 << 32 + $0), choices: [$0 % 3 == 0 ? "c-2" : "c-1"])
        }
    }

    private static func secondVerifierIsContent(_ path: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "\(ProjectFolder.root)/scripts/verify-election", path]
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test(arguments: StoreKind.all)
    func `a whole election is sound after every step, for both verifiers, with every receipt`(kind: StoreKind)
        async throws
    {
        let place = try kind.place()
        var site = Site(
            try await TestElection.open(place) { $0.display = .every(minutes: 10) }, try TemporaryFolder())
        var receipts: [[UInt8]] = []
        try site.publish("opened")
        #expect(site.read(PublishedElection.result) == nil, "no numbers before the first moment of display")
        for round in 0..<4 {
            let first = UInt64(round * 200)
            let answers = await answers(site.election.desk, Self.ballots(site.election, first..<first + 200))
            receipts += try answers.compactMap { try $0.receipt?.text }
            site.election.clock.seconds += 700
            try site.publish(receipts: receipts, "round \(round)")
            let shown = try #require(site.read(PublishedElection.result))
            #expect(String(decoding: shown, as: UTF8.self).contains("size\t"), "numbers of ten minutes that are over")
            if round == 1 { site = Site(try site.election.reopened(place), site.folder) }
        }
        #expect(receipts.count == 800)
        var rules = site.election.rules
        rules.title += "（延长）"
        rules.closes += 6000
        let renamed = try await site.election.operations.perform([.rules(rules), .note("延长")])
        guard case .done = renamed else { throw TestFault("\(renamed)") }
        try site.publish(receipts: receipts, "other rules")
        site = Site(try site.election.reopened(place, rules: rules), site.folder)
        site.election.clock.seconds = rules.closes
        try await site.election.step(to: .closed)
        try await site.election.step(to: .published)
        try site.publish(receipts: receipts, "on public notice")
        let frozen = try await site.election.operations.perform([.freeze(operators: ["op1"], reason: "公示期满，没有异议")])
        guard case .done = frozen else { throw TestFault("\(frozen)") }
        try site.publish(receipts: receipts, "frozen")
        #expect(try Self.secondVerifierIsContent("\(site.folder.path)/site"))
        let tally = try site.verify().tally
        #expect(tally?.ballots == VoteCount(received: 800, excluded: 0))
        site.election.close()
    }

    @Test func `publishing again writes nothing`() async throws {
        let place = try SQLitePlace()
        let site = Site(try await TestElection.open(place), try TemporaryFolder())
        defer { site.election.close() }
        _ = await answers(site.election.desk, Self.ballots(site.election, 0..<300))
        _ = try site.publisher.publish()
        let path = "\(site.folder.path)/site/log/checkpoint"
        let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        let tree = try site.folder.tree("site")
        #expect(try site.publisher.publish() == 303)
        #expect(try site.folder.tree("site") == tree)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int == before)
    }

    @Test func `a run that was killed at any file is finished by the next`() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let place = try SQLitePlace()
        let site = Site(try await TestElection.open(place), try TemporaryFolder())
        defer { site.election.close() }
        _ = await answers(site.election.desk, Self.ballots(site.election, 0..<300))
        _ = try site.publisher.publish()
        let old = try site.folder.tree("site")
        _ = await answers(site.election.desk, Self.ballots(site.election, 300..<900))
        _ = try site.publisher.publish()
        let new = try site.folder.tree("site")
        for round in 0..<20 {
            // Some of the new files came to be, in no order that could be relied on; the checkpoint did not.
            for (path, bytes) in new.sorted(by: { $0.key < $1.key }) where old[path] != bytes {
                if path != PublishedElection.checkpoint, generator.chance(50) { continue }
                try old[path].map { try site.folder.write($0, to: "site/\(path)") }
                    ?? site.folder.remove("site/\(path)")
            }
            try site.folder.write("half a fi", to: "site/log/tile/0/003.99999.new")
            _ = try site.publisher.publish()
            try site.folder.remove("site/log/tile/0/003.99999.new")
            #expect(try site.folder.tree("site") == new, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: ["log/tile/0/000", "log/tile/entries/002", "log/checkpoint", "log/history"])
    func `a file with other bytes stops publishing before the checkpoint`(path: String) async throws {
        let place = try SQLitePlace()
        let site = Site(try await TestElection.open(place), try TemporaryFolder())
        defer { site.election.close() }
        _ = await answers(site.election.desk, Self.ballots(site.election, 0..<100))
        _ = try site.publisher.publish()
        var bytes = site.read(path) ?? Array("somebody else's".utf8)
        bytes[0] ^= 1
        try site.folder.write(bytes, to: "site/\(path)")
        let checkpoint = site.read("log/checkpoint")
        _ = await answers(site.election.desk, Self.ballots(site.election, 100..<900))
        #expect(throws: PublicationFailure.conflict(path: path)) { try site.publisher.publish() }
        #expect(site.read("log/checkpoint") == checkpoint)
    }

    @Test func `what witnesses have signed in the folder stays`() async throws {
        let place = try SQLitePlace()
        let election = try await TestElection.open(place) { rules in
            guard let keys = SampleKeys(origin: "vote.example/desk") else { return }
            rules.witnesses = keys.witnesses.enumerated().map { .init(id: "w\($0)", key: $1.key) }
        }
        defer { election.close() }
        let site = Site(election, try TemporaryFolder())
        _ = try site.publisher.publish()
        let note = try #require(site.read("log/checkpoint"))
        let text = try CheckpointNote(note[...]).checkpoint.text
        let signed = try note + SignedNote.line(text, signer: election.keys.witnesses[0], time: 1_800_000_000)
        try site.folder.write(signed, to: "site/log/checkpoint")
        try site.folder.write(signed, to: "site/log/history")
        try site.publish("nothing new")
        #expect(site.read("log/checkpoint") == signed)
        _ = await answers(election.desk, Self.ballots(election, 0..<10))
        try site.publish("ten more")
        let history = try #require(site.read("log/history"))
        #expect(history.starts(with: signed))
        #expect(try site.verify().witnessCount == 0, "the newest checkpoint has no witness yet")
    }

    @Test func `two processes publish one store into one folder without harm`() async throws {
        let place = try SQLitePlace()
        let site = Site(try await TestElection.open(place), try TemporaryFolder())
        defer { site.election.close() }
        let election = site.election
        let other = try ElectionStart(store: election.store, keys: election.serviceKeys).open(
            rules: election.rules, time: 0)
        let second = Publisher(
            store: election.store, log: other, keys: election.serviceKeys,
            folder: PublishedFolder("\(site.folder.path)/site"), clock: election.clock.wall)
        for round in 0..<6 {
            let first = UInt64(round * 150)
            async let cast = answers(election.desk, Self.ballots(election, first..<first + 150))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for publisher in [site.publisher, second] { group.addTask { _ = try publisher.publish() } }
                try await group.waitForAll()
            }
            _ = await cast
            #expect(try site.verify().isSound, "round \(round)")
        }
    }

    @Test func `a folder that cannot be written is a failure of its own`() async throws {
        let place = try SQLitePlace()
        let site = Site(try await TestElection.open(place), try TemporaryFolder())
        defer { site.election.close() }
        try site.folder.write("a file where the folder should be", to: "site")
        do {
            _ = try site.publisher.publish()
            Issue.record("a file is no folder; publishing must fail")
        } catch PublicationFailure.medium {
            let head = try site.election.store.read { try $0.head() }
            #expect(head.size > 0, "the store is not touched by it")
        }
    }
}
