/// Segments sorted into the squares of a uniform grid, about as many squares as segments, so that neighbours are found
/// without looking at all of them.
struct SegmentGrid {
    let segments: [Segment]
    private let extent: Extent
    /// The side of a square.
    private let side: Int
    private let columns: Int
    private let rows: Int
    /// Where the list of each square begins in `members`, row by row, with the end of the last one.
    private let starts: [Int]
    /// Positions in `segments`, each in every square that the segment runs through.
    private let members: [Int32]

    init(_ segments: [Segment]) {
        self.segments = segments
        var extent = Extent([])
        for segment in segments {
            extent.add(segment.start)
            extent.add(segment.end)
        }
        self.extent = extent
        let width = segments.isEmpty ? 1 : Int(extent.east) - Int(extent.west) + 1
        let height = segments.isEmpty ? 1 : Int(extent.north) - Int(extent.south) + 1
        let share = Double(width) / Double(max(1, segments.count)) * Double(height)
        side = max(1, Int(share.squareRoot()), (max(width, height) - 1) / 4096 + 1)
        columns = (width - 1) / side + 1
        rows = (height - 1) / side + 1
        (starts, members) = SegmentGrid.lists(segments, extent, side, columns, columns * rows)
    }

    /// Counts, then fills: two walks over the squares of all segments.
    private static func lists(
        _ segments: [Segment], _ extent: Extent, _ side: Int, _ columns: Int, _ squares: Int
    ) -> ([Int], [Int32]) {
        var starts = [Int](repeating: 0, count: squares + 1)
        for segment in segments {
            forEachSquare(of: segment, extent, side, columns) { starts[$0 + 1] += 1 }
        }
        for square in 0..<squares { starts[square + 1] += starts[square] }
        var ends = starts
        var members = [Int32](repeating: 0, count: starts[squares])
        for (index, segment) in segments.enumerated() {
            forEachSquare(of: segment, extent, side, columns) { square in
                members[ends[square]] = Int32(index)
                ends[square] += 1
            }
        }
        return (starts, members)
    }

    /// The squares that a segment runs through, and perhaps a neighbour: row by row between its least and greatest x.
    @inline(__always)
    private static func forEachSquare(
        of segment: Segment, _ extent: Extent, _ side: Int, _ columns: Int, _ body: (Int) -> Void
    ) {
        let isUpwards = segment.start.y <= segment.end.y
        let (low, high) = isUpwards ? (segment.start, segment.end) : (segment.end, segment.start)
        let (x, y) = (Int(low.x) - Int(extent.west), Int(low.y) - Int(extent.south))
        let (dx, dy) = (Int(high.x) - Int(low.x), Int(high.y) - Int(low.y))
        let (least, greatest) = (min(x, x + dx), max(x, x + dx))
        let slope = dy == 0 ? 0 : Double(dx) / Double(dy)
        for row in y / side...(y + dy) / side {
            var (left, right) = (least, greatest)
            if dy > 0 {
                let bottom = Double(max(row * side, y) - y) * slope
                let top = Double(min((row + 1) * side, y + dy) - y) * slope
                left = max(least, x + Int(min(bottom, top).rounded(.down)) - 1)
                right = min(greatest, x + Int(max(bottom, top).rounded(.up)) + 1)
            }
            for column in left / side...right / side { body(row * columns + column) }
        }
    }

    /// Calls `body` with every two segments that run through one square, perhaps more than once.
    func forEachPair(_ body: (Int, Int) -> Void) {
        for square in 0..<columns * rows {
            let list = members[starts[square]..<starts[square + 1]]
            for first in list.indices {
                for second in list[(first + 1)...] { body(Int(list[first]), Int(second)) }
            }
        }
    }

    /// The segments that run through the square of a point.
    func segments(near point: GridPoint) -> ArraySlice<Int32> {
        guard extent.holds(point) else { return [] }
        let column = (Int(point.x) - Int(extent.west)) / side
        let row = (Int(point.y) - Int(extent.south)) / side
        let square = row * columns + column
        return members[starts[square]..<starts[square + 1]]
    }
}
