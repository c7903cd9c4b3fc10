/// Looks for the pole of inaccessibility: the place in an outline that is furthest from its boundary.
///
/// After polylabel (Agafonkin 2016): squares that cover the outline are divided as long as one of them could hold a
/// place that is better by more than the precision.
struct PoleSearch {
    /// Pixels.
    private static let precision = 1.0

    private struct Edge {
        let x: Double
        let y: Double
        let dx: Double
        let dy: Double
    }

    private struct Square: Comparable {
        let pole: Outline.Pole
        /// Half a side, in pixels.
        let half: Double
        /// In the order of their making, so that equal squares have an order, too.
        let number: Int

        /// The greatest distance that any place in it can have.
        var most: Double { pole.distance + half * 2.0.squareRoot() }

        static func < (left: Square, right: Square) -> Bool {
            left.most == right.most ? left.number < right.number : left.most > right.most
        }
    }

    private let edges: [Edge]
    private let box: Box

    init(_ rings: [[GridPoint]]) {
        edges = rings.flatMap { ring in
            ring.indices.map { index in
                let (start, end) = (ring[index], ring[index + 1 < ring.count ? index + 1 : 0])
                return Edge(
                    x: Double(start.x) / 100, y: Double(start.y) / 100,
                    dx: (Double(end.x) - Double(start.x)) / 100, dy: (Double(end.y) - Double(start.y)) / 100)
            }
        }
        let extent = Extent(rings.lazy.joined())
        box =
            edges.isEmpty
            ? Box(left: 0, top: 0, right: 0, bottom: 0)
            : Box(
                left: Double(extent.west) / 100, top: Double(extent.south) / 100, right: Double(extent.east) / 100,
                bottom: Double(extent.north) / 100)
    }

    var pole: Outline.Pole {
        var best = pole(at: box.centreX, box.centreY)
        let side = box.shortSide
        guard side > 0 else { return best }
        var queue = PriorityQueue<Square>()
        var count = 0
        func insert(_ x: Double, _ y: Double, half: Double) {
            let square = Square(pole: pole(at: x, y), half: half, number: count)
            count += 1
            if square.pole.distance > best.distance { best = square.pole }
            if square.most - best.distance > PoleSearch.precision { queue.insert(square) }
        }
        let columns = Int((box.width / side).rounded(.up))
        let rows = Int((box.height / side).rounded(.up))
        for row in 0..<rows {
            for column in 0..<columns {
                let x = box.left + (Double(column) + 0.5) * side
                insert(x, box.top + (Double(row) + 0.5) * side, half: side / 2)
            }
        }
        while let square = queue.removeLeast(), square.most - best.distance > PoleSearch.precision {
            let half = square.half / 2
            for (x, y) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
                insert(square.pole.x + x, square.pole.y + y, half: half)
            }
        }
        return best
    }

    /// The place with its distance from the boundary, below 0 outside.
    private func pole(at x: Double, _ y: Double) -> Outline.Pole {
        var least = Double.infinity
        var isInside = false
        for edge in edges {
            let (px, py) = (x - edge.x, y - edge.y)
            if (edge.y > y) != (edge.y + edge.dy > y), px < edge.dx * py / edge.dy { isInside.toggle() }
            let square = edge.dx * edge.dx + edge.dy * edge.dy
            let share = square > 0 ? min(max((px * edge.dx + py * edge.dy) / square, 0), 1) : 0
            let (ax, ay) = (px - share * edge.dx, py - share * edge.dy)
            least = min(least, ax * ax + ay * ay)
        }
        let distance = least.squareRoot()
        return Outline.Pole(x: x, y: y, distance: isInside ? distance : -distance)
    }
}
