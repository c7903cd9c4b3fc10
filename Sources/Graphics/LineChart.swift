/// One line of a chart: a figure for every category.
public struct LineSeries: Hashable, Sendable {
    /// The name, drawn at the end of the line.
    public var name: String
    /// The figures in the order of the categories. Missing ones leave a gap.
    public var values: [ChartValue]

    /// A line with its figures.
    public init(name: String, values: [ChartValue]) {
        self.name = name
        self.values = values
    }
}

/// Lines over categories such as months, each named at its end.
public enum LineChart {
    /// More lines cannot be told apart.
    static let mostSeries = 6

    /// Draws at most six lines, `height` pixels high. The axis of the values holds zero. A bound is an open circle
    /// through which no line runs.
    public static func draw(
        categories: [String], series: [LineSeries], _ options: ChartOptions, height: Int = 280
    ) throws(ChartFault) -> ChartDrawing {
        try validate(categories, series)
        let scale = LinePanel.scale(of: series)
        let left = (TextWidth.widest(scale.ticks.map(\.text)) + 10).rounded(.up)
        let names = (TextWidth.widest(series.map(\.name)) + 18).rounded(.up)
        let right = Double(options.width) - min(names, Double(options.width) * 0.3)
        let top = options.axisTitle.isEmpty ? 10 : RowFrame.title + 6
        let area = Box(left: left, top: top, right: right, bottom: Double(height) - RowFrame.axis)
        var builder = ChartBuilder(options, height: Double(height))
        if !options.axisTitle.isEmpty {
            builder.text(ChartText(options.axisTitle, x: 4, y: 9, anchor: .start, room: Double(options.width) - 4))
        }
        let panel = LinePanel(area: area, scale: scale, count: categories.count)
        builder.panel(panel, categories, series, firstItem: 0)
        builder.endLabels(panel, series, room: Double(options.width) - right - 12)
        return builder.drawing(ticks: scale.ticks)
    }

    static func validate(_ categories: [String], _ series: [LineSeries]) throws(ChartFault) {
        guard series.count <= mostSeries else { throw .tooManySeries(series.count) }
        guard categories.allSatisfy(\.isFreeOfControls) else { throw .controlCharacter(categories.joined()) }
        let items = series.map { ChartItem(name: $0.name, values: $0.values, text: "") }
        try RowFrame.validate(items, series: categories.count, least: -1e15)
    }
}

/// The part of a picture in which lines are drawn.
struct LinePanel {
    let area: Box
    /// From the bottom of the area to its top.
    let scale: ChartScale
    /// How many categories there are.
    let count: Int

    init(area: Box, scale: ChartScale, count: Int) {
        self.area = area
        self.scale = ChartScale(scale, from: area.bottom, to: area.top)
        self.count = count
    }

    static func scale(of series: [LineSeries], steps: Int = 5) -> ChartScale {
        ChartScale(values: series.flatMap { $0.values.flatMap(\.named) }, from: 0, to: 1, steps: steps)
    }

    func x(_ category: Int) -> Double {
        count > 1 ? area.left + area.width * (Double(category) / Double(count - 1)) : area.centreX
    }

    /// The unbroken pieces of a line.
    func pieces(of series: LineSeries) -> [[(x: Double, y: Double)]] {
        var pieces: [[(x: Double, y: Double)]] = [[]]
        for (category, value) in series.values.enumerated() {
            if let number = value.number {
                pieces[pieces.count - 1].append((x(category), scale.place(number)))
            } else if pieces.last?.isEmpty == false {
                pieces.append([])
            }
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// The height of the last number of a line, where its name belongs.
    func end(of series: LineSeries) -> Double? {
        series.values.last { $0.number != nil }?.number.map(scale.place)
    }
}

extension ChartBuilder {
    /// Grid, axis, categories and lines. Marks are reported with the series counted from `firstItem` as their item.
    mutating func panel(_ panel: LinePanel, _ categories: [String], _ series: [LineSeries], firstItem: Int) {
        let area = panel.area
        lines(
            panel.scale.ticks.map {
                [(area.left, panel.scale.place($0.value)), (area.right, panel.scale.place($0.value))]
            },
            cssClass: "grid"
        )
        lines([[(area.left, panel.scale.place(0)), (area.right, panel.scale.place(0))]], cssClass: "axis")
        for tick in panel.scale.ticks {
            text(ChartText(tick.text, x: area.left - 6, y: panel.scale.place(tick.value), anchor: .end))
        }
        for text in LinePanel.texts(of: categories, panel) { self.text(text) }
        for (index, line) in series.enumerated() {
            let pieces = panel.pieces(of: line)
            let long = pieces.filter { $0.count > 1 }
            if !long.isEmpty { lines(long, cssClass: "s\(index)") }
            points(panel, line, item: firstItem + index, alone: pieces.filter { $0.count == 1 }.map { $0[0].x })
        }
    }

    /// Circles for bounds and for numbers between two gaps; the other numbers are only reported.
    private mutating func points(_ panel: LinePanel, _ series: LineSeries, item: Int, alone: [Double]) {
        for (category, value) in series.values.enumerated() {
            for number in value.named {
                let (x, y) = (panel.x(category), panel.scale.place(number))
                let box = Box(left: x, top: y, right: x, bottom: y)
                let mark = ChartMark(item: item, series: category, box: box, isBound: value.number == nil)
                if mark.isBound || alone.contains(x) { point(mark) } else { report(mark) }
            }
        }
    }

    /// The names of the lines at their ends, pushed apart until none touches another.
    mutating func endLabels(_ panel: LinePanel, _ series: [LineSeries], room: Double) {
        let ends = series.map { panel.end(of: $0) ?? panel.area.bottom }
        let places = Spreading.places(ends, apart: 14, from: panel.area.top, to: panel.area.bottom)
        for (line, y) in zip(series, places) {
            text(ChartText(line.name, x: panel.area.right + 8, y: y, anchor: .start, room: room))
        }
    }
}

extension LinePanel {
    /// The names of categories; every second one is left out while they would touch.
    static func texts(of categories: [String], _ panel: LinePanel) -> [ChartText] {
        var every = 1
        while every < 2 * categories.count {
            let texts = stride(from: 0, to: categories.count, by: every).map { index in
                text(categories[index], panel, x: panel.x(index))
            }
            if !zip(texts, texts.dropFirst()).contains(where: { $0.box.right + 4 > $1.box.left }) { return texts }
            every *= 2
        }
        return []
    }

    /// The first and the last name stay flush with the area.
    private static func text(_ name: String, _ panel: LinePanel, x: Double) -> ChartText {
        let y = panel.area.bottom + 11
        let half = TextWidth.upperBound(of: name, fontSize: LabelFitting.fontSize) / 2
        if x - half < panel.area.left { return ChartText(name, x: panel.area.left, y: y, anchor: .start) }
        if x + half > panel.area.right { return ChartText(name, x: panel.area.right, y: y, anchor: .end) }
        return ChartText(name, x: x, y: y, anchor: .middle)
    }
}

/// Pushes places on a line apart.
enum Spreading {
    /// Places in the order of `wanted`, at least `apart` from each other and as near as a sweep down and a sweep up
    /// bring them; within `low...high` as far as there is room.
    static func places(_ wanted: [Double], apart: Double, from low: Double, to high: Double) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var places = wanted
        var least = low
        for index in order {
            places[index] = max(places[index], least)
            least = places[index] + apart
        }
        var most = max(high, low + apart * Double(wanted.count - 1))
        for index in order.reversed() {
            places[index] = min(places[index], most)
            most = places[index] - apart
        }
        return places
    }
}
