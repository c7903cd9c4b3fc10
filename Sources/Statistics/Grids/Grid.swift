import Diagnostics

/// One row of grids.csv.
public struct Grid: Sendable {
    /// The grid's code, unique in the community and never used again.
    public let code: String
    /// The position in `GridHierarchy.grids` of the grid that this is a part of; nil at the top.
    public internal(set) var parent: Int?
    /// The declared kind, such as `微网格`.
    public let kind: String
    /// The full name.
    public let name: String
    /// The name where there is little room; the full name if none is given.
    public let short: String
    /// The place among its siblings, if the editor gave one.
    public let order: ExactDecimal?
    /// The office of the person in charge; may be empty.
    public let leadRole: String
    /// The person in charge; may be empty.
    public let lead: String
    /// The organisations in the grid, as written between semicolons.
    public let organisations: [String]
    /// The tile's row and column from 0, where the editor gave both.
    public let tile: Tile?
    /// The number of the row in the spreadsheet, from 2.
    public let rowNumber: Int
    /// The cell of the code.
    public let span: Span
    /// The parts of this grid by their positions, in order.
    public internal(set) var children: [Int] = []

    /// The cell of a tile map.
    public struct Tile: Sendable, Hashable {
        /// From 0, downwards.
        public let row: Int
        /// From 0, to the right.
        public let column: Int
    }
}

/// The grids of a community and what each says about every measure.
public struct GridHierarchy: Sendable {
    /// The grids in the order of the file.
    public let grids: [Grid]
    /// The positions of the grids at the top, in order.
    public let roots: [Int]
    /// The table that all this was read from.
    public let table: TypedTable
    /// The row of the table for each grid.
    let tableRows: [Int]

    /// The position of the grid with this code.
    public func position(of code: String) -> Int? { grids.firstIndex { $0.code == code } }

    /// All positions from the top down, each grid before its parts, siblings in order.
    public var preorder: [Int] {
        var order: [Int] = []
        var open = Array(roots.reversed())
        while let position = open.popLast() {
            order.append(position)
            open += grids[position].children.reversed()
        }
        return order
    }

    /// How many grids there are of each kind, in the order of the declared levels.
    public func counts(_ community: CommunityDeclaration) -> [(kind: String, count: Int)] {
        community.levels.joined().map { kind in (kind, grids.count { $0.kind == kind }) }
    }

    /// What grids.csv states about a measure, one entry a grid; missing where there is no such column.
    public func entries(of measure: String) -> [Entry<ExactDecimal>] {
        guard let numbers = table.column(measure)?.values.numbers else { return grids.map { _ in .missing } }
        return tableRows.map { numbers[$0] }
    }

    /// What grids.csv states about a measure of one grid, with its cell; nil where there is no such column.
    func statement(of measure: String, grid: Int) -> (entry: Entry<ExactDecimal>, source: CellSource)? {
        guard let column = table.column(measure), case .number(let numbers) = column.values else { return nil }
        return (numbers[tableRows[grid]], table.source(row: tableRows[grid], column: column))
    }

    /// The cell that states a measure of a grid; nil where there is no such column.
    public func source(of measure: String, grid: Int) -> CellSource? {
        table.column(measure).map { table.source(row: tableRows[grid], column: $0) }
    }
}
