import ArgumentParser
import Foundation
import VoteCore

/// Casts prepared ballots as fast as they are answered, or at a fixed rate, and prints one line of JSON.
struct CastLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Casts prepared ballots at a service of this machine; prints one line of JSON.")

    @Option(help: "The service's port; again for further services on the same store.")
    var port: [UInt16]
    @Option(help: "The folder with rules.txt and keys/.")
    var election: String
    @Option(help: "How many ballots are prepared.")
    var ballots: Int
    @Option(help: "How many connections are kept open.")
    var connections = 256
    @Option(help: "For how many seconds new ballots are sent.")
    var seconds = 60.0
    @Option(help: "New ballots a second; as many as are answered where this is not given.")
    var rate: Double?
    @Option(help: "For how many seconds the last answers are waited for.")
    var patience = 10.0
    @Option(help: "Leading zero bits of the puzzles, as the service was told.")
    var puzzleBits = 1
    @Option(help: "How many of a hundred ballots are another one of a voter who has voted.")
    var secondBallots = 0
    @Option(help: "A file for what voters remember.")
    var journal: String?
    @Option(help: "Draws the ballots.")
    var seed: UInt64 = 1
    @Flag(help: "Prints “ready” and waits for a line of input before the first ballot.")
    var waits = false

    func run() throws {
        let rules = try ElectionRules(text: try read("rules.txt"))
        let supply = BallotSupply(
            .init(
                rules: rules, secret: try read("keys/service.key"), bits: puzzleBits, secondBallots: secondBallots,
                time: Int(Date().timeIntervalSince1970), seed: seed), count: ballots)
        let notes = try journal.map { path in
            guard let journal = Journal(path: path) else { throw ValidationError("cannot write \(path)") }
            return journal
        }
        if waits {
            FileHandle.standardOutput.write(Data("ready\n".utf8))
            _ = readLine()
        }
        let before = Self.processorSeconds()
        var run = LoadRun(
            supply, .init(ports: port, connections: connections, seconds: seconds, rate: rate, patience: patience),
            awards: rules.awards.map(\.key), journal: notes)
        let outcome = run.run()
        try show(outcome, processorSeconds: Self.processorSeconds() - before)
    }

    private func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(election)/\(name)")))
    }

    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }

    private struct Report: Encodable {
        let acknowledged: Int
        let repeated: Int
        let statuses: [String: Int]
        let seconds: Double
        let perSecond: Double
        let milliseconds: [String: Double]
        let retries: Int
        let unanswered: Int
        let isExhausted: Bool
        let processorSeconds: Double
        let acknowledgedInSecond: [Int]
    }

    private func show(_ outcome: LoadRun.Outcome, processorSeconds: Double) throws {
        let new = outcome.statuses[201] ?? 0
        let shares = outcome.latencies.milliseconds([500, 990, 1000])
        let names = ["p50", "p99", "max"]
        let report = Report(
            acknowledged: new, repeated: outcome.statuses[200] ?? 0,
            statuses: Dictionary(uniqueKeysWithValues: outcome.statuses.map { ("\($0)", $1) }),
            seconds: outcome.seconds, perSecond: Double(new) / outcome.seconds,
            milliseconds: Dictionary(uniqueKeysWithValues: zip(names, shares).filter { !$1.isNaN }.map { ($0, $1) }),
            retries: outcome.retries, unanswered: outcome.unanswered, isExhausted: outcome.isExhausted,
            processorSeconds: processorSeconds, acknowledgedInSecond: outcome.acknowledged)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
}
