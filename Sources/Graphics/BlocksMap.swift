/// A map whose cells have areas proportional to a measure: an ordered treemap with exact headers.
///
/// The default where an additive measure is known for all cells. Cells keep the editor's order; row breaks that
/// were kept from the last build are used again, so that new figures move borders, not cells.
public enum BlocksMap {
    /// What is asked of the layout.
    public struct Layout: Hashable, Sendable {
        /// The wanted ratio of width to height of a group.
        public var groupShape: Double
        /// The wanted ratio of width to height of a cell.
        public var cellShape: Double
        /// Whether reading order must be row by row everywhere; otherwise a parent may be cut into columns.
        public var rowsOnly: Bool
        /// The row breaks of the last build. A parent whose children have changed is broken anew.
        public var lock: LayoutLock

        /// A layout; nothing is locked by default.
        public init(
            groupShape: Double = 1.2, cellShape: Double = 1.3, rowsOnly: Bool = false, lock: LayoutLock = LayoutLock()
        ) {
            self.groupShape = groupShape
            self.cellShape = cellShape
            self.rowsOnly = rowsOnly
            self.lock = lock
        }

        /// Rows of wide cells, for maps whose names must be read.
        public static let labels = Layout(cellShape: 1.8, rowsOnly: true)
    }

    /// Draws `units`. Throws the first fault of the data.
    ///
    /// A cell of size zero has no area and is returned in `unplaced`; cells whose size is missing or not applicable
    /// stand in a strip below the map, outside the areas.
    public static func draw(
        _ units: [MapUnit], _ options: MapOptions, layout: Layout = Layout()
    ) throws(MapFault) -> MapDrawing {
        let tree = try MapTree(units)
        guard !tree.groups.isEmpty, options.width > 0, options.height > 0 else { throw .nothingToDraw }
        let shading = Shading(options.colours, of: tree.cells.lazy.map { units[$0].shade })
        var builder = BlocksBuilder(tree, options, layout, shading)
        builder.placeGroups()
        builder.placeStrip()
        builder.placeStamp()
        let model = builder.model
        return MapDrawing(
            bytes: MapWriter.bytes(units, options, model),
            model: model,
            legend: shading.legend(of: model.cells.lazy.map(\.shade)),
            unplaced: builder.unplaced,
            lock: LayoutLock(entries: builder.lockEntries)
        )
    }
}
