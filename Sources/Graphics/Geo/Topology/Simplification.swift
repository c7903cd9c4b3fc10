/// The arcs of a topology in a picture, with fewer vertices.
///
/// Ends of arcs stay, so neighbours stay together. Arcs that the simplification damages are given their vertices back,
/// step by step: where lines meet that did not, where a ring collapses, where an area is not true any more, and where
/// an island would find itself on the other side of a border. What is still wrong with all vertices is so in the source,
/// or smaller than a hundredth of a pixel.
struct Simplification {
    /// A vertex goes if its weighted triangle is smaller, in square pixels.
    static let threshold = 0.5
    /// Steps by which the threshold falls; the last one keeps everything.
    private static let steps = [threshold, threshold / 8, threshold / 64, -1]
    /// An arc that is left out as a whole.
    private static let leftOut = -1

    let topology: Topology
    /// All vertices in hundredths of a pixel, as in the topology.
    private let points: [GridPoint]
    private let thresholds: [Double]
    /// The step of each arc.
    private var levels: [Int]
    /// The vertices of each arc that are kept, none beside an equal one; empty if the arc is left out.
    private(set) var lines: [[GridPoint]]
    private let areas: RingAreas
    private let islands: IslandCheck

    init(_ topology: Topology, _ projection: LocalProjection) {
        let points = topology.points.map(projection.point)
        self.topology = topology
        self.points = points
        thresholds = topology.arcs.flatMap { Visvalingam.thresholds(of: points[$0]) }
        let complete = topology.arcs.map { GridPoint.withoutRepetition(points[$0]) }
        areas = RingAreas(topology, lines: complete)
        islands = IslandCheck(topology, points)
        levels = areas.tinyIslands(below: Simplification.threshold).map { $0 ? Simplification.leftOut : 0 }
        lines = []
        lines = topology.arcs.indices.map { line(of: $0) }
        while mend() {}
    }

    /// The vertices of an arc that are kept at its step.
    private func line(of arc: Int) -> [GridPoint] {
        guard levels[arc] != Simplification.leftOut else { return [] }
        let least = Simplification.steps[levels[arc]]
        let kept = topology.arcs[arc].lazy.filter { thresholds[$0] >= least }.map { points[$0] }
        return GridPoint.withoutRepetition(kept)
    }

    /// Gives vertices back to every damaged arc at once, so that the order of the arcs does not matter.
    ///
    /// - Returns: whether there was something to give.
    private mutating func mend() -> Bool {
        var isDamaged = areas.damaged(lines)
        markMeetings(&isDamaged)
        islands.mark(lines, &isDamaged)
        var hasChanged = false
        for arc in levels.indices where isDamaged[arc] && levels[arc] + 1 < Simplification.steps.count {
            levels[arc] += 1
            lines[arc] = line(of: arc)
            hasChanged = true
        }
        return hasChanged
    }

    private func markMeetings(_ isDamaged: inout [Bool]) {
        var segments: [Segment] = []
        var owners: [Int32] = []
        for (arc, line) in lines.enumerated() {
            for (start, end) in zip(line, line.dropFirst()) {
                segments.append(Segment(start: start, end: end))
                owners.append(Int32(arc))
            }
        }
        SegmentGrid(segments).forEachPair { one, other in
            guard one != other, Meeting.of(segments[one], segments[other]) != .none else { return }
            isDamaged[Int(owners[one])] = true
            isDamaged[Int(owners[other])] = true
        }
    }
}

extension GridPoint {
    /// The points of a line without those that are equal to the one before.
    static func withoutRepetition(_ line: some Sequence<GridPoint>) -> [GridPoint] {
        var kept: [GridPoint] = []
        for point in line where point != kept.last { kept.append(point) }
        return kept
    }
}
