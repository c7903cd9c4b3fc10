import Diagnostics

/// stats.csv: one figure a row, `code,measure,period,value`, perhaps with `unit`.
///
/// The code is a grid's, or the community's folder name or nothing for the community as a whole.
public struct LongFigures: Sendable {
    /// What a row is about.
    public struct Key: Sendable, Hashable {
        /// The grid's code; nil for the community as a whole.
        public let code: String?
        /// The measure's name.
        public let measure: String
        /// The time.
        public let period: Period
    }

    /// One row's figure.
    public struct Figure: Sendable {
        /// What the cell says.
        public let entry: Entry<ExactDecimal>
        /// The cell.
        public let source: CellSource
    }

    /// The figures; a key without a row is missing.
    public internal(set) var figures: [Key: Figure] = [:]

    /// The times for which there is any figure of a measure, earliest first.
    public func periods(of measure: String) -> [Period] {
        Set(figures.keys.filter { $0.measure == measure }.map(\.period)).sorted()
    }

    static func columns(file: String) -> [ColumnDeclaration] {
        let declared: [(String, String, ColumnType, Bool)] = [
            ("code", "编码", .code, false), ("measure", "指标", .text, true), ("period", "时间", .date, true),
            ("value", "数值", .number, false), ("unit", "单位", .text, false),
        ]
        return declared.map { name, label, type, isRequired in
            var column = ColumnDeclaration(name, label: label, type: type, at: .start(of: file))
            column.isRequired = isRequired
            column.isUnique = false
            return column
        }
    }

    static func read(
        _ csv: Checked<CSVFile>, community: CommunityDeclaration, codes: [String]?
    ) -> Checked<LongFigures> {
        let table = TypedTable.read(csv, columns: columns(file: csv.draft.file))
        var reading = LongReading(community: community, codes: codes, table: table.draft)
        reading.readRows()
        return Checked(reading.result, table.diagnostics + (csv.hasNoColumns ? [] : reading.faults))
    }
}

private struct LongReading {
    let community: CommunityDeclaration
    /// Nil where nobody knows them.
    let codes: [String]?
    let table: TypedTable
    var result = LongFigures()
    var faults: [Diagnostic] = []
    private let known: Set<String>

    init(community: CommunityDeclaration, codes: [String]?, table: TypedTable) {
        self.community = community
        self.codes = codes
        self.table = table
        known = Set(codes ?? [])
    }

    mutating func readRows() {
        guard let values = table.column("value"), let entries = values.values.numbers,
            let names = table.column("measure")?.values.texts, let periods = table.column("period")?.values.dates
        else {
            if table.column("value") == nil, !table.columns.isEmpty { faults.append(.noValueColumn(table)) }
            return
        }
        for row in table.rows.indices {
            let measure = measure(named: names[row].known, row: row)
            checkUnit(measure, row: row)
            guard let code = code(row), let measure, let period = periods[row].known else { continue }
            let key = LongFigures.Key(code: code.isEmpty ? nil : code, measure: measure.name, period: period)
            let figure = LongFigures.Figure(entry: entries[row], source: table.source(row: row, column: values))
            if let first = result.figures[key] {
                faults.append(.duplicateFigure(key, at: table.rows[row], first: first.source.span))
            } else {
                result.figures[key] = figure
            }
        }
    }

    /// The code of a row, empty for the community; nil where it is unknown.
    private mutating func code(_ row: Int) -> String? {
        guard let column = table.column("code"), let code = column.values.texts?[row].known,
            code != community.slug
        else { return "" }
        guard let codes, !known.contains(code) else { return code }
        faults.append(.unknownCode(code, at: column.cells[row], known: codes))
        return nil
    }

    private mutating func measure(named name: String?, row: Int) -> ColumnDeclaration? {
        guard let name else { return nil }
        if let measure = community.measure(named: name) { return measure }
        let span = table.column("measure")?.cells[row] ?? table.rows[row]
        faults.append(.unknownMeasure(name, at: span, known: community.measures.map(\.name)))
        return nil
    }

    private mutating func checkUnit(_ measure: ColumnDeclaration?, row: Int) {
        guard let measure, let column = table.column("unit"), let unit = column.values.texts?[row].known,
            unit != measure.unit
        else { return }
        faults.append(.wrongUnit(unit, of: measure, at: column.cells[row]))
    }
}

extension CommunityDeclaration {
    /// The measure of this name, else of this label.
    func measure(named name: String) -> ColumnDeclaration? {
        measures.first { $0.name == name } ?? measures.first { $0.label == name }
    }
}

extension Diagnostic {
    static func unknownCode(_ code: String, at span: Span, known: [String]) -> Diagnostic {
        Diagnostic(
            "unknown-code", at: span,
            LocalizedText(zh: "没有编码为“\(code)”的网格", en: "there is no grid with the code “\(code)”"),
            suggestion: nearestName(to: code, among: known).map { .init(replacing: span, with: $0) })
    }

    static func unknownMeasure(_ name: String, at span: Span, known: [String]) -> Diagnostic {
        Diagnostic(
            "unknown-measure", at: span,
            LocalizedText(
                zh: "没有“\(name)”这个指标；可用的有：\(known.joined(separator: "、"))",
                en: "there is no measure “\(name)”; there are: \(known.joined(separator: ", "))"),
            suggestion: nearestName(to: name, among: known).map { .init(replacing: span, with: $0) })
    }

    fileprivate static func duplicateFigure(_ key: LongFigures.Key, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            "duplicate-figure", at: span,
            LocalizedText(
                zh: "同一编码、指标和时间（\(key.measure)，\(key.period)）只能有一行",
                en: "one code, measure and period (\(key.measure), \(key.period)) may have one row only"),
            notes: [Note(LocalizedText(zh: "第一次在这里", en: "first here"), at: first)])
    }

    fileprivate static func noValueColumn(_ table: TypedTable) -> Diagnostic {
        Diagnostic(
            "missing-column", at: table.columns.first?.header ?? .start(of: table.file),
            LocalizedText(zh: "缺少“value”这一列（数值，数字）", en: "the column “value” is missing (the figures)"))
    }
}
