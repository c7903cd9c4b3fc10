import Content
import Graphics
import Templates

/// The map of districts on the home page: equal tiles where districts.yaml puts them, each leading to its cases.
struct DistrictMap {
    let site: Site
    let words: Words

    /// The figure for a page at the site's root; nothing where there is no districts.yaml.
    ///
    /// - Throws: `MapFault`, or `TemplateDataError` for a fault of GridShow's.
    func figure(_ templates: TemplateLibrary) throws -> [UInt8] {
        if site.districts.isEmpty { return [] }
        var frame = FigureFrame(id: "district-map", kind: "map", caption: words["district_map"], owners: [])
        var options = MapOptions(
            placement: .inPage(captionID: frame.captionID), figureID: frame.id, width: 400,
            colours: ColourScheme(zeroIsClass: true), stamp: words["district_map_stamp"])
        options.idPrefix = "district-"
        options.words = MapWords(missing: "", notApplicable: "", unit: "")
        frame.pictures = try TilesMap.draw(units, options).bytes
        var bytes: [UInt8] = []
        let record = frame.record(
            table: table(prefix: options.idPrefix), isOpen: false, csv: Self.download.url, root: "")
        try templates.renderFigure(record, root: "", into: &bytes)
        return bytes
    }

    private static let download = OutputPath("data/districts.csv")

    /// The table as a file beside the page; nil where there is no districts.yaml.
    var attachment: Attachment? {
        site.districts.isEmpty ? nil : Attachment(path: Self.download, bytes: table(prefix: "").csv)
    }

    private func count(_ district: District) -> Int {
        site.groups.districts.first { $0.name == district.name.value }?.positions.count ?? 0
    }

    private var units: [MapUnit] {
        site.districts.map { district in
            let count = count(district)
            var unit = MapUnit(
                code: fileName(district.name.value), name: district.short, shade: .number(Double(count)),
                valueText: grouped(count), tile: TilePlace(row: district.row, column: district.column))
            unit.address = count == 0 ? nil : site.districtURL(district.name.value)
            return unit
        }
    }

    private func table(prefix: String) -> FigureTable {
        let rows = site.districts.map { district in
            let count = count(district)
            return FigureTable.Row(
                id: prefix + CellAddress.row(fileName(district.name.value)), header: district.name.value,
                url: count == 0 ? "" : site.districtURL(district.name.value),
                cells: [.init(text: grouped(count), plain: String(count), state: "value")])
        }
        return FigureTable(
            corner: words["kind_district"], columns: [.init(label: words["kind_case"], unit: words["cell_unit"])],
            rows: rows)
    }
}
