import Content
import Diagnostics
import VoteCore

/// Makes the rules of an election from election.yaml and its candidates.
///
/// An election is announced with little; it becomes one that can be voted in, and that needs everything, with `keys`.
struct RulesReading {
    private let values: FieldValues
    private let election: Election
    private let candidates: [LoadedCandidates]
    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameter candidates: those of each award, in the order of `election.awards`.
    init(_ values: FieldValues, _ election: Election, candidates: [LoadedCandidates]) {
        self.values = values
        self.election = election
        self.candidates = candidates
    }

    private mutating func report(_ id: String, _ span: Span, zh: String, en: String, fix: String? = nil) {
        diagnostics.append(
            Diagnostic(
                id, at: span, LocalizedText(zh: zh, en: en), suggestion: fix.map { .init(replacing: span, with: $0) }))
    }

    /// The rules; nil while the vote is only announced, and where something is wrong with them.
    mutating func rules() -> ElectionRules? {
        checkSlug()
        checkAwards()
        let opening = time("opens")
        let closing = time("closes")
        checkOrder(opening, closing)
        let limits = limits()
        let work = work()
        let review = reviewRules()
        let identity = identity()
        guard let keys = values.record("keys") else {
            needsKeys()
            return nil
        }
        checkCompleteness(keys)
        let log = key(keys.locatedText("log"), .ed25519)
        let operators = namedKeys(keys, "operators", .ed25519)
        let witnesses = namedKeys(keys, "witnesses", .cosignature)
        checkOperators(operators, keys)
        guard !diagnostics.containsError, !candidates.contains(where: \.isFaulty), let log, let opening, let closing,
            let origin = values.text("origin"), let identity
        else { return nil }
        let rules = ElectionRules(
            id: election.slug, title: election.title,
            purpose: values.text("purpose").flatMap(ElectionRules.Purpose.init) ?? .advisory, origin: origin,
            opens: opening, closes: closing, identity: identity, display: display(),
            noticeDays: values.record("notice")?.wholeNumber("days") ?? 5, limits: limits, work: work,
            awards: zip(election.awards, candidates).map(Self.award), reviewRules: review, logKey: log,
            operators: operators, witnesses: witnesses)
        // Everything that the rules of VoteCore ask has been asked above, at its own place; this is for what was not.
        for fault in rules.faults() { diagnostics.append(Diagnostic(fault.id, at: keys.span, fault.message)) }
        return diagnostics.containsError ? nil : rules
    }

    private static func award(_ award: Election.Award, _ loaded: LoadedCandidates) -> ElectionRules.Award {
        ElectionRules.Award(
            key: award.key, title: award.title, choices: award.choices, ballots: award.ballots,
            period: award.isDaily ? .day : .election,
            candidates: loaded.candidates.map { candidate in
                .init(
                    key: candidate.key, name: candidate.name, unit: candidate.unit.isEmpty ? "-" : candidate.unit)
            })
    }

    private mutating func checkSlug() {
        guard values.record("keys") != nil, election.slug.wholeMatch(of: /[a-z0-9][a-z0-9-]{2,47}/) == nil else {
            return
        }
        report(
            "bad-format", .start(of: election.file),
            zh: "评选的文件夹名也是它在日志里的名字：3 到 48 个小写字母、数字或连字符",
            en: "the folder's name is the election's name in its log: 3 to 48 lower-case letters, digits or hyphens")
    }

    /// What an award must be like as soon as there are candidates.
    private mutating func checkAwards() {
        var seen: Set<String> = []
        for (award, (description, loaded)) in zip(values.records("awards"), zip(election.awards, candidates)) {
            let key = award["key"]?.span ?? award.span
            if !seen.insert(description.key).inserted {
                report("duplicate-code", key, zh: "奖项代号不能重复", en: "an award's key comes once")
            }
            guard loaded.isGiven else { continue }
            if !(2...24).contains(description.key.utf8.count) {
                report("bad-format", key, zh: "奖项代号是 2 到 24 个字符", en: "an award's key has 2 to 24 characters")
            }
            let choose = award["choose"]?.span ?? award.span
            let bounds = award.record("choose")
            if let least = bounds?.wholeNumber("min"), let most = bounds?.wholeNumber("max"), least > most {
                report(
                    "bad-choice-count", choose, zh: "最少选的人数（min）不能大于最多选的人数（max）",
                    en: "the fewest choices (min) cannot exceed the most (max)")
            } else if !loaded.isFaulty, description.choices.upperBound > loaded.candidates.count {
                report(
                    "bad-choice-count", choose,
                    zh: "一张票最多选 \(description.choices.upperBound) 人，候选人却只有 \(loaded.candidates.count) 位",
                    en:
                        "a ballot may name \(description.choices.upperBound), but there are \(loaded.candidates.count) candidates"
                )
            }
            if loaded.candidates.count > 1000 {
                report("out-of-range", key, zh: "一个奖项最多 1000 位候选人", en: "an award has at most 1000 candidates")
            }
        }
    }

