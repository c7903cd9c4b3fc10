import Graphics
import Statistics

extension ChartPlan {
    /// Draws the chart `width` pixels wide.
    func draw(figureID: String, captionID: String, width: Int, _ words: Words) throws(ChartFault) -> ChartDrawing {
        let unit = matrix.unit ?? ""
        let key: String? =
            if case .beforeAfter = form {
                "○ \(words.heading(matrix.columns[0].heading)) → ● \(words.heading(matrix.columns[1].heading))"
            } else {
                nil
            }
        let axis = [unit.isEmpty ? nil : words.filled("axis_unit", ["unit": unit]), key].compactMap { $0 }
            .joined(separator: "    ")
        let options = ChartOptions(
            placement: .inPage(captionID: captionID), figureID: figureID, width: width, axisTitle: axis)
        switch form {
        case .bars: return try BarChart.draw(items(words) { words.figure($0[0], showsUnit: true) }, options)
        case .beforeAfter:
            let isNarrow = width < 480
            return try BeforeAfterChart.draw(
                items(words) { change(from: $0[0], to: $0[1], isShort: isNarrow, words) }, options)
        case .stacked:
            return try StackedChart.draw(
                items(words) { total(of: $0, words) }, series: matrix.columns.map { words.heading($0.heading) }, options
            )
        case .lines:
            return try LineChart.draw(categories: categories(words), series: series(words), options)
        case .multiples(let columns, let isShared):
            let fitting = max(1, min(columns, width / 180))
            return try SmallMultiples.draw(
                categories: categories(words), panels: series(words).map { .init(title: $0.name, series: [$0]) },
                columns: fitting, scale: isShared ? .shared : .free(note: words["free_scale"]), options)
        }
    }

    private func items(_ words: Words, text: ([DataCell]) -> String) -> [ChartItem] {
        matrix.rows.map { row in
            ChartItem(
                name: words.heading(row.entry.heading), values: row.cells.map { ChartValue($0) }, text: text(row.cells))
        }
    }

    private func categories(_ words: Words) -> [String] { matrix.rows.map { words.heading($0.entry.heading) } }

    private func series(_ words: Words) -> [LineSeries] {
        matrix.columns.indices.map { column in
            LineSeries(
                name: words.heading(matrix.columns[column].heading),
                values: matrix.rows.map { ChartValue($0.cells[column]) })
        }
    }

    /// `100 → 62 −38%`, or the share alone. A bound, or a beginning at zero, has no percentage.
    private func change(from before: DataCell, to after: DataCell, isShort: Bool, _ words: Words) -> String {
        let pair = "\(words.figure(before, showsUnit: false)) → \(words.figure(after, showsUnit: true))"
        guard let first = before.entry.known, let second = after.entry.known, first > .zero,
            let difference = try? second.subtracting(first).scaled(byPowerOfTen: 2),
            let share = try? difference.divided(by: first, scale: 0)
        else { return pair }
        let sign = share.isNegative ? "−" : share == .zero ? "" : "+"
        let percentage = "\(sign)\(share.magnitude)%"
        if isShort { return percentage }
        guard let lessIsBetter, first != second else { return "\(pair) \(percentage)" }
        return "\(pair) \(percentage) \(words[(second < first) == lessIsBetter ? "change_better" : "change_worse"])"
    }

    private func total(of cells: [DataCell], _ words: Words) -> String {
        let numbers = cells.compactMap(\.entry.known)
        guard numbers.count == cells.count,
            let sum = numbers.reduce(
                Optional(ExactDecimal.zero), { sum, number in sum.flatMap { try? $0.adding(number) } })
        else { return words["total_incomplete"] }
        return words.figure(DataCell(.value(sum), unit: matrix.unit ?? ""), showsUnit: true)
    }
}

extension ChartValue {
    /// A figure as a chart draws it: a bound stays a bound. “About” is drawn with an open end, since its length is not
    /// known exactly.
    init(_ cell: DataCell) {
        if let bound = cell.words.flatMap({ NumberBound($0) }) {
            let number = bound.number.nearestDouble
            self = bound.kind == .atLeast ? .atLeast(number) : .atMost(number)
            return
        }
        switch cell.entry {
        case .missing: self = .missing
        case .notApplicable: self = .notApplicable
        case .value(let number): self = .number(number.nearestDouble)
        }
    }
}

extension ExactDecimal {
    /// The nearest number of the machine.
    var nearestDouble: Double { Double(description) ?? 0 }
}
