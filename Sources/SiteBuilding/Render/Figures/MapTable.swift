import Statistics

/// The table of a map's grids: every grid once, those at the top before their parts.
struct MapTable {
    let plan: GridMapPlan
    let words: Words
    /// Whether a drawing with the cells stands beside the table.
    var linksToCells = true

    /// Above so many grids a page lists those with parts only; the download holds all.
    static let mostRows = 2000

    /// The table beside a map in a text: the measures that the map shows.
    func table(codePrefix: String) -> FigureTable {
        if plan.kind == .counts { return countsTable() }
        let measures = [plan.area, plan.colour].compactMap { $0 }
        let distinct = measures.enumerated().filter { index, measure in
            measures.firstIndex { $0.name == measure.name } == index
        }.map(\.element)
        return gridTable(distinct, prefix: "\(codePrefix)-", period: plan.period, showsPeople: false, cellIDs: false)
    }

    /// The rows of all grids and the whole.
    ///
    /// - Parameters:
    ///   - prefix: stands before the ids of cells and rows.
    ///   - cellIDs: whether figures have ids, which links from texts lead to: on the community's own page.
    func gridTable(
        _ measures: [ColumnDeclaration], prefix: String, period: Period?, showsPeople: Bool, cellIDs: Bool
    ) -> FigureTable {
        guard let hierarchy = plan.community.statistics.hierarchy else {
            return FigureTable(corner: "", columns: [], rows: [])
        }
        let aggregates = measures.map { plan.community.statistics.aggregates(of: $0, period: period) }
        let drawn = Set(plan.drawnGrids)
        var rows = hierarchy.preorder.map { position -> FigureTable.Row in
            let grid = hierarchy.grids[position]
            var cells = [FigureTable.Cell(text: grid.kind)]
            if showsPeople { cells.append(.init(text: people(grid))) }
            cells += zip(measures, aggregates).map { measure, aggregate in
                cell(
                    measure, aggregate?.grids[position],
                    id: cellIDs ? CellAddress.cell(grid.code, measure.name, nil) : "")
            }
            let anchor = percentEncoded("\(prefix)c-\(grid.code)")
            return FigureTable.Row(
                id: prefix + CellAddress.row(grid.code), header: grid.name,
                url: linksToCells && drawn.contains(position) ? "#\(anchor)" : "",
                depth: grid.parent == nil ? 0 : 1, cells: cells)
        }
        var total = [FigureTable.Cell(text: "")] + (showsPeople ? [.init(text: "")] : [])
        total += zip(measures, aggregates).map { measure, aggregate in
            cell(measure, aggregate?.total, id: cellIDs ? CellAddress.cell(nil, measure.name, nil) : "", isWhole: true)
        }
        rows.append(FigureTable.Row(header: words["whole_row"], isTotal: true, cells: total))
        var columns = [FigureTable.Column(label: words["kind_column"], isNumeric: false)]
        if showsPeople { columns.append(.init(label: words["lead_column"], isNumeric: false)) }
        columns += measures.map { FigureTable.Column(label: $0.label, unit: $0.unit) }
        return FigureTable(corner: words["kind_grid"], columns: columns, rows: rows)
    }

    /// A grid's figure; what does not follow from its parts says so by being missing.
    private func cell(
        _ measure: ColumnDeclaration, _ aggregate: Aggregate?, id: String, isWhole: Bool = false
    ) -> FigureTable.Cell {
        let cell = DataCell(aggregate?.entry ?? .missing, unit: measure.unit, decimals: measure.decimals)
        if isWhole, measure.aggregation == .none, !cell.isKnown {
            return FigureTable.Cell(text: words["not_totalled"], plain: "-", state: "none", id: id)
        }
        return FigureTable.Cell(cell, words, id: id, isLinked: false)
    }

    /// The office of the person in charge, with as much of the name as may be published.
    private func people(_ grid: Grid) -> String {
        if grid.lead.isEmpty { return grid.leadRole }
        switch plan.community.privacy {
        case .role: return grid.leadRole
        case .surname: return "\(grid.leadRole) \(surname(of: grid.lead))某".trimmedSpaces
        case .name: return "\(grid.leadRole) \(grid.lead)".trimmedSpaces
        }
    }

    private func countsTable() -> FigureTable {
        FigureTable(
            corner: words["kind_column"], columns: [.init(label: words["count_column"], unit: words["cell_unit"])],
            rows: plan.community.counts.map { name, count in
                FigureTable.Row(
                    header: name, cells: [.init(text: grouped(count), plain: String(count), state: "value")])
            })
    }
}

/// The surname of a Chinese name: two characters for the compound ones.
private func surname(of name: String) -> String {
    let compound = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫"]
    return compound.first { name.hasPrefix($0) && name.count > 2 } ?? String(name.prefix(1))
}

extension String {
    fileprivate var trimmedSpaces: String { String(drop { $0 == " " }) }
}
