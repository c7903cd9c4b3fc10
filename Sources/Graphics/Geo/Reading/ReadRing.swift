/// A ring as it was read: no place is repeated, neither beside itself nor at the end.
struct ReadRing {
    var places: [GridPoint]
    /// The bytes of each place.
    var ranges: [Range<Int>]

    /// Twice the area in square units; positive if the ring runs counter-clockwise.
    var doubleArea: Int128 {
        guard var last = places.last else { return 0 }
        var sum: Int128 = 0
        for place in places {
            sum += Int128(Int(last.x) * Int(place.y)) - Int128(Int(place.x) * Int(last.y))
            last = place
        }
        return sum
    }

    /// Whether a point lies inside, by the even-odd rule; on the border it may be either.
    func holds(_ x: Double, _ y: Double) -> Bool {
        guard var last = places.last else { return false }
        var isInside = false
        for next in places {
            if (Double(last.y) > y) != (Double(next.y) > y) {
                let (dx, dy) = (Double(next.x) - Double(last.x), Double(next.y) - Double(last.y))
                let side = dx * (y - Double(last.y)) - dy * (x - Double(last.x))
                if (side > 0) == (dy > 0) { isInside.toggle() }
            }
            last = next
        }
        return isInside
    }

    /// A point inside the ring, not on its border: the corner furthest west is convex; between it and the vertex that
    /// reaches furthest into it, or else within the triangle with its neighbours (O'Rourke 1998, exercise 1.2.5).
    var inside: (x: Double, y: Double)? {
        guard let corner = places.indices.min(by: { places[$0] < places[$1] }), places.count >= 3 else { return nil }
        let at = places[corner]
        let before = places[corner == 0 ? places.count - 1 : corner - 1]
        let after = places[corner + 1 == places.count ? 0 : corner + 1]
        let triangle = ReadRing(places: [before, at, after], ranges: [])
        var deepest: (point: GridPoint, depth: Double)?
        for place in places where place != at && place != before && place != after {
            let depth = triangle.distance(of: place)
            guard triangle.holds(Double(place.x), Double(place.y)), depth > deepest?.depth ?? 0 else { continue }
            deepest = (place, depth)
        }
        if let point = deepest?.point {
            return ((Double(at.x) + Double(point.x)) / 2, (Double(at.y) + Double(point.y)) / 2)
        }
        return (
            (Double(at.x) + Double(before.x) + Double(after.x)) / 3,
            (Double(at.y) + Double(before.y) + Double(after.y)) / 3
        )
    }

    /// How far a place lies from the line through the first and the third place, times their distance.
    private func distance(of place: GridPoint) -> Double {
        let (dx, dy) = (Double(places[2].x) - Double(places[0].x), Double(places[2].y) - Double(places[0].y))
        return abs(dx * (Double(place.y) - Double(places[0].y)) - dy * (Double(place.x) - Double(places[0].x)))
    }
}

/// A feature as it was read. The first ring of each polygon is its outer one.
struct ReadFeature {
    let code: String
    let codeRange: Range<Int>
    var polygons: [[ReadRing]]

    /// Whether a point lies in one of the polygons and in no hole of it.
    func holds(_ x: Double, _ y: Double) -> Bool {
        polygons.contains { rings in rings.reduce(false) { $0 != $1.holds(x, y) } }
    }
}
