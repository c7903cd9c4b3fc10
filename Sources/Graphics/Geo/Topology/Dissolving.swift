extension Simplification {
    /// The rings of one feature as they are drawn.
    func rings(of feature: Int) -> [[GridPoint]] {
        topology.features[feature].rings.map { corners(of: $0.uses) }.filter { !$0.isEmpty }
    }

    /// The rings around several features: the arcs that only one of them uses. An arc between two of them is used in
    /// both directions and vanishes.
    func rings(around features: [Int]) -> [[GridPoint]] {
        var counts = [Int32](repeating: 0, count: lines.count)
        let uses = features.flatMap { topology.features[$0].rings.flatMap(\.uses) }
        for use in uses { counts[use.arc] += 1 }
        let outer = uses.filter { counts[$0.arc] == 1 && !lines[$0.arc].isEmpty }
        return chains(of: outer).map(corners)
    }

    /// Closed chains of arcs. They begin with what comes first by its coordinates and go on with what comes first among
    /// the arcs that leave from where they have come to.
    private func chains(of uses: [Topology.Use]) -> [[Topology.Use]] {
        let starts = uses.map { topology.start(of: $0) }
        let order = uses.indices.sorted { one, other in
            (starts[one].first, starts[one].second) < (starts[other].first, starts[other].second)
        }
        var isTaken = [Bool](repeating: false, count: uses.count)
        var leaving: [GridPoint: [Int]] = [:]
        for index in order { leaving[starts[index].first, default: []].append(index) }
        var chains: [[Topology.Use]] = []
        for index in order where !isTaken[index] {
            var chain: [Topology.Use] = []
            var next: Int? = index
            while let current = next {
                isTaken[current] = true
                chain.append(uses[current])
                let end = topology.start(of: uses[current].reversed).first
                next = end == starts[index].first ? nil : leaving[end]?.first { !isTaken[$0] }
            }
            chains.append(chain)
        }
        return chains
    }

    /// The corners of a closed chain, none beside an equal one, the first not repeated at the end.
    private func corners(of uses: [Topology.Use]) -> [GridPoint] {
        var corners: [GridPoint] = []
        for use in uses {
            let line = lines[use.arc]
            for index in line.indices {
                let point = line[use.isReversed ? line.count - 1 - index : index]
                if point != corners.last { corners.append(point) }
            }
        }
        if corners.count > 1, corners.first == corners.last { corners.removeLast() }
        return corners
    }
}

extension Topology.Use {
    /// The same arc in the other direction.
    var reversed: Topology.Use { Topology.Use(arc: arc, isReversed: !isReversed) }
}
