/// Packs blocks of equal tiles onto shelves, in order.
///
/// After the idea of quantum treemaps (Bederson, Shneiderman, Wattenberg 2002): every block is a whole number of
/// tiles, so containment is exact by construction, and one more tile touches one block.
struct TilePacking: Equatable {
    /// A block's place in tiles. Its tiles fill it row by row.
    struct Block: Equatable {
        let shelf: Int
        let column: Int
        let columns: Int
    }

    /// Tiles from left to right.
    let columns: Int
    /// Tiles from the top to the bottom of one shelf.
    let rowsOfShelf: Int
    let shelves: Int
    let blocks: [Block]

    /// The packing with the least waste, weighed against a shape of 8 : 5, at most `mostColumns` tiles wide.
    ///
    /// `counts` holds a number of tiles above 0 for each block. Ties go to the lower shelf, then to the narrower map.
    static func best(counts: [Int], mostColumns: Int) -> TilePacking {
        let total = counts.reduce(0, +)
        var best: TilePacking?
        var leastCost = Double.infinity
        for rows in 1...max(1, counts.max() ?? 1) {
            let widths = counts.map { ($0 + rows - 1) / rows }
            let narrowest = widths.max() ?? 1
            guard narrowest <= mostColumns else { continue }
            if best != nil, rows * rows > 16 * total { break }
            for columns in narrowest...max(narrowest, min(mostColumns, widths.reduce(0, +))) {
                let packing = TilePacking(counts: counts, rows: rows, columns: columns)
                let cost = packing.cost(tiles: total)
                guard cost < leastCost else { continue }
                best = packing
                leastCost = cost
            }
        }
        return best ?? TilePacking(counts: counts, rows: counts.max() ?? 1, columns: max(1, mostColumns))
    }

    /// Blocks of at most `rows` tiles high, side by side as long as they fit into `limit` columns.
    init(counts: [Int], rows: Int, columns limit: Int) {
        var blocks: [Block] = []
        var shelf = 0
        var column = 0
        var used = 1
        for count in counts {
            let width = (count + rows - 1) / rows
            if column > 0, column + width > limit {
                shelf += 1
                column = 0
            }
            blocks.append(Block(shelf: shelf, column: column, columns: width))
            column += width
            used = max(used, column)
        }
        self.blocks = blocks
        columns = used
        rowsOfShelf = rows
        shelves = shelf + 1
    }

    /// The share of empty tiles and 0.15 times the distance from 8 : 5. |ln q| is close to 2 |q - 1| / (q + 1),
    /// which needs no logarithm and is as symmetrical.
    func cost(tiles: Int) -> Double {
        let rows = rowsOfShelf * shelves
        let waste = 1 - Double(tiles) / Double(columns * rows)
        let shape = Double(columns) / Double(rows) / 1.6
        return waste + 0.3 * abs(shape - 1) / (shape + 1)
    }
}
