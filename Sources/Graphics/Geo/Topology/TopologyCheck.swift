import Diagnostics

/// Faults between the boundaries of a file: crossings and overlaps. They are said once for every two features, at the
/// place that comes first in the file.
struct TopologyCheck {
    private let topology: Topology
    private let features: [ReadFeature]
    private let file: String
    /// The features on both sides of each arc: `forward` along its direction, `backward` against it, in their order.
    private var owners: [(forward: [Int], backward: [Int])]

    /// `features` are those that the topology was made of.
    init(_ topology: Topology, _ features: [ReadFeature], file: String) {
        self.topology = topology
        self.features = features
        self.file = file
        owners = Array(repeating: ([], []), count: topology.arcs.count)
        for (index, feature) in topology.features.enumerated() {
            for use in feature.rings.lazy.flatMap(\.uses) {
                if use.isReversed {
                    owners[use.arc].backward.append(index)
                } else {
                    owners[use.arc].forward.append(index)
                }
            }
        }
    }

    var diagnostics: [Diagnostic] {
        crossings + overlaps(alongArcs + inOthers)
    }

    /// A place where something is wrong between two features, the one with the smaller number first.
    private struct Finding {
        let one: Int
        let other: Int
        let point: GridPoint
        /// The bytes at fault, and others that they collide with.
        let range: Range<Int>
        let otherRange: Range<Int>
    }

    // MARK: Crossings

    private var crossings: [Diagnostic] {
        var segments: [Segment] = []
        var places: [(arc: Int, point: Int)] = []
        for (index, arc) in topology.arcs.enumerated() {
            for point in arc.dropLast() {
                segments.append(Segment(start: topology.points[point], end: topology.points[point + 1]))
                places.append((index, point))
            }
        }
        var crossing: Set<[Int]> = []
        SegmentGrid(segments).forEachPair { one, other in
            guard Meeting.of(segments[one], segments[other]) == .crossing else { return }
            crossing.insert([min(one, other), max(one, other)])
        }
        let findings = crossing.map { pair -> Finding in
            let (one, other) = (places[pair[0]], places[pair[1]])
            let features = [owner(of: one.arc), owner(of: other.arc)].sorted()
            let ranges = [topology.ranges[one.point], topology.ranges[other.point]].sorted {
                $0.lowerBound < $1.lowerBound
            }
            return Finding(
                one: features[0], other: features[1], point: segments[pair[0]].crossing(segments[pair[1]]),
                range: ranges[0], otherRange: ranges[1])
        }
        return firsts(of: findings).map { finding, count in
            diagnostic(.crossing(finding.point, count: count), finding)
        }
    }

    private func owner(of arc: Int) -> Int {
        min(owners[arc].forward.first ?? .max, owners[arc].backward.first ?? .max)
    }

    // MARK: Overlaps

    /// Arcs with two features on the same side.
    private var alongArcs: [Finding] {
        owners.enumerated().flatMap { arc, owners in
            [owners.forward, owners.backward].compactMap { side -> Finding? in
                guard side.count > 1 else { return nil }
                return finding(side[0], side[1], at: topology.points[topology.arcs[arc].lowerBound])
            }
        }
    }

    /// Features inside others that have no hole for them. Without a crossing and without a shared side, such a ring
    /// has nobody on its outer side.
    private var inOthers: [Finding] {
        let extents = features.map { Extent($0.polygons.lazy.flatMap { $0.first?.places ?? [] }) }
        var findings: [Finding] = []
        for (index, feature) in topology.features.enumerated() {
            let isFree = feature.rings.contains { ring in
                !ring.isHole
                    && ring.uses.allSatisfy { owners[$0.arc].forward.count + owners[$0.arc].backward.count == 1 }
            }
            guard isFree else { continue }
            for ring in features[index].polygons.compactMap(\.first) {
                guard let point = ring.inside, let place = ring.places.first else { continue }
                let extent = Extent(ring.places)
                for other in features.indices where other != index && extents[other].holds(extent) {
                    guard features[other].holds(point.x, point.y) else { continue }
                    findings.append(finding(index, other, at: place))
                }
            }
        }
        return findings
    }

    private func finding(_ one: Int, _ other: Int, at point: GridPoint) -> Finding {
        Finding(
            one: one, other: other, point: point, range: features[one].codeRange, otherRange: features[other].codeRange)
    }

    private func overlaps(_ findings: [Finding]) -> [Diagnostic] {
        firsts(of: findings).map { finding, _ in
            let codes = (features[finding.one].code, features[finding.other].code)
            return diagnostic(.overlap(finding.point, code: codes.0, other: codes.1), finding)
        }
    }

    // MARK: Reports

    /// For every two features their first finding and the number of findings.
    private func firsts(of findings: [Finding]) -> [(Finding, Int)] {
        let sorted = findings.sorted {
            ($0.one, $0.other, $0.range.lowerBound, $0.otherRange.lowerBound, $0.point)
                < ($1.one, $1.other, $1.range.lowerBound, $1.otherRange.lowerBound, $1.point)
        }
        var firsts: [(Finding, Int)] = []
        for finding in sorted {
            if let last = firsts.last, last.0.one == finding.one, last.0.other == finding.other {
                firsts[firsts.count - 1].1 += 1
            } else {
                firsts.append((finding, 1))
            }
        }
        return firsts
    }

    private func diagnostic(_ fault: GeoFault, _ finding: Finding) -> Diagnostic {
        let message = LocalizedText(zh: "与这里冲突", en: "it collides with this")
        let note = Diagnostic.Note(message, at: Span(file: file, range: finding.otherRange))
        return .geo(fault, file, finding.range, notes: [note])
    }
}
