import Statistics
import Templates

/// A table of figures on a page, and the same as a file for download.
struct FigureTable {
    struct Column {
        let label: String
        var unit = ""
        var isNumeric = true
    }

    struct Cell {
        let text: String
        /// What the download holds: the bare number, nothing where it is missing, `-` where none applies.
        let plain: String
        /// `value`, `missing`, `none` or `text`.
        let state: String
        /// The id of the cell; may be empty.
        var id = ""
        /// Where the figure comes from, relative to the site's root; may be empty.
        var url = ""
    }

    struct Row {
        /// The id of the row; may be empty.
        var id = ""
        let header: String
        /// Where the header leads, relative to the site's root or `#…`; may be empty.
        var url = ""
        /// From 0; deeper rows are set in.
        var depth = 0
        var isTotal = false
        let cells: [Cell]
    }

    /// What stands above the names of the rows.
    let corner: String
    let columns: [Column]
    var rows: [Row]

    /// The table as a CSV file in UTF-8 with a byte order mark. Units stand in the header.
    var csv: [UInt8] {
        let header = [corner] + columns.map { $0.unit.isEmpty ? $0.label : "\($0.label)（\($0.unit)）" }
        return Array(csvText([header] + rows.map { [$0.header] + $0.cells.map(\.plain) }).utf8)
    }

    /// The data of the template `partials/figure-table`.
    func record(id: String, isSortable: Bool, root: String) -> TemplateRecord {
        SiteBuilding.record([
            ("id", .text(id)), ("corner", .text(corner)), ("sortable", .flag(isSortable && rows.count > 2)),
            (
                "columns",
                .list(
                    columns.map {
                        ["label": .text($0.label), "unit": .text($0.unit), "numeric": .flag($0.isNumeric)]
                    })
            ),
            ("rows", .list(rows.map { row in Self.record(row, root: root) })),
        ])
    }

    private static func record(_ row: Row, root: String) -> TemplateRecord {
        let url = row.url.isEmpty || row.url.hasPrefix("#") ? row.url : root + row.url
        return SiteBuilding.record([
            ("id", .text(row.id)), ("header", .text(row.header)), ("url", .text(url)), ("total", .flag(row.isTotal)),
            ("nested", .flag(row.depth > 0)),
            (
                "cells",
                .list(
                    row.cells.map {
                        [
                            "id": .text($0.id), "text": .text($0.text), "state": .text($0.state),
                            "url": .text($0.url.isEmpty ? "" : root + $0.url),
                        ]
                    })
            ),
        ])
    }
}

extension FigureTable.Cell {
    /// A figure without its unit, which stands in the header.
    init(_ cell: DataCell, _ words: Words, id: String = "", showsUnit: Bool = false, isLinked: Bool = true) {
        let state = cell.isKnown ? "value" : cell.entry.isMissing ? "missing" : "none"
        let plain = cell.words ?? cell.entry.known?.description ?? (cell.entry.isMissing ? "" : "-")
        self.init(
            text: words.figure(cell, showsUnit: showsUnit), plain: plain, state: state, id: id,
            url: isLinked && cell.isKnown ? cell.address?.url ?? "" : "")
    }

    /// A text.
    init(text: String) { self.init(text: text, plain: text, state: "text") }
}

extension DataMatrix {
    /// The table of a matrix; the unit stands in the header of its column.
    func table(_ words: Words, totals: [DataCell]? = nil) -> FigureTable {
        let common = unit
        let headers = self.columns.map {
            FigureTable.Column(label: words.heading($0.heading), unit: $0.unit.isEmpty ? common ?? "" : $0.unit)
        }
        // A column whose cells differ in their units shows each with its own.
        let isMixed = self.columns.indices.map { column in
            self.rows.contains { $0.cells[column].isKnown && $0.cells[column].unit != headers[column].unit }
        }
        var lines = self.rows.map { row in
            FigureTable.Row(
                header: words.heading(row.entry.heading), url: row.entry.address ?? "",
                cells: row.cells.enumerated().map { .init($1, words, showsUnit: isMixed[$0]) })
        }
        if let totals {
            lines.append(
                FigureTable.Row(
                    header: words["total_row"], isTotal: true,
                    cells: totals.map { cell in
                        cell.entry.isMissing
                            ? .init(text: words["total_incomplete"], plain: "", state: "missing") : .init(cell, words)
                    }))
        }
        return FigureTable(corner: subject.heading(words), columns: headers, rows: lines)
    }
}
