/// Many small charts of lines side by side, by default with one scale for all.
public enum SmallMultiples {
    /// One small chart.
    public struct Panel: Hashable, Sendable {
        /// Stands above it.
        public var title: String
        /// Its lines, at most six, in the same order in every panel.
        public var series: [LineSeries]

        /// A panel with its lines.
        public init(title: String, series: [LineSeries]) {
            self.title = title
            self.series = series
        }
    }

    /// Whether panels can be compared by height.
    public enum Scale: Hashable, Sendable {
        /// They can.
        case shared
        /// They cannot, and this note says so above them.
        case free(note: String)
    }

    /// Pixels of one panel, title and categories included.
    static let panelHeight = 150.0

    /// Draws panels in `columns` columns, row by row. If there is more than one line, a key above the panels names
    /// them by the panel that has most.
    public static func draw(
        categories: [String], panels: [Panel], columns: Int = 3, scale: Scale = .shared, _ options: ChartOptions
    ) throws(ChartFault) -> ChartDrawing {
        guard !panels.isEmpty, columns > 0 else { throw .nothingToDraw }
        for panel in panels {
            try LineChart.validate(categories, panel.series)
            guard panel.title.isFreeOfControls else { throw .controlCharacter(panel.title) }
        }
        let (isShared, note) = if case .free(let note) = scale { (false, note) } else { (true, "") }
        let title = [options.axisTitle, note].filter { !$0.isEmpty }.joined(separator: " · ")
        let names = panels.max { $0.series.count < $1.series.count }?.series.map(\.name) ?? []
        let key = SeriesKey(names.count > 1 ? names : [], width: Double(options.width))
        let top = (title.isEmpty ? 0 : RowFrame.title) + (names.count > 1 ? key.height : 0)
        let rows = (panels.count + columns - 1) / columns
        var builder = ChartBuilder(options, height: top + panelHeight * Double(rows))
        builder.text(ChartText(title, x: 4, y: 9, anchor: .start, room: Double(options.width) - 4))
        builder.lineKey(key, down: title.isEmpty ? 0 : RowFrame.title)
        let shared = LinePanel.scale(of: panels.flatMap(\.series), steps: 3)
        var first = 0
        for (index, panel) in panels.enumerated() {
            let own = isShared ? shared : LinePanel.scale(of: panel.series, steps: 3)
            let width = Double(options.width) / Double(columns)
            let box = Box(left: 0, top: top, right: width, bottom: top + panelHeight)
                .moved(right: width * Double(index % columns), down: panelHeight * Double(index / columns))
            builder.text(ChartText(panel.title, x: box.left + 4, y: box.top + 10, anchor: .start, room: width - 8))
            let left = (TextWidth.widest(own.ticks.map(\.text)) + 10).rounded(.up)
            let area = box.inset(left: left, top: 28, right: 12, bottom: RowFrame.axis)
            builder.panel(
                LinePanel(area: area, scale: own, count: categories.count), categories, panel.series, firstItem: first
            )
            first += panel.series.count
        }
        return builder.drawing(ticks: isShared ? shared.ticks : [])
    }
}
