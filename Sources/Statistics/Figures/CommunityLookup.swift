import Diagnostics

/// Finds one figure of a community.
struct CommunityLookup {
    let community: CommunityStatistics
    let request: FigureRequest

    private var declaration: CommunityDeclaration { community.declaration }

    func figure() throws(FigureFault) -> Figure {
        if let measure = declaration.measure(named: request.measure) { return try figure(of: measure) }
        let published = declaration.figures.firstIndex { $0.name == request.measure || $0.label == request.measure }
        if request.code == nil, let index = published { return try publishedFigure(index) }
        if request.code == nil, let count = try gridCount() { return count }
        let known =
            declaration.measures.flatMap { [$0.name, $0.label] } + declaration.figures.flatMap { [$0.name, $0.label] }
            + declaration.expected.map(\.kind)
        throw FigureFault(part: .measure, written: request.measure, known: unique(known))
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// A measure of a grid or of the whole.
    private func figure(of measure: ColumnDeclaration) throws(FigureFault) -> Figure {
        let period = try period(of: measure)
        guard let code = request.code, code != declaration.slug else { return total(of: measure, period: period) }
        guard let hierarchy = community.hierarchy, let position = hierarchy.position(of: code) else {
            throw FigureFault(part: .code, written: code, known: community.hierarchy?.grids.map(\.code) ?? [])
        }
        let statement = community.statement(measure.name, grid: position, period: period)
        if let statement, !statement.entry.isMissing || hierarchy.grids[position].children.isEmpty {
            return figure(measure, statement.entry, period, .stated(statement.source))
        }
        let aggregate = community.aggregates(of: measure, period: period)?.grids[position]
        let parts = sources(measure, below: [position], period: period)
        return figure(measure, aggregate?.entry ?? .missing, period, .computed(parts))
    }

    private func total(of measure: ColumnDeclaration, period: Period?) -> Figure {
        if let stated = community.statedTotal(measure.name, period: period), !stated.entry.isMissing {
            return figure(measure, stated.entry, period, .stated(stated.source))
        }
        let aggregates = community.aggregates(of: measure, period: period)
        let parts = sources(measure, below: community.hierarchy?.roots ?? [], period: period)
        return figure(measure, aggregates?.total.entry ?? .missing, period, .computed(parts))
    }

    private func figure(
        _ measure: ColumnDeclaration, _ entry: Entry<ExactDecimal>, _ period: Period?, _ origin: Figure.Origin
    ) -> Figure {
        Figure(
            entry: entry, label: measure.label, unit: measure.unit, decimals: measure.decimals, asOf: period,
            origin: origin)
    }

    /// The cells that a computed figure follows from: those of the nearest grids below that state something.
    private func sources(_ measure: ColumnDeclaration, below start: [Int], period: Period?) -> [CellSource] {
        guard let hierarchy = community.hierarchy else { return [] }
        var open = start
        var found: [CellSource] = []
        while let position = open.popLast() {
            let statement = community.statement(measure.name, grid: position, period: period)
            if let statement, !statement.entry.isMissing {
                found.append(statement.source)
            } else {
                open += hierarchy.grids[position].children
            }
        }
        return found.sorted { ($0.file, $0.row) < ($1.file, $1.row) }
    }

    /// The time that is asked for: as written, else that of grids.csv, else the latest.
    private func period(of measure: ColumnDeclaration) throws(FigureFault) -> Period? {
        let periods = community.periods(of: measure.name)
        guard let written = request.period else {
            return periods.contains { $0 == declaration.asOf } ? declaration.asOf : periods.last ?? nil
        }
        if let period = Period(written), periods.contains(period) { return period }
        throw FigureFault(part: .period, written: written, known: periods.compactMap { $0?.description })
    }

    private func publishedFigure(_ index: Int) throws(FigureFault) -> Figure {
        let stated = declaration.figures[index]
        try checkPublished(stated.asOf)
        let entry = community.statedNumbers[index]
        var figure = Figure(
            entry: entry, label: stated.label, unit: stated.unit, decimals: nil,
            asOf: stated.asOf, origin: .stated(CellSource(span: stated.span, row: 0, column: stated.name)))
        if entry.isMissing, !stated.value.isEmpty { figure.words = stated.value }
        return figure
    }

    /// The published number of grids of a kind.
    private func gridCount() throws(FigureFault) -> Figure? {
        guard let kind = declaration.kind(request.measure),
            let expected = declaration.expected.first(where: { declaration.kind($0.kind) == kind })
        else { return nil }
        try checkPublished(declaration.asOf)
        return Figure(
            entry: .value(ExactDecimal(Int128(expected.count))), label: kind, unit: "个", decimals: nil,
            asOf: declaration.asOf, origin: .stated(CellSource(span: expected.span, row: 0, column: kind)))
    }

    private func checkPublished(_ asOf: Period?) throws(FigureFault) {
        guard let written = request.period, Period(written) != asOf || asOf == nil else { return }
        throw FigureFault(part: .period, written: written, known: asOf.map { [$0.description] } ?? [])
    }
}

extension StatisticsTable {
    /// A cell, or without a code the whole column.
    func figure(_ request: FigureRequest) throws(FigureFault) -> Figure {
        let numbers = table.columns.filter { $0.declaration.type == .number }
        guard
            let column = numbers.first(where: { $0.declaration.name == request.measure })
                ?? numbers.first(where: { $0.declaration.label == request.measure }),
            let entries = column.values.numbers
        else { throw FigureFault(part: .measure, written: request.measure, known: numbers.map(\.declaration.name)) }
        if let written = request.period, declaration.asOf == nil || Period(written) != declaration.asOf {
            throw FigureFault(part: .period, written: written, known: declaration.asOf.map { [$0.description] } ?? [])
        }
        guard let code = request.code else {
            let sources = table.rows.indices.map { table.source(row: $0, column: column) }
            return figure(column, (try? total(of: column)) ?? .missing, .computed(sources))
        }
        let keys = keyColumn?.values.texts ?? []
        guard let row = keys.firstIndex(where: { $0.known == code }) else {
            throw FigureFault(part: .code, written: code, known: keys.compactMap(\.known))
        }
        return figure(column, entries[row], .stated(table.source(row: row, column: column)))
    }

    private func figure(_ column: TypedColumn, _ entry: Entry<ExactDecimal>, _ origin: Figure.Origin) -> Figure {
        let declared = column.declaration
        return Figure(
            entry: entry, label: declared.label, unit: declared.unit, decimals: declared.decimals,
            asOf: declaration.asOf, origin: origin)
    }
}
