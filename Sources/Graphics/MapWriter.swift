/// Writes a map's model as SVG.
struct MapWriter: ~Copyable {
    let units: [MapUnit]
    let options: MapOptions
    let model: MapModel
    var svg: SVGWriter

    init(_ units: [MapUnit], _ options: MapOptions, _ model: MapModel) {
        self.units = units
        self.options = options
        self.model = model
        svg = SVGWriter(capacity: model.isMerged ? 40 * model.cells.count : 1024 + 200 * model.cells.count)
    }

    static func bytes(_ units: [MapUnit], _ options: MapOptions, _ model: MapModel) -> [UInt8] {
        var writer = MapWriter(units, options, model)
        writer.svg.open(
            options, width: model.width, height: model.height, isLinked: options.drawsLinks, isDense: model.isDense)
        if model.cells.contains(where: { $0.shade == .missing }) { writer.svg.hatch(options.figureID) }
        for group in model.groups { writer.group(group) }
        if model.isMerged { writer.merged(model.strip) } else { writer.cells(model.strip, haveTitles: true) }
        if let bar = model.scaleBar { writer.svg.scaleBar(bar) }
        for note in model.notes { writer.svg.label(note.label, cssClass: note.isStamp ? "stamp" : nil) }
        writer.svg.markup("</svg>\n")
        return writer.svg.bytes
    }

    /// A group with its cells. With a header, the header is the group's link; without one, the group wraps its cells.
    private mutating func group(_ group: PlacedGroup) {
        guard let unit = group.unit.map({ units[$0] }) else { return contents(of: group) }
        let isLink = options.drawsLinks && (group.hasHeader || model.isMerged)
        open(unit, isLink: isLink, isTabStop: true)
        if options.drawsLinks, options.drawsIDs || group.label == nil { title(unit) }
        if group.hasHeader {
            svg.markup("<path d=\"")
            svg.rectangle(RoundedBox(group.box))
            svg.markup("\"/>")
            if let label = group.label { svg.label(label) }
        }
        if isLink, !model.isMerged { svg.markup("</a>") }
        contents(of: group)
        if let outline = group.outline {
            svg.border(outline)
        } else if options.showsBorder(of: group) {
            svg.border(RoundedBox(group.box))
        }
        if isLink, model.isMerged { svg.markup("</a>") }
        if !isLink { svg.markup("</g>") }
    }

    private mutating func contents(of group: PlacedGroup) {
        if model.isMerged {
            merged(group.cells)
        } else {
            cells(group.cells, haveTitles: options.drawsIDs && !model.isDense)
        }
    }

    /// Cells one by one. Where they have no titles, those without a label still have one.
    private mutating func cells(_ range: Range<Int>, haveTitles: Bool) {
        for index in range { cell(model.cells[index], hasTitle: haveTitles || model.cells[index].label == nil) }
    }

    private mutating func cell(_ cell: PlacedCell, hasTitle: Bool) {
        let unit = units[cell.unit]
        let isLink = options.drawsLinks && cell.isTarget
        let isTold = isLink && cell.label?.isComplete ?? false
        let hasTitle = hasTitle && options.drawsLinks && !isTold
        if isLink {
            open(unit, isLink: true, isTabStop: false)
            if hasTitle { title(unit) }
        }
        svg.markup("<path")
        if options.drawsIDs, !isLink { attribute(id: unit) }
        svg.shade(cell.shade, options.figureID, hasRoom: model.isDense || cell.hasRoomForNumber)
        svg.markup(" d=\"")
        svg.boundary(of: cell)
        if hasTitle, !isLink {
            svg.markup("\">")
            title(unit)
            svg.markup("</path>")
        } else {
            svg.markup("\"/>")
        }
        if let label = cell.label { svg.label(label) }
        if isLink { svg.markup("</a>") }
    }

    /// One path a class, in the order of the legend.
    private mutating func merged(_ range: Range<Int>) {
        var cells = [[Int]](repeating: [], count: Shade.all.count)
        for index in range { cells[model.cells[index].shade.position].append(index) }
        for (shade, cells) in zip(Shade.all, cells) where !cells.isEmpty {
            svg.markup("<path")
            svg.shade(shade, options.figureID)
            svg.markup(" d=\"")
            svg.rectangles(
                cells.compactMap { model.cells[$0].outline == nil ? RoundedBox(model.cells[$0].box) : nil })
            for index in cells { if let outline = model.cells[index].outline { svg.outline(outline) } }
            svg.markup("\"/>")
        }
    }

    private mutating func open(_ unit: MapUnit, isLink: Bool, isTabStop: Bool) {
        svg.markup(isLink ? "<a" : "<g")
        if options.drawsIDs { attribute(id: unit) }
        if isLink {
            svg.markup(" href=\"")
            if let address = unit.address {
                svg.escaped(address)
            } else {
                svg.markup("#")
                svg.plain(options.idPrefix)
                svg.markup("r-")
                svg.plain(unit.code)
            }
            svg.markup(isTabStop || unit.address != nil ? "\"" : "\" tabindex=\"-1\"")
        }
        svg.markup(">")
    }

    private mutating func attribute(id unit: MapUnit) {
        svg.markup(" id=\"")
        svg.plain(options.idPrefix)
        svg.markup("c-")
        svg.plain(unit.code)
        svg.markup("\"")
    }

    private mutating func title(_ unit: MapUnit) {
        svg.markup("<title>")
        svg.escaped(unit.name)
        if !unit.valueText.isEmpty {
            svg.markup(" ")
            svg.escaped(unit.valueText)
        }
        svg.markup("</title>")
    }
}

extension PlacedCell {
    /// Whether the number of the class fits into the upper left corner beside the label. Only classes have numbers, and
    /// an outline has no such corner.
    var hasRoomForNumber: Bool {
        guard case .level = shade else { return true }
        guard outline == nil else { return false }
        let corner = PicturePatterns.corner
        guard let label else { return box.shortSide >= corner + 1 }
        return label.box.left - box.left >= corner || label.box.top - box.top >= corner + 1
    }
}
