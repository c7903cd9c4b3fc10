import Diagnostics

/// The documentation of fields, made from the same declarations that validation uses.
public enum FieldDocumentation {
    /// A list of all fields of a content kind, `site`, `topics`, `districts` or `statistics`, with types, rules and examples.
    ///
    /// - Returns: nil for any other subject.
    public static func text(for subject: String, in language: Language) -> String? {
        let schema: Schema? =
            switch subject {
            case "site": .site
            case "topics": .topic
            case "districts": .district
            case "statistics": .statistics
            default: ContentKind(rawValue: subject).map { .of($0) }
            }
        guard let schema else { return nil }
        return schema.fields.flatMap { lines(for: $0, indent: "", language) }.joined(separator: "\n")
    }

    private static func lines(for field: Field, indent: String, _ language: Language) -> [String] {
        let required = LocalizedText(zh: "必填", en: "required")
        let parts = [field.isRequired ? required : nil, field.type.label].compactMap { $0?.text(in: language) }
        let separator = language == .chinese ? "，" : ", "
        let line = "\(indent)\(field.name) (\(parts.joined(separator: separator))): \(field.help.text(in: language))"
        return [line] + nested(field.type).flatMap { lines(for: $0, indent: indent + "  ", language) }
    }

    private static func nested(_ type: FieldType) -> [Field] {
        switch type {
        case .record(let fields), .dictionary(let fields): fields
        case .list(let element): nested(element)
        case .fieldDeclarations: CustomField.declarationFields
        default: []
        }
    }
}
