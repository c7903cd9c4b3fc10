import TestSupport

@testable import Graphics

/// A made-up community with boundaries: a grid of bent cells with wiggly shared borders, with enclaves, lakes, exclaves
/// and islands. No two borders meet outside their common corners.
struct RandomPartition {
    typealias Ring = [GridPoint]
    struct Feature {
        let code: String
        /// Outer ring first; the first corner is not repeated.
        var polygons: [[Ring]]
    }

    var features: [Feature] = []
    var units: [MapUnit] = []

    private static let side = 20_000.0
    private static let corner = (x: 1_040_600_000.0, y: 305_700_000.0)
    private var random: SeededGenerator
    private let rows: Int
    private let columns: Int
    private let wiggle: Double
    private var nodes: [[Point]] = []
    private var flat: [[[Point]]] = []
    private var upright: [[[Point]]] = []

    private struct Point {
        var x: Double
        var y: Double
    }

    /// A community whose shape depends on the seed alone, with `corners` vertices an edge at most. Edges keep within
    /// `wiggle` times the distance from their nearer end, at most 0.3.
    init(seed: UInt64, rows: Int? = nil, columns: Int? = nil, corners: Int = 12, wiggle: Double = 0.3) {
        self.wiggle = wiggle
        var random = SeededGenerator(seed: seed)
        let shape = (random.number(1...7), random.number(1...7))
        self.rows = rows ?? shape.0
        self.columns = columns ?? shape.1
        self.random = random
        placeNodes()
        placeEdges(corners)
        placeUnits()
        for row in 0..<self.rows {
            for column in 0..<self.columns {
                features.append(Feature(code: code(row, column), polygons: [[grid(cell(row, column))]]))
                if random.isOne(in: 3) { digHole(row, column) }
            }
        }
        for index in 0..<random.number(0...6) { addIsland(index) }
    }

    private func code(_ row: Int, _ column: Int) -> String { "C\(row)-\(column)" }

    private mutating func jitter(_ most: Double) -> Double { Double(random.number(-1000...1000)) / 1000 * most }

    private mutating func placeNodes() {
        for row in 0...rows {
            var line: [Point] = []
            for column in 0...columns {
                line.append(Point(x: Double(column) + jitter(0.15), y: Double(row) + jitter(0.15)))
            }
            nodes.append(line)
        }
    }

    private mutating func placeEdges(_ corners: Int) {
        for row in 0...rows {
            flat.append([])
            for column in 0..<columns {
                flat[row].append(edge(nodes[row][column], nodes[row][column + 1], random.number(0...corners)))
            }
        }
        for row in 0..<rows {
            upright.append([])
            for column in 0...columns {
                upright[row].append(edge(nodes[row][column], nodes[row + 1][column], random.number(0...corners)))
            }
        }
    }

    /// The first point and those between it and the last, within a lozenge that no other edge comes into.
    private mutating func edge(_ start: Point, _ end: Point, _ corners: Int) -> [Point] {
        var edge = [start]
        for index in 0..<corners {
            let share = Double(index + 1) / Double(corners + 1)
            let across = jitter(wiggle) * min(share, 1 - share)
            edge.append(
                Point(
                    x: start.x + share * (end.x - start.x) - across * (end.y - start.y),
                    y: start.y + share * (end.y - start.y) + across * (end.x - start.x)))
        }
        return edge
    }

    private func cell(_ row: Int, _ column: Int) -> [Point] {
        func back(_ edge: [Point], _ end: Point) -> [Point] { (edge + [end]).reversed().dropLast() }
        return flat[row][column] + upright[row][column + 1]
            + back(flat[row + 1][column], nodes[row + 1][column + 1])
            + back(upright[row][column], nodes[row + 1][column])
    }

    private mutating func placeUnits() {
        let parents = min(columns, random.number(1...3))
        for parent in 0..<parents { units.append(MapUnit(code: "G\(parent)", name: "第\(parent)网格")) }
        for row in 0..<rows {
            for column in 0..<columns {
                units.append(unit(code(row, column), parent: "G\(column * parents / columns)"))
            }
        }
    }

