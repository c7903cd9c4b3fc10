/// Boundaries as arcs that neighbours share.
///
/// An arc runs from junction to junction, a junction being a vertex whose two neighbours differ between rings
/// (TopoJSON's rule, Bostock 2012); a ring that meets no other is one closed arc. Each arc is kept once, in a direction
/// and from a start that depend on its coordinates alone, so that neither the order of the features nor the direction
/// or the start of a ring can be seen in it.
struct Topology: Sendable {
    /// An arc as a ring runs along it.
    struct Use: Hashable, Sendable {
        let arc: Int
        let isReversed: Bool
    }

    /// A closed chain of arcs: counter-clockwise on the ground if it is an outer ring, else clockwise.
    struct Ring: Sendable {
        var uses: [Use]
        let isHole: Bool
        /// Whether the ring is the whole of its polygon.
        let isAlone: Bool
    }

    struct Feature: Sendable {
        let code: String
        let codeRange: Range<Int>
        var rings: [Ring]
    }

    /// The vertices of all arcs, one arc after the other, both ends included.
    fileprivate(set) var points: [GridPoint] = []
    /// The bytes of each vertex in the ring that was read first.
    fileprivate(set) var ranges: [Range<Int>] = []
    /// Where each arc lies in `points`.
    fileprivate(set) var arcs: [Range<Int>] = []
    /// In the order of the file.
    fileprivate(set) var features: [Feature] = []

    init(_ features: [ReadFeature]) {
        var builder = TopologyBuilder(features)
        builder.build(features)
        self = builder.topology
    }

    fileprivate init() {}

    /// The point from which a use of an arc leaves, and the one after it.
    func start(of use: Use) -> (first: GridPoint, second: GridPoint) {
        let arc = arcs[use.arc]
        return use.isReversed
            ? (points[arc.upperBound - 1], points[arc.upperBound - 2])
            : (points[arc.lowerBound], points[arc.lowerBound + 1])
    }
}

/// Cuts rings into arcs.
private struct TopologyBuilder {
    private(set) var topology = Topology()
    /// A number for each place. Only looked up, never listed.
    private var numbers: [GridPoint: Int32] = [:]
    /// The neighbours of each place in the ring that came first; the smaller number first.
    private var neighbours: [(Int32, Int32)] = []
    private var isJunction: [Bool] = []
    /// Arcs by their first two vertices, which tell them apart. Only looked up, never listed.
    private var known: [UInt64: Int] = [:]

    init(_ features: [ReadFeature]) {
        for feature in features {
            for ring in feature.polygons.joined() { note(ring.places) }
        }
    }

    private mutating func note(_ places: [GridPoint]) {
        let ids = places.map { number(of: $0) }
        for index in ids.indices {
            let before = ids[index == 0 ? ids.count - 1 : index - 1]
            let after = ids[index + 1 == ids.count ? 0 : index + 1]
            let pair = (min(before, after), max(before, after))
            let id = Int(ids[index])
            if neighbours[id].0 < 0 {
                neighbours[id] = pair
            } else if neighbours[id] != pair {
                isJunction[id] = true
            }
        }
    }

    private mutating func number(of place: GridPoint) -> Int32 {
        if let number = numbers[place] { return number }
        let number = Int32(neighbours.count)
        numbers[place] = number
        neighbours.append((-1, -1))
        isJunction.append(false)
        return number
    }

    mutating func build(_ features: [ReadFeature]) {
        for feature in features {
            var rings: [Topology.Ring] = []
            for polygon in feature.polygons {
                for (index, ring) in polygon.enumerated() {
                    let uses = cut(ring.wound(counterClockwise: index == 0))
                    rings.append(Topology.Ring(uses: uses, isHole: index > 0, isAlone: polygon.count == 1))
                }
            }
            rings.sort { lies(topology.start(of: $0.uses[0]), before: topology.start(of: $1.uses[0])) }
            topology.features.append(
                Topology.Feature(code: feature.code, codeRange: feature.codeRange, rings: rings))
        }
    }

    /// The arcs of a ring, from the start that comes first.
    private mutating func cut(_ ring: ReadRing) -> [Topology.Use] {
        let junctions = ring.places.indices.filter { isJunction[Int(numbers[ring.places[$0]] ?? 0)] }
        guard let first = junctions.first else {
            let start = ring.places.indices.min { ring.places[$0] < ring.places[$1] } ?? 0
            return [arc(ring, from: start, steps: ring.places.count)]
        }
        var uses: [Topology.Use] = []
        for (index, start) in junctions.enumerated() {
            let next = index + 1 < junctions.count ? junctions[index + 1] : first + ring.places.count
            uses.append(arc(ring, from: start, steps: next - start))
        }
        let starts = uses.map { topology.start(of: $0) }
        let least = uses.indices.min { lies(starts[$0], before: starts[$1]) } ?? 0
        return Array(uses[least...] + uses[..<least])
    }

    private mutating func arc(_ ring: ReadRing, from start: Int, steps: Int) -> Topology.Use {
        let count = ring.places.count
        let (first, last) = (start % count, (start + steps) % count)
        let (second, beforeLast) = ((start + 1) % count, (start + steps - 1) % count)
        let ends = (ring.places[first], ring.places[last])
        let isReversed =
            ends.0 == ends.1 ? ring.places[beforeLast] < ring.places[second] : ends.1 < ends.0
        let key = isReversed ? key(ends.1, ring.places[beforeLast]) : key(ends.0, ring.places[second])
        if let arc = known[key] { return Topology.Use(arc: arc, isReversed: isReversed) }
        known[key] = topology.arcs.count
        let lower = topology.points.count
        for step in 0...steps {
            let place = (isReversed ? start + steps - step : start + step) % count
            topology.points.append(ring.places[place])
            topology.ranges.append(ring.ranges[place])
        }
        topology.arcs.append(lower..<topology.points.count)
        return Topology.Use(arc: topology.arcs.count - 1, isReversed: isReversed)
    }

    private func key(_ first: GridPoint, _ second: GridPoint) -> UInt64 {
        UInt64(numbers[first] ?? 0) << 32 | UInt64(numbers[second] ?? 0)
    }

    private func lies(
        _ one: (first: GridPoint, second: GridPoint), before other: (first: GridPoint, second: GridPoint)
    ) -> Bool {
        one.first == other.first ? one.second < other.second : one.first < other.first
    }
}

extension ReadRing {
    fileprivate func wound(counterClockwise: Bool) -> ReadRing {
        (doubleArea > 0) == counterClockwise
            ? self : ReadRing(places: places.reversed(), ranges: ranges.reversed())
    }
}
