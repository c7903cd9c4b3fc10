@testable import Graphics

/// GeoJSON texts for tests.
enum GeoText {
    static func collection(_ features: [(code: String, polygons: [[[GridPoint]]])]) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":["
            + features.map { feature($0.code, $0.polygons) }.joined(separator: ",\n") + "]}\n"
    }

    static func feature(_ code: String, _ polygons: [[[GridPoint]]]) -> String {
        let parts = polygons.map { "[" + $0.map(ring).joined(separator: ",") + "]" }
        let geometry =
            parts.count == 1
            ? "{\"type\":\"Polygon\",\"coordinates\":\(parts[0])}"
            : "{\"type\":\"MultiPolygon\",\"coordinates\":[\(parts.joined(separator: ","))]}"
        return "{\"type\":\"Feature\",\"properties\":{\"code\":\"\(code)\"},\"geometry\":\(geometry)}"
    }

    private static func ring(_ ring: [GridPoint]) -> String {
        "[" + (ring + ring.prefix(1)).map { "[\($0.degreesText)]" }.joined(separator: ",") + "]"
    }

    /// A rectangle in hundred-thousandths of a degree (about a metre) from a place in Chengdu.
    static func box(_ left: Int32, _ bottom: Int32, _ right: Int32, _ top: Int32) -> [GridPoint] {
        [(left, bottom), (right, bottom), (right, top), (left, top)].map { at($0.0, $0.1) }
    }

    /// A place in hundred-thousandths of a degree from a place in Chengdu.
    static func at(_ x: Int32, _ y: Int32) -> GridPoint {
        GridPoint(x: 1_040_600_000 + x * 100, y: 305_700_000 + y * 100)
    }
}