    private mutating func unit(_ code: String, parent: String) -> MapUnit {
        let number = random.number(0...99)
        return MapUnit(
            code: code, parent: parent, name: "微网格\(number)", shortName: random.isOne(in: 2) ? "\(number)" : "",
            shade: random.isOne(in: 8) ? .missing : .number(Double(number)), valueText: "\(number) 户")
    }

    /// An enclave, a lake, or an exclave of the first feature.
    private mutating func digHole(_ row: Int, _ column: Int) {
        let ring = circle(Point(x: Double(column) + 0.5, y: Double(row) + 0.5), radius: 0.14)
        features[features.count - 1].polygons[0].append(ring)
        switch random.number(0...2) {
        case 0:
            features.append(Feature(code: "E\(row)-\(column)", polygons: [[ring]]))
            units.append(unit("E\(row)-\(column)", parent: "G0"))
        case 1 where features.count > 1: features[0].polygons.append([ring])
        default: break
        }
    }

    /// A further polygon of some feature, east of all others; some are too small to be seen.
    private mutating func addIsland(_ index: Int) {
        let feature = random.number(0...features.count - 1)
        let middle = Point(x: Double(columns) + 1, y: Double(index) * 0.5)
        features[feature].polygons.append(
            [circle(middle, radius: random.isOne(in: 2) ? 0.2 : Double(random.number(1...40)) / 2000)])
    }

    /// Corners on a wobbly circle, found without a sine: ((1 - t²) / (1 + t²), 2t / (1 + t²)).
    private mutating func circle(_ middle: Point, radius: Double) -> Ring {
        let half = random.number(2...9)
        let arc = (0..<half).map { Double($0) / Double(half) * 2 - 1 }
        let right = arc.map { Point(x: (1 - $0 * $0) / (1 + $0 * $0), y: 2 * $0 / (1 + $0 * $0)) }
        let around = right + right.map { Point(x: -$0.x, y: -$0.y) }
        let corners = around.map { corner -> Point in
            let reach = radius * (1 - Double(random.number(0...200)) / 1000)
            return Point(x: middle.x + reach * corner.x, y: middle.y + reach * corner.y)
        }
        return grid(corners)
    }

    private func grid(_ points: [Point]) -> Ring {
        points.map { point in
            GridPoint(
                x: Int32((RandomPartition.corner.x + point.x * RandomPartition.side).rounded()),
                y: Int32((RandomPartition.corner.y + point.y * RandomPartition.side).rounded()))
        }
    }
}

extension RandomPartition.Feature {
    /// The area in square units of 1e-7 degrees.
    var area: Double {
        polygons.reduce(0) { sum, rings in
            rings.enumerated().reduce(sum) { sum, ring in
                let area = abs(Double(ReadRing(places: ring.element, ranges: []).doubleArea)) / 2
                return ring.offset == 0 ? sum + area : sum - area
            }
        }
    }
}

extension RandomPartition {
    /// The file, as a program for maps would write it.
    var geoJSON: String { GeoText.collection(features.map { ($0.code, $0.polygons) }) }

    func read() throws -> GeoShapes {
        let reading = GeoJSON.read(Array(geoJSON.utf8), file: "boundary.geojson")
        guard let shapes = reading.shapes else { throw MalformedXML(reason: "\(reading.diagnostics)") }
        return shapes
    }

    /// The same boundaries with the features, the polygons of each and its holes in another order, and rings begun and
    /// wound another way.
    func shuffled(seed: UInt64) -> RandomPartition {
        var random = SeededGenerator(seed: seed)
        var other = self
        other.features.shuffle(using: &random)
        for index in other.features.indices {
            other.features[index].polygons = other.features[index].polygons.map { rings in
                let turned = rings.map { ring -> Ring in
                    let start = random.number(0...ring.count - 1)
                    let turned = Array(ring[start...] + ring[..<start])
                    return random.isOne(in: 2) ? turned : turned.reversed()
                }
                return [turned[0]] + turned.dropFirst().shuffled(using: &random)
            }
            other.features[index].polygons.shuffle(using: &random)
        }
        return other
    }
}
