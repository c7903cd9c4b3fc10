import Foundation
import TestSupport
import Testing

@testable import Graphics

/// The parts of a geographic map against slow or independent ways to the same answer.
@Suite("Geographic maps: parts")
struct GeoPartTests {
    static let seeds = UInt64(1)...24

    private func points(_ count: Int, _ most: Int, _ random: inout SeededGenerator) -> [GridPoint] {
        (0..<count).map { _ in GridPoint(x: Int32(random.number(0...most)), y: Int32(random.number(0...most))) }
    }

    @Test("The grid finds every two segments that meet", arguments: seeds)
    func segmentGrid(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let most = [8, 100, 100_000_000][random.number(0...2)]
        let ends = points(2 * random.number(1...60), most, &random)
        let segments = stride(from: 0, to: ends.count, by: 2).map { Segment(start: ends[$0], end: ends[$0 + 1]) }
        var found: Set<[Int]> = []
        SegmentGrid(segments).forEachPair { one, other in
            if Meeting.of(segments[one], segments[other]) != .none { found.insert([min(one, other), max(one, other)]) }
        }
        for one in segments.indices {
            for other in segments.indices where other > one {
                let meets = Meeting.of(segments[one], segments[other]) != .none
                #expect(found.contains([one, other]) == meets)
            }
        }
    }

