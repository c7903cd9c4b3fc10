import Diagnostics
import FoundationEssentials
import Glibc
import SiteBuilding
import VoteCore

/// The log of a running service.
struct ServiceLog: ElectionLog {
    private let connection: AdminConnection
    private(set) var state: ElectionState
    private(set) var size: Int

    private struct Status: Decodable {
        let state: String
        let size: Int
    }

    private struct Problem: Decodable {
        struct Breach: Decodable {
            let line: Int?
            let id: String
            let zh: String
            let en: String
        }
        let code: String?
        let title: String?
        let title_en: String?
        let breaches: [Breach]?
    }

    /// A flag as the service gives it.
    struct Flag: Decodable {
        let rule: String
        let award: String
        let candidate: String?
        let ranges: String
        let count: Int
        let outOf: Int
        let evidence: String
    }

    private struct Flags: Decodable {
        let flags: [Flag]
    }

    /// The log as the service has it now.
    init(_ connection: AdminConnection) throws {
        self.connection = connection
        (state, size) = (.draft, 0)
        try refresh()
    }

    private mutating func refresh() throws {
        let status: Status = try decoded(try connection.request("GET", "/admin/v1/status"))
        guard let state = ElectionState(rawValue: status.state) else { throw Self.unreadable }
        (self.state, size) = (state, status.size)
    }

    mutating func enter(_ contents: [LogEntry.Content], evidence: [[UInt8]]) throws -> [EntryBreach] {
        for file in evidence {
            let breaches = try send("/admin/v1/evidence", file)
            if !breaches.isEmpty { return breaches }
        }
        // The service puts place and time.
        let lines = contents.map { LogEntry(index: 0, time: 0, $0).text + [0x0A] }
        return try sendAndPublish("/admin/v1/entries", lines.flatMap { $0 })
    }

    mutating func adopt(_ rules: ElectionRules) throws -> [EntryBreach] {
        try sendAndPublish("/admin/v1/rules", rules.text)
    }

    /// What an organiser does is public at once, and the commands that read the folder find it there.
    private mutating func sendAndPublish(_ path: String, _ body: [UInt8]) throws -> [EntryBreach] {
        let breaches = try send(path, body)
        return breaches.isEmpty ? try publish() : breaches
    }

    mutating func freeze(operators: [String], reason: String) throws -> [EntryBreach] {
        try send("/admin/v1/freeze", Array("\(operators.joined(separator: ","))\t\(reason)".utf8))
    }

    /// Has the service write its log to the published folder.
    mutating func publish() throws -> [EntryBreach] { try send("/admin/v1/publish", []) }

    /// Gives the service hashes of printed codes, one a line in hexadecimal.
    mutating func addCodes(_ hashes: [UInt8]) throws -> [EntryBreach] { try send("/admin/v1/codes", hashes) }

    /// What the rules of review find unusual, with the signals that only the service has.
    func flags() throws -> [Flag] {
        let flags: Flags = try decoded(try connection.request("GET", "/admin/v1/flags"))
        return flags.flags
    }

    private mutating func send(_ path: String, _ body: [UInt8]) throws -> [EntryBreach] {
        let answer = try connection.request("POST", path, body)
        if (200..<300).contains(answer.status) {
            try refresh()
            return []
        }
        guard (400..<500).contains(answer.status) else { throw failure(answer) }
        let problem: Problem = try parsed(answer)
        let breaches = problem.breaches ?? []
        if breaches.isEmpty {
            let title = problem.title ?? "HTTP \(answer.status)"
            let message = LocalizedText(zh: title, en: problem.title_en ?? title)
            return [EntryBreach(entry: 0, id: problem.code ?? "service", message: message)]
        }
        return breaches.map {
            EntryBreach(entry: max(0, ($0.line ?? 1) - 1), id: $0.id, message: LocalizedText(zh: $0.zh, en: $0.en))
        }
    }

    private func decoded<Value: Decodable>(_ answer: AdminConnection.Answer) throws -> Value {
        guard answer.status == 200 else { throw failure(answer) }
        return try parsed(answer)
    }

    private func parsed<Value: Decodable>(_ answer: AdminConnection.Answer) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(answer.body))
        } catch {
            throw Self.unreadable
        }
    }

    private static let unreadable = MachineError("read the service's answer", code: EPROTO)

    private func failure(_ answer: AdminConnection.Answer) -> ExitStatus {
        complain(
            LocalizedText(
                zh: "投票服务答复 \(answer.status)：\(String(decoding: answer.body.prefix(500), as: UTF8.self))",
                en: "the service answered \(answer.status): \(String(decoding: answer.body.prefix(500), as: UTF8.self))"
            ))
        return .machineFailed
    }
}
