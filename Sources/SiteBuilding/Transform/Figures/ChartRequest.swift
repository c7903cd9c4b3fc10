import Diagnostics
import Markdown
import Statistics

/// What a chart directive asks for, before anything is looked up: which names run along rows and columns.
struct ChartRequest {
    let statistics: SiteStatistics
    let directive: DataDirective
    let owners: [WrittenName]
    let measures: [WrittenName]

    private var type: String { directive.value("type")?.text ?? "bar" }
    private var by: String? { directive.value("by")?.text }
    private var community: CommunityData? { statistics.community(named: owners[0].text) }
    private var table: TableData? { community == nil ? statistics.table(named: owners[0].text) : nil }

    /// How the chart is drawn.
    var form: ChartPlan.Form {
        switch type {
        case "before-after": .beforeAfter
        case "line": .lines
        case "stacked": .stacked
        case "multiples":
            .multiples(
                columns: directive.value("cols").flatMap { Int($0.text) } ?? 3,
                isShared: directive.value("scale")?.text != "free")
        default: .bars
        }
    }

    /// Bars of places stand in the order of their figures; times and measures keep their own.
    var isSortedByDefault: Bool {
        guard type == "bar", let axes = axes() else { return false }
        return axes.subject == .community || axes.subject == .grid
    }

    /// The rows, the columns and what the rows are; nil where the request cannot fill them.
    func axes() -> (rows: DataAxis, columns: DataAxis, subject: DataSubject)? {
        switch type {
        case "before-after": return beforeAfterAxes()
        case "line", "multiples": return timeAxes()
        case "stacked":
            guard measures.count > 1 else { return nil }
            return places().map { ($0.axis, .measures(measures), $0.subject) }
        default:
            if measures.count > 1, by == nil, owners.count == 1 {
                return (.measures(measures), .owners(owners), .measure)
            }
            if by == "period" { return (.periods(periods()), .measures([measures[0]]), .period) }
            return places().map { ($0.axis, .measures([measures[0]]), $0.subject) }
        }
    }

    /// The builder with what stays the same in all cells.
    func builder(_ rows: DataAxis, _ columns: DataAxis) -> MatrixBuilder {
        let period = directive.value("period")
        let code = directive.value("code")
        let base = FigureRequest(of: owners[0].text, measure: measures[0].text, period: period?.text, code: code?.text)
        var places: [FigureFault.Part: Span] = [.of: owners[0].span, .measure: measures[0].span]
        if let period { places[.period] = period.span }
        if let code { places[.code] = code.span }
        return MatrixBuilder(statistics: statistics, base: base, places: places, rows: rows, columns: columns)
    }

    /// The declaration of a measure of the first owner.
    func declaration(of measure: String) -> ColumnDeclaration? {
        let declared = community?.declaration.measures ?? table?.statistics.declaration.columns ?? []
        return declared.first { $0.name == measure } ?? declared.first { $0.label == measure }
    }

    /// Two columns: two periods, or two measures such as published figures of two times.
    private func beforeAfterAxes() -> (rows: DataAxis, columns: DataAxis, subject: DataSubject)? {
        if let from = directive.value("from"), let to = directive.value("to") {
            let ends = [from, to].map { WrittenName(text: $0.text, span: $0.span) }
            return places(allowsWhole: true).map { ($0.axis, .periods(ends), $0.subject) }
        }
        guard measures.count == 2 else { return nil }
        return places(allowsWhole: true).map { ($0.axis, .measures(measures), $0.subject) }
    }

    /// Periods down the rows; communities, grids or measures along the columns.
    private func timeAxes() -> (rows: DataAxis, columns: DataAxis, subject: DataSubject)? {
        if let table {
            let keys = table.keys.map { WrittenName(text: $0, span: directive.span) }
            return keys.isEmpty ? nil : (.codes(keys), .measures(measures), .column(table.keyLabel))
        }
        let periods = periods().map { WrittenName(text: $0.text, span: $0.span) }
        guard periods.count > 1 else { return nil }
        if measures.count > 1 { return (.periods(periods), .measures(measures), .period) }
        if owners.count > 1 { return (.periods(periods), .owners(owners), .period) }
        if by == "grid" || directive.value("rows") != nil {
            return grids().map { (.periods(periods), .codes($0), .period) }
        }
        return (.periods(periods), .owners(owners), .period)
    }

    /// What rows of places are: communities, the grids of one, the rows of a table, or one community as a whole.
    private func places(allowsWhole: Bool = false) -> (axis: DataAxis, subject: DataSubject)? {
        if let table {
            let keys = writtenRows() ?? table.keys.map { WrittenName(text: $0, span: directive.span) }
            return keys.isEmpty ? nil : (.codes(keys), .column(table.keyLabel))
        }
        if owners.count > 1 { return (.owners(owners), .community) }
        if by != "community", !(allowsWhole && by == nil && directive.value("rows") == nil), let grids = grids() {
            return (.codes(grids), .grid)
        }
        return allowsWhole || by == "community" || directive.value("code") != nil ? (.owners(owners), .community) : nil
    }

    private func writtenRows() -> [WrittenName]? {
        let rows = directive.list("rows").map { WrittenName(text: $0.text, span: $0.span) }
        return rows.isEmpty ? nil : rows
    }

    /// The grids that are asked for, else those at the top.
    private func grids() -> [WrittenName]? {
        if let rows = writtenRows() { return rows }
        guard let hierarchy = community?.statistics.hierarchy, !hierarchy.roots.isEmpty else { return nil }
        return hierarchy.roots.map { WrittenName(text: hierarchy.grids[$0].code, span: directive.span) }
    }

    /// Ends of a range that are no times: they would silently bound nothing.
    var badTimes: [Diagnostic] {
        ["from", "to"].compactMap { directive.value($0) }.filter { Period($0.text) == nil }.map { end in
            FigureFault(part: .period, written: end.text, known: allPeriods.map(\.description))
                .diagnostic(at: end.span)
        }
    }

    /// All periods of the measures, earliest first.
    private var allPeriods: [Period] {
        let found = owners.flatMap { owner -> [Period] in
            guard let community = statistics.community(named: owner.text) else { return [] }
            return measures.flatMap { measure in
                let name =
                    community.declaration.measures.first { $0.name == measure.text || $0.label == measure.text }?.name
                return name.map { community.statistics.periods(of: $0).compactMap { $0 } } ?? []
            }
        }
        return Set(found).sorted()
    }

    /// All periods of the measures within `from` and `to`, earliest first.
    private func periods() -> [WrittenName] {
        let from = directive.value("from").flatMap { Period($0.text) }
        let to = directive.value("to").flatMap { Period($0.text) }
        let within = allPeriods.filter { period in
            (from.map { period >= $0 } ?? true) && (to.map { period <= $0 } ?? true)
        }
        return within.map { WrittenName(text: $0.description, span: directive.span) }
    }
}

extension TableData {
    /// The names of the rows, in the order of the file.
    var keys: [String] { statistics.keyColumn?.values.texts?.compactMap(\.known) ?? [] }
    /// What the names of the rows are.
    var keyLabel: String { statistics.keyColumn?.declaration.label ?? "" }
}
