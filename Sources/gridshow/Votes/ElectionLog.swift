import ArgumentParser
import Diagnostics
import VoteCore

/// A rule that one of the entries breaks.
struct EntryBreach {
    /// Which of the entries that were to be written, from 0.
    let entry: Int
    /// The rule's stable name.
    let id: String
    /// The rule.
    let message: LocalizedText
}

/// Where an election's log can be written: a folder, or a running service.
protocol ElectionLog {
    /// The state after the last entry; draft before the first.
    var state: ElectionState { get }
    /// The number of entries.
    var size: Int { get }
    /// Adds entries, all or none.
    mutating func enter(_ contents: [LogEntry.Content], evidence: [[UInt8]]) throws -> [EntryBreach]
    /// Makes these the rules in force.
    mutating func adopt(_ rules: ElectionRules) throws -> [EntryBreach]
    /// Declares the result of the log as it is to be the final one.
    mutating func freeze(operators: [String], reason: String) throws -> [EntryBreach]
}

extension ElectionLog {
    /// Adds entries and says so; ends the command where a rule is broken.
    mutating func enterOrEnd(_ contents: [LogEntry.Content], evidence: [[UInt8]] = []) throws {
        let before = size
        try endIfBroken(try enter(contents, evidence: evidence))
        tellGrowth(from: before)
    }

    /// Says how far the log has grown.
    func tellGrowth(from before: Int) {
        say(
            zh: "已写入日志第 \(before)–\(size - 1) 条（从 0 数起），共 \(size) 条；状态 \(state.rawValue)",
            en: "entered \(before) to \(size - 1) (from 0), \(size) entries in all; state \(state.rawValue)")
    }
}

/// Reports broken rules that no file shows, and ends the command.
func endIfBroken(_ breaches: [EntryBreach]) throws {
    if breaches.isEmpty { return }
    for breach in breaches { complain(breach.id, breach.message) }
    complain(
        LocalizedText(zh: "没有写入任何东西", en: "nothing was written"))
    throw ExitStatus.contentFaults
}

/// Says a sentence on standard output.
func say(zh: String, en: String) { print(LocalizedText(zh: zh, en: en).text(in: Terminal.environmentLanguage)) }

/// Says a sentence on standard error.
func complain(_ message: LocalizedText) { Terminal.error(message.text(in: Terminal.environmentLanguage)) }

/// Reports a broken rule on standard error.
func complain(_ id: String, _ message: LocalizedText) {
    complain(LocalizedText(zh: "错误[\(id)]：\(message.zh)", en: "error[\(id)]: \(message.en)"))
}

/// Shows a fault of a file with its line, and ends the command.
func endWith(_ fault: FormatFault, in file: String, _ bytes: [UInt8]) -> ExitStatus {
    let writer = DiagnosticText(language: Terminal.environmentLanguage, usesColor: Terminal.usesColor)
    Terminal.errorText(writer.text(of: [fault.diagnostic(in: file)]) { _ in bytes })
    return .contentFaults
}

/// The bytes of a file that the user named.
func requiredFile(_ name: String) throws -> [UInt8] {
    guard let bytes = try contents(of: name) else {
        throw ValidationError("没有这个文件 · there is no such file: \(name)")
    }
    return bytes
}

/// The signer in a private key's file, which nobody else may read.
func signer(inFile name: String) throws -> NoteSigner {
    let bytes = try requiredFile(name)
    guard try isPrivate(name) else {
        complain(
            "key-rights",
            LocalizedText(
                zh: "别人也能读私钥 \(name)；请先执行 chmod 600 \(name)",
                en: "others can read the private key \(name); first run chmod 600 \(name)"))
        throw ExitStatus.contentFaults
    }
    do {
        return try NoteSigner(privateText: bytes)
    } catch {
        complain(error.id, LocalizedText(zh: "\(name)：\(error.message.zh)", en: "\(name): \(error.message.en)"))
        throw ExitStatus.contentFaults
    }
}
