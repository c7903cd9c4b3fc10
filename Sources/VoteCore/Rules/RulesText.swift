import Diagnostics

/// The published form of the rules, `rules.txt`: one line a rule, fields separated by TAB, in a fixed order.
///
///     gridshow.vote/1
///     id        cd-2026-zuimei
///     title     2026年“最美网格员”点赞
///     purpose   advisory                     or showcase
///     origin    vote.example.cn/cd-2026-zuimei
///     opens     1788224400                   seconds since 1970, a full ten minutes
///     closes    1788775200
///     identity  device                       or code, their number, the commitment in hexadecimal
///     display   daily  1080                  minutes after midnight; or every, minutes; or hidden
///     notice    5                            working days
///     limits    200  5000                    ballots per address, award and day: soft, hard
///     work      1  3                         usual and highest level of the puzzles
///     award     grid-worker  1  10  1  day  最美网格员       choices from, to; ballots; per day or election
///     candidate gw-001  张三  某社区          one line each, below their award
///     review    A1  50  8                    one line for each rule an exclusion may cite, with its numbers
///     log       vote.example.cn/…+…+…        the keys
///     operator  op1  …                       two at least
///     witness   notary  …                    none or more
///
/// There is one text for every set of rules, so its hash stands for them.
extension ElectionRules {
    static let header = "gridshow.vote/1"

    /// The bytes of `rules.txt`.
    public var text: [UInt8] {
        var lines: [[String]] = [
            [Self.header], ["id", id], ["title", title], ["purpose", purpose.rawValue], ["origin", origin],
            ["opens", "\(opens)"], ["closes", "\(closes)"],
        ]
        switch identity {
        case .device: lines.append(["identity", "device"])
        case .code(let count, let commitment):
            lines.append(["identity", "code", "\(count)", Hexadecimal.encode(commitment.bytes)])
        }
        switch display {
        case .hidden: lines.append(["display", "hidden"])
        case .daily(let minute): lines.append(["display", "daily", "\(minute)"])
        case .every(let minutes): lines.append(["display", "every", "\(minutes)"])
        }
        lines.append(["notice", "\(noticeDays)"])
        lines.append(["limits", "\(limits.soft)", "\(limits.hard)"])
        lines.append(["work", "\(work.lowerBound)", "\(work.upperBound)"])
        for award in awards {
            let (least, most) = (award.choices.lowerBound, award.choices.upperBound)
            lines.append([
                "award", award.key, "\(least)", "\(most)", "\(award.ballots)", award.period.rawValue, award.title,
            ])
            lines += award.candidates.map { ["candidate", $0.key, $0.name, $0.unit] }
        }
        lines += reviewRules.map { ["review", $0.id] + $0.parameters.map { "\($0)" } }
        lines.append(["log", logKey.text])
        lines += operators.map { ["operator", $0.id, $0.key.text] }
        lines += witnesses.map { ["witness", $0.id, $0.key.text] }
        return Array(lines.map { $0.joined(separator: "\t") + "\n" }.joined().utf8)
    }

    /// The rules of a text.
    ///
    /// - Throws: the first line that is not as `text` would write it, or the first rule that `faults` finds broken.
    public init(text: [UInt8]) throws(FormatFault) {
        var reader = RulesReader(text)
        self = try reader.rules()
        if let fault = faults().first { throw fault }
    }
}

/// Reads `rules.txt` line by line.
private struct RulesReader {
    private let lines: [ArraySlice<UInt8>]
    private let end: Int
    private var next = 0

    init(_ text: [UInt8]) {
        lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        end = text.count
    }

    /// Whether the next line begins with `key`.
    private func isNext(_ key: String) -> Bool {
        next < lines.count && lines[next].starts(with: "\(key)\t".utf8)
    }

    /// The fields of the next line, which must begin with `key`.
    private mutating func line(_ key: String) throws(FormatFault) -> TabFields {
        guard next < lines.count else {
            throw FormatFault(
                "rules-form", at: end..<end, LocalizedText(zh: "缺少“\(key)”这一行", en: "the line “\(key)” is missing"))
        }
        var fields = TabFields(lines[next], id: "rules-form")
        next += 1
        try fields.expect(key)
        return fields
    }

    private mutating func value<Value>(
        _ key: String, _ read: (inout TabFields) throws(FormatFault) -> Value
    ) throws(FormatFault) -> Value {
        var fields = try line(key)
        let value = try read(&fields)
        try fields.end()
        return value
    }

    private mutating func repeated<Value>(
        _ key: String, _ read: (inout TabFields) throws(FormatFault) -> Value
    ) throws(FormatFault) -> [Value] {
        var values: [Value] = []
        while isNext(key) { values.append(try value(key, read)) }
        return values
    }

