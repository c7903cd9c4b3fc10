import Content
import Graphics
import Statistics
import Templates

extension PageRenderer {
    /// The page of a community: what it publishes, its map and every figure of its grids, its cases and news.
    func communityPage(_ community: Community, _ path: OutputPath, _ parts: PageParts) -> PageData {
        let fields = record([
            ("picture", .optional(parts.picture)), ("map", .html(parts.map)), ("series", .html(parts.series)),
            ("name", .text(community.name)), ("kind", .text(community.kind)), ("district", .text(community.district)),
            ("district_url", .text(site.districtURL(community.district))), ("street", .text(community.street)),
            ("street_url", .text(site.streetURL(community.street, district: community.district))),
            ("summary", .text(community.summary)), ("introduction", .paragraphs(community.introduction)),
            ("as_of", .text(community.asOf?.isoText ?? "")),
            ("as_of_text", .text(community.asOf.map { words.date($0) } ?? "")),
            ("figures", .list(publishedFigures(community, site.statistics.communities[community.slug]))),
            ("demo", .flag(community.isDemonstration)),
            ("cases", .list(cards(.caseStudy, articlesHere(.caseStudy, community)))),
            ("news", .list(cards(.news, articlesHere(.news, community)))),
            ("sources", .list(sourceRecords(community.sources))), ("fields", .fields(community.customFields)),
        ])
        var description = PageDescription(title: community.name, kind: "community")
        description.summary = community.summary
        description.section = "communities"
        description.robots = community.isDemonstration ? "noindex" : ""
        description.trail = [sectionCrumb("communities")]
        description.column = sectionTitle("communities")
        description.hasFigures = parts.hasAttachments
        return pageData("community", [("community", .record(fields))], frame(for: path, description))
    }

    /// Draws what a community's data show.
    ///
    /// - Throws: `MapFault`; `TemplateDataError` for a fault of GridShow's.
    func communityParts(_ community: Community, _ path: OutputPath) throws -> MadeParts {
        var made = MadeParts(isDemonstration: community.isDemonstration)
        made.owners = [community.slug]
        guard let data = site.statistics.communities[community.slug] else { return made }
        var figures = CommunityFigures(words: words, templates: templates, path: path)
        made.parts.picture = try figures.countPicture(data)
        made.parts.map = try figures.map(data)
        made.parts.series = try figures.series(data)
        made.parts.hasAttachments = !figures.attachments.isEmpty
        made.attachments = figures.attachments
        return made
    }

    private func articlesHere(_ kind: ContentKind, _ community: Community) -> [Int] {
        articlesByCommunity[kind]?[community.slug] ?? []
    }

    /// The figures of the community as a whole, then the published numbers of grids that are not among them.
    private func publishedFigures(_ community: Community, _ data: CommunityData?) -> [TemplateRecord] {
        // Texts that ask for a name get the first figure of that name.
        var seen: Set<String> = []
        let stated = community.figures.map { figure -> TemplateRecord in
            let id = CellAddress.published(figure.name)
            return [
                "id": .text(seen.insert(id).inserted ? id : ""), "label": .text(figure.label),
                "value": .text(figure.value), "unit": .text(figure.unit), "note": .text(figure.note),
                "as_of": .text(figure.asOf.map { words.filled("as_of_date", ["date": words.date($0)]) } ?? ""),
            ]
        }
        return stated
            + (data?.shownCounts ?? []).map { count -> TemplateRecord in
                [
                    "id": .text(CellAddress.count(count.kind)), "label": .text(count.kind),
                    "value": .text(grouped(count.count)), "unit": .text(words["cell_unit"]), "note": .text(""),
                    "as_of": .text(""),
                ]
            }
    }
}

/// The figures of a community's own page: the ids of its cells are those that texts lead to.
struct CommunityFigures {
    let words: Words
    let templates: TemplateLibrary
    let path: OutputPath
    /// The downloads so far.
    private(set) var attachments: [Attachment] = []

    init(words: Words, templates: TemplateLibrary, path: OutputPath) {
        self.words = words
        self.templates = templates
        self.path = path
    }

    /// The picture of published numbers of grids, where nothing more is known. It makes no claim about which belongs
    /// where.
    func countPicture(_ data: CommunityData) throws -> TemplateRecord? {
        guard let plan = GridMapPlan.standard(data), plan.kind == .counts else { return nil }
        let caption = "count-picture-caption"
        let picture = try MapPicture(plan, caption: caption, figureID: "count-picture", idPrefix: "", words)
        return ["svg": .html(picture.svg), "id": .text(caption), "caption": .text(words["count_picture"])]
    }

