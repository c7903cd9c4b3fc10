import Diagnostics
import Markdown
import Statistics

/// A data directive of a text with all that it will show.
struct ResolvedFigure: Sendable {
    /// What it becomes.
    enum Content: Sendable {
        case gridMap(GridMapPlan)
        case chart(ChartPlan)
        /// One figure; `name` is its label.
        case statistic(DataCell, name: String, format: NumberFormat)
        /// A table, perhaps with a total for each column.
        case comparison(DataMatrix, totals: [DataCell]?)
        /// It has been reported as faulty; nothing is shown.
        case faulty
    }

    let directive: DataDirective
    let content: Content
    /// The communities and tables whose figures it shows, in the order of the request.
    var owners: [DataOwner] = []

    /// Whether any of its data are made up.
    var isDemonstration: Bool { owners.contains(where: \.isDemonstration) }
}

/// Whose figures something shows.
struct DataOwner: Sendable, Hashable {
    let name: String
    /// The page that shows all of its figures.
    let path: OutputPath
    /// The titles and publishers of its sources, as a reader sees them.
    let sources: [String]
    let isDemonstration: Bool

    init(_ community: CommunityData) {
        name = community.declaration.name
        path = community.path
        sources = community.sources.map { $0.shortText }
        isDemonstration = community.isDemonstration
    }

    init(_ table: TableData) {
        name = table.statistics.declaration.title
        path = table.path
        sources = table.sources.map { $0.shortText }
        isDemonstration = table.isDemonstration
    }
}

/// A map of one community.
struct GridMapPlan: Sendable {
    let community: CommunityData
    /// Never `automatic`.
    let kind: MapSettings.Kind
    /// The measure of the areas; nil for equal ones.
    let area: ColumnDeclaration?
    /// The measure of the colours; nil for one colour.
    let colour: ColumnDeclaration?
    /// The time of the figures; nil for the current ones.
    let period: Period?
    let classes: Int
    let usesQuantiles: Bool
    /// Whether the table stands open.
    var showsTable = false
}

/// What a chart shows.
struct ChartPlan: Sendable {
    /// How it is drawn.
    enum Form: Sendable {
        case bars, beforeAfter, lines, stacked
        case multiples(columns: Int, isShared: Bool)
    }

    let form: Form
    /// Rows are bars, pairs or categories; columns are the parts, the two times, the lines or the panels.
    let matrix: DataMatrix
    /// The name of the measure where there is one only.
    let measureLabel: String
    /// Whether a smaller figure is better, where that is declared.
    var lessIsBetter: Bool?
}
