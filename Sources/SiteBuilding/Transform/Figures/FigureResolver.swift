import Diagnostics
import Markdown
import Statistics

/// The community that a text is about, for directives that name none.
enum HomeCommunity: Sendable {
    case named(String)
    case none
    /// The text's metadata are faulty, so nobody knows.
    case unknown
}

/// Looks up what the data directives of one text ask for.
struct FigureResolver {
    let statistics: SiteStatistics
    let home: HomeCommunity
    private(set) var diagnostics: [Diagnostic] = []

    init(statistics: SiteStatistics, home: HomeCommunity) {
        self.statistics = statistics
        self.home = home
    }

    /// The directive with its figures; `faulty` after diagnostics.
    mutating func resolve(_ directive: DataDirective) -> ResolvedFigure {
        guard let owners = owners(of: directive) else { return ResolvedFigure(directive: directive, content: .faulty) }
        let found = diagnostics.count
        let content: ResolvedFigure.Content =
            switch directive.kind {
            case .gridMap: gridMap(directive, owners)
            case .chart: chart(directive, owners)
            case .statistic: statistic(directive, owners)
            case .compare: comparison(directive, owners)
            }
        let isFaulty = diagnostics[found...].containsError
        return ResolvedFigure(
            directive: directive, content: isFaulty ? .faulty : content, owners: owners.compactMap { owner($0.text) })
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    private func owner(_ name: String) -> DataOwner? {
        statistics.community(named: name).map { DataOwner($0) } ?? statistics.table(named: name).map { DataOwner($0) }
    }

    /// The communities, or the table, whose figures are asked for; nil after diagnostics, and for those whose files
    /// are faulty.
    private mutating func owners(of directive: DataDirective) -> [WrittenName]? {
        var written = directive.list("of").map { WrittenName(text: $0.text, span: $0.span) }
        if let table = directive.value("table"), directive.kind == .chart || directive.kind == .statistic {
            written = [WrittenName(text: table.text, span: table.span)]
            if statistics.table(named: table.text) == nil, !statistics.faulty.contains(table.text) {
                report(
                    FigureFault(part: .of, written: table.text, known: statistics.tables.map(\.name))
                        .diagnostic(at: table.span))
                return nil
            }
        }
        if written.isEmpty {
            switch home {
            case .named(let name): written = [WrittenName(text: name, span: directive.span)]
            case .unknown: return nil
            case .none:
                report(.noCommunity(at: directive.span, known: statistics.library.names))
                return nil
            }
        }
        let unknown = written.filter { owner($0.text) == nil && !statistics.faulty.contains($0.text) }
        for name in unknown {
            report(
                FigureFault(part: .of, written: name.text, known: statistics.library.names).diagnostic(at: name.span))
        }
        return unknown.isEmpty && written.allSatisfy { owner($0.text) != nil } ? written : nil
    }

    /// One figure in a sentence, or large on a line of its own.
    private mutating func statistic(_ directive: DataDirective, _ owners: [WrittenName]) -> ResolvedFigure.Content {
        guard let measure = directive.value("measure") else { return .faulty }
        let request = FigureRequest(
            of: owners[0].text, measure: measure.text, period: directive.value("period")?.text,
            code: directive.value("code")?.text)
        do throws(FigureFault) {
            let figure = try statistics.library.figure(request)
            let cell = DataCell(figure, at: statistics.address(of: request, figure))
            if !cell.isKnown { report(.noValue(figure, at: directive.span)) }
            let isCompact = directive.value("format")?.text == "compact"
            return .statistic(
                cell, name: figure.label, format: NumberFormat(isCompact ? .compact(digits: nil) : .full))
        } catch {
            let attribute = [.measure: "measure", .period: "period", .code: "code"][error.part] ?? "of"
            report(error.diagnostic(at: directive.value(attribute)?.span ?? directive.span))
            return .faulty
        }
    }

    private mutating func gridMap(_ directive: DataDirective, _ owners: [WrittenName]) -> ResolvedFigure.Content {
        guard let community = statistics.community(named: owners[0].text) else {
            report(.noMap(of: owners[0].text, at: owners[0].span))
            return .faulty
        }
        let kind = directive.value("kind").flatMap { MapSettings.Kind(rawValue: $0.text) } ?? community.map.kind
        let area = measure(directive.value("area"), of: community) ?? settled(community.map.area?.value, community)
        let colour = measure(directive.value("color"), of: community) ?? settled(community.map.colour?.value, community)
        let period = period(directive.value("period"), of: [area, colour].compactMap { $0 }, community)
        let plan = GridMapPlan(
            community: community, kind: kind, area: area, colour: colour, period: period,
            classes: community.map.classes, usesQuantiles: community.map.usesQuantiles)
        guard var plan else {
            report(.noMap(of: community.declaration.name, at: directive.span))
            return .faulty
        }
        if plan.kind == .geo, community.boundary?.review == nil {
            report(.mapWithoutReview(at: directive.value("kind")?.span ?? directive.span))
            return .faulty
        }
        plan.showsTable = directive.value("table")?.text == "open"
        return .gridMap(plan)
    }

    private func settled(_ name: String?, _ community: CommunityData) -> ColumnDeclaration? {
        community.declaration.measures.first { $0.name == name }
    }

    /// The measure that an attribute names; nil where it is not written, and after a diagnostic.
    private mutating func measure(
        _ written: DataDirective.Value?, of community: CommunityData
    ) -> ColumnDeclaration? {
        guard let written else { return nil }
        let measures = community.declaration.measures
        if let measure = measures.first(where: { $0.name == written.text })
            ?? measures.first(where: { $0.label == written.text })
        {
            return measure
        }
        report(
            FigureFault(part: .measure, written: written.text, known: measures.map(\.name)).diagnostic(at: written.span)
        )
        return nil
    }

    private mutating func period(
        _ written: DataDirective.Value?, of measures: [ColumnDeclaration], _ community: CommunityData
    ) -> Period? {
        guard let written else { return nil }
        let known = measures.map { community.statistics.periods(of: $0.name).compactMap { $0 } }
        if let period = Period(written.text), known.allSatisfy({ $0.contains(period) }) { return period }
        let common = Set(known.joined()).sorted().map(\.description)
        report(FigureFault(part: .period, written: written.text, known: common).diagnostic(at: written.span))
        return nil
    }
}

extension Diagnostic {
    fileprivate static func noCommunity(at span: Span, known: [String]) -> Diagnostic {
        let list = known.prefix(12)
        return Diagnostic(
            "figure-without-community", at: span,
            LocalizedText(
                zh: "没有说是哪个社区：请写 of=名称；本文 front matter 的 community 是有页面的社区时可以不写。可用的有：\(list.joined(separator: "、"))",
                en:
                    "write of=name, unless the community of the front matter has a page; there are: \(list.joined(separator: ", "))"
            ))
    }

    fileprivate static func noValue(_ figure: Figure, at span: Span) -> Diagnostic {
        let place: [Note] =
            switch figure.origin {
            case .stated(let cell): [Note(LocalizedText(zh: "格子在这里", en: "the cell"), at: cell.span)]
            case .computed(let cells):
                cells.prefix(1).map { Note(LocalizedText(zh: "由这里合计", en: "made of"), at: $0.span) }
            }
        return Diagnostic(
            "figure-without-value", at: span,
            LocalizedText(
                zh: "“\(figure.label)”在数据里没有值（缺失或不适用），不能写进句子",
                en: "“\(figure.label)” has no value in the data (missing or not applicable)"),
            notes: place)
    }

    fileprivate static func noMap(of name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "nothing-to-map", at: span,
            LocalizedText(
                zh: "“\(name)”没有可画的网格：要有 grids.csv，或在 community.yaml 里写 expect，或给 figures 写 cells: true",
                en:
                    "“\(name)” has no grids to draw: it needs grids.csv, or expect or figures with cells: true in community.yaml"
            ))
    }
}
