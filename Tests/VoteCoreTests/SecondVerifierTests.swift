import Foundation
import TestSupport
import Testing
import VoteTestSupport

@testable import VoteCore

/// What `scripts/verify-election` says about one folder.
private struct SecondOpinion: Decodable {
    let folder: String
    let sound: Bool
    let size: Int?
    let root: String?
    let state: String
    let witnesses: Int?
    let result: String?
}

struct SecondVerifierTests {
    private static func ask(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "\(ProjectFolder.root)/scripts/\(script)"] + arguments
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    private static func opinions(_ folders: [String]) throws -> [SecondOpinion] {
        let (status, output) = try ask("verify-election", ["--json"] + folders)
        #expect(status < 2, "verify-election must run; install python3 with scripts/install-packages")
        return try output.split(separator: 0x0A).map { try JSONDecoder().decode(SecondOpinion.self, from: Data($0)) }
    }

    /// Writes each election into a folder and compares what both verifiers say.
    private static func expectAgreement(_ elections: [(name: String, files: [String: [UInt8]])]) throws {
        let folder = try TemporaryFolder()
        for (name, files) in elections {
            for (path, bytes) in files { try folder.write(bytes, to: "\(name)/\(path)") }
        }
        let second = try opinions(elections.map { "\(folder.path)/\($0.name)" })
        #expect(second.count == elections.count)
        for ((name, files), opinion) in zip(elections, second) {
            let first = try VerificationTests.verify(files)
            let words = VerificationTests.words(first)
            #expect(first.isSound == opinion.sound, "\(name): the two verifiers differ; the first says:\n\(words)")
            guard first.isSound else { continue }
            #expect(first.checkpoint?.size == opinion.size && first.witnessCount == opinion.witnesses, "\(name)")
            #expect(first.root.map { Base64.standard.encode($0.bytes) } == opinion.root, "\(name): roots")
            #expect(first.state.rawValue == opinion.state, "\(name)")
            #expect(first.tally.map { String(decoding: $0.text, as: UTF8.self) } == opinion.result, "\(name): results")
        }
    }

    @Test("The second verifier agrees on elections without faults, to the byte of the result")
    func sound() throws {
        let ends = SampleElection.End.allCases
        try Self.expectAgreement(
            try (0..<30).map { seed in
                let election = try SampleElection.story(
                    seed: UInt64(seed) + 500, ballots: seed * 41 % 600, end: ends[seed % ends.count],
                    checkpointChance: 1)
                return ("sound-\(seed)", try election.files())
            })
    }

    @Test("The second verifier agrees on every way to cheat")
    func cheats() throws {
        try Self.expectAgreement(
            try Cheat.allCases.flatMap { cheat in
                try [UInt64(4), 5].map { ("\(cheat)-\($0)", try cheat.files(seed: $0)) }
            })
    }

    @Test("The second verifier agrees on changed bytes and missing files")
    func changes() throws {
        let files = try SampleElection.story(seed: 77, ballots: 70, checkpointChance: 2).files()
        let paths = files.keys.sorted()
        var generator = SeededGenerator(seed: 77)
        let changed = try (0..<150).map { round in
            let path = paths[round % paths.count]
            var bytes = try #require(files[path])
            bytes[Int.random(in: bytes.indices, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
            return ("changed-\(round)", files.merging([path: bytes]) { $1 })
        }
        let missing = paths.enumerated().map { place, path in ("missing-\(place)", files.filter { $0.key != path }) }
        try Self.expectAgreement(changed + missing)
    }
}
