import Diagnostics

/// What a field may hold.
public indirect enum FieldType: Sendable {
    /// A text of at most `maximum` characters, if that is given.
    case text(maximum: Int? = nil)
    /// A text that a regular expression must match as a whole; the words say the rule.
    case pattern(String, LocalizedText)
    /// A regular expression.
    case regularExpression
    /// A decimal number.
    case number(minimum: Double? = nil, maximum: Double? = nil)
    /// A day, `YYYY-MM-DD`, with `HH:MM` behind it where the time matters.
    case date
    /// `true` or `false`.
    case flag
    /// An `http:`, `https:`, `mailto:` or `tel:` address.
    case url
    /// One of these words.
    case choice([String])
    /// The key or title of a theme in topics.yaml.
    case topic
    /// The path of a file below `content/`, such as `images/square.jpg`, with one of these suffixes.
    case file([String])
    /// A list of values of one type. A single value counts as a list of one.
    case list(FieldType)
    /// A mapping with fields of its own.
    case record([Field])
    /// A mapping from names that the editor chooses to records.
    case dictionary([Field])
    /// A mapping from names that the editor chooses to whole numbers, 0 or more: `微网格: 83`. Each entry comes out
    /// as a record with the one field `count`.
    case counts
    /// A mapping from content kinds to such dictionaries: `fields:` of site.yaml.
    case fieldDeclarations

    /// The type's name for people.
    public var label: LocalizedText {
        switch self {
        case .text, .pattern, .regularExpression: LocalizedText(zh: "文字", en: "text")
        case .number: LocalizedText(zh: "数字", en: "number")
        case .date: LocalizedText(zh: "日期", en: "date")
        case .flag: LocalizedText(zh: "是/否", en: "true or false")
        case .url: LocalizedText(zh: "网址", en: "web address")
        case .choice(let words):
            LocalizedText(zh: "选一：\(words.joined(separator: "、"))", en: "one of \(words.joined(separator: ", "))")
        case .topic: LocalizedText(zh: "专题", en: "theme")
        case .file: LocalizedText(zh: "文件路径", en: "file path")
        case .list(let element): LocalizedText(zh: "\(element.label.zh)的列表", en: "list of \(element.label.en)")
        case .counts: LocalizedText(zh: "名称和个数", en: "names with counts")
        case .record, .dictionary, .fieldDeclarations: LocalizedText(zh: "一组字段", en: "group of fields")
        }
    }
}

/// One key that a file may hold: the single declaration that validation, `gridshow new` and the
/// documentation of fields are made from.
public struct Field: Sendable {
    /// The key as it is written.
    public let name: String
    /// What it may hold.
    public let type: FieldType
    /// Whether the key must be there and not be empty.
    public let isRequired: Bool
    /// What it is for, in one sentence.
    public let help: LocalizedText
    /// A value as an editor would write it, in YAML.
    public let example: String

    /// Declares a key.
    public init(
        _ name: String,
        _ type: FieldType = .text(),
        isRequired: Bool = false,
        zh: String,
        en: String,
        example: String = ""
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.help = LocalizedText(zh: zh, en: en)
        self.example = example
    }
}

/// All fields of one kind of file.
public struct Schema: Sendable {
    /// What the file is called in messages.
    public let label: LocalizedText
    /// The fields in the order in which they are shown to editors.
    public var fields: [Field]

    /// A schema with its fields in showing order.
    public init(_ label: LocalizedText, _ fields: [Field]) {
        self.label = label
        self.fields = fields
    }
}