    /// The map of the grids with every current figure.
    mutating func map(_ data: CommunityData) throws -> [UInt8] {
        // Where the map is to show counts only, the table of the grids stands alone: texts lead to its cells.
        let isDrawn = data.map.kind != .counts
        let tiles = GridMapPlan(
            community: data, kind: .tiles, area: nil, colour: nil, period: nil, classes: 1, usesQuantiles: false)
        guard data.hasGrids, let plan = isDrawn ? GridMapPlan.standard(data) : tiles else { return [] }
        var frame = FigureFrame(
            id: "map", kind: isDrawn ? "map" : "table", caption: mapCaption(plan), owners: [DataOwner(data)])
        if isDrawn {
            let picture = try MapPicture(plan, caption: frame.captionID, figureID: frame.id, idPrefix: "", words)
            frame.pictures = picture.svg
            frame.legend = picture.legend
            frame.remarks = picture.remarks
        }
        frame.asOf = words.asOf([data.declaration.asOf])
        let measures = data.declaration.measures.filter { measure in
            data.statistics.periods(of: measure.name).contains(data.declaration.asOf)
        }
        let table = MapTable(plan: plan, words: words, linksToCells: isDrawn)
            .gridTable(measures, prefix: "", period: nil, showsPeople: data.hasPeople, cellIDs: true)
        return try fill(frame, table, name: "grids", isOpen: true)
    }

    /// What the map shows, in words: the areas and the colours.
    private func mapCaption(_ plan: GridMapPlan) -> String {
        let name = plan.community.declaration.name
        let parts = [
            plan.area.map { words.filled("map_area", ["measure": $0.label]) },
            plan.colour.map { words.filled("map_colour", ["measure": $0.label]) },
        ].compactMap { $0 }
        return words.filled("map_caption", ["name": name]) + parts.map { words["clause_mark"] + $0 }.joined()
    }

    /// A table for each measure that has figures of several times.
    mutating func series(_ data: CommunityData) throws -> [UInt8] {
        var html: [UInt8] = []
        for measure in data.declaration.measures {
            // The current figures stand in the table of the grids, where there is one.
            let current = data.hasGrids ? data.declaration.asOf : nil
            let periods = data.statistics.periods(of: measure.name).compactMap { $0 }.filter { $0 != current }
            if periods.isEmpty { continue }
            var frame = FigureFrame(
                id: "series-\(measure.name)", kind: "table",
                caption: words.filled("series_caption", ["measure": measure.nameWithUnit]),
                owners: [DataOwner(data)])
            frame.asOf = words.asOf(periods)
            html += try fill(frame, seriesTable(measure, periods, data), name: "series-\(measure.name)", isOpen: true)
        }
        return html
    }

    private func seriesTable(_ measure: ColumnDeclaration, _ periods: [Period], _ data: CommunityData) -> FigureTable {
        let aggregates = periods.map { data.statistics.aggregates(of: measure, period: $0) }
        func row(_ header: String, code: String?, _ entries: [Entry<ExactDecimal>]) -> FigureTable.Row? {
            guard entries.contains(where: { !$0.isMissing }) else { return nil }
            let cells = zip(periods, entries).map { period, entry in
                FigureTable.Cell(
                    DataCell(entry, unit: measure.unit, decimals: measure.decimals), words,
                    id: CellAddress.cell(code, measure.name, period), isLinked: false)
            }
            return FigureTable.Row(header: header, isTotal: code == nil, cells: cells)
        }
        let hierarchy = data.statistics.hierarchy
        let grids = (hierarchy?.preorder ?? []).compactMap { position in
            hierarchy.flatMap { hierarchy in
                row(
                    hierarchy.grids[position].name, code: hierarchy.grids[position].code,
                    aggregates.map { $0?.grids[position].entry ?? .missing })
            }
        }
        let whole = row(
            words["whole_row"], code: nil, periods.map { data.statistics.whole(of: measure, period: $0) })
        return FigureTable(
            corner: words["kind_grid"], columns: periods.map { .init(label: words.period($0)) },
            rows: grids + [whole].compactMap { $0 })
    }

    private mutating func fill(
        _ frame: FigureFrame, _ table: FigureTable, name: String, isOpen: Bool
    ) throws -> [UInt8] {
        let attachment = Attachment(path: OutputPath("data/\(path.text.dropLast(5))/\(name).csv"), bytes: table.csv)
        attachments.append(attachment)
        var bytes: [UInt8] = []
        try templates.renderFigure(
            frame.record(table: table, isOpen: isOpen, csv: path.root + attachment.path.url, root: path.root),
            root: path.root, into: &bytes)
        return bytes
    }
}

extension TemplateLibrary {
    /// Fills the template of figures.
    func renderFigure(_ figure: TemplateRecord, root: String, into bytes: inout [UInt8]) throws {
        try render("figure", record([("root", .text(root)), ("figure", .record(figure))]), into: &bytes)
    }
}

extension ColumnDeclaration {
    /// The name on the page with the unit in parentheses.
    var nameWithUnit: String { unit.isEmpty ? label : "\(label)（\(unit)）" }
}

extension CommunityData {
    /// Whether the table of grids has anything to say about people.
    var hasPeople: Bool {
        statistics.hierarchy?.grids.contains { !$0.leadRole.isEmpty || (privacy != .role && !$0.lead.isEmpty) } ?? false
    }
}

extension CommunityStatistics {
    /// What is known of the community as a whole at a time: stated, else from the grids.
    func whole(of measure: ColumnDeclaration, period: Period) -> Entry<ExactDecimal> {
        let request = FigureRequest(of: declaration.slug, measure: measure.name, period: period.description)
        let figure = try? FigureLibrary(communities: [self]).figure(request)
        return figure?.entry ?? .missing
    }
}