    mutating func rules() throws(FormatFault) -> ElectionRules {
        _ = try value(ElectionRules.header) { _ throws(FormatFault) in }
        let rules = ElectionRules(
            id: try value("id") { fields throws(FormatFault) in try fields.name(3...48) },
            title: try value("title") { fields throws(FormatFault) in try fields.words() },
            purpose: try value("purpose", purpose),
            origin: try value("origin", origin),
            opens: try value("opens") { fields throws(FormatFault) in try fields.number() },
            closes: try value("closes") { fields throws(FormatFault) in try fields.number() },
            identity: try value("identity", identity),
            display: try value("display", display),
            noticeDays: try value("notice") { fields throws(FormatFault) in try fields.number(0...60) },
            limits: try value("limits") { fields throws(FormatFault) in
                .init(soft: try fields.number(1...1_000_000), hard: try fields.number(50...1_000_000))
            },
            work: try value("work") { fields throws(FormatFault) in
                let usual = try fields.number(0...3)
                return usual...(try fields.number(usual...3))
            },
            awards: try awards(),
            reviewRules: try repeated("review", reviewRule),
            logKey: try value("log") { fields throws(FormatFault) in try noteKey(&fields, .ed25519) },
            operators: try repeated("operator") { fields throws(FormatFault) in
                .init(id: try fields.name(1...24), key: try noteKey(&fields, .ed25519))
            },
            witnesses: try repeated("witness") { fields throws(FormatFault) in
                .init(id: try fields.name(1...24), key: try noteKey(&fields, .cosignature))
            })
        guard next == lines.count - 1, lines[next].isEmpty else {
            let start = next < lines.count ? lines[next].startIndex : end
            throw FormatFault(
                "rules-form", at: start..<end,
                LocalizedText(zh: "规则到这里应当以换行结束", en: "the rules should end here, with a line end"))
        }
        return rules
    }

    private mutating func awards() throws(FormatFault) -> [ElectionRules.Award] {
        var awards: [ElectionRules.Award] = []
        while isNext("award") {
            let head = try value("award") { fields throws(FormatFault) in
                let key = try fields.name(2...24)
                let least = try fields.number(1...ElectionRules.mostChoices)
                let most = try fields.number(least...ElectionRules.mostChoices)
                let ballots = try fields.number(1...100)
                let period = ElectionRules.Period(rawValue: String(decoding: try fields.bytes(), as: UTF8.self))
                guard let period else {
                    throw fields.fault(LocalizedText(zh: "这里必须是 day 或 election", en: "this must be day or election"))
                }
                return (key, least...most, ballots, period, try fields.words())
            }
            let candidates = try repeated("candidate") { fields throws(FormatFault) in
                ElectionRules.Candidate(
                    key: try fields.name(2...24), name: try fields.words(), unit: try fields.words())
            }
            awards.append(
                .init(
                    key: head.0, title: head.4, choices: head.1, ballots: head.2, period: head.3,
                    candidates: candidates))
        }
        return awards
    }
}

private func purpose(_ fields: inout TabFields) throws(FormatFault) -> ElectionRules.Purpose {
    guard let purpose = ElectionRules.Purpose(rawValue: String(decoding: try fields.bytes(), as: UTF8.self)) else {
        throw fields.fault(LocalizedText(zh: "这里必须是 showcase 或 advisory", en: "this must be showcase or advisory"))
    }
    return purpose
}

private func origin(_ fields: inout TabFields) throws(FormatFault) -> String {
    let bytes = try fields.bytes()
    guard NoteKey.isName(bytes) else {
        throw fields.fault(
            LocalizedText(
                zh: "日志名是不带空格和加号的可见 ASCII 字符，最多 128 个",
                en: "a log's name is at most 128 visible ASCII characters without spaces and plus"))
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func identity(_ fields: inout TabFields) throws(FormatFault) -> ElectionRules.Identity {
    let word = try fields.bytes()
    if word.elementsEqual("device".utf8) { return .device }
    guard word.elementsEqual("code".utf8) else {
        throw fields.fault(LocalizedText(zh: "这里必须是 device 或 code", en: "this must be device or code"))
    }
    let count = try fields.number(1...100_000_000)
    guard let commitment = MerkleHash(try fields.hexadecimal(count: 32)) else { throw fields.fault(RulesWords.key) }
    return .code(count: count, commitment: commitment)
}

private func display(_ fields: inout TabFields) throws(FormatFault) -> ElectionRules.Display {
    let word = String(decoding: try fields.bytes(), as: UTF8.self)
    switch word {
    case "hidden": return .hidden
    case "daily": return .daily(minute: try fields.number(0...1439))
    case "every": return .every(minutes: try fields.number(10...10_080))
    default:
        throw fields.fault(
            LocalizedText(
                zh: "这里必须是 hidden、daily 或 every；不支持实时显示",
                en: "this must be hidden, daily or every; live numbers are not offered"
            ))
    }
}

private func reviewRule(_ fields: inout TabFields) throws(FormatFault) -> ReviewRule {
    let id = String(decoding: try fields.bytes(), as: UTF8.self)
    var parameters: [Int] = []
    while !fields.isAtEnd { parameters.append(try fields.number(0...1_000_000)) }
    guard let rule = ReviewRule(id: id, parameters: parameters) else {
        throw fields.fault(
            LocalizedText(zh: "没有这条复核规则，或者参数个数不对", en: "there is no such rule of review, or its numbers do not fit"))
    }
    return rule
}

private func noteKey(_ fields: inout TabFields, _ algorithm: NoteKey.Algorithm) throws(FormatFault) -> NoteKey {
    guard let key = NoteKey(text: try fields.bytes()), key.algorithm == algorithm else {
        throw fields.fault(RulesWords.key)
    }
    return key
}

private enum RulesWords {
    static let key = LocalizedText(
        zh: "这里必须是一个密钥：名称+编号+base64（日志和操作员用 Ed25519，见证方用联署）",
        en: "this must be a key: name+id+base 64 (Ed25519 for the log and operators, cosignatures for witnesses)")
}
