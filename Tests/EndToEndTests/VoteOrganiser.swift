import TestSupport
import Testing
import VoteCore
import VoteTestSupport

/// An organiser with a made-up election in the folder `vote`, and with everybody's keys.
struct VoteOrganiser {
    let editor: Editor
    let rules: ElectionRules

    /// Keys and rules, and nothing else yet.
    init(seed: UInt64, change: (inout ElectionRules) -> Void = { _ in }) throws {
        try self.init(SampleElection(seed: seed, change: change))
        try editor.folder.write(rules.text, to: "rules.txt")
        try editor.folder.write("", to: "vote/.keep")
    }

    /// The published files of an election that has come some way, in `vote`.
    init(published election: SampleElection) throws {
        try self.init(election)
        for (path, bytes) in try election.files() { try editor.folder.write(bytes, to: "vote/\(path)") }
    }

    private init(_ election: SampleElection) throws {
        editor = try Editor(language: nil)
        rules = election.rules
        let keys = election.keys
        let signers = [("log", keys.log)] + keys.operators.enumerated().map { ("op\($0 + 1)", $1) }
        for (number, (name, signer)) in signers.enumerated() {
            try writeKey(name, signer.key.name, seed: UInt8(number + 1))
        }
        try writeKey("notary", keys.witnesses[0].key.name, seed: 5, algorithm: .cosignature)
    }

    private func writeKey(_ file: String, _ name: String, seed: UInt8, algorithm: NoteKey.Algorithm = .ed25519) throws {
        let text = NoteSigner.privateText(
            name: name, algorithm: algorithm, seed: [UInt8](repeating: seed, count: 32))
        try editor.folder.write(try #require(text) + "\n", to: "\(file).key")
        try editor.folder.setRights(0o600, of: "\(file).key")
    }

    /// Runs `gridshow votes …` at a moment (seconds since 1970); ten minutes after the opening unless given.
    @discardableResult
    func votes(_ arguments: String..., at moment: Int? = nil, input: String = "") throws -> CommandResult {
        try run(arguments, at: moment, input: input)
    }

    /// Runs `gridshow votes …` with a list of arguments.
    func votes(_ arguments: [String], at moment: Int? = nil) throws -> CommandResult { try run(arguments, at: moment) }

    /// Runs a command that writes the log.
    @discardableResult
    func write(_ arguments: String..., at moment: Int? = nil) throws -> CommandResult {
        try run(arguments + ["--folder", "vote", "--key", "log.key"], at: moment)
    }

    /// Runs a command that writes the log and kills it after so many milliseconds.
    func writeKilled(after milliseconds: Int, _ arguments: String..., at moment: Int) throws -> CommandResult {
        let arguments = ["votes"] + arguments + ["--folder", "vote", "--key", "log.key"]
        return try editor.runKilled(after: milliseconds, arguments, environment: clock(moment))
    }

    private func run(_ arguments: [String], at moment: Int?, input: String = "") throws -> CommandResult {
        try editor.runArguments(
            ["votes"] + arguments, input: input, environment: clock(moment ?? rules.opens + 600))
    }

    private func clock(_ moment: Int) -> [String: String] {
        let now = moment + 8 * 3600
        let clock = [now / 3600 % 24, now / 60 % 60, now % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return ["GRIDSHOW_NOW": "\(ElectionClock.date(ofDay: now / 86_400))T\(clock.joined(separator: ":"))+08:00"]
    }

    /// Goes to the next state and expects that it works.
    func step(_ state: String, at moment: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let result = try write("state", state, "--operator", "op1", "--reason", "按公布的日程进行", at: moment)
        #expect(result.status == 0, "\(state): \(result.errors)", sourceLocation: sourceLocation)
    }

    /// Verifies the folder.
    func verify(_ folder: String = "vote") throws -> CommandResult { try editor.run("votes", "verify", folder) }

    /// The published folder's files, without what only the organiser's program uses.
    func files() throws -> [String: [UInt8]] {
        try editor.folder.tree("vote").filter { !$0.key.hasPrefix(".") }
    }
}

extension SampleElection {
    /// An open election with a burst of 60 ballots for one candidate in ten minutes, among 20 others.
    static func burst(seed: UInt64) throws -> SampleElection {
        var election = try SampleElection(seed: seed) { rules in
            let candidates = (1...3).map { ElectionRules.Candidate(key: "gw-\($0)", name: "示例\($0)", unit: "-") }
            rules.awards = [
                .init(
                    key: "worker", title: "示例奖项", choices: 1...1, ballots: 1, period: .day, candidates: candidates)
            ]
        }
        election.time = election.rules.opens
        election.step(to: .open)
        func cast(_ candidate: String) {
            let tag = election.drawBytes16()
            election.cast(
                Ballot(
                    channel: election.rules.identity.channel, award: "worker", choices: [candidate], tag: tag,
                    id: election.drawBytes16()))
        }
        for number in 0..<20 {
            election.time += 600
            cast("gw-\(number % 3 + 1)")
        }
        for _ in 0..<60 { cast("gw-2") }
        try election.publishCheckpoint()
        return election
    }
}
