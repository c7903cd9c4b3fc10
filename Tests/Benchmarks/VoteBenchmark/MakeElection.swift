import ArgumentParser
import Foundation
import TestSupport
import VoteCore

/// Writes rules and keys of an election that exists only to be measured.
struct MakeElection: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "election", abstract: "Writes rules.txt and keys/ of a made-up election.")

    @Argument(help: "The folder that is made.")
    var folder: String
    @Option(help: "When it opens, in seconds since 1970; a full ten minutes.")
    var opens: Int
    @Option(help: "When it closes, in seconds since 1970; a full ten minutes.")
    var closes: Int
    @Option(help: "How many awards.")
    var awards = 3
    @Option(help: "How many candidates each award has.")
    var candidates = 12
    @Option(help: "Ballots per voter, award and day.")
    var ballots = 1
    @Option(help: "From how many ballots an address is refused.")
    var hardLimit = 5000
    @Option(help: "Draws the keys.")
    var seed: UInt64 = 1

    func run() throws {
        var generator = SeededGenerator(seed: seed)
        let origin = "load.example/load-\(seed)"
        let seeds = (0..<3).map { _ in (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        let names = [origin, "\(origin)/op1", "\(origin)/op2"]
        let signers = zip(names, seeds).compactMap { NoteSigner(name: $0, seed: $1) }
        guard signers.count == 3 else { throw ValidationError("the names of the keys are not possible") }
        let rules = rules(origin, signers)
        if let fault = rules.faults().first { throw ValidationError(fault.message.en) }
        try FileManager.default.createDirectory(
            atPath: "\(folder)/keys", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (file, (name, seed)) in zip(["log", "op1", "op2"], zip(names, seeds)) {
            guard let text = NoteSigner.privateText(name: name, seed: seed) else { continue }
            try writePrivate(Array((text + "\n").utf8), "\(folder)/keys/\(file).key")
        }
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try writePrivate(secret, "\(folder)/keys/service.key")
        try Data(rules.text).write(to: URL(fileURLWithPath: "\(folder)/rules.txt"))
    }

    private func rules(_ origin: String, _ signers: [NoteSigner]) -> ElectionRules {
        ElectionRules(
            id: "load-\(seed)", title: "压力测试（示例，不是真的评选）", purpose: .showcase, origin: origin, opens: opens,
            closes: closes, identity: .device, display: .every(minutes: 10), noticeDays: 0,
            limits: .init(soft: hardLimit / 2, hard: hardLimit), work: 0...3,
            awards: (0..<awards).map { award in
                .init(
                    key: "award-\(award)", title: "示例奖项\(award + 1)", choices: 1...min(5, candidates),
                    ballots: ballots, period: .day,
                    candidates: (0..<candidates).map { place in
                        .init(key: "c\(award)-\(place)", name: "示例候选人\(place + 1)", unit: "-")
                    })
            },
            reviewRules: [.burst(ballots: 50, times: 8), .other], logKey: signers[0].key,
            operators: [.init(id: "op1", key: signers[1].key), .init(id: "op2", key: signers[2].key)], witnesses: [])
    }

    private func writePrivate(_ bytes: [UInt8], _ path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw ValidationError("cannot write \(path)") }
    }
}
