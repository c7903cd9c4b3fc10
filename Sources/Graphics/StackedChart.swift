/// Horizontal bars made of parts, one bar a row; parts follow one another without a gap.
public enum StackedChart {
    /// Draws rows with as many figures as there are series, at most five. Every figure must be a number: a bound or a
    /// missing part has no length, so it is left out of the bar, and the words of the row must say so.
    ///
    /// The names of the series stand above the bars, each behind its colour.
    public static func draw(
        _ items: [ChartItem], series: [String], _ options: ChartOptions
    ) throws(ChartFault) -> ChartDrawing {
        guard series.count <= 5 else { throw .tooManySeries(series.count) }
        try RowFrame.validate(items, series: series.count, least: 0)
        guard series.allSatisfy(\.isFreeOfControls) else { throw .controlCharacter(series.joined()) }
        let key = SeriesKey(series, width: Double(options.width))
        let frame = RowFrame(items, options, head: key.height)
        let totals = items.map { $0.values.compactMap(\.number).reduce(0, +) }
        let scale = ChartScale(values: totals, from: frame.left, to: frame.right)
        var builder = frame.builder(items, options, scale)
        builder.key(key, down: frame.top - key.height)
        for (row, item) in items.enumerated() {
            let centre = frame.centre(of: row)
            var reached = 0.0
            for (index, value) in item.values.enumerated() {
                guard let number = value.number else { continue }
                let left = scale.place(reached)
                reached += number
                let box = Box(left: left, top: centre - 8, right: scale.place(reached), bottom: centre + 8)
                builder.bar(ChartMark(item: row, series: index, box: box, isBound: false), cssClass: "q\(index)")
            }
        }
        return builder.drawing(ticks: scale.ticks)
    }
}

/// The names of series in lines from left to right, each behind a square of its colour.
struct SeriesKey {
    private static let line = 20.0

    /// The left edge of every square, and the line that it stands in.
    let places: [(x: Double, line: Int)]
    let names: [String]
    let height: Double

    init(_ names: [String], width: Double) {
        var places: [(x: Double, line: Int)] = []
        var x = 4.0
        var line = 0
        for name in names {
            let needed = 32 + TextWidth.upperBound(of: name, fontSize: LabelFitting.fontSize)
            if x > 4, x + needed > width {
                x = 4
                line += 1
            }
            places.append((x, line))
            x += needed
        }
        self.places = places
        self.names = names
        height = Double(line + 1) * SeriesKey.line
    }

    func centre(ofLine line: Int) -> Double {
        SeriesKey.line * (Double(line) + 0.5)
    }
}

extension ChartBuilder {
    /// Draws the key of lines, moved down: a piece of each line and its name.
    mutating func lineKey(_ key: SeriesKey, down: Double) {
        for (index, place) in key.places.enumerated() {
            let y = down + key.centre(ofLine: place.line)
            lines([[(place.x, y), (place.x + 14, y)]], cssClass: "s\(index)")
            text(ChartText(key.names[index], x: place.x + 18, y: y, anchor: .start))
        }
    }

    /// Draws the key of series, moved down.
    mutating func key(_ key: SeriesKey, down: Double) {
        for (index, place) in key.places.enumerated() {
            let y = down + key.centre(ofLine: place.line)
            swatch(Box(left: place.x, top: y - 6, right: place.x + 12, bottom: y + 6), cssClass: "q\(index)")
            text(ChartText(key.names[index], x: place.x + 16, y: y, anchor: .start))
        }
    }
}
