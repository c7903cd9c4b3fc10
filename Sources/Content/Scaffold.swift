import Diagnostics

/// The text of a new file with every field explained: what `gridshow new` writes.
public enum Scaffold {
    /// A new file of `kind`. Required fields are there to be filled in; the others are comments to be uncommented.
    ///
    /// - Parameters:
    ///   - title: written into `title` or `name`.
    ///   - today: the date that is written into `date`, as `2023-12-15`.
    ///   - custom: the fields that the site adds.
    public static func text(
        _ kind: ContentKind, title: String, today: String, custom: [CustomField] = [], language: Language
    ) -> String {
        let schema = Schema.of(kind)
        let lines = (schema.fields + custom.map(\.field)).flatMap { field in
            ["# \(explanation(of: field, language))", line(for: field, title: title, today: today)]
        }
        let yaml = lines.joined(separator: "\n") + "\n"
        if kind.descriptionFile != nil { return yaml }
        let body = LocalizedText(zh: "正文从这里开始。", en: "The text begins here.").text(in: language)
        return "---\n\(yaml)---\n\n\(body)\n"
    }

    private static func explanation(of field: Field, _ language: Language) -> String {
        let required = LocalizedText(zh: "必填", en: "required").text(in: language)
        let optional = LocalizedText(zh: "可不写", en: "optional").text(in: language)
        let separator = language == .chinese ? "；" : "; "
        return [
            field.isRequired ? required : optional, field.type.label.text(in: language), field.help.text(in: language),
        ]
        .joined(separator: separator)
    }

    private static func line(for field: Field, title: String, today: String) -> String {
        switch field.name {
        case "title", "name": return "\(field.name): \(quoted(title))"
        case "date" where field.isRequired: return "date: \(today)"
        case "draft": return "draft: true"
        default: break
        }
        if field.isRequired { return requiredLine(field) }
        let example = field.example.isEmpty ? "" : field.example.hasPrefix("\n") ? field.example : " \(field.example)"
        return "\(field.name):\(example)".split(separator: "\n").map { "# \($0)" }.joined(separator: "\n")
    }

    /// An empty field, or an empty mapping's keys, so that `gridshow check` names what is still missing.
    private static func requiredLine(_ field: Field) -> String {
        switch field.type {
        case .record(let fields):
            "\(field.name):\n" + fields.filter(\.isRequired).map { "  \($0.name):" }.joined(separator: "\n")
        case .list(.record(let fields)):
            "\(field.name):\n"
                + fields.filter(\.isRequired).enumerated().map {
                    "\($0.offset == 0 ? "  - " : "    ")\($0.element.name):"
                }
                .joined(separator: "\n")
        default: "\(field.name):"
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }

    /// Whether `name` can be a file's name and a part of an address: see ``Schema/slugRule``.
    public static func isFileName(_ name: String) -> Bool {
        // Characters, not scalars: a decomposed letter is a letter, too.
        !name.isEmpty && !name.hasPrefix(".") && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    }

    /// A file name made of a title: letters and digits of any script, everything else a hyphen, in lower case.
    public static func fileName(for title: String) -> String {
        let parts = title.unicodeScalars.split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
        return parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: "-").lowercased()
    }
}
