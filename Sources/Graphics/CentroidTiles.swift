/// Where a grid lies: the middle of its area, in any unit that is the same for all and in both directions.
public struct Centroid: Hashable, Sendable {
    /// Eastwards.
    public let x: Double
    /// Southwards.
    public let y: Double

    /// The middle of a grid.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Turns centroids into tiles, so that a map of equal tiles resembles geography without showing a boundary.
///
/// Parents first: they are assigned to blocks of tiles, then the cells of each to the tiles of its block, both by the
/// least sum of squared distances (as in gridmappr; of the usual costs it keeps the most neighbours together). What comes
/// out still resembles geography: whoever shows it must say so.
public enum CentroidTiles {
    /// Tiles that stay empty between two blocks.
    private static let gap = 1

    /// `units` with a tile for every cell. Throws the first fault of the data.
    ///
    /// Cells without a parent form one block. `centroids` holds the place of every cell by its code.
    public static func place(_ units: [MapUnit], centroids: [String: Centroid]) throws(MapFault) -> [MapUnit] {
        let tree = try MapTree(units)
        let blocks = try blocks(of: tree, centroids)
        guard !blocks.isEmpty else { throw .nothingToDraw }
        let columns = 2 * gap + (blocks.map(\.columns).max() ?? 1)
        let rows = 2 * gap + (blocks.map(\.rows).max() ?? 1)
        let places = TileField(blocks.map(\.middle), shape: Double(rows) / Double(columns)).places
        var tiles = [TilePlace?](repeating: nil, count: units.count)
        for (block, place) in zip(blocks, places) {
            let top = place.row * (rows - gap) + (rows - block.rows) / 2
            let left = place.column * (columns - gap) + (columns - block.columns) / 2
            for (cell, tile) in zip(block.cells, block.tiles) {
                tiles[cell] = TilePlace(row: top + tile.row, column: left + tile.column)
            }
        }
        return trimmed(units, tiles)
    }

    /// The cells of one parent with their tiles, counted from the corner of the block.
    private struct Block {
        let cells: [Int]
        let tiles: [TilePlace]
        let middle: Centroid
        let rows: Int
        let columns: Int

        init(_ cells: [Int], _ centroids: [Centroid]) {
            self.cells = cells
            let field = TileField(centroids, shape: 1)
            tiles = field.places
            rows = field.rows
            columns = field.columns
            let count = Double(max(1, cells.count))
            middle = Centroid(
                x: centroids.reduce(0) { $0 + $1.x } / count, y: centroids.reduce(0) { $0 + $1.y } / count)
        }
    }

    private static func blocks(
        of tree: MapTree, _ centroids: [String: Centroid]
    ) throws(MapFault) -> [Block] {
        for cell in tree.cells {
            guard let centroid = centroids[tree.units[cell].code], abs(centroid.x) <= 1e9, abs(centroid.y) <= 1e9 else {
                throw .unknownPlace(tree.units[cell].code)
            }
        }
        let alone = tree.groups.filter(\.isCell).map(\.unit)
        let runs = tree.groups.filter { !$0.isCell }.map(\.children) + (alone.isEmpty ? [] : [alone])
        return runs.map { cells in Block(cells, cells.compactMap { centroids[tree.units[$0].code] }) }
    }

    /// The tiles moved to the upper left corner.
    private static func trimmed(_ units: [MapUnit], _ tiles: [TilePlace?]) -> [MapUnit] {
        let top = tiles.compactMap { $0?.row }.min() ?? 0
        let left = tiles.compactMap { $0?.column }.min() ?? 0
        return zip(units, tiles).map { unit, tile in
            var unit = unit
            if let tile { unit.tile = TilePlace(row: tile.row - top, column: tile.column - left) }
            return unit
        }
    }
}

/// A field of tiles to which points are assigned.
struct TileField {
    private(set) var rows = 1
    private(set) var columns = 1
    /// The tile of each point.
    private(set) var places: [TilePlace] = []

    /// A field with room for all points, about as wide and high as they lie, but at most twice as long as wide. `shape`
    /// is the height of a tile for one of width.
    init(_ points: [Centroid], shape: Double) {
        guard let first = points.first else { return }
        let box = points.reduce(into: Box(left: first.x, top: first.y, right: first.x, bottom: first.y)) { box, point in
            box.left = min(box.left, point.x)
            box.top = min(box.top, point.y)
            box.right = max(box.right, point.x)
            box.bottom = max(box.bottom, point.y)
        }
        let longest = max(box.width, box.height)
        let ratio = longest > 0 ? max(box.width, longest / 2) / max(box.height, longest / 2) * shape : shape
        let wanted = (Double(points.count) * ratio).squareRoot().rounded()
        columns = min(max(1, Int(wanted)), points.count)
        rows = (points.count + columns - 1) / columns
        columns = (points.count + rows - 1) / rows
        let costs = points.map { distances(of: $0, in: box) }
        places = Assignment.columns(costs).map { TilePlace(row: $0 / columns, column: $0 % columns) }
    }

    /// The squared distances from all tiles, row by row, in millionths of a tile's side squared.
    private func distances(of point: Centroid, in box: Box) -> [Int] {
        let x = TileField.place(point.x - box.left, of: box.width, columns)
        let y = TileField.place(point.y - box.top, of: box.height, rows)
        return (0..<rows * columns).map { tile in
            let (dx, dy) = (Double(tile % columns) - x, Double(tile / columns) - y)
            return Int(((dx * dx + dy * dy) * 1e6).rounded(.toNearestOrAwayFromZero))
        }
    }

    /// A distance from the edge in tiles: the outermost points lie on the middles of the outermost tiles.
    private static func place(_ distance: Double, of length: Double, _ tiles: Int) -> Double {
        length > 0 ? distance / length * Double(tiles - 1) : Double(tiles - 1) / 2
    }
}
