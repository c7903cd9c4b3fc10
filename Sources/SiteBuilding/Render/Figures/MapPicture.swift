import Graphics
import Statistics
import Templates

/// The drawing of a community's map with its legend.
struct MapPicture {
    let svg: [UInt8]
    let legend: [TemplateRecord]
    /// Units that the picture has no room for, as a list with their ids.
    let remarks: [UInt8]
    /// The row breaks to keep.
    let lock: LayoutLock

    /// - Parameter idPrefix: stands before the ids of cells, rows and their links in this page.
    init(
        _ plan: GridMapPlan, caption: String, figureID: String, idPrefix: String, _ words: Words
    ) throws(MapFault) {
        var options = MapOptions(placement: .inPage(captionID: caption), figureID: figureID, colours: plan.scheme)
        options.words = MapWords(
            missing: words["figure_missing"], notApplicable: words["figure_not_applicable"], unit: words["cell_unit"])
        options.idPrefix = idPrefix
        if plan.kind == .counts {
            options.isLinked = false
            options.width = 640
            options.stamp = words["distribution_unknown"]
            let blocks = plan.community.counts.map { CountBlock(name: $0.name, count: $0.count) }
            svg = try CountsMap.draw(blocks, options).bytes
            (legend, remarks, lock) = ([], [], LayoutLock())
            return
        }
        let units = plan.units(words)
        options = plan.completed(options, words)
        // A drawing for wide screens and, while a map is small, one for telephones; links lead to the first.
        var drawings: [MapDrawing] = []
        for variant in options.variants(cells: units.count) {
            drawings.append(try plan.draw(units, variant, layout: drawings.isEmpty ? plan.layout : .init(), words))
        }
        let wide = drawings[0]
        svg = Array(drawings.map(\.bytes).joined())
        legend = Self.legend(wide.legend, plan, figureID: figureID, words)
        let letters = drawings.flatMap { drawing in
            drawing.model.groups.compactMap { group in
                group.letters.flatMap { letters in group.unit.map { "\(letters) \(units[$0].name)" } }
            }
        }
        remarks =
            Self.list(Array(Set(letters)).sorted(), title: words["map_letters"])
            + Self.unplaced(wide.unplaced.map { units[$0] }, idPrefix: idPrefix, words)
        lock = wide.lock
    }

    private static func list(_ items: [String], title: String) -> [UInt8] {
        if items.isEmpty { return [] }
        let elements = items.map { "<li>\(escapedHTML($0))</li>" }.joined()
        return Array("<p>\(escapedHTML(title))</p>\n<ul>\(elements)</ul>\n".utf8)
    }

    private static func legend(
        _ legend: Legend, _ plan: GridMapPlan, figureID: String, _ words: Words
    ) -> [TemplateRecord] {
        guard let colour = plan.colour else { return [] }
        return legend.entries.map { entry in
            let label: String =
                switch entry.shade {
                case .missing: words["figure_missing"]
                case .notApplicable: words["figure_not_applicable"]
                case .zero: "0 \(colour.unit)"
                default: entry.bounds.map { NumberFormat().text(of: $0) }.joined(separator: "–") + " \(colour.unit)"
                }
            return [
                "swatch": .html(Array(entry.shade.swatch(figureID: figureID).utf8)), "label": .text(label),
                "count": .text(words.filled("cell_count", ["count": grouped(entry.count)])),
            ]
        }
    }

    private static func unplaced(_ units: [MapUnit], idPrefix: String, _ words: Words) -> [UInt8] {
        if units.isEmpty { return [] }
        let items = units.map { unit in
            let code = escapedHTML(unit.code)
            let target = escapedHTML("\(idPrefix)\(CellAddress.row(percentEncoded(unit.code)))")
            return
                "<li id=\"\(escapedHTML(idPrefix))c-\(code)\"><a href=\"#\(target)\">\(escapedHTML(unit.name))</a></li>"
        }
        return Array("<p>\(escapedHTML(words["cells_without_area"]))</p>\n<ul>\(items.joined())</ul>\n".utf8)
    }
}

extension GridMapPlan {
    /// The options with what the kind of the map asks for.
    fileprivate func completed(_ options: MapOptions, _ words: Words) -> MapOptions {
        var options = options
        if kind == .geo { options.words.geo = GeoWords(words) }
        if kind == .tiles, placesTiles { options.stamp = words["district_map_stamp"] }
        return options
    }

    fileprivate func draw(
        _ units: [MapUnit], _ options: MapOptions, layout: BlocksMap.Layout, _ words: Words
    ) throws(MapFault) -> MapDrawing {
        switch (kind, community.boundary) {
        case (.blocks, _): return try BlocksMap.draw(units, options, layout: layout)
        case (.geo, let boundary?):
            guard let review = boundary.review else { throw .missingReview }
            let sources = community.sources.map(\.shortText).joined(separator: words["list_mark"])
            return try GeoMap.draw(
                units, shapes: boundary.shapes, options, credit: words["figure_source"] + sources, review: review)
        case (_, let boundary?) where placesTiles:
            // Without leave to show boundaries, they only say which grid lies beside which.
            return try TilesMap.draw(
                try CentroidTiles.place(units, centroids: boundary.shapes.centroids), options)
        default: return try TilesMap.draw(units, options)
        }
    }

    /// Whether the boundaries can give every cell its tile, and the editor has not done so.
    private var placesTiles: Bool {
        guard let boundary = community.boundary, let hierarchy = community.statistics.hierarchy else { return false }
        let cells = hierarchy.grids.filter { $0.children.isEmpty }
        let centroids = boundary.shapes.centroids
        return cells.contains { $0.tile == nil } && cells.allSatisfy { centroids[$0.code] != nil }
    }
}

extension GeoWords {
    init(_ words: Words) {
        self.init(
            reviewNumber: words["map_review"], holder: words["map_holder"], exempt: words["map_exempt"],
            checkedBy: words["map_checked_by"], metres: words["metres"], kilometres: words["kilometres"])
    }
}

extension NumberFormat {
    /// A bound of a class with separators between thousands.
    func text(of number: DecimalNumber) -> String {
        ExactDecimal(number.text).map { text(of: $0) } ?? number.text
    }
}