    /// Seconds since 1970 of a time in UTC+8.
    private mutating func time(_ name: String) -> Int? {
        guard let date = values.date(name), let span = values[name]?.span else { return nil }
        guard let day = date.day, let month = date.month else {
            report(
                "inexact-date", span, zh: "要写到日和时间，例如 2026-09-01 09:00",
                en: "write day and time, such as 2026-09-01 09:00")
            return nil
        }
        // Ballots are counted by slots of ten minutes, and a vote opens and closes with one.
        guard let minutes = date.minutes, minutes % 10 == 0 else {
            if values.record("keys") != nil {
                report(
                    "inexact-date", span, zh: "投票在整十分钟开始和结束：写成 2026-09-01 09:00 这样",
                    en: "a vote opens and closes on a full ten minutes, such as 2026-09-01 09:00")
            }
            return nil
        }
        return WorkingDays.day(year: date.year, month: month, day: day).map { $0 * 86_400 + minutes * 60 - 8 * 3600 }
    }

    private mutating func checkOrder(_ opening: Int?, _ closing: Int?) {
        guard let opening, let closing, let span = values["closes"]?.span else { return }
        if opening >= closing {
            report("bad-date-order", span, zh: "结束时间要晚于开始时间", en: "it must close after it opens")
        } else if closing - opening > 60 * 86_400 {
            report("bad-date-order", span, zh: "投票最长 60 天", en: "a vote lasts 60 days at most")
        }
    }

    private mutating func limits() -> ElectionRules.NetworkLimits {
        let limits = values.record("limits")
        let soft = limits?.wholeNumber("soft") ?? 200
        let hard = limits?.wholeNumber("hard") ?? 5000
        if soft >= hard, let span = values["limits"]?.span {
            report(
                "bad-limits", span, zh: "soft（题目变难）必须小于 hard（拒绝）",
                en: "soft (harder puzzles) must be below hard (refused)")
        }
        return .init(soft: soft, hard: hard)
    }

    private mutating func work() -> ClosedRange<Int> {
        let work = values.record("work")
        let usual = work?.wholeNumber("usual") ?? 1
        let most = work?.wholeNumber("most") ?? 3
        if usual > most, let span = values["work"]?.span {
            report("bad-limits", span, zh: "平时的难度不能高于最高难度", en: "the usual level cannot exceed the highest")
        }
        return usual...max(usual, most)
    }

    private func display() -> ElectionRules.Display {
        let words = (values.text("display") ?? "daily 18:00").split(separator: " ").map(String.init)
        if words.first == "every", words.count == 2, let minutes = Int(words[1]) { return .every(minutes: minutes) }
        if words.first == "daily", words.count == 2, let minute = minuteOfDay(words[1]) {
            return .daily(minute: minute)
        }
        return .hidden
    }

    private mutating func identity() -> ElectionRules.Identity? {
        guard let identity = values.record("identity"), identity.text("kind") == "code" else { return .device }
        let commitment = identity.text("commitment").flatMap { Hexadecimal.decode(Array($0.utf8)) }
            .flatMap { MerkleHash($0) }
        guard let count = identity.wholeNumber("count"), let commitment else {
            report(
                "missing-value", identity.span, zh: "用投票码（code）时要写 count 和 commitment：`gridshow votes codes` 会打印这两项",
                en: "codes need count and commitment, which `gridshow votes codes` prints")
            return nil
        }
        return .code(count: count, commitment: commitment)
    }
}

extension RulesReading {
    /// A vote with a service or a log cannot do without keys.
    private mutating func needsKeys() {
        guard let span = (values["service"] ?? values["origin"] ?? values["frozen_root"])?.span else { return }
        report(
            "missing-value", span, zh: "要投票，就要有日志和操作员的公钥（keys）：`gridshow votes keys` 会生成并打印",
            en:
                "a vote needs the public keys of its log and operators (keys); `gridshow votes keys` makes and prints them"
        )
    }

