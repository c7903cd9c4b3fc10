import Content
import Diagnostics
import Testing

/// What `gridshow new` writes, taken apart line by line.
struct ScaffoldTests {
    private static let arguments = ContentKind.allCases.flatMap { kind in Language.allCases.map { (kind, $0) } }

    private func custom() throws -> CustomField {
        let span = Span.start(of: "site.yaml")
        let values = FieldValues(
            [
                "type": Located(.text("text"), at: span), "label": Located(.text("报送单位"), at: span),
                "required": Located(.flag(true), at: span), "help": Located(.text("推荐单位全称"), at: span),
            ], at: span)
        return try #require(CustomField(name: "submitted_by", values))
    }

    @Test(
        "Every field of the kind and of the site stands there, once, with its explanation above", arguments: arguments)
    func everyField(kind: ContentKind, language: Language) throws {
        let custom = try custom()
        let text = Scaffold.text(kind, title: "标题", today: "2023-12-15", custom: [custom], language: language)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for field in Schema.of(kind).fields + [custom.field] {
            let places = lines.indices.filter {
                lines[$0].hasPrefix("\(field.name):") || lines[$0].hasPrefix("# \(field.name):")
            }
            #expect(places.count == 1, "\(field.name) stands \(places.count) times")
            let explanation = try #require(places.first.map { lines[$0 - 1] })
            #expect(explanation.hasPrefix("# ") && explanation.hasSuffix(field.help.text(in: language)))
            let required = language == .chinese ? "必填" : "required"
            #expect(explanation.contains(required + (language == .chinese ? "；" : ";")) == field.isRequired)
        }
        #expect((kind.descriptionFile == nil) == (lines.first == "---"), "only Markdown files have front matter")
    }

    @Test("Required fields are written, the others are comments", arguments: ContentKind.allCases)
    func comments(kind: ContentKind) {
        let text = Scaffold.text(kind, title: "标题", today: "2023-12-15", language: .chinese)
        for field in Schema.of(kind).fields {
            let isWritten = text.split(separator: "\n").contains { $0.hasPrefix("\(field.name):") }
            let isOffered = field.name == "draft" || field.isRequired
            #expect(isWritten == isOffered, "\(field.name)")
        }
        #expect(text.hasSuffix("\n") && !text.contains("\r") && !text.contains("\t"))
    }

    @Test("Titles are quoted, whatever is in them")
    func titles() {
        let text = Scaffold.text(.page, title: "社区: '12345' #法 \"\\", today: "2023-12-15", language: .english)
        #expect(text.contains("\ntitle: '社区: ''12345'' #法 \"\\'\n"))
    }

    @Test(
        "A file name is made of the letters and digits of a title",
        arguments: [
            ("三根松社区：“12345”工作法", "三根松社区-12345-工作法"), ("A Case, in English!", "a-case-in-english"), ("  a  ", "a"),
            ("../../etc", "etc"),
            ("", ""), ("！？", ""), ("ＡＢ１", "ａｂ１"),
        ])
    func fileNames(title: String, name: String) {
        #expect(Scaffold.fileName(for: title) == name)
    }
}

struct FieldDocumentationTests {
    private func fields(_ type: FieldType) -> [Field] {
        switch type {
        case .record(let fields), .dictionary(let fields): fields
        case .list(let element): fields(element)
        default: []
        }
    }

    private func names(_ list: [Field], indent: String = "") -> [String] {
        list.flatMap { field in ["\(indent)\(field.name)"] + names(fields(field.type), indent: indent + "  ") }
    }

    @Test("Every field of every subject is documented, nested ones below their group", arguments: Language.allCases)
    func everyField(language: Language) throws {
        let subjects =
            ContentKind.allCases.map { ($0.rawValue, Schema.of($0)) } + [
                ("site", Schema.site), ("topics", Schema.topic),
            ]
        for (subject, schema) in subjects {
            let text = try #require(FieldDocumentation.text(for: subject, in: language))
            let lines = text.split(separator: "\n").map(String.init)
            // `fields:` of site.yaml has declarations below it that are no fields of a record.
            let documented = lines.map { String($0.prefix { $0 != "(" }.dropLast()) }
            let missing = names(schema.fields).filter { !documented.contains($0) }
            #expect(missing == [], "\(subject)")
            for field in schema.fields {
                let line = try #require(lines.first { $0.hasPrefix("\(field.name) (") })
                #expect(
                    line.contains(field.help.text(in: language)) && line.contains(field.type.label.text(in: language)))
                #expect(
                    line.contains(language == .chinese ? "(必填" : "(required") == field.isRequired, "\(subject): \(line)"
                )
            }
        }
    }

    @Test("Both languages explain every field")
    func bothLanguages() {
        for kind in ContentKind.allCases {
            for field in Schema.of(kind).fields {
                #expect(
                    !field.help.zh.isEmpty && !field.help.en.isEmpty && field.help.zh != field.help.en,
                    "\(kind): \(field.name)")
            }
        }
    }

    @Test("There is no documentation of what does not exist")
    func unknown() {
        #expect(FieldDocumentation.text(for: "cases", in: .english) == nil)
    }
}
