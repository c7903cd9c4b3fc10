import Diagnostics

/// All data of one community, checked together.
public struct CommunityStatistics: Sendable {
    /// What community.yaml declares.
    public let declaration: CommunityDeclaration
    /// The grids; nil where the distribution was not published (no grids.csv).
    public let hierarchy: GridHierarchy?
    /// The figures of stats.csv.
    public let long: LongFigures
    /// The numbers of `declaration.figures`, in the same order; missing where they are no plain numbers.
    public let statedNumbers: [Entry<ExactDecimal>]
    /// What `aggregates` has worked out; complete once the community has been checked.
    private var computed: [AggregateKey: MeasureAggregates] = [:]

    private struct AggregateKey: Hashable {
        let measure: String
        let period: Period?
    }

    private init(
        _ declaration: CommunityDeclaration, hierarchy: GridHierarchy?, long: LongFigures,
        statedNumbers: [Entry<ExactDecimal>]
    ) {
        self.declaration = declaration
        self.hierarchy = hierarchy
        self.long = long
        self.statedNumbers = statedNumbers
    }

    /// Checks a community's files against its declaration and each other.
    ///
    /// - Parameters:
    ///   - grids: grids.csv, if there is one.
    ///   - stats: stats.csv, if there is one.
    public static func check(
        _ declaration: CommunityDeclaration, grids: Checked<CSVFile>?, stats: Checked<CSVFile>?
    ) -> Checked<CommunityStatistics> {
        let hierarchy = grids.map { GridReading.read($0, community: declaration) }
        // Codes are not known where the table that has them could not be read.
        let codes = grids?.hasNoColumns == true ? nil : hierarchy?.draft.grids.map(\.code) ?? []
        let long = stats.map { LongFigures.read($0, community: declaration, codes: codes) }
        // Figures such as “上百” are published as words; they are shown as written and cannot be computed with.
        let numbers = declaration.figures.map { (try? CellGrammar.number($0.value)) ?? .missing }
        var result = CommunityStatistics(
            declaration, hierarchy: hierarchy?.draft, long: long?.draft ?? LongFigures(), statedNumbers: numbers)
        result.computeAggregates()
        var faults = declaration.measures.faults() + (hierarchy?.diagnostics ?? []) + (long?.diagnostics ?? [])
        if !faults.contains(where: { $0.id == "unknown-measure" }) { faults += result.contradictions() }
        return Checked(result, faults)
    }

    /// The times at which a measure has figures, earliest first; nil stands first for grids.csv without a date.
    public func periods(of measure: String) -> [Period?] {
        let hasCurrent = hierarchy?.table.column(measure) != nil
        let long = long.periods(of: measure)
        let current: [Period?] = hasCurrent && !long.contains { $0 == declaration.asOf } ? [declaration.asOf] : []
        return (current + long).sorted { left, right in
            guard let right else { return false }
            return left.map { $0 < right } ?? true
        }
    }

    /// All figures of a measure at one time; nil where there are no grids.
    ///
    /// - Parameter period: nil, or the time of grids.csv, for that table; where a cell of it is empty, stats.csv of
    ///   the same time speaks.
    public func aggregates(of measure: ColumnDeclaration, period: Period?) -> MeasureAggregates? {
        let key = AggregateKey(measure: measure.name, period: period ?? declaration.asOf)
        return computed[key] ?? aggregation(of: measure, period: period)
    }

    private mutating func computeAggregates() {
        for measure in declaration.measures {
            for period in periods(of: measure.name) {
                let key = AggregateKey(measure: measure.name, period: period ?? declaration.asOf)
                computed[key] = aggregation(of: measure, period: period)
            }
        }
    }

    private func aggregation(of measure: ColumnDeclaration, period: Period?) -> MeasureAggregates? {
        guard let hierarchy else { return nil }
        var aggregation = HierarchyAggregation(
            hierarchy: hierarchy, measure: measure,
            stated: hierarchy.grids.indices.map {
                statement(measure.name, grid: $0, period: period)?.entry ?? .missing
            },
            cell: { statement(measure.name, grid: $0, period: period)?.source.span })
        aggregation.statedTotal = statedTotal(measure.name, period: period)?.entry ?? .missing
        if case .weightedMean(let name) = measure.aggregation, name != measure.name,
            let weight = declaration.measures.first(where: { $0.name == name }), !weight.isWeighted
        {
            aggregation.weights = aggregates(of: weight, period: period)
        }
        return aggregation.run()
    }

    /// What the data state about a measure of a grid at a time, and in which cell.
    func statement(_ measure: String, grid: Int, period: Period?) -> LongFigures.Figure? {
        guard let hierarchy else { return nil }
        let time = period ?? declaration.asOf
        let key = time.map { LongFigures.Key(code: hierarchy.grids[grid].code, measure: measure, period: $0) }
        let later = key.flatMap { long.figures[$0] }
        guard time == declaration.asOf, let current = hierarchy.statement(of: measure, grid: grid) else { return later }
        if current.entry.isMissing, later != nil { return later }
        return LongFigures.Figure(entry: current.entry, source: current.source)
    }

    /// What stats.csv states about the community as a whole.
    func statedTotal(_ measure: String, period: Period?) -> LongFigures.Figure? {
        (period ?? declaration.asOf).flatMap { long.figures[.init(code: nil, measure: measure, period: $0)] }
    }

    /// Figures that differ between the two files, and stated figures that differ from their parts.
    private func contradictions() -> [Diagnostic] {
        declaration.measures.flatMap { measure in
            periods(of: measure.name).flatMap { aggregates(of: measure, period: $0)?.diagnostics ?? [] }
                + twoFiles(measure.name)
        }
    }

    private func twoFiles(_ measure: String) -> [Diagnostic] {
        guard let hierarchy, let time = declaration.asOf else { return [] }
        return zip(hierarchy.grids, hierarchy.entries(of: measure)).enumerated().compactMap { index, pair in
            guard let later = long.figures[.init(code: pair.0.code, measure: measure, period: time)],
                let first = pair.1.known, let second = later.entry.known, first != second
            else { return nil }
            let place = hierarchy.source(of: measure, grid: index)?.span
            return Diagnostic(
                "contradicting-figure", .warning, at: later.source.span,
                LocalizedText(
                    zh: "“\(pair.0.code)”的“\(measure)”（\(time)）在这里是 \(second)，在网格表里是 \(first)",
                    en: "“\(measure)” of “\(pair.0.code)” (\(time)) is \(second) here and \(first) among the grids"),
                notes: [.init(LocalizedText(zh: "网格表", en: "the table of grids"), at: place)])
        }
    }
}

extension ColumnDeclaration {
    /// Whether it is weighted itself, and so can be no weight.
    var isWeighted: Bool {
        if case .weightedMean = aggregation { return true }
        return false
    }
}