    /// What a vote with keys still lacks, all in one.
    private mutating func checkCompleteness(_ keys: FieldValues) {
        var missing = ["origin", "opens", "closes", "organiser"].filter { values[$0] == nil }
        for (award, loaded) in zip(election.awards, candidates) where !loaded.isGiven {
            missing.append("candidates/\(award.key).csv")
        }
        guard !missing.isEmpty else { return }
        report(
            "incomplete-election", values["keys"]?.span ?? keys.span,
            zh: "有了公钥（keys）就是可以投票的评选，还缺：\(missing.joined(separator: "、"))",
            en: "with keys this is an election that can be voted in; it still lacks \(missing.joined(separator: ", "))")
    }

    private mutating func key(_ written: Located<String>?, _ algorithm: NoteKey.Algorithm) -> NoteKey? {
        guard let written else { return nil }
        if let key = NoteKey(text: Array(written.value.utf8)), key.algorithm == algorithm { return key }
        let isPrivate = written.value.hasPrefix("PRIVATE")
        report(
            isPrivate ? "private-key" : "bad-key", written.span,
            zh: isPrivate
                ? "这是私钥，绝不能写在这里：马上作废它，重新生成，这里写公钥"
                : "这不是公钥：名称+编号+base64，`gridshow votes keys` 打印的整行\(algorithm == .cosignature ? "（见证方用联署公钥）" : "")",
            en: isPrivate
                ? "this is a private key and must never stand here: give it up, make a new one and write the public key"
                : "this is no public key: name+id+base 64, the whole line that `gridshow votes keys` prints\(algorithm == .cosignature ? " (a cosignature key for witnesses)" : "")"
        )
        return nil
    }

    private mutating func namedKeys(
        _ keys: FieldValues, _ name: String, _ algorithm: NoteKey.Algorithm
    ) -> [ElectionRules.NamedKey] {
        var named: [ElectionRules.NamedKey] = []
        var ids: Set<String> = []
        for entry in keys.records(name) {
            guard let id = entry.locatedText("id"), let key = key(entry.locatedText("key"), algorithm) else { continue }
            if !ids.insert(id.value).inserted {
                report("duplicate-code", id.span, zh: "代号 \(id.value) 写了两次", en: "the id \(id.value) comes twice")
            }
            if named.contains(where: { $0.key.publicKey == key.publicKey }) {
                report(
                    "duplicate-code", entry["key"]?.span ?? entry.span, zh: "两个人不能用同一把密钥",
                    en: "two people cannot share one key")
            }
            named.append(.init(id: id.value, key: key))
        }
        return named
    }

    /// Nobody excludes a ballot alone.
    private mutating func checkOperators(_ operators: [ElectionRules.NamedKey], _ keys: FieldValues) {
        guard keys.records("operators").count < 2, let span = keys["operators"]?.span else { return }
        report(
            "too-few-operators", span, zh: "至少要有两名操作员：剔除选票要两个人签名",
            en: "there must be two operators at least: an exclusion takes two signatures")
    }

    /// The rules of review, in the order of their names. Without any, only A9 may be cited.
    private mutating func reviewRules() -> [ReviewRule] {
        let written = values.dictionary("review")
        if written.isEmpty { return [.other] }
        return written.sorted { $0.key < $1.key }.compactMap { id, numbers in
            guard let names = Self.reviewNumbers[id] else {
                report(
                    "unknown-key", numbers.span, zh: "没有复核规则“\(id)”，可用的是 A1 到 A7 和 A9",
                    en: "there is no rule of review “\(id)”, only A1 to A7 and A9")
                return nil
            }
            let missing = names.filter { numbers[$0] == nil }
            guard missing.isEmpty else {
                report(
                    "missing-value", numbers.span, zh: "\(id) 要写明它的数值：\(missing.joined(separator: "、"))",
                    en: "\(id) needs its numbers: \(missing.joined(separator: ", "))")
                return nil
            }
            return ReviewRule(id: id, parameters: names.compactMap { Self.parameter(numbers, $0) })
        }
    }

    /// The names of each rule's numbers, in the order of rules.txt.
    private static let reviewNumbers: [String: [String]] = [
        "A1": ["ballots", "times"], "A2": ["share", "ballots"], "A3": ["from", "to", "share", "ballots"],
        "A4": ["variation", "ballots"], "A5": ["choices", "share", "ballots"], "A6": ["milliseconds"],
        "A7": ["age", "share", "ballots"], "A9": [],
    ]

    private static func parameter(_ numbers: FieldValues, _ name: String) -> Int? {
        name == "from" || name == "to" ? numbers.text(name).flatMap(minuteOfDay) : numbers.wholeNumber(name)
    }
}

/// Minutes after midnight of `18:00`.
private func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
}
