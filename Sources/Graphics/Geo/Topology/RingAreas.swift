/// Whether the areas of simplified features are still true.
struct RingAreas {
    /// A feature's area may differ by one part in so many, the area of all together by one in so many. What is promised
    /// is 0.5 and 0.05 %; a fifth of that is left for the rounding of corners.
    private static let featureShare = 250
    private static let totalShare = 2500

    private let topology: Topology
    /// Twice the area of every ring of every feature before anything was left out, in square hundredths of a pixel.
    private let complete: [[Int]]
    /// Whether an arc has a feature on one side only.
    private let isOuter: [Bool]

    /// `lines` are the arcs with all their vertices.
    init(_ topology: Topology, lines: [[GridPoint]]) {
        self.topology = topology
        let sums = lines.map(RingAreas.sum)
        complete = topology.features.map { $0.rings.map { RingAreas.area($0, sums) } }
        var uses = [Int](repeating: 0, count: lines.count)
        for use in topology.features.lazy.flatMap({ $0.rings.lazy.flatMap(\.uses) }) { uses[use.arc] += 1 }
        isOuter = uses.map { $0 == 1 }
    }

    /// An arc's share of twice the area of a ring; positive to the left of it on the ground, where y is upwards.
    private static func sum(_ line: [GridPoint]) -> Int {
        zip(line, line.dropFirst()).reduce(0) { sum, ends in
            sum + Int(ends.1.x) * Int(ends.0.y) - Int(ends.0.x) * Int(ends.1.y)
        }
    }

    private static func area(_ ring: Topology.Ring, _ sums: [Int]) -> Int {
        ring.uses.reduce(0) { $1.isReversed ? $0 - sums[$1.arc] : $0 + sums[$1.arc] }
    }

    /// The arcs of rings that have collapsed, of features whose area is wrong by more than 0.4 %, and the outer arcs if
    /// the whole is wrong by more than 0.04 %.
    func damaged(_ lines: [[GridPoint]]) -> [Bool] {
        var isDamaged = [Bool](repeating: false, count: lines.count)
        let sums = lines.map(RingAreas.sum)
        var total = (complete: 0, now: 0)
        for (feature, areas) in zip(topology.features, complete) {
            var whole = (complete: 0, now: 0)
            for (ring, before) in zip(feature.rings, areas) {
                let now = RingAreas.area(ring, sums)
                whole = (whole.complete + before, whole.now + now)
                let isLeftOut = ring.uses.allSatisfy { lines[$0.arc].isEmpty }
                guard !isLeftOut, now.signum() != before.signum() else { continue }
                for use in ring.uses { isDamaged[use.arc] = true }
            }
            total = (total.complete + whole.complete, total.now + whole.now)
            guard abs(whole.now - whole.complete) > whole.complete / RingAreas.featureShare else { continue }
            for use in feature.rings.lazy.flatMap(\.uses) { isDamaged[use.arc] = true }
        }
        if abs(total.now - total.complete) > total.complete / RingAreas.totalShare {
            for arc in isOuter.indices where isOuter[arc] { isDamaged[arc] = true }
        }
        return isDamaged
    }

    /// Islands that may be left out: closed arcs around less than `threshold` square pixels that are nobody's largest
    /// ring and have no hole. An enclave leaves together with its hole.
    func tinyIslands(below threshold: Double) -> [Bool] {
        let least = Int(threshold * 2 * 10_000)
        var canGo = [Bool](repeating: true, count: isOuter.count)
        for (feature, areas) in zip(topology.features, complete) {
            let largest = areas.indices.max { areas[$0] < areas[$1] }
            for (index, ring) in feature.rings.enumerated() {
                let isTiny = ring.uses.count == 1 && abs(areas[index]) < least
                guard !isTiny || index == largest || (!ring.isHole && !ring.isAlone) else { continue }
                for use in ring.uses { canGo[use.arc] = false }
            }
        }
        return canGo
    }
}
