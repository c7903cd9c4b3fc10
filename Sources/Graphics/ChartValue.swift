import Diagnostics

/// A figure of a chart. A bound (`上百件`) is not a value and is never drawn as one.
public enum ChartValue: Hashable, Sendable {
    /// A number, zero among them.
    case number(Double)
    /// This much or more: `上百件`, `100 件以上`.
    case atLeast(Double)
    /// This much or less: `不足 100 件`.
    case atMost(Double)
    /// Between two numbers, both included.
    case between(Double, Double)
    /// The figure exists, but nobody has stated it.
    case missing
    /// There can be no such figure here.
    case notApplicable

    /// The number, if it is one.
    public var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// Every number that the figure names.
    var named: [Double] {
        switch self {
        case .number(let value), .atLeast(let value), .atMost(let value): [value]
        case .between(let low, let high): [low, high]
        case .missing, .notApplicable: []
        }
    }
}

/// One row of a chart.
public struct ChartItem: Hashable, Sendable {
    /// What the row is about.
    public var name: String
    /// The figures, one a series.
    public var values: [ChartValue]
    /// The figure, the sum or the change as it is printed beside the row, `412 件`, `−38 %`, `上百件`, `缺失`.
    public var text: String

    /// A row with its figures and the words printed beside it.
    public init(name: String, values: [ChartValue], text: String) {
        self.name = name
        self.values = values
        self.text = text
    }
}

/// What all charts are told besides their data.
public struct ChartOptions: Hashable, Sendable {
    /// Where the chart will stand.
    public var placement: Placement
    /// Unique in the page.
    public var figureID: String
    /// Pixels.
    public var width: Int
    /// What the axis measures, with its unit, `单位：件`; may be empty.
    public var axisTitle: String

    /// Options with the width of an ordinary page.
    public init(placement: Placement, figureID: String, width: Int = 720, axisTitle: String = "") {
        self.placement = placement
        self.figureID = figureID
        self.width = width
        self.axisTitle = axisTitle
    }
}

/// Why no chart can be drawn of what was given.
public enum ChartFault: Error, Hashable, Sendable {
    /// No row, or no series.
    case nothingToDraw
    /// A number beyond ±1e15, or below zero where lengths stand for it, in the row with this name.
    case unusableNumber(String)
    /// A row with more or fewer figures than the chart has series.
    case wrongCount(String)
    /// More series than can be told apart.
    case tooManySeries(Int)
    /// A text with a control character.
    case controlCharacter(String)

    /// The rule that is broken, in every language.
    public var message: LocalizedText {
        switch self {
        case .nothingToDraw:
            LocalizedText(zh: "没有可画的数据", en: "a chart must have something to draw")
        case .unusableNumber(let name):
            LocalizedText(
                zh: "“\(name)”的数值须在正负一千万亿以内，用长度表示的不能为负",
                en: "the numbers of “\(name)” must lie within ±1e15, and not below 0 where a length stands for them")
        case .wrongCount(let name):
            LocalizedText(
                zh: "“\(name)”的数值个数须与图中系列的个数相同",
                en: "“\(name)” must have one figure for each series of the chart")
        case .tooManySeries(let count):
            LocalizedText(
                zh: "系列有 \(count) 个，一张图里分不清：折线最多 6 个，堆叠最多 5 个，可以分成几张图",
                en: "a chart must have series that can be told apart, 6 lines or 5 stacked parts, not \(count);"
                    + " draw several charts")
        case .controlCharacter(let text):
            LocalizedText(
                zh: "“\(text.withControlsShown)”的文字含控制字符",
                en: "the texts of “\(text.withControlsShown)” must hold no control character")
        }
    }
}

/// A figure where it is drawn.
public struct ChartMark: Hashable, Sendable {
    /// The row, and the series in it.
    public let item: Int
    /// The series in the row, counted from 0.
    public let series: Int
    /// Its place; a point has the width and height 0.
    public let box: Box
    /// Whether it is a bound, drawn with a broken outline.
    public let isBound: Bool
}

/// A finished chart.
public struct ChartDrawing: Hashable, Sendable {
    /// The SVG element in UTF-8.
    public let bytes: [UInt8]
    /// The values at the lines of the grid, in growing order.
    public let ticks: [DecimalNumber]
    /// All figures that are drawn.
    public let marks: [ChartMark]
    /// The rectangles of all texts.
    public let labels: [Box]

    /// The SVG element as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
