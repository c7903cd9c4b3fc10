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

    /// The published files of an election that has come some way.
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

    private func run(_ arguments: [String], at moment: Int?, input: String = "") throws -> CommandResult {
        let now = (moment ?? rules.opens + 600) + 8 * 3600
        let clock = [now / 3600 % 24, now / 60 % 60, now % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let text = "\(ElectionClock.date(ofDay: now / 86_400))T\(clock.joined(separator: ":"))+08:00"
        return try editor.runArguments(["votes"] + arguments, input: input, environment: ["GRIDSHOW_NOW": text])
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
