import Diagnostics

/// A number that a community publishes about itself.
public struct CommunityFigure: Sendable {
    /// What is counted.
    public let label: String
    /// The number or bound exactly as it was written.
    public let value: String
    /// The name by which texts ask for it.
    public let name: String
    /// The time that it belongs to, if it is known.
    public let asOf: CalendarDate?
    /// The unit; may be empty.
    public let unit: String
    /// A remark; may be empty.
    public let note: String
    /// How many cells it is drawn as, one each; nil where it is not drawn.
    public let cells: Int?
    /// Where the value is written.
    public let span: Span
}

/// A community, village or residential compound: communities/<slug>/community.yaml.
public struct Community: Sendable {
    /// The folder's name, which is the name in its address.
    public let slug: String
    /// The description file's path as the user would write it.
    public let file: String
    /// The name.
    public let name: String
    /// 社区, 村, 小区 …; may be empty.
    public let kind: String
    /// The district.
    public let district: String
    /// Where the district is written.
    public let districtSpan: Span
    /// The sub-district or town; may be empty.
    public let street: String
    /// Other names that cases use.
    public let aliases: [String]
    /// The summary; may be empty.
    public let summary: String
    /// Paragraphs separated by blank lines; may be empty.
    public let introduction: String
    /// The date of the figures.
    public let asOf: CalendarDate?
    /// The figures in written order.
    public let figures: [CommunityFigure]
    /// Where the facts come from.
    public let sources: [SourceCitation]
    /// Whether its data are made up: marked wherever they appear, and kept out of feed and sitemap.
    public let isDemonstration: Bool
    /// Labels and values of the fields that the site adds, in declared order.
    public let customFields: [(label: String, value: String)]

    /// A community from its checked description; nil where a required field did not pass.
    public init?(_ values: FieldValues, slug: String, file: String, custom: [CustomField] = []) {
        guard let name = values.text("name"), let district = values.locatedText("district") else { return nil }
        self.slug = slug
        self.file = file
        self.name = name
        self.district = district.value
        districtSpan = district.span
        kind = values.text("kind") ?? ""
        street = values.text("street") ?? ""
        aliases = values.texts("aliases").map(\.value)
        summary = values.text("summary") ?? ""
        introduction = values.text("introduction") ?? ""
        asOf = values.date("as_of")
        figures = values.records("figures").compactMap { figure in
            guard let label = figure.text("label"), let value = figure.locatedText("value") else { return nil }
            return CommunityFigure(
                label: label, value: value.value, name: figure.text("name") ?? label, asOf: figure.date("as_of"),
                unit: figure.text("unit") ?? "", note: figure.text("note") ?? "",
                cells: figure.flag("cells") ? Int(value.value) : nil, span: value.span)
        }
        sources = SourceCitation.list(values)
        isDemonstration = values.flag("demo")
        customFields = CustomField.shown(custom, values)
    }
}
