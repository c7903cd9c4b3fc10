import Diagnostics

/// A fault as an error value, to travel in a `Result`.
struct Fault: Error {
    let diagnostic: Diagnostic
}

/// The rules for a single scalar, one small function a type.
struct ScalarRule {
    let name: String
    let text: String
    let span: Span
    let topics: TopicIndex

    func check(_ type: FieldType) -> Result<FieldValue, Fault> {
        switch type {
        case .text(let maximum): checkText(maximum)
        case .pattern(let pattern, let rule): checkPattern(pattern, rule)
        case .regularExpression: checkRegularExpression()
        case .number(let minimum, let maximum): checkNumber(minimum, maximum)
        case .date: checkDate()
        case .flag: checkFlag()
        case .url: checkURL()
        case .choice(let words): checkChoice(words)
        case .topic: checkTopic()
        case .file(let suffixes): checkFile(suffixes)
        case .list, .record, .dictionary, .counts, .fieldDeclarations:
            .failure(Fault(diagnostic: .wrongType(of: quotedName, expected: type, at: span)))
        }
    }

    private var quotedName: LocalizedText { LocalizedText(zh: "“\(name)”", en: "“\(name)”") }

    private func fail(_ id: String, zh: String, en: String, fix: String? = nil) -> Result<FieldValue, Fault> {
        let suggestion = fix.map { Diagnostic.Suggestion(replacing: span, with: $0) }
        let message = LocalizedText(zh: "“\(name)”\(zh)", en: "“\(name)” \(en)")
        return .failure(Fault(diagnostic: Diagnostic(id, at: span, message, suggestion: suggestion)))
    }

    private func checkText(_ maximum: Int?) -> Result<FieldValue, Fault> {
        // No character has less than one byte, and counting characters is slow.
        if let maximum, text.utf8.count > maximum, text.count > maximum {
            return fail(
                "out-of-range", zh: "最多 \(maximum) 个字，现有 \(text.count) 个",
                en: "may have at most \(maximum) characters; it has \(text.count)")
        }
        return .success(.text(text))
    }

    private func checkPattern(_ pattern: String, _ rule: LocalizedText) -> Result<FieldValue, Fault> {
        if let regex = try? Regex(pattern), text.wholeMatch(of: regex) != nil { return .success(.text(text)) }
        return fail("bad-format", zh: "的写法不对：\(rule.zh)", en: "is not written as it must be: \(rule.en)")
    }

    private func checkRegularExpression() -> Result<FieldValue, Fault> {
        if (try? Regex(text)) != nil { return .success(.text(text)) }
        return fail(
            "bad-format", zh: "不是正确的正则表达式：查一查括号是否成对",
            en: "is not a valid regular expression: check that brackets are paired")
    }

    private func checkNumber(_ minimum: Double?, _ maximum: Double?) -> Result<FieldValue, Fault> {
        guard let number = Double(text), number.isFinite else {
            return fail(
                "wrong-type", zh: "要写成数字，例如 83；不要写“约”、单位或千分号",
                en: "must be a number such as 83, without “about”, units or thousands separators",
                fix: mendedNumber(text))
        }
        if let minimum, number < minimum {
            return fail("out-of-range", zh: "不能小于 \(plain(minimum))", en: "must not be less than \(plain(minimum))")
        }
        if let maximum, number > maximum {
            return fail("out-of-range", zh: "不能大于 \(plain(maximum))", en: "must not be more than \(plain(maximum))")
        }
        return .success(.number(number, written: text))
    }

    private func checkDate() -> Result<FieldValue, Fault> {
        if let date = CalendarDate(text) { return .success(.date(date)) }
        return fail(
            "bad-date", zh: "要写成确实存在的日期，形如 2023-12-15；只知道年月就写 2023-12 或 2023，要写时刻就写 2023-12-15 09:30",
            en:
                "must be a date that exists, written 2023-12-15, or as far as it is known: 2023-12, 2023; or 2023-12-15 09:30",
            fix: mendedDate())
    }

    /// `2023年1月5日`, `2023/1/5` and full-width digits, put into the right form.
    private func mendedDate() -> String? {
        let parts = halfWidth(text).split(whereSeparator: { !$0.isNumber }).prefix(3).compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return CalendarDate(year: parts[0], month: parts[1], day: parts[2])?.isoText
    }

    private func checkFlag() -> Result<FieldValue, Fault> {
        switch text.lowercased() {
        case "true", "yes", "是": .success(.flag(true))
        case "false", "no", "否": .success(.flag(false))
        default: fail("wrong-type", zh: "只能写 true（是）或 false（否）", en: "must be true or false")
        }
    }

    private func checkURL() -> Result<FieldValue, Fault> {
        let schemes = ["https://", "http://", "mailto:", "tel:"]
        let isComplete = schemes.contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        if isComplete, !text.contains(where: \.isWhitespace) { return .success(.text(text)) }
        let looksLikeHost = text.contains(".") && !text.contains(where: \.isWhitespace) && !text.contains(":")
        return fail(
            "bad-address", zh: "要写完整的网址，以 https:// 开头，中间没有空格",
            en: "must be a whole address that begins with https:// and has no spaces",
            fix: looksLikeHost ? "https://\(text)" : nil)
    }

    private func checkChoice(_ words: [String]) -> Result<FieldValue, Fault> {
        if words.contains(text) { return .success(.text(text)) }
        return fail(
            "unknown-choice", zh: "只能是 \(words.joined(separator: "、")) 之一",
            en: "must be one of \(words.joined(separator: ", "))", fix: nearestName(to: text, among: words))
    }

    private func checkTopic() -> Result<FieldValue, Fault> {
        // Where topics.yaml itself is faulty, that is the fault to report.
        if topics.topics.isEmpty { return .success(.text(text)) }
        if let topic = topics.topic(named: text) { return .success(.text(topic.key)) }
        let titles = topics.topics.map(\.title)
        let known = titles.joined(separator: "、")
        return .failure(
            Fault(
                diagnostic: Diagnostic(
                    "unknown-topic", at: span,
                    LocalizedText(
                        zh: "专题“\(text)”不存在；topics.yaml 里有：\(known)",
                        en: "there is no theme “\(text)”; topics.yaml has: \(known)"),
                    suggestion: nearestName(to: text, among: titles + topics.topics.map(\.key))
                        .map { .init(replacing: span, with: $0) })))
    }

    private func checkFile(_ suffixes: [String]) -> Result<FieldValue, Fault> {
        if text.hasPrefix("/") || text.split(separator: "/").contains("..") || text.contains("\\") {
            return fail(
                "bad-path", zh: "要写 content 文件夹之内的路径，用正斜杠，例如 images/广场.jpg",
                en: "must be a path inside the content folder with forward slashes, such as images/square.jpg")
        }
        guard suffixes.contains(where: { text.lowercased().hasSuffix($0) }) else {
            return fail(
                "bad-path", zh: "要以 \(suffixes.joined(separator: "、")) 结尾",
                en: "must end in \(suffixes.joined(separator: ", "))")
        }
        return .success(.text(text))
    }
}

/// The number that full-width digits and separators between thousands stand for, in plain form; nil where they stand for
/// none.
public func mendedNumber(_ text: String) -> String? {
    let plain = halfWidth(text).filter { $0 != "," }
    return Double(plain)?.isFinite == true ? plain : nil
}

/// Full-width ASCII forms (U+FF01…U+FF5E) as their ASCII characters; everything else unchanged.
private func halfWidth(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
            }))
}

private func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
}
