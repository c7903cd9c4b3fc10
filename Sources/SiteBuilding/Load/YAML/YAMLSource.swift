import Content
import Diagnostics

/// The bytes of some YAML inside its file, and what can be wrong with them.
struct YAMLSource {
    let file: String
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the bytes begin in the file.
    let base: Int

    /// The place of some of the bytes in the file.
    func span(_ range: Range<Int>) -> Span {
        Span(file: file, range: base + range.lowerBound..<base + min(range.upperBound, bytes.count))
    }

    /// The place of one byte, or of the end.
    func span(at offset: Int) -> Span { span(offset..<min(offset + 1, bytes.count)) }

    /// A key's text and place; a key that is no text has none.
    func key(_ value: RawValue) -> (text: String, span: Span, isText: Bool) {
        if case .scalar(let text, _, let span) = value { return (text, span, true) }
        return ("", value.span, false)
    }

    /// What libyaml complains about, in the words of someone who has never heard of YAML.
    func diagnostic(for problem: YAMLEvents.Problem) -> Diagnostic {
        if problem.text.contains("mapping values") || problem.text.contains("':'"),
            let colon = fullWidthColon(near: problem.offset)
        {
            return .fullWidthColon(at: colon)
        }
        // The fault shows at the end of the file; the quote that was opened is what has to be looked at.
        let isUnclosed = problem.text.contains("unexpected end of stream")
        let offset = isUnclosed ? problem.start ?? problem.offset : problem.offset
        return Diagnostic("yaml-syntax", at: span(at: offset), YAMLProblem.explanation(of: problem.text))
    }

    /// A full-width colon behind the first word of the line at `offset` or of the line before it.
    private func fullWidthColon(near offset: Int) -> Span? {
        let index = LineIndex(Array(bytes))
        let line = index.line(of: offset)
        return [line - 1, line].lazy.compactMap { line -> Span? in
            let name = index.text(ofLine: line).prefix { $0 != "：" && $0 != ":" && $0 != "\"" }
            let start = index.range(ofLine: line).lowerBound + name.utf8.count
            let colon = Array("：".utf8)
            guard line > 0, !name.isEmpty, bytes[start...].starts(with: colon) else { return nil }
            return span(start..<start + colon.count)
        }.first
    }

    func duplicateKey(_ key: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            "duplicate-key", at: span,
            LocalizedText(zh: "“\(key)”写了两次，每个字段只能写一次", en: "“\(key)” is written twice; a field may be written once"),
            notes: [.init(LocalizedText(zh: "第一次写在这里", en: "the first is here"), at: first)])
    }

    func tooLarge() -> Diagnostic {
        let limit = YAMLReader.valueLimit
        return Diagnostic(
            "yaml-too-large", at: span(0..<bytes.count),
            LocalizedText(zh: "这段 YAML 展开后超过 \(limit) 个值", en: "this YAML expands to more than \(limit) values"))
    }

    func tooDeep(at offset: Int) -> Diagnostic {
        let limit = YAMLReader.depthLimit
        return Diagnostic(
            "yaml-too-large", at: span(at: offset),
            LocalizedText(
                zh: "列表和字段一层套一层，超过 \(limit) 层；多半是括号没有写完",
                en: "lists and mappings stand in one another more than \(limit) deep; probably a bracket is not closed")
        )
    }
}

extension Diagnostic {
    static func fullWidthColon(at span: Span) -> Diagnostic {
        Diagnostic(
            "yaml-syntax", at: span,
            LocalizedText(
                zh: "字段名后面要用英文冒号，冒号后面空一格", en: "behind a field's name stands an ASCII colon and a space"),
            suggestion: .init(replacing: span, with: ": "))
    }
}
