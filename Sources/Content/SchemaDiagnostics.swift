import Diagnostics

extension Diagnostic {
    static func unknownKey(_ entry: RawEntry, known: [String], owner: LocalizedText) -> Diagnostic {
        Diagnostic(
            "unknown-key", at: entry.keySpan,
            LocalizedText(
                zh: "\(owner.zh)没有“\(entry.key)”这个字段；可用的有：\(known.joined(separator: "、"))",
                en: "\(owner.en) has no field “\(entry.key)”; it knows: \(known.joined(separator: ", "))"),
            suggestion: nearestName(to: entry.key, among: known).map { .init(replacing: entry.keySpan, with: $0) })
    }

    static func wrongType(of owner: LocalizedText, expected: FieldType, at span: Span) -> Diagnostic {
        Diagnostic(
            "wrong-type", at: span,
            LocalizedText(zh: "\(owner.zh)要写成\(expected.label.zh)", en: "\(owner.en) must be a \(expected.label.en)"))
    }

    static func missingField(_ field: Field, owner: LocalizedText, at span: Span) -> Diagnostic {
        Diagnostic(
            "missing-field", at: Span(file: span.file, range: span.range.lowerBound..<span.range.lowerBound),
            LocalizedText(
                zh: "\(owner.zh)缺少必填的“\(field.name)”（\(field.help.zh)）",
                en: "\(owner.en) lacks the required field “\(field.name)” (\(field.help.en))"),
            notes: exampleNote(field))
    }

    static func emptyField(_ field: Field, owner: LocalizedText, at span: Span) -> Diagnostic {
        Diagnostic(
            "missing-field", at: span,
            LocalizedText(
                zh: "\(owner.zh)的“\(field.name)”是必填的，不能空着（\(field.help.zh)）",
                en: "“\(field.name)” of \(owner.en) is required and must not be empty (\(field.help.en))"),
            notes: exampleNote(field))
    }

    private static func exampleNote(_ field: Field) -> [Note] {
        guard !field.example.isEmpty else { return [] }
        let line = field.example.contains("\n") ? "\n\(field.example)" : " \(field.example)"
        return [Note(LocalizedText(zh: "例如 \(field.name):\(line)", en: "for example \(field.name):\(line)"))]
    }
}
