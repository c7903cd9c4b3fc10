import TestSupport
import Foundation
import Testing

/// What a command said and how it ended.
struct CommandResult {
    let status: Int32
    let output: String
    let errors: String

    /// The report of `check --format json`.
    func json() throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return try #require(object as? [String: Any], "standard output must be one JSON object:\n\(output)")
    }
}

/// Someone at a command line, in a folder of their own.
struct Editor {
    let folder: TemporaryFolder
    /// The locale that the shell was started with.
    var locale = "zh_CN.UTF-8"

    init(language: String? = "zh-CN") throws {
        folder = try TemporaryFolder()
        guard let language else { return }
        try folder.write(
            "title: 展\nbase_url: https://example.org/\nlanguage: \(language)\n", to: "content/site.yaml")
        try folder.write("- key: governance\n  title: 治理机制\n  introduction: 介绍\n", to: "content/topics.yaml")
    }

    /// The program as it was built together with these tests.
    static func program() throws -> URL {
        let bundle = try #require(Bundle.main.executableURL).deletingLastPathComponent()
        let places = [bundle, bundle.deletingLastPathComponent()].map { $0.appendingPathComponent("gridshow") }
        let found = places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
        return try #require(found, "build the program first: swift build --product gridshow")
    }

    @discardableResult
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> CommandResult {
        try run(arguments, input: input, environment: environment)
    }

    /// Builds with the project's own templates.
    func build(_ more: String...) throws -> CommandResult {
        try run(["build", "--templates", ProjectFolder.templates] + more)
    }

    /// Checks with the project's own templates.
    func check(_ more: String...) throws -> CommandResult {
        try run(["check", "--templates", ProjectFolder.templates] + more)
    }

    /// Runs the program with these arguments and waits for its end.
    func runArguments(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> CommandResult {
        try run(arguments, input: input, environment: environment)
    }

    /// Runs the program and kills it after so many milliseconds; the status is then not 0.
    func runKilled(after milliseconds: Int, _ arguments: [String], environment: [String: String]) throws
        -> CommandResult
    {
        let seconds = "0.\(milliseconds < 100 ? milliseconds < 10 ? "00" : "0" : "")\(milliseconds)"
        return try run(
            ["timeout", "--signal=KILL", seconds, try Self.program().path] + arguments, environment: environment,
            program: URL(fileURLWithPath: "/usr/bin/env"))
    }

    /// Runs commands in a shell.
    func shell(_ script: String, environment: [String: String]) throws -> CommandResult {
        try run(["-c", script], environment: environment, program: URL(fileURLWithPath: "/bin/bash"))
    }

    /// Runs `scripts/verify-election`, the verifier in Python.
    func secondVerifier(_ arguments: String...) throws -> CommandResult {
        let script = "\(ProjectFolder.root)/scripts/verify-election"
        return try run(
            ["python3", script] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"],
            program: URL(fileURLWithPath: "/usr/bin/env"))
    }

    private func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], program: URL? = nil
    ) throws -> CommandResult {
        try folder.write(input, to: ".in")
        for name in [".out", ".err"] { try folder.write("", to: name) }
        func file(_ name: String) -> URL { URL(fileURLWithPath: "\(folder.path)/\(name)") }
        let process = Process()
        process.executableURL = try program ?? Self.program()
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.arguments = arguments
        process.environment = ["LANG": locale, "PATH": "/usr/bin:/bin"].merging(environment) { _, own in own }
        process.standardInput = try FileHandle(forReadingFrom: file(".in"))
        process.standardOutput = try FileHandle(forWritingTo: file(".out"))
        process.standardError = try FileHandle(forWritingTo: file(".err"))
        try process.run()
        process.waitUntilExit()
        return CommandResult(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: folder.text(".out") ?? "", errors: folder.text(".err") ?? "")
    }

    func writeCase(_ name: String = "a", title: String = "三根松", fields: String = "", body: String = "正文。") throws {
        try folder.write(
            "---\ntitle: \(title)\ndate: 2023-12-15\ndistrict: 锦江区\ntopics: [治理机制]\n\(fields)---\n\n\(body)\n",
            to: "content/cases/\(name).md")
    }
}
