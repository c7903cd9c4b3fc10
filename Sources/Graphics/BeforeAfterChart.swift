/// Pairs of points with an arrow from before to after, one pair a row.
public enum BeforeAfterChart {
    /// Draws rows with two figures each, before and after; the words of a row tell the change, so that no reader
    /// depends on colour. A pair of which one is missing shows the other alone. A bound is an open circle.
    public static func draw(_ items: [ChartItem], _ options: ChartOptions) throws(ChartFault) -> ChartDrawing {
        try RowFrame.validate(items, series: 2, least: -1e15)
        let frame = RowFrame(items, options)
        let values = items.flatMap { $0.values.flatMap(\.named) }
        let scale = ChartScale(values: values, from: frame.left, to: frame.right)
        var builder = frame.builder(items, options, scale)
        for (row, item) in items.enumerated() {
            let y = frame.centre(of: row)
            if let before = item.values[0].number, let after = item.values[1].number {
                builder.change(from: scale.place(before), to: scale.place(after), y: y)
            }
            for (series, value) in item.values.enumerated() {
                for number in value.named {
                    let x = scale.place(number)
                    let box = Box(left: x, top: y, right: x, bottom: y)
                    let mark = ChartMark(item: row, series: series, box: box, isBound: value.number == nil)
                    builder.point(mark, cssClass: series == 0 ? "before" : "mark")
                }
            }
        }
        return builder.drawing(ticks: scale.ticks)
    }
}

extension ChartBuilder {
    /// The line between two points, with a head before the second if there is room for one.
    mutating func change(from start: Double, to end: Double, y: Double) {
        let side = end >= start ? -1.0 : 1.0
        guard abs(end - start) >= 16 else { return lines([[(start, y), (end, y)]], cssClass: "more") }
        let tip = end + side * 5
        let head = [(tip + side * 4, y - 4), (tip, y), (tip + side * 4, y + 4)]
        lines([[(start, y), (tip, y)], head], cssClass: "more")
    }
}
