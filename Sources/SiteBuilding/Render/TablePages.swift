import Statistics
import Templates

extension PageRenderer {
    /// The page of a statistics table: every figure that texts can ask for, with its sources.
    func tablePage(_ table: TableData, _ path: OutputPath, _ parts: PageParts) -> PageData {
        let title = table.statistics.declaration.title
        let fields = record([
            ("title", .text(title)), ("summary", .text(table.summary)), ("figure", .html(parts.map)),
            ("demo", .flag(table.isDemonstration)), ("sources", .list(sourceRecords(table.sources))),
        ])
        var description = PageDescription(title: title, kind: "table")
        description.summary = table.summary
        description.robots = table.isDemonstration ? "noindex" : ""
        description.column = words["kind_table"]
        description.hasFigures = true
        return pageData("table", [("table", .record(fields))], frame(for: path, description))
    }

    /// Makes the table of a statistics table's page.
    func tableParts(_ table: TableData, _ path: OutputPath) throws -> MadeParts {
        let declaration = table.statistics.declaration
        var frame = FigureFrame(id: "table", kind: "table", caption: declaration.title, owners: [DataOwner(table)])
        frame.asOf = words.asOf([declaration.asOf])
        let figures = table.figures(words)
        let attachment = Attachment(path: OutputPath("data/\(path.text.dropLast(5)).csv"), bytes: figures.csv)
        var made = MadeParts(isDemonstration: table.isDemonstration)
        made.owners = [table.name]
        try templates.renderFigure(
            frame.record(table: figures, isOpen: true, csv: path.root + attachment.path.url, root: path.root),
            root: path.root, into: &made.parts.map)
        made.attachments = [attachment]
        return made
    }
}

extension TableData {
    /// The table as a page shows it: the names of the rows first, then the other columns in the order of the file.
    fileprivate func figures(_ words: Words) -> FigureTable {
        let key = statistics.keyColumn?.declaration.name
        let columns = statistics.table.columns.filter { $0.declaration.name != key }
        let keys = statistics.keyColumn?.values.texts ?? []
        var rows = statistics.table.rows.indices.map { row in
            let code = keys.indices.contains(row) ? keys[row].known ?? "" : ""
            return FigureTable.Row(
                id: CellAddress.row(code), header: code, cells: columns.map { $0.cell(row, code: code, words) })
        }
        if columns.contains(where: { $0.declaration.aggregation != .none }) {
            rows.append(
                FigureTable.Row(
                    header: words["total_row"], isTotal: true,
                    cells: columns.map { column in
                        let total = (try? statistics.total(of: column)) ?? .missing
                        let isTotalled = column.declaration.aggregation != .none
                        let cell = DataCell(total, unit: column.declaration.unit, decimals: column.declaration.decimals)
                        let id = CellAddress.cell(nil, column.declaration.name, nil)
                        return isTotalled ? .init(cell, words, id: id, isLinked: false) : .init(text: "")
                    }))
        }
        return FigureTable(
            corner: keyLabel,
            columns: columns.map {
                .init(
                    label: $0.declaration.label, unit: $0.declaration.unit, isNumeric: $0.declaration.type == .number)
            }, rows: rows)
    }
}

extension TypedColumn {
    fileprivate func cell(_ row: Int, code: String, _ words: Words) -> FigureTable.Cell {
        let id = CellAddress.cell(code, declaration.name, nil)
        switch values {
        case .number(let entries):
            return .init(
                DataCell(entries[row], unit: declaration.unit, decimals: declaration.decimals), words, id: id,
                isLinked: false)
        case .text(let entries), .code(let entries): return Self.text(entries[row], words) { $0 }
        case .date(let entries): return Self.text(entries[row], words) { words.period($0) }
        }
    }

    private static func text<Value>(
        _ entry: Entry<Value>, _ words: Words, _ text: (Value) -> String
    ) -> FigureTable.Cell {
        switch entry {
        case .value(let value): .init(text: text(value))
        case .missing: .init(text: words["figure_missing"], plain: "", state: "missing")
        case .notApplicable: .init(text: words["figure_not_applicable"], plain: "-", state: "none")
        }
    }
}
