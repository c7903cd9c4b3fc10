import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

struct VerificationTests {
    /// The check of files that lie in memory.
    static func verify(
        _ files: [String: [UInt8]], receipts: [(name: String, bytes: [UInt8])] = []
    ) throws -> ElectionVerification {
        try ElectionVerification(receipts: receipts) { files[$0] }
    }

    /// The faults in words, for messages of tests.
    static func words(_ verification: ElectionVerification) -> String {
        verification.diagnostics.prefix(8).map { "\($0.span.file) \($0.span.range): [\($0.id)] \($0.message.en)" }
            .joined(separator: "\n")
    }

    @Test(
        "An election without faults is found sound, with the numbers that the story counted",
        arguments: 0..<40 as Range<UInt64>)
    func sound(seed: UInt64) throws {
        let ends = SampleElection.End.allCases
        let election = try SampleElection.story(
            seed: seed, ballots: Int(seed * 37 % 700), end: ends[Int(seed) % ends.count])
        let verification = try Self.verify(try election.files())
        #expect(verification.isSound, "\(Self.words(verification))")
        #expect(verification.state == election.replay.state)
        #expect(verification.witnessCount == election.rules.witnesses.count)
        #expect(verification.root == verification.checkpoint?.root)
        let tally = try #require(verification.tally)
        try Self.expectSameNumbers(tally, election)
    }

    /// Compares a tally with the sample's own count.
    static func expectSameNumbers(_ tally: Tally, _ election: SampleElection) throws {
        #expect(tally.ballots.received == election.ballots.count)
        #expect(tally.ballots.excluded == election.ballots.count { $0.isExcluded })
        for (award, numbers) in zip(election.rules.awards, tally.awards) {
            let own = election.ballots.filter { $0.award == award.key }
            #expect(numbers.award == award.key && numbers.ballots.received == own.count)
            #expect(numbers.standings.map(\.candidate).sorted() == award.candidates.map(\.key).sorted())
            for standing in numbers.standings {
                let naming = own.filter { $0.choices.contains(standing.candidate) }
                #expect(standing.votes.received == naming.count)
                #expect(standing.votes.excluded == naming.count { $0.isExcluded })
                let above = numbers.standings.count { $0.total > standing.total }
                let equal = numbers.standings.count { $0.total == standing.total }
                #expect(standing.rank == above + 1 && standing.isTied == (equal > 1))
            }
        }
    }

    /// How many changes are tried, and in how many parts, which run side by side.
    static let changes = 2000, parts = 20

    @Test("Of 2,000 single-byte changes of a published election 2,000 are found", arguments: 0..<parts)
    func mutations(part: Int) throws {
        let election = try SampleElection.story(seed: 2026, ballots: 262, checkpointChance: 0)
        let files = try election.files()
        let paths = files.keys.sorted()
        var generator = SeededGenerator(seed: UInt64(2000 + part))
        for round in 0..<Self.changes / Self.parts {
            // Every file comes up, the small ones as often as the large ones.
            let path = paths[(part * Self.changes / Self.parts + round) % paths.count]
            var bytes = try #require(files[path])
            let place = Int.random(in: bytes.indices, using: &generator)
            bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
            let verification = try Self.verify(files.merging([path: bytes]) { $1 })
            #expect(!verification.isSound, "byte \(place) of \(path) was changed and nobody noticed")
            #expect(
                verification.diagnostics.contains { fault in
                    fault.span.file == path || fault.notes.contains { $0.span?.file == path }
                },
                "the fault is in \(path), not in \(verification.diagnostics.map(\.span.file))")
        }
    }

    @Test("The negative control: the same election is sound unchanged, and a check that skips the tree misses changes")
    func negativeControl() throws {
        let files = try SampleElection.story(seed: 2026, ballots: 262, checkpointChance: 0).files()
        #expect(try Self.verify(files).isSound)
        // A change of the last letter of a ballot's id makes another ballot that breaks no rule of its own.
        let path = PublishedElection.tile(Tile(.entries, index: 0))
        var bytes = try #require(files[path])
        let last = try #require(Tile.entries(in: bytes)?.last)
        bytes[last.upperBound - 3] ^= 1
        #expect((try? LogEntry(text: bytes[last])) != nil, "without hashes this change cannot be seen")
        #expect(try !Self.verify(files.merging([path: bytes]) { $1 }).isSound)
    }

    @Test("A file that is missing, cut short or longer is found, except an old partial tile that may be removed")
    func files() throws {
        let election = try SampleElection.story(seed: 11, ballots: 300)
        let files = try election.files()
        let current = Set(Tile.added(from: 0, to: election.entries.count).map { PublishedElection.tile($0) })
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let isOldTile = path.hasPrefix("log/tile/") && !current.contains(path)
            #expect(try Self.verify(files.merging([path: bytes + [10]]) { $1 }).isSound == false, "\(path) longer")
            #expect(
                try Self.verify(files.merging([path: Array(bytes.dropLast())]) { $1 }).isSound == false, "\(path) cut")
            #expect(try Self.verify(files.filter { $0.key != path }).isSound == isOldTile, "\(path) removed")
        }
    }

    @Test("A receipt is good with the log that gave it, and proves it when the ballot was removed or changed")
    func receipts() throws {
        let election = try SampleElection.story(seed: 5, ballots: 280)
        let files = try election.files()
        let other = try SampleElection.story(seed: 5, ballots: 279).files()
        for ballot in election.ballots.filter({ $0.place % 29 == 0 }) {
            let receipt = try election.receipt(of: ballot.place)
            #expect(try Receipt(text: receipt.text) == receipt)
            let good = try Self.verify(files, receipts: [("r", receipt.text)])
            #expect(good.isSound, "\(Self.words(good))")
            let lost = try Self.verify(other, receipts: [("r", receipt.text)])
            #expect(lost.diagnostics.contains { $0.id == "receipt-lost" }, "\(Self.words(lost))")
        }
    }

    @Test("Every single-byte change of a receipt is found")
    func receiptMutations() throws {
        let election = try SampleElection.story(seed: 6, ballots: 60)
        let files = try election.files()
        let text = try election.receipt(of: 20).text
        var generator = SeededGenerator(seed: 1)
        for place in text.indices {
            var changed = text
            changed[place] ^= UInt8.random(in: 1...255, using: &generator)
            #expect(try !Self.verify(files, receipts: [("r", changed)]).isSound, "byte \(place)")
        }
    }

    @Test("A log that was cut back and signed again is found by the receipt and by the older checkpoint")
    func rollback() throws {
        var election = try SampleElection.story(seed: 8, ballots: 120, end: .open)
        let receipt = try election.receipt(of: 100)
        var shorter = try SampleElection.story(seed: 8, ballots: 90, end: .open)
        shorter.time = election.time
        for _ in 0..<60 { shorter.cast(shorter.drawBallot()) }
        shorter.publishResult()
        try shorter.publishCheckpoint()
        let rewritten = try Self.verify(try shorter.files())
        #expect(rewritten.isSound, "on its own the new log looks right: \(Self.words(rewritten))")
        #expect(try !Self.verify(try shorter.files(), receipts: [("r", receipt.text)]).isSound)
        var mixed = try shorter.files()
        let notes = [election.checkpoints.last?.note, shorter.checkpoints.last?.note].compactMap { $0 }
        mixed[PublishedElection.history] = PublishedElection.history(notes)
        #expect(try Self.verify(mixed).diagnostics.contains { $0.id == "checkpoint-root" })
        try election.publishCheckpoint()
    }
}
