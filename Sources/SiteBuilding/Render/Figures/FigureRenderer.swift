import Diagnostics
import Graphics
import Markdown
import Statistics
import Templates

/// A file that a page needs beside it: the data of a figure.
struct Attachment: Sendable {
    let path: OutputPath
    let bytes: [UInt8]
}

/// Turns the data directives of one page into HTML.
struct FigureRenderer {
    /// Charts are drawn twice, as wide as their room in a text on a desk and on a phone, so that labels keep their size.
    static let widths = (wide: 648, narrow: 304)

    let words: Words
    let templates: TemplateLibrary
    /// The page.
    let path: OutputPath
    /// The downloads of the figures so far.
    private(set) var attachments: [Attachment] = []
    /// What could not be drawn.
    private(set) var diagnostics: [Diagnostic] = []
    private var count = 0
    /// The ids of headings that a figure's ids could be like.
    private let anchors: [String]

    /// - Parameter anchors: the ids of the text's headings; no figure gets one of them.
    init(words: Words, templates: TemplateLibrary, path: OutputPath, anchors: [String]) {
        self.anchors = anchors.filter { $0.hasPrefix("fig-") }
        self.words = words
        self.templates = templates
        self.path = path
    }

    /// The HTML of a directive; nothing for a faulty one.
    mutating func html(_ figure: ResolvedFigure) throws -> [UInt8] {
        switch figure.content {
        case .faulty: return []
        case .statistic(let cell, let name, let format):
            return statistic(figure, cell, name: name, format)
        case .gridMap(let plan): return try map(plan, caption: figure.directive.label, figure)
        case .chart(let plan): return try chart(plan, figure)
        case .comparison(let matrix, let totals):
            let table = matrix.table(words, totals: totals)
            var frame = frame("table", caption: figure.directive.label, figure.owners)
            frame.asOf = words.asOf(matrix.cells.filter(\.isKnown).map(\.asOf))
            return try fill(frame, table: table, isOpen: true)
        }
    }

    /// A map of a community with its table, as the community's own page and texts show it.
    mutating func map(_ plan: GridMapPlan, caption: String, _ figure: ResolvedFigure) throws -> [UInt8] {
        var frame = frame("map", caption: caption, figure.owners)
        let table = MapTable(plan: plan, words: words).table(codePrefix: frame.id)
        do throws(MapFault) {
            let picture = try MapPicture(
                plan, caption: frame.captionID, figureID: frame.id, idPrefix: "\(frame.id)-", words)
            frame.pictures = picture.svg
            frame.legend = picture.legend
            frame.remarks = picture.remarks
        } catch {
            diagnostics.append(Diagnostic("map-fault", at: figure.directive.span, error.message))
            return []
        }
        frame.asOf = words.asOf([plan.period ?? plan.community.declaration.asOf])
        return try fill(frame, table: table, isOpen: plan.showsTable)
    }

    private mutating func chart(_ plan: ChartPlan, _ figure: ResolvedFigure) throws -> [UInt8] {
        var frame = frame("chart", caption: figure.directive.label, figure.owners)
        do throws(ChartFault) {
            let wide = try plan.draw(figureID: frame.id, captionID: frame.captionID, width: Self.widths.wide, words)
            let narrow = try plan.draw(
                figureID: "\(frame.id)-n", captionID: frame.captionID, width: Self.widths.narrow, words)
            frame.pictures = pair(wide: wide.bytes, narrow: narrow.bytes)
        } catch {
            diagnostics.append(Diagnostic("chart-fault", at: figure.directive.span, error.message))
            return []
        }
        frame.asOf = words.asOf(plan.matrix.cells.filter(\.isKnown).map(\.asOf))
        return try fill(frame, table: plan.matrix.table(words), isOpen: false)
    }

