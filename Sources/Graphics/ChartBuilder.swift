/// A chart while it is written: SVG, and beside it what a test wants to know.
struct ChartBuilder: ~Copyable {
    private var svg = SVGWriter(capacity: 4096)
    private(set) var marks: [ChartMark] = []
    private(set) var labels: [Box] = []

    init(_ options: ChartOptions, height: Double) {
        svg.open(
            "chart", options.placement, options.figureID, width: Double(options.width), height: height,
            isLinked: false
        )
    }

    /// The finished chart.
    mutating func drawing(ticks: [DecimalNumber]) -> ChartDrawing {
        svg.markup("</svg>\n")
        return ChartDrawing(bytes: svg.bytes, ticks: ticks, marks: marks, labels: labels)
    }

    mutating func text(_ text: ChartText) {
        guard !text.text.isEmpty else { return }
        labels.append(text.box)
        svg.markup("<text")
        switch text.anchor {
        case .start: break
        case .middle: svg.markup(" class=\"m\"")
        case .end: svg.markup(" class=\"e\"")
        }
        svg.markup(" x=\"")
        svg.integer(text.x)
        svg.markup("\" y=\"")
        svg.integer(text.baseline)
        svg.markup("\">")
        if let title = text.title {
            svg.markup("<title>")
            svg.escaped(title)
            svg.markup("</title>")
        }
        svg.escaped(text.text)
        svg.markup("</text>")
    }

    /// The lines of the grid as one path, and their values; every second value is left out while they would touch.
    mutating func columns(_ scale: ChartScale, top: Double, bottom: Double) {
        lines(scale.ticks.map { [(scale.place($0.value), top), (scale.place($0.value), bottom)] }, cssClass: "grid")
        lines([[(scale.place(0), top), (scale.place(0), bottom)]], cssClass: "axis")
        var every = 1
        var texts = scale.ticks.map { tick(scale, $0, bottom) }
        while zip(texts, texts.dropFirst()).contains(where: { $0.box.right + 4 > $1.box.left }) {
            every *= 2
            texts = stride(from: 0, to: scale.ticks.count, by: every).map { tick(scale, scale.ticks[$0], bottom) }
        }
        for text in texts { self.text(text) }
    }

    private func tick(_ scale: ChartScale, _ tick: DecimalNumber, _ bottom: Double) -> ChartText {
        ChartText(tick.text, x: scale.place(tick.value), y: bottom + 10, anchor: .middle)
    }

    /// Lines through points as one path.
    mutating func lines(_ lines: [[(x: Double, y: Double)]], cssClass: String) {
        svg.markup("<path class=\"")
        svg.plain(cssClass)
        svg.markup("\" d=\"")
        for line in lines {
            for (index, point) in line.enumerated() {
                svg.markup(index == 0 ? "M" : index == 1 ? "L" : " ")
                svg.number(Hundredths(rounding: point.x))
                svg.markup(" ")
                svg.number(Hundredths(rounding: point.y))
            }
        }
        svg.markup("\"/>")
    }

    /// A square of a key, which stands for no figure.
    mutating func swatch(_ box: Box, cssClass: String) {
        svg.markup("<path class=\"")
        svg.plain(cssClass)
        svg.markup("\" d=\"")
        svg.rectangle(RoundedBox(box))
        svg.markup("\"/>")
    }

    /// A bar, or the outline of a bound.
    mutating func bar(_ mark: ChartMark, cssClass: String = "mark") {
        marks.append(mark)
        svg.markup("<path class=\"")
        svg.plain(mark.isBound ? "bound" : cssClass)
        svg.markup("\" d=\"")
        svg.rectangle(RoundedBox(mark.box))
        svg.markup("\"/>")
    }

    /// A figure that a line shows without a sign of its own.
    mutating func report(_ mark: ChartMark) {
        marks.append(mark)
    }

    /// A point, or the open circle of a bound.
    mutating func point(_ mark: ChartMark, cssClass: String = "mark") {
        marks.append(mark)
        svg.markup("<circle class=\"")
        svg.plain(mark.isBound ? "bound" : cssClass)
        svg.markup("\" cx=\"")
        svg.number(Hundredths(rounding: mark.box.left))
        svg.markup("\" cy=\"")
        svg.number(Hundredths(rounding: mark.box.top))
        svg.markup("\" r=\"4\"/>")
    }
}

/// What all charts made of rows have in common: names on the left, words on the right, an axis below.
struct RowFrame {
    /// Pixels from row to row.
    static let row = 28.0
    /// Pixels above the first row and below the last.
    static let title = 20.0
    static let axis = 24.0

    let left: Double
    /// The end of the scale. Words begin 16 pixels further, beyond arrows and points.
    let right: Double
    let top: Double
    let bottom: Double

    var height: Double { bottom + RowFrame.axis }

    /// `head` pixels stay free between the axis title and the first row.
    init(_ items: [ChartItem], _ options: ChartOptions, head: Double = 0) {
        let width = Double(options.width)
        left = min(TextWidth.widest(items.map(\.name)) + 12, width * 0.4).rounded(.up)
        right = width - max(min(TextWidth.widest(items.map(\.text)) + 24, width * 0.3), 24).rounded(.up)
        top = (options.axisTitle.isEmpty ? 4 : RowFrame.title) + head
        bottom = top + RowFrame.row * Double(items.count)
    }

    func centre(of row: Int) -> Double {
        top + RowFrame.row * (Double(row) + 0.5)
    }

    /// The builder with everything drawn but the figures.
    func builder(_ items: [ChartItem], _ options: ChartOptions, _ scale: ChartScale) -> ChartBuilder {
        var builder = ChartBuilder(options, height: height)
        if !options.axisTitle.isEmpty {
            builder.text(
                ChartText(options.axisTitle, x: left, y: 9, anchor: .start, room: Double(options.width) - left))
        }
        builder.columns(scale, top: top, bottom: bottom)
        for (row, item) in items.enumerated() {
            let y = centre(of: row)
            builder.text(ChartText(item.name, x: left - 8, y: y, anchor: .end, room: left - 10))
            let room = Double(options.width) - right - 18
            builder.text(ChartText(item.text, x: right + 16, y: y, anchor: .start, room: room))
        }
        return builder
    }

    /// Throws the first fault of rows that must have `series` figures, none of them below `least`.
    static func validate(_ items: [ChartItem], series: Int, least: Double) throws(ChartFault) {
        guard !items.isEmpty, series > 0 else { throw .nothingToDraw }
        for item in items {
            guard item.values.count == series else { throw .wrongCount(item.name) }
            let isUsable = item.values.flatMap(\.named).allSatisfy { $0 >= least && $0 <= 1e15 }
            guard isUsable else { throw .unusableNumber(item.name) }
            guard item.name.isFreeOfControls, item.text.isFreeOfControls else { throw .controlCharacter(item.name) }
        }
    }
}
