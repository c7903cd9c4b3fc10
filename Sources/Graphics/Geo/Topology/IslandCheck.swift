/// Finds borders that would leave an island on their other side.
///
/// Without a line being crossed, a bay can be cut off together with the island in it. Each part of the network that
/// hangs together has a vertex that never moves; if it lies between a simplified arc and what that arc was, the arc
/// has passed over it.
struct IslandCheck {
    private let topology: Topology
    /// All vertices in hundredths of a pixel, as in the topology.
    private let points: [GridPoint]
    private let extents: [Extent]
    /// The part of the network that each arc belongs to.
    private let parts: [Int]
    /// The first vertex of each part by its coordinates on the ground, from left to right.
    private let anchors: [(point: GridPoint, part: Int)]

    init(_ topology: Topology, _ points: [GridPoint]) {
        self.topology = topology
        self.points = points
        extents = topology.arcs.map { Extent(points[$0]) }
        parts = IslandCheck.parts(of: topology)
        var least = [Int?](repeating: nil, count: topology.arcs.count)
        for (arc, part) in parts.enumerated() {
            let start = topology.arcs[arc].lowerBound
            if least[part].map({ topology.points[start] < topology.points[$0] }) ?? true { least[part] = start }
        }
        anchors = least.enumerated().compactMap { part, start in start.map { (points[$0], part) } }
            .sorted { $0.0 < $1.0 }
    }

    /// Arcs with a common end belong to one part, named by one of its arcs (union-find).
    private static func parts(of topology: Topology) -> [Int] {
        var parents = Array(topology.arcs.indices)
        func root(_ arc: Int) -> Int {
            var arc = arc
            while parents[arc] != arc {
                parents[arc] = parents[parents[arc]]
                arc = parents[arc]
            }
            return arc
        }
        var first: [GridPoint: Int] = [:]
        for (arc, range) in topology.arcs.enumerated() {
            for end in [topology.points[range.lowerBound], topology.points[range.upperBound - 1]] {
                guard let other = first[end] else {
                    first[end] = arc
                    continue
                }
                let (one, two) = (root(arc), root(other))
                parents[max(one, two)] = min(one, two)
            }
        }
        return topology.arcs.indices.map(root)
    }

    /// Marks the arcs that have passed over an anchor of another part.
    func mark(_ lines: [[GridPoint]], _ isDamaged: inout [Bool]) {
        guard anchors.count > 1 else { return }
        for (arc, line) in lines.enumerated() where !line.isEmpty && line.count < topology.arcs[arc].count {
            for anchor in anchors[firstAnchor(from: extents[arc].west)...] {
                guard anchor.point.x <= extents[arc].east else { break }
                guard anchor.part != parts[arc], extents[arc].holds(anchor.point) else { continue }
                let before = IslandCheck.crosses(points[topology.arcs[arc]], anchor.point)
                if before != IslandCheck.crosses(line[...], anchor.point) { isDamaged[arc] = true }
            }
        }
    }

    private func firstAnchor(from west: Int32) -> Int {
        var (low, high) = (0, anchors.count)
        while low < high {
            let middle = (low + high) / 2
            if anchors[middle].point.x < west { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether the ray from `point` to the right crosses a line an odd number of times.
    private static func crosses(_ line: ArraySlice<GridPoint>, _ point: GridPoint) -> Bool {
        zip(line, line.dropFirst()).reduce(false) { isOdd, ends in
            guard (ends.0.y > point.y) != (ends.1.y > point.y) else { return isOdd }
            return isOdd != ((Orientation.of(ends.0, ends.1, point) > 0) == (ends.1.y > ends.0.y))
        }
    }
}