    /// A figure in a sentence is a link to the place that shows it in the data; on a line of its own it stands large.
    private func statistic(
        _ figure: ResolvedFigure, _ cell: DataCell, name: String, _ format: NumberFormat
    ) -> [UInt8] {
        let showsUnit = figure.directive.value("unit")?.text != "hide"
        let isInline = figure.directive.form == .inline
        let number = escapedHTML(words.figure(cell, format, showsUnit: isInline && showsUnit))
        let title = escapedHTML("\(name)，\(words.asOf([cell.asOf]))")
        let url = cell.address.map { escapedHTML(path.root + $0.url) } ?? ""
        if isInline { return Array("<a class=\"stat\" href=\"\(url)\" title=\"\(title)\">\(number)</a>".utf8) }
        let label = figure.directive.label.isEmpty ? name : figure.directive.label
        let unit = showsUnit && !cell.unit.isEmpty ? " <span>\(escapedHTML(cell.unit))</span>" : ""
        return Array(
            """
            <dl class="figures stat-block"><div><dt>\(escapedHTML(label))</dt><dd><a href="\(url)"><b>\(number)</b></a>\(unit)</dd>\
            <dd class="figure-note">\(escapedHTML(words.asOf([cell.asOf])))</dd></div></dl>

            """.utf8)
    }

    private mutating func frame(_ kind: String, caption: String, _ owners: [DataOwner]) -> FigureFrame {
        repeat { count += 1 } while anchors.contains { $0 == "fig-\(count)" || $0.hasPrefix("fig-\(count)-") }
        return FigureFrame(id: "fig-\(count)", kind: kind, caption: caption, owners: owners)
    }

    private mutating func fill(_ frame: FigureFrame, table: FigureTable?, isOpen: Bool) throws -> [UInt8] {
        var url = ""
        if let table {
            let attachment = Attachment(
                path: OutputPath("data/\(path.text.dropLast(5))-\(count).csv"), bytes: table.csv)
            attachments.append(attachment)
            url = path.root + attachment.path.url
        }
        var bytes: [UInt8] = []
        try templates.renderFigure(
            frame.record(table: table, isOpen: isOpen, csv: url, root: path.root), root: path.root, into: &bytes)
        return bytes
    }
}

/// Two drawings of one figure, of which the stylesheet shows the one that suits the screen.
func pair(wide: [UInt8], narrow: [UInt8]) -> [UInt8] {
    Array("<div class=\"wide\">".utf8) + wide + Array("</div>\n<div class=\"narrow\">".utf8) + narrow
        + Array("</div>\n".utf8)
}

/// What stands around a picture or a table.
struct FigureFrame {
    let id: String
    /// `map`, `chart` or `table`.
    let kind: String
    let caption: String
    let owners: [DataOwner]
    var pictures: [UInt8] = []
    var legend: [TemplateRecord] = []
    /// Lines below the picture, such as units without an area.
    var remarks: [UInt8] = []
    var asOf = ""

    init(id: String, kind: String, caption: String, owners: [DataOwner]) {
        self.id = id
        self.kind = kind
        self.caption = caption
        self.owners = owners
    }

    var captionID: String { "\(id)-caption" }

    /// The data of the template `figure`.
    func record(table: FigureTable?, isOpen: Bool, csv: String, root: String) -> TemplateRecord {
        let sources = owners.flatMap(\.sources)
        let distinct = sources.enumerated().filter { sources.firstIndex(of: $1) == $0 }.map(\.element)
        return SiteBuilding.record([
            ("id", .text(id)), ("kind", .text(kind)), ("caption", .text(caption)), ("caption_id", .text(captionID)),
            ("pictures", .html(pictures)), ("legend", .list(legend)), ("remarks", .html(remarks)),
            ("as_of", .text(asOf)), ("demo", .flag(owners.contains(where: \.isDemonstration))),
            ("owners", .list(owners.map { ["name": .text($0.name), "url": .text(root + $0.path.url)] })),
            ("sources", .list(distinct.map { ["title": .text($0)] })),
            ("table", .optional(table?.record(id: "\(id)-table", isSortable: kind == "table", root: root))),
            ("open", .flag(isOpen)), ("bare", .flag(kind == "table")), ("csv", .text(csv)),
        ])
    }
}
