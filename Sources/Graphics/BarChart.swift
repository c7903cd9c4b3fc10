/// Horizontal bars from zero, one a row, in the order of the rows.
public enum BarChart {
    /// Draws rows with one figure each. The length of a bar is proportional to its number.
    ///
    /// A bound has a broken outline: up to the number and open beyond it for `atLeast`, up to the number for `atMost`,
    /// between the numbers for `between`. Missing and not applicable draw nothing but their words.
    public static func draw(_ items: [ChartItem], _ options: ChartOptions) throws(ChartFault) -> ChartDrawing {
        try RowFrame.validate(items, series: 1, least: 0)
        let frame = RowFrame(items, options)
        let scale = ChartScale(values: items.flatMap { $0.values.flatMap(\.named) }, from: frame.left, to: frame.right)
        var builder = frame.builder(items, options, scale)
        for (row, item) in items.enumerated() {
            for (series, value) in item.values.enumerated() {
                let centre = frame.centre(of: row)
                guard let (low, high) = range(of: value) else { continue }
                let box = Box(left: scale.place(low), top: centre - 8, right: scale.place(high), bottom: centre + 8)
                builder.bar(ChartMark(item: row, series: series, box: box, isBound: value.number == nil))
                if case .atLeast = value { builder.arrow(from: box.right, y: centre) }
            }
        }
        return builder.drawing(ticks: scale.ticks)
    }

    private static func range(of value: ChartValue) -> (Double, Double)? {
        switch value {
        case .number(let value), .atLeast(let value), .atMost(let value): (0, value)
        case .between(let low, let high): (min(low, high), max(low, high))
        case .missing, .notApplicable: nil
        }
    }
}

extension ChartBuilder {
    /// A short arrow to the right: there may be more.
    mutating func arrow(from x: Double, y: Double) {
        lines([[(x, y), (x + 10, y)], [(x + 6, y - 4), (x + 10, y), (x + 6, y + 4)]], cssClass: "more")
    }
}
