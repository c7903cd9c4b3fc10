import Diagnostics
import Statistics

/// One figure as it will be printed: what is known, with its unit and the place where it can be looked up.
struct DataCell: Sendable {
    let entry: Entry<ExactDecimal>
    /// The value as published where that is no plain number, such as 上百.
    var words: String?
    var unit = ""
    var decimals: Int?
    /// The time that it belongs to.
    var asOf: Period?
    /// The page and the element in it that show the figure, relative to the site's root; nil where none does.
    var address: CellAddress?
    /// The cells of the data that it comes from, where it is a figure of the library.
    var origin: Figure.Origin?

    /// A figure of the library.
    init(_ figure: Figure, at address: CellAddress?) {
        entry = figure.entry
        words = figure.words
        unit = figure.unit
        decimals = figure.decimals
        asOf = figure.asOf
        self.address = address
        origin = figure.origin
    }

    /// A figure that is not known, or cannot be.
    init(_ entry: Entry<ExactDecimal>, unit: String = "", decimals: Int? = nil) {
        self.entry = entry
        self.unit = unit
        self.decimals = decimals
    }

    /// Whether something is published, be it a number or a bound.
    var isKnown: Bool { entry.known != nil || words != nil }
}

extension DataCell {
    /// The figure with its unit; nil where the data hold no value.
    func text(_ format: NumberFormat) -> String? {
        if let words { return words + unit }
        var format = format
        format.decimals = decimals ?? format.decimals
        return entry.known.map { format.text(of: $0, unit: unit) }
    }
}

/// What a row or a column is about.
enum DataHeading: Sendable, Hashable {
    case text(String)
    case period(Period)
}

/// A row or a column: its heading, its unit where it has one, and the page that it leads to.
struct DataAxisEntry: Sendable {
    var heading: DataHeading
    var unit = ""
    var address: String?
}

/// What the rows of a matrix are, for the heading above them.
enum DataSubject: Sendable, Hashable {
    case community, grid, period, measure
    /// The label of a table's key column.
    case column(String)
}

/// Figures in rows and columns: what a chart draws, and what the table beside it shows.
struct DataMatrix: Sendable {
    let subject: DataSubject
    let columns: [DataAxisEntry]
    var rows: [(entry: DataAxisEntry, cells: [DataCell])]

    /// All figures, row by row.
    var cells: [DataCell] { rows.flatMap(\.cells) }

    /// The one unit of all figures; nil where there are several.
    var unit: String? {
        let units = Set(cells.filter(\.isKnown).map(\.unit))
        return units.count > 1 ? nil : units.first ?? ""
    }
}
