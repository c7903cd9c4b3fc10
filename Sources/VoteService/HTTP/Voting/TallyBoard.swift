import Synchronization
import VoteCore

/// The numbers that may be shown, as the last look at the log found them.
final class TallyBoard: Sendable {
    private let shown = Mutex<JSONValue?>(nil)

    /// What is answered; nil where no numbers may be shown.
    var value: JSONValue? { shown.withLock { $0 } }

    /// Shows the result that may be shown now.
    ///
    /// - Parameters:
    ///   - result: the bytes of `result.txt`; nil for none.
    ///   - asOf: the moment up to which it counts, in seconds since 1970.
    func show(_ result: [UInt8]?, asOf: Int) {
        let value = result.map { Self.value($0, asOf: asOf) }
        shown.withLock { $0 = value }
    }

    /// `result.txt` (see `Tally.text`) as JSON.
    static func value(_ text: [UInt8], asOf: Int) -> JSONValue {
        var head: [(String, JSONValue)] = [("as_of", .number(asOf))]
        var awards: [(key: String, ballots: JSONValue, candidates: [JSONValue])] = []
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            switch (fields.first, fields.count) {
            case ("election", 2): head.append(("election", .string(String(fields[1]))))
            case ("size", 2): head.append(("size", number(fields[1])))
            case ("ballots", 4): head.append(("ballots", count(fields[1...])))
            case ("award", 5): awards.append((String(fields[1]), count(fields[2...]), []))
            case ("candidate", 10):
                guard let last = awards.indices.last else { continue }
                awards[last].candidates.append(candidate(fields))
            default: continue
            }
        }
        let list = awards.map { award in
            JSONValue.object([
                ("award", .string(award.key)), ("ballots", award.ballots), ("candidates", .list(award.candidates)),
            ])
        }
        return .object(head + [("awards", .list(list))])
    }

    private static func candidate(_ fields: [Substring]) -> JSONValue {
        .object([
            ("candidate", .string(String(fields[2]))), ("rank", number(fields[1].prefix { $0 != "=" })),
            ("tied", .bool(fields[1].last == "=")), ("ballots", count(fields[3...5])),
            ("imported", count(fields[6...8])), ("total", number(fields[9])),
        ])
    }

    private static func count(_ fields: ArraySlice<Substring>) -> JSONValue {
        .object(zip(["received", "excluded", "counted"], fields).map { ($0, number($1)) })
    }

    private static func number(_ text: Substring) -> JSONValue { Int(text).map { .number($0) } ?? .null }
}
