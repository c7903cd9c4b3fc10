import Diagnostics
import VoteCore

/// What becomes entries of the log.
extension AdminAPI {
    /// Entries, one a line, place and time 0: the service puts its own.
    func entries(_ body: [UInt8]) async throws -> HTTPAnswer {
        var operations: [Operation] = []
        var breaches: [(line: Int, id: String, message: LocalizedText)] = []
        var state = desk.status.head.state
        let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() where place + 1 < lines.count || !line.isEmpty {
            do {
                operations.append(try Self.operation(line, &state))
            } catch {
                breaches.append((place + 1, error.id, error.message))
            }
        }
        if !breaches.isEmpty { return Self.refusal(breaches) }
        return try await perform(operations)
    }

    /// Other rules.
    func rules(_ body: [UInt8]) async throws -> HTTPAnswer {
        do {
            return try await perform([.rules(try ElectionRules(text: body))])
        } catch let fault as FormatFault {
            let line = body.prefix(fault.range.lowerBound).count { $0 == UInt8(ascii: "\n") } + 1
            return Self.refusal([(line, fault.id, fault.message)])
        }
    }

    /// The declaration that the result stands: `operator,operator TAB reason`.
    func freeze(_ body: [UInt8]) async throws -> HTTPAnswer {
        let text = String(decoding: body, as: UTF8.self)
        let fields = text.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        guard fields.count == 2, let reason = fields.last else {
            return Self.refusal([(1, "freeze-form", Self.freezeForm)])
        }
        let operators = fields[0].split(separator: ",").map(String.init).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        let answer = try await perform([
            .freeze(operators: operators, reason: String(reason.prefix { $0 != "\n" }))
        ])
        if answer.status == 200 { _ = try await duties.publish() }
        return answer
    }

    /// A file that exclusions may name.
    func evidence(_ body: [UInt8]) async throws -> HTTPAnswer {
        _ = try await operations.perform([], evidence: [body])
        return HTTPAnswer(200, .object([("hash", .string(Hexadecimal.encode(MerkleHash(hashing: body).bytes)))]))
    }

    /// Hashes of printed codes, one a line in hexadecimal; all of them or none.
    func codes(_ body: [UInt8]) async throws -> HTTPAnswer {
        var hashes: [MerkleHash] = []
        var breaches: [(line: Int, id: String, message: LocalizedText)] = []
        let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() where place + 1 < lines.count || !line.isEmpty {
            guard let hash = Hexadecimal.decode(line).flatMap({ MerkleHash($0) }) else {
                breaches.append((place + 1, "code-hash", Self.codeForm))
                continue
            }
            hashes.append(hash)
        }
        if !breaches.isEmpty { return Self.refusal(breaches) }
        try await duties.addCodes(hashes)
        return HTTPAnswer(200, .object([("codes", .number(hashes.count))]))
    }

    private func perform(_ operations: [Operation]) async throws -> HTTPAnswer {
        switch try await self.operations.perform(operations) {
        case .done(let places):
            return HTTPAnswer(
                200, .object([("first", .number(places.lowerBound)), ("count", .number(places.count))]))
        case .refused(let breaches):
            return Self.refusal(breaches.map { ($0.operation + 1, $0.id, $0.message) })
        }
    }

    /// The operation that a line asks for.
    ///
    /// - Parameter state: the state before it, and after it.
    private static func operation(_ line: ArraySlice<UInt8>, _ state: inout ElectionState) throws(FormatFault)
        -> Operation
    {
        let entry = try LogEntry(text: line)
        func fault(_ id: String, _ message: LocalizedText) -> FormatFault { FormatFault(id, at: line.indices, message) }
        guard entry.index == 0, entry.time == 0 else { throw fault("entry-place", placeForm) }
        switch entry.content {
        case .transition(let step):
            guard step.from == state else {
                throw fault(
                    "state-from",
                    LocalizedText(
                        zh: "评选现在的状态是 \(state.rawValue)，不是 \(step.from.rawValue)；请查看状态后再操作",
                        en: "the election is \(state.rawValue), not \(step.from.rawValue); look at the status first"))
            }
            state = step.to
            return .transition(to: step.to, operators: step.operators, reason: step.reason)
        case .exclusion(let exclusion): return .exclusion(exclusion)
        case .reinstatement(let reinstatement): return .reinstatement(reinstatement)
        case .imported(let count): return .imported(count)
        case .note(let words): return .note(words)
        case .ballot, .rules, .freeze: throw fault("entry-kind", kindForm)
        }
    }

    private static func refusal(_ breaches: [(line: Int, id: String, message: LocalizedText)]) -> HTTPAnswer {
        let list = breaches.map { breach in
            JSONValue.object([
                ("line", .number(breach.line)), ("id", .string(breach.id)), ("zh", .string(breach.message.zh)),
                ("en", .string(breach.message.en)),
            ])
        }
        let value = JSONValue.object([
            ("code", .string("E_BREACH")), ("title", .string("不合规则，没有写入任何记录")),
            ("title_en", .string("rules are broken; nothing was written")), ("breaches", .list(list)),
        ])
        return HTTPAnswer(409, value.bytes, type: "application/problem+json")
    }

    private static let freezeForm = LocalizedText(
        zh: "冻结的写法是：操作员代号、TAB、理由", en: "a freeze is: operators' ids, TAB, reason")
    private static let codeForm = LocalizedText(
        zh: "每行一个投票码摘要：64 位小写十六进制", en: "one hash a line: 64 lower-case hexadecimal digits")
    private static let placeForm = LocalizedText(
        zh: "提交的记录里序号和时间都写 0，由服务填写", en: "place and time of an entry are 0 here; the service puts its own")
    private static let kindForm = LocalizedText(
        zh: "这里不接受 B、D、F：选票由投票人提交，规则用 rules，冻结用 freeze",
        en: "B, D and F are not taken here: ballots come from voters, rules by “rules”, a freeze by “freeze”")
}
