/// Makes neighbours share their vertices: where a corner of one ring lies on the edge of another ring, the edge is
/// given that vertex too. Without this the shared border would not be one, and would not vanish between the parts of
/// a parent.
enum Noding {
    /// In units of 1e-7 degrees: as far as the snapping of two ends can move an edge.
    private static let tolerance = 2.0

    /// The features with the vertices that were missing. No vertex is moved.
    static func noded(_ features: [ReadFeature]) -> [ReadFeature] {
        let rings = features.flatMap { $0.polygons.flatMap { $0 } }
        let segments = rings.flatMap(\.segments)
        let grid = SegmentGrid(segments)
        var additions: [(segment: Int, share: Double, point: GridPoint)] = []
        for point in Set(rings.lazy.flatMap(\.places)).sorted() {
            for index in grid.segments(near: point) {
                guard let share = share(of: point, on: segments[Int(index)]) else { continue }
                additions.append((Int(index), share, point))
            }
        }
        guard !additions.isEmpty else { return features }
        additions.sort { ($0.segment, $0.share, $0.point) < ($1.segment, $1.share, $1.point) }
        return inserted(additions.map { ($0.segment, $0.point) }, into: features)
    }

    /// Where along a segment a point lies, between 0 and 1, if it lies on it and is not one of its ends.
    private static func share(of point: GridPoint, on segment: Segment) -> Double? {
        guard point != segment.start, point != segment.end else { return nil }
        let (dx, dy) = (
            Double(segment.end.x) - Double(segment.start.x), Double(segment.end.y) - Double(segment.start.y)
        )
        let (px, py) = (Double(point.x) - Double(segment.start.x), Double(point.y) - Double(segment.start.y))
        let square = dx * dx + dy * dy
        let across = dx * py - dy * px
        let share = (dx * px + dy * py) / square
        return across * across < tolerance * tolerance * square && share > 0 && share < 1 ? share : nil
    }

    private static func inserted(
        _ additions: [(segment: Int, point: GridPoint)], into features: [ReadFeature]
    ) -> [ReadFeature] {
        var features = features
        var segment = 0
        var next = 0
        for feature in features.indices {
            for polygon in features[feature].polygons.indices {
                for ring in features[feature].polygons[polygon].indices {
                    let old = features[feature].polygons[polygon][ring]
                    var new = ReadRing(places: [], ranges: [])
                    for (place, range) in zip(old.places, old.ranges) {
                        new.append(place, range)
                        while next < additions.count, additions[next].segment == segment {
                            new.append(additions[next].point, range)
                            next += 1
                        }
                        segment += 1
                    }
                    features[feature].polygons[polygon][ring] = new
                }
            }
        }
        return features
    }
}

extension ReadRing {
    /// The edges in order, the last one back to the first place.
    var segments: [Segment] {
        places.indices.map { Segment(start: places[$0], end: places[$0 + 1 < places.count ? $0 + 1 : 0]) }
    }

    fileprivate mutating func append(_ place: GridPoint, _ range: Range<Int>) {
        places.append(place)
        ranges.append(range)
    }
}
