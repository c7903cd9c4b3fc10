import Diagnostics

/// A field that a site adds to a kind of content through `fields:` in site.yaml.
public struct CustomField: Sendable {
    /// The words that a declaration may use for its type.
    static let typeNames = ["text", "number", "date", "flag", "url", "list"]

    /// The keys of one declaration.
    static let declarationFields: [Field] = [
        Field(
            "type", .choice(typeNames), isRequired: true, zh: "这个字段装什么", en: "what the field holds",
            example: "text"),
        Field(
            "label", .text(maximum: 20), isRequired: true, zh: "页面上显示的名称", en: "its name on the page",
            example: "推荐单位"),
        Field("required", .flag, zh: "是否必填", en: "whether it must be filled in", example: "false"),
        Field("values", .list(.text()), zh: "只许选用的值", en: "the only values allowed", example: "[甲, 乙]"),
        Field(
            "pattern", .regularExpression, zh: "整个值要符合的正则表达式", en: "a regular expression for the whole value",
            example: "'[0-9]{6}'"),
        Field("help", .text(), zh: "给编辑的一句说明", en: "one sentence for editors", example: "推荐单位全称"),
    ]

    /// The key in front matter.
    public let name: String
    /// The name on the page.
    public let label: String
    /// The field as validation sees it.
    public let field: Field

    /// Labels and values of those fields of `custom` that are filled in, in declared order; lists joined.
    static func shown(_ custom: [CustomField], _ values: FieldValues) -> [(label: String, value: String)] {
        custom.compactMap { field in
            let list = values.texts(field.name).map(\.value)
            let value = list.isEmpty ? values.text(field.name) : list.joined(separator: "、")
            return value.map { (field.label, $0) }
        }
    }

    /// A custom field from its checked declaration; nil where type or label did not pass.
    public init?(name: String, _ values: FieldValues) {
        guard let typeName = values.text("type"), let label = values.text("label") else { return nil }
        let allowed = values.texts("values").map(\.value)
        let type: FieldType =
            if !allowed.isEmpty {
                .choice(allowed)
            } else if let pattern = values.text("pattern") {
                .pattern(pattern, LocalizedText(zh: "要符合 \(pattern)", en: "it must match \(pattern)"))
            } else {
                switch typeName {
                case "number": .number()
                case "date": .date
                case "flag": .flag
                case "url": .url
                default: .text()
                }
            }
        let help = values.text("help") ?? label
        self.name = name
        self.label = label
        self.field = Field(
            name, typeName == "list" ? .list(type) : type, isRequired: values.flag("required"), zh: help, en: help)
    }
}