    @Test("How segments meet does not depend on their order or direction", arguments: seeds)
    func meetings(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let ends = points(4, 3, &random)
            guard ends[0] != ends[1], ends[2] != ends[3] else { continue }
            let (one, other) = (Segment(start: ends[0], end: ends[1]), Segment(start: ends[2], end: ends[3]))
            let turned = Segment(start: ends[1], end: ends[0])
            #expect(Meeting.of(one, other) == Meeting.of(other, one))
            #expect(Meeting.of(one, other) == Meeting.of(turned, other))
            #expect(Meeting.of(one, one) == .overlapping)
        }
    }

    @Test(
        "Segments cross, touch, overlap or miss each other",
        arguments: [
            ([0, 0, 4, 4, 0, 4, 4, 0], Meeting.crossing), ([0, 0, 4, 4, 2, 2, 5, 0], .touching),
            ([0, 0, 4, 0, 4, 0, 8, 1], .none), ([0, 0, 4, 0, 2, 0, 8, 0], .overlapping),
            ([0, 0, 4, 0, 4, 0, 2, 0], .overlapping), ([0, 0, 4, 0, 5, 0, 8, 0], .none),
            ([0, 0, 4, 0, 0, 1, 4, 1], .none),
        ]
    )
    func kindsOfMeeting(numbers: [Int32], meeting: Meeting) {
        let ends = stride(from: 0, to: 8, by: 2).map { GridPoint(x: numbers[$0], y: numbers[$0 + 1]) }
        #expect(Meeting.of(Segment(start: ends[0], end: ends[1]), Segment(start: ends[2], end: ends[3])) == meeting)
    }

    @Test("The heap leaves vertices out in the order of the plain search", arguments: seeds)
    func visvalingam(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let line = points(random.number(2...40), 3000, &random)
        var left = Array(line.indices)
        var wanted = [Double](repeating: .infinity, count: line.count)
        var greatest = 0.0
        while left.count > 2 {
            let areas = (1..<left.count - 1).map { index in
                Visvalingam.area(line[left[index - 1]], line[left[index]], line[left[index + 1]])
            }
            let least = areas.indices.min { areas[$0] < areas[$1] } ?? 0
            greatest = max(greatest, areas[least])
            wanted[left[least + 1]] = greatest
            left.remove(at: least + 1)
        }
        #expect(Visvalingam.thresholds(of: line[...]) == wanted)
    }

    @Test("A flat bend weighs 1.7, a right angle 1, a spike 0.3 times its triangle")
    func weights() {
        let middle = GridPoint(x: 0, y: 0)
        func ratio(_ start: GridPoint, _ end: GridPoint) -> Double {
            let area = abs(Double(Int(start.x) * Int(end.y) - Int(start.y) * Int(end.x))) / 20_000
            return Visvalingam.area(start, middle, end) / area
        }
        #expect(abs(ratio(GridPoint(x: 10_000, y: 0), GridPoint(x: 0, y: 5000)) - 1) < 1e-12)
        #expect(abs(ratio(GridPoint(x: -10_000, y: 0), GridPoint(x: 10_000, y: 10)) - 1.7) < 1e-5)
        #expect(abs(ratio(GridPoint(x: 10_000, y: 0), GridPoint(x: 10_000, y: 10)) - 0.3) < 1e-5)
    }

    @Test("The pole is inside, and no other place is further from the border by more than a pixel", arguments: seeds)
    func pole(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed, rows: 2, columns: 2)
        let shapes = try partition.read()
        let projection = LocalProjection(Extent(shapes.topology.points), width: 400)
        let arcs = Simplification(shapes.topology, projection)
        for feature in partition.features.indices {
            let outline = Outline(arcs.rings(of: feature), hasPole: true)
            let pole = outline.pole
            let segments = Edge.counts(outline.rings).keys
            #expect(outline.holds(pole.x, pole.y))
            #expect(abs(distance(pole.x, pole.y, segments) - pole.distance) < 1e-9)
            for x in stride(from: outline.box.left, to: outline.box.right, by: 7) {
                for y in stride(from: outline.box.top, to: outline.box.bottom, by: 7) where outline.holds(x, y) {
                    #expect(distance(x, y, segments) <= pole.distance + 1)
                }
            }
        }
    }

    private func distance(_ x: Double, _ y: Double, _ edges: some Sequence<Edge>) -> Double {
        edges.reduce(.infinity) { least, edge in
            let (ax, ay) = (Double(edge.low.x) / 100, Double(edge.low.y) / 100)
            let (dx, dy) = (Double(edge.high.x) / 100 - ax, Double(edge.high.y) / 100 - ay)
            let share = min(max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0), 1)
            return min(least, hypot(x - ax - share * dx, y - ay - share * dy))
        }
    }

    @Test("The cosine is the system's, rounded to six decimals", arguments: 0...180)
    func cosine(halfDegrees: Int) {
        let degrees = Double(halfDegrees) / 2
        #expect(abs(LocalProjection.cosine(degrees: degrees) - cos(degrees * .pi / 180)) <= 5.001e-7)
        #expect(LocalProjection.cosine(degrees: -degrees) == LocalProjection.cosine(degrees: degrees))
    }

    @Test("Corners are read back from path data as they were written", arguments: seeds)
    func pathData(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rings = (0..<random.number(1...4)).map { _ in
            GridPoint.withoutRepetition(
                points(random.number(3...30), [20, 300, 90_000][random.number(0...2)], &random))
        }
        var svg = SVGWriter()
        svg.outline(Outline(rings, hasPole: false))
        #expect(try PathReader.rings(of: String(decoding: svg.bytes, as: UTF8.self)) == rings)
    }

    /// A wide coast with a bay so small that it goes, and another feature beside it.
    private func coast(with other: [GridPoint]) throws -> (coast: [GridPoint], other: [GridPoint]) {
        let coast = [
            (0, 0), (4000, 0), (4000, 2000), (2010, 2000), (2000, 1990), (1990, 2000), (0, 2000),
        ].map { GeoText.at($0.0, $0.1) }
        let text = GeoText.collection([("A", [[coast]]), ("B", [[other]])])
        let shapes = try #require(GeoJSON.read(Array(text.utf8), file: "f").shapes)
        let projection = LocalProjection(Extent(shapes.topology.points), width: 250)
        let arcs = Simplification(shapes.topology, projection)
        return (arcs.rings(of: 0)[0], arcs.rings(of: 1)[0])
    }

    @Test("A bay with nothing in it goes")
    func emptyBay() throws {
        let far = [GeoText.at(1500, 3000), GeoText.at(2500, 3000), GeoText.at(2000, 2500)]
        #expect(try coast(with: far).coast.count == 4)
    }

    @Test("A bay that would take its island along stays")
    func island() throws {
        let drawn = try coast(with: [GeoText.at(1999, 1996), GeoText.at(2001, 1996), GeoText.at(2000, 1998)])
        let (x, y) = (Double(drawn.other[0].x), Double(drawn.other[0].y))
        #expect(!ReadRing(places: drawn.coast, ranges: []).holds(x, y))
    }

    @Test("A bay that another border reaches into stays")
    func peninsula() throws {
        let drawn = try coast(with: [GeoText.at(1500, 3000), GeoText.at(2500, 3000), GeoText.at(2000, 1996)])
        for edge in Edge.counts([drawn.coast]).keys {
            for other in Edge.counts([drawn.other]).keys {
                #expect(Meeting.of(edge.segment, other.segment) == .none)
            }
        }
    }
}
