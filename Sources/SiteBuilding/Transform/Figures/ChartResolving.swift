import Diagnostics
import Markdown
import Statistics

extension FigureResolver {
    /// A chart's figures in rows and columns.
    mutating func chart(_ directive: DataDirective, _ owners: [WrittenName]) -> ResolvedFigure.Content {
        var measures = directive.list("measures").map { WrittenName(text: $0.text, span: $0.span) }
        if let measure = directive.value("measure") {
            measures.insert(.init(text: measure.text, span: measure.span), at: 0)
        }
        guard !measures.isEmpty else {
            if !directive.isFaulty { report(.noMeasure(at: directive.span)) }
            return .faulty
        }
        let request = ChartRequest(statistics: statistics, directive: directive, owners: owners, measures: measures)
        let badTimes = request.badTimes
        badTimes.forEach { report($0) }
        if !badTimes.isEmpty { return .faulty }
        guard let (rows, columns, subject) = request.axes() else {
            report(.noAxis(directive, at: directive.span))
            return .faulty
        }
        let built = request.builder(rows, columns).build(subject: subject)
        built.faults.forEach { report($0) }
        var matrix = built.matrix
        if matrix.unit == nil {
            let units = Set(matrix.cells.filter(\.isKnown).map(\.unit)).sorted()
            report(.mixedUnits(units, at: directive.span))
            return .faulty
        }
        if built.faults.isEmpty, matrix.cells.allSatisfy({ !$0.isKnown }) { report(.nothingKnown(at: directive.span)) }
        if directive.value("sort")?.text == "value" || (directive.value("sort") == nil && request.isSortedByDefault) {
            matrix.sortRows()
        }
        let declaration = request.declaration(of: measures[0].text)
        return .chart(
            ChartPlan(
                form: request.form, matrix: matrix, measureLabel: measures.count == 1 ? declaration?.label ?? "" : "",
                lessIsBetter: declaration?.lessIsBetter))
    }

    /// A table of communities by measures.
    mutating func comparison(_ directive: DataDirective, _ owners: [WrittenName]) -> ResolvedFigure.Content {
        let measures = directive.list("measures").map { WrittenName(text: $0.text, span: $0.span) }
        guard !measures.isEmpty else {
            if !directive.isFaulty { report(.noMeasure(at: directive.span)) }
            return .faulty
        }
        let period = directive.value("period")
        let builder = MatrixBuilder(
            statistics: statistics, base: FigureRequest(of: "", measure: "", period: period?.text),
            places: period.map { [.period: $0.span] } ?? [:], rows: .owners(owners), columns: .measures(measures))
        let built = builder.build(subject: .community)
        built.faults.forEach { report($0) }
        let hasTotals = directive.value("total")?.text == "yes"
        return .comparison(built.matrix, totals: hasTotals ? built.matrix.totals() : nil)
    }
}

extension DataMatrix {
    /// Largest first by the first column; unknown ones last, in their order.
    mutating func sortRows() {
        func key(_ row: Int) -> ExactDecimal? {
            rows[row].cells.first.flatMap { $0.entry.known ?? $0.words.flatMap { NumberBound($0)?.number } }
        }
        let order = rows.indices.sorted { left, right in
            switch (key(left), key(right)) {
            case (let first?, let second?): first == second ? left < right : first > second
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left < right
            }
        }
        rows = order.map { rows[$0] }
    }

    /// The sum of each column: missing where any figure is missing or a bound, since a part is not the whole.
    func totals() -> [DataCell] {
        columns.indices.map { column in
            let cells = rows.map { $0.cells[column] }
            let units = Set(cells.filter(\.isKnown).map(\.unit))
            guard units.count <= 1, cells.allSatisfy({ !$0.entry.isMissing }) else { return DataCell(.missing) }
            let numbers = cells.compactMap(\.entry.known)
            guard !numbers.isEmpty else { return DataCell(.notApplicable) }
            let sum = numbers.reduce(Optional(ExactDecimal.zero)) { sum, number in
                sum.flatMap { try? $0.adding(number) }
            }
            return DataCell(
                sum.map { .value($0) } ?? .missing, unit: units.first ?? "",
                decimals: cells.compactMap(\.decimals).max())
        }
    }
}

extension Diagnostic {
    fileprivate static func noMeasure(at span: Span) -> Diagnostic {
        Diagnostic(
            "figure-without-measure", at: span,
            LocalizedText(
                zh: "没有说是哪个指标：请写 measure=指标名，几个指标写 measures=\"甲,乙\"",
                en: "name the measure: measure=name, or measures=\"a,b\""))
    }

    fileprivate static func mixedUnits(_ units: [String], at span: Span) -> Diagnostic {
        Diagnostic(
            "mixed-units", at: span,
            LocalizedText(
                zh: "一张图只能有一种单位，这里有：\(units.joined(separator: "、"))；请分成几张图，或改用 compare 表格",
                en:
                    "a chart has one unit; here are: \(units.joined(separator: ", ")); draw several charts or use compare"
            ))
    }

    fileprivate static func nothingKnown(at span: Span) -> Diagnostic {
        Diagnostic(
            "figure-without-value", at: span,
            LocalizedText(zh: "要画的数值全都缺失或不适用", en: "every figure of this chart is missing or not applicable"))
    }

    fileprivate static func noAxis(_ directive: DataDirective, at span: Span) -> Diagnostic {
        let type = directive.value("type")?.text ?? "bar"
        let rule: LocalizedText =
            switch type {
            case "before-after":
                LocalizedText(
                    zh: "前后对比要写 from=… to=…（两个时间），或 measures=\"前,后\"（两个指标）",
                    en: "before-after needs from=… to=… (two periods) or measures=\"before,after\"")
            case "stacked": LocalizedText(zh: "堆叠图要写 measures=\"甲,乙\"（至少两个指标）", en: "stacked needs measures=\"a,b\"")
            default:
                LocalizedText(
                    zh: "这张图要有几个时间的数据（stats.csv），或几个社区、几个网格",
                    en: "this chart needs figures of several periods (stats.csv), communities or grids")
            }
        return Diagnostic("chart-without-rows", at: span, rule)
    }
}
