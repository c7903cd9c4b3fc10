/// Cuts a sequence of areas into rows so that the cells come out as near to a wanted shape as the order allows.
///
/// Ordered treemap by dynamic programming over row breaks: the cost of a cell of width w and height h is
/// max(r, 1/r) - 1 with r = (w/h)/t, the cost of a cutting is the sum over all cells, and the cheapest cutting is
/// found, not guessed. A row is not lengthened any more once its mean ratio has fallen below 1/6: no optimum was ever
/// lost by that in the trials of the tests.
struct RowBreaking {
    /// The wanted ratio of width to height.
    let shape: Double
    /// Whether hopeless rows are skipped; tests turn it off to compare.
    var isPruned = true

    /// A cutting: the positions at which rows end, the last of them the number of areas.
    struct Cutting: Equatable {
        let ends: [Int]
        let cost: Double
    }

    /// The cheapest rows for areas above zero, in a rectangle of this width and height.
    ///
    /// For columns instead of rows, call it with width and height exchanged and with the inverse shape.
    /// Ties go to fewer rows, then to the earlier break.
    func cheapest(_ areas: [Double], width: Double, height: Double) -> Cutting {
        let count = areas.count
        guard count > 0, width > 0, height > 0 else { return Cutting(ends: count > 0 ? [count] : [], cost: 0) }
        let total = areas.reduce(0, +)
        // A row of sum s is height * s / total high; its cell a is width * a / s wide: r = a * scale / s².
        let scale = width * total / (height * shape)
        let cells = areas.map { Cell(area: $0, inverse: 1 / $0) }
        var best = [Step](repeating: Step(cost: .infinity, rows: .max, start: 0), count: count + 1)
        best[0] = Step(cost: 0, rows: 0, start: 0)
        for end in 1...count { best[end] = cheapest(endingAt: end, cells, best, scale: scale) }
        return RowBreaking.trace(best)
    }

    private struct Cell {
        let area: Double
        let inverse: Double
    }

    /// The best cutting of the first cells. Its cost is the sum of max(r, 1/r): the -1 of every cell is the same for
    /// all cuttings.
    private struct Step {
        var cost: Double
        var rows: Int
        var start: Int
    }

    /// The cheapest last row, with the cheapest cutting before it. Of equal ones the one with fewer rows, then the one
    /// with the earlier break is taken.
    ///
    /// A row costs at least what it would cost if all its cells had their mean ratio, because max(r, 1/r) is convex
    /// (Jensen 1906). Only rows are added up that could be cheaper than the best one known.
    private func cheapest(endingAt end: Int, _ cells: [Cell], _ best: [Step], scale: Double) -> Step {
        var found = Step(cost: .infinity, rows: .max, start: 0)
        var sum = 0.0
        for start in stride(from: end - 1, through: 0, by: -1) {
            sum += cells[start].area
            let count = Double(end - start)
            // The mean ratio times the number of cells.
            let ratios = scale / sum
            let least = isPruned ? max(ratios, count * count / ratios) : 0
            if best[start].cost + least <= found.cost * (1 + 1e-9) {
                let cost = best[start].cost + RowBreaking.cost(of: cells[start..<end], ratio: ratios / sum)
                let rows = best[start].rows &+ 1
                if cost < found.cost || (cost == found.cost && rows <= found.rows) {
                    found = Step(cost: cost, rows: rows, start: start)
                }
            }
            if isPruned, 6 * ratios < count { break }
        }
        return found
    }

    /// The sum of max(r, 1/r) over a row, for ratios of `ratio` times the area.
    private static func cost(of row: ArraySlice<Cell>, ratio: Double) -> Double {
        let inverse = 1 / ratio
        var cost = 0.0
        for cell in row { cost += max(cell.area * ratio, cell.inverse * inverse) }
        return cost
    }

    private static func trace(_ best: [Step]) -> Cutting {
        var ends: [Int] = []
        var end = best.count - 1
        while end > 0 {
            ends.append(end)
            end = best[end].start
        }
        return Cutting(ends: ends.reversed(), cost: best[best.count - 1].cost - Double(best.count - 1))
    }
}

/// Rows of one parent: how they run and where they end.
struct Rows: Equatable {
    let direction: LayoutLock.Direction
    /// The positions at which rows end, the last of them the number of children.
    let ends: [Int]

    /// The better of rows and columns, or the better rows if only they are allowed. Ties go to rows.
    static func best(_ areas: [Double], in box: Box, shape: Double, rowsOnly: Bool) -> Rows {
        let rows = RowBreaking(shape: shape).cheapest(areas, width: box.width, height: box.height)
        if rowsOnly { return Rows(direction: .rows, ends: rows.ends) }
        let columns = RowBreaking(shape: 1 / shape).cheapest(areas, width: box.height, height: box.width)
        return columns.cost < rows.cost
            ? Rows(direction: .columns, ends: columns.ends) : Rows(direction: .rows, ends: rows.ends)
    }

    /// The boxes of areas above zero; they tile `box`, and neighbours share the very same numbers.
    func boxes(_ areas: [Double], in box: Box) -> [Box] {
        var boxes: [Box] = []
        boxes.reserveCapacity(areas.count)
        let isRows = direction == .rows
        let (across, along) =
            isRows ? (box.left..<box.right, box.top..<box.bottom) : (box.top..<box.bottom, box.left..<box.right)
        let total = areas.reduce(0, +)
        var done = 0.0
        var start = 0
        var near = along.lowerBound
        for end in ends {
            let sum = areas[start..<end].reduce(0, +)
            done += sum
            let far =
                end == areas.count
                ? along.upperBound : along.lowerBound + (along.upperBound - along.lowerBound) * (done / total)
            var reached = 0.0
            var low = across.lowerBound
            for index in start..<end {
                reached += areas[index]
                let high =
                    index == end - 1
                    ? across.upperBound : across.lowerBound + (across.upperBound - across.lowerBound) * (reached / sum)
                boxes.append(
                    isRows
                        ? Box(left: low, top: near, right: high, bottom: far)
                        : Box(left: near, top: low, right: far, bottom: high)
                )
                low = high
            }
            near = far
            start = end
        }
        return boxes
    }
}
