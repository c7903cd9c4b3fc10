/// A straight scale from values to pixels whose ends are multiples of 1, 2 or 5 times a power of ten.
///
/// It always holds zero: a length that stands for a number begins there.
struct ChartScale: Hashable {
    /// The values at the lines of the grid, in growing order.
    let ticks: [DecimalNumber]
    /// The pixels of the first and of the last tick.
    let start: Double
    let end: Double

    init(values: [Double], from start: Double, to end: Double, steps: Int = 5) {
        let low = min(0, values.min() ?? 0)
        let high = max(0, values.max() ?? 0)
        let (step, range) = NiceStep.steps(from: low, to: low == high ? 1 : high, atMost: steps)
        ticks = (range.lowerBound...range.upperBound).map {
            DecimalNumber(units: step.units * $0, exponent: step.exponent)
        }
        self.start = start
        self.end = end
    }

    /// The same ticks between other pixels.
    init(_ scale: ChartScale, from start: Double, to end: Double) {
        ticks = scale.ticks
        self.start = start
        self.end = end
    }

    /// The place of `value` in pixels.
    func place(_ value: Double) -> Double {
        guard let low = ticks.first?.value, let high = ticks.last?.value else { return start }
        return start + (end - start) * ((value - low) / (high - low))
    }
}

/// A text of a chart where it is drawn, on one line.
struct ChartText: Hashable {
    enum Anchor {
        case start
        case middle
        case end
    }

    let text: String
    /// The place that the anchor names, in whole pixels.
    let x: Int
    /// In whole pixels.
    let baseline: Int
    let anchor: Anchor
    /// The whole text, if only its beginning is drawn.
    var title: String?

    /// The text in the middle of a line 14 pixels high around `y`, at most `room` pixels wide.
    init(_ text: String, x: Double, y: Double, anchor: Anchor, room: Double = .infinity) {
        self.text = TextWidth.shortened(text, to: room)
        title = self.text == text ? nil : text
        self.x = Int(x.rounded())
        baseline = Int(y.rounded()) + 4
        self.anchor = anchor
    }

    var box: Box {
        let width = TextWidth.upperBound(of: text, fontSize: LabelFitting.fontSize)
        let share = anchor == .start ? 0 : anchor == .middle ? 0.5 : 1
        let left = Double(x) - width * share
        return Box(left: left, top: Double(baseline - 10), right: left + width, bottom: Double(baseline + 2))
    }
}

extension TextWidth {
    /// The text, or its beginning with an ellipsis if it is wider than `room` pixels.
    static func shortened(_ text: String, to room: Double) -> String {
        if upperBound(of: text, fontSize: LabelFitting.fontSize) <= room { return text }
        var beginning = text
        while !beginning.isEmpty, upperBound(of: beginning + "…", fontSize: LabelFitting.fontSize) > room {
            beginning.removeLast()
        }
        return beginning + "…"
    }

    /// The width of the widest of `texts` in pixels.
    static func widest(_ texts: [String]) -> Double {
        texts.map { upperBound(of: $0, fontSize: LabelFitting.fontSize) }.max() ?? 0
    }
}
