import Diagnostics

/// How many grids of a kind a source says there are.
public struct ExpectedCount: Sendable, Hashable {
    /// The kind, such as `微网格`.
    public let kind: String
    /// The published number.
    public let count: Int
    /// Where it is declared.
    public let span: Span

    /// A published number of grids.
    public init(kind: String, count: Int, at span: Span) {
        self.kind = kind
        self.count = count
        self.span = span
    }
}

/// A figure that a community publishes about itself as a whole, outside of any table.
public struct StatedFigure: Sendable, Hashable {
    /// The name by which `:stat` asks for it.
    public let name: String
    /// The name on the page.
    public let label: String
    /// The number as it was written.
    public let value: String
    /// The unit; may be empty.
    public let unit: String
    /// The time that it belongs to, if the source says so.
    public let asOf: Period?
    /// Where the number is written.
    public let span: Span

    /// A published figure.
    public init(name: String, label: String, value: String, unit: String, asOf: Period? = nil, at span: Span) {
        self.name = name
        self.label = label
        self.value = value
        self.unit = unit
        self.asOf = asOf
        self.span = span
    }
}

/// What community.yaml says about the data of a community.
public struct CommunityDeclaration: Sendable {
    /// The folder's name.
    public let slug: String
    /// The community's name.
    public let name: String
    /// The measures in showing order, all of type number.
    public var measures: [ColumnDeclaration] = []
    /// The kinds of grids from the highest level down; kinds of one level stand in one list.
    public var levels = [["一般网格", "专属网格"], ["微网格"]]
    /// The published numbers of grids.
    public var expected: [ExpectedCount] = []
    /// Figures of the community as a whole.
    public var figures: [StatedFigure] = []
    /// The time of the figures in grids.csv.
    public var asOf: Period?

    /// A community without data.
    public init(slug: String, name: String) {
        self.slug = slug
        self.name = name
    }

    /// The declared kind that a cell means: `微` is short for `微网格`.
    func kind(_ text: String) -> String? {
        levels.joined().first { $0 == text } ?? levels.joined().first { $0 == text + "网格" }
    }

    /// The level of a kind, from 0.
    func level(ofKind kind: String) -> Int? { levels.firstIndex { $0.contains(kind) } }
}
