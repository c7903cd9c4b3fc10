import Content
import Diagnostics
import Statistics

extension ColumnDeclaration {
    /// A measure or column from its checked declaration; `name` is the header that it stands under.
    init?(name: String, _ values: FieldValues, isMeasure: Bool) {
        guard let label = values.text("label") else { return nil }
        let type = isMeasure ? .number : values.text("type").flatMap(ColumnType.init) ?? .number
        let aggregation = values.locatedText("agg")
        self.init(name, label: label, type: type, at: aggregation?.span ?? values.span)
        unit = values.text("unit") ?? ""
        isRequired = values.flag("required")
        self.aggregation = aggregation.flatMap { Aggregation($0.value) } ?? .none
        decimals = values.number("decimals").flatMap { Int(exactly: $0) }
        lessIsBetter = values.text("better").map { $0 == "low" }
    }
}

extension Period {
    /// The day, month or year of a date; its time does not count.
    init?(_ date: CalendarDate?) {
        guard let date else { return nil }
        self.init(String(date.isoText.prefix(10)))
    }
}

extension CommunityDeclaration {
    /// What a checked community.yaml declares about data.
    init(_ values: FieldValues, _ community: Community) {
        self.init(slug: community.slug, name: community.name)
        measures = values.dictionary("measures").compactMap { name, declaration in
            ColumnDeclaration(name: name, declaration, isMeasure: true)
        }
        let written = values.groups("levels").map { $0.map(\.value) }.filter { !$0.isEmpty }
        if !written.isEmpty { levels = written }
        expected = values.dictionary("expect").compactMap { kind, entry in
            guard let count = entry.number("count").flatMap({ Int(exactly: $0) }) else { return nil }
            return ExpectedCount(kind: kind, count: count, at: entry.span)
        }
        asOf = Period(community.asOf)
        figures = community.figures.map { figure in
            StatedFigure(
                name: figure.name, label: figure.label, value: figure.value, unit: figure.unit,
                asOf: Period(figure.asOf) ?? Period(community.asOf), at: figure.span)
        }
    }
}
