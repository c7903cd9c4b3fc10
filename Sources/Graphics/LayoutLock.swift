/// The row breaks of an area-true map, kept so that next year's figures do not move the cells.
///
/// Rows are named by codes, not by positions: they outlive a change of the table that does not touch them.
public struct LayoutLock: Hashable, Sendable, Codable {
    /// How the rows of one parent run.
    public enum Direction: String, Hashable, Sendable, Codable {
        /// Rows from left to right, stacked downwards.
        case rows
        /// Columns from top to bottom, side by side.
        case columns
    }

    /// The rows of one parent.
    public struct Entry: Hashable, Sendable, Codable {
        /// The parent's code; empty for the map as a whole.
        public let parent: String
        /// How the rows run.
        public let direction: Direction
        /// The codes of every row, in reading order.
        public let rows: [[String]]

        /// The rows of `parent`.
        public init(parent: String, direction: Direction, rows: [[String]]) {
            self.parent = parent
            self.direction = direction
            self.rows = rows
        }
    }

    /// One entry a parent: the map as a whole, then the groups in reading order.
    public let entries: [Entry]

    /// Row breaks of a map; without entries every parent is broken anew.
    public init(entries: [Entry] = []) {
        self.entries = entries
    }
}
