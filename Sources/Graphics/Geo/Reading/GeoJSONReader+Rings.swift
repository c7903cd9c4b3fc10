import Diagnostics

/// What is wrong with the positions of one feature. Faults that all positions of a file tend to have at once are said
/// once a feature.
struct PositionFaults {
    /// Whether a ring could not be read, so that nothing can be said of how the rings lie to each other.
    var isBroken = false
    var isSwapped = false
    var isProjected = false
    var isOutside = false
}

extension GeoJSONReader {
    /// The rings of a polygon that are sound; faults are reported.
    mutating func polygon(_ values: [JSONValue], _ faults: inout PositionFaults) -> [ReadRing] {
        var rings: [ReadRing] = []
        for (index, value) in values.enumerated() {
            guard let positions = value.array else {
                report(.wrongType(expected: "[ [x, y], … ]"), value.start)
                faults.isBroken = true
                continue
            }
            guard let ring = ring(positions, value, &faults) else {
                faults.isBroken = true
                continue
            }
            if index > 0, let outer = rings.first, let point = ring.inside, !outer.holds(point.x, point.y) {
                report(.holeOutside, value.start)
            }
            rings.append(ring)
        }
        return rings
    }

    private mutating func ring(
        _ positions: [JSONValue], _ value: JSONValue, _ faults: inout PositionFaults
    ) -> ReadRing? {
        var ring = ReadRing(places: [], ranges: [])
        var repeated: [Range<Int>] = []
        var isWhole = true
        for position in positions {
            guard let place = place(position, &faults) else {
                isWhole = false
                continue
            }
            if place == ring.places.last {
                repeated.append(position.range)
            } else {
                ring.places.append(place)
                ring.ranges.append(position.range)
            }
        }
        if let first = repeated.first { report(.repeatedPositions(count: repeated.count), first) }
        guard isWhole else { return nil }
        guard positions.count >= 4 else {
            report(.fewPositions, value.start)
            return nil
        }
        guard ring.places.first == ring.places.last, ring.places.count > 1 else {
            notClosed(value, positions, isOnePlace: ring.places.count == 1)
            return nil
        }
        ring.places.removeLast()
        ring.ranges.removeLast()
        return checked(ring, value)
    }

    private mutating func notClosed(_ value: JSONValue, _ positions: [JSONValue], isOnePlace: Bool) {
        if isOnePlace { return report(.fewPositions, value.start) }
        let end = value.range.upperBound - 1
        let first = (positions.first?.array ?? []).prefix(2).compactMap { number -> String? in
            guard case .number(let value, let decimals) = number.content else { return nil }
            return DecimalNumber(rounding: value, decimals: min(decimals, 7)).text
        }
        diagnostics.append(.geo(.notClosed, file, end..<end, replacement: ", [\(first.joined(separator: ", "))]"))
    }

    private mutating func checked(_ ring: ReadRing, _ value: JSONValue) -> ReadRing? {
        guard ring.places.count >= 3 else {
            report(.fewPositions, value.start)
            return nil
        }
        guard ring.doubleArea != 0 else {
            report(.flatRing, value.start)
            return nil
        }
        let count = ring.places.count
        for index in 0..<count where ring.places[(index + count - 1) % count] == ring.places[(index + 1) % count] {
            report(.spike, ring.ranges[index])
        }
        return ring
    }

    private mutating func place(_ value: JSONValue, _ faults: inout PositionFaults) -> GridPoint? {
        guard let numbers = value.array, (2...3).contains(numbers.count) else {
            report(.wrongType(expected: "[x, y]"), value.start)
            return nil
        }
        guard case .number(let x, let places) = numbers[0].content, case .number(let y, let others) = numbers[1].content
        else {
            report(.wrongType(expected: "[x, y]"), value.range)
            return nil
        }
        guard x.isFinite, y.isFinite, isInBounds(x, y, value.range, &faults) else { return nil }
        if places > 7 { notePrecision(numbers[0].range) }
        if others > 7 { notePrecision(numbers[1].range) }
        return GridPoint(x: GeoJSONReader.snapped(x), y: GeoJSONReader.snapped(y))
    }

    private static func snapped(_ degrees: Double) -> Int32 {
        Int32((degrees * GridPoint.unitsPerDegree).rounded(.toNearestOrAwayFromZero))
    }

    private mutating func isInBounds(
        _ x: Double, _ y: Double, _ range: Range<Int>, _ faults: inout PositionFaults
    ) -> Bool {
        let isOnEarth = abs(x) <= 180 && abs(y) <= 90
        if isOnEarth, bounds.holds(x, y) { return true }
        if bounds.holds(y, x) {
            if !faults.isSwapped { report(.swapped, range) }
            faults.isSwapped = true
        } else if !isOnEarth {
            if !faults.isProjected { report(.projected, range) }
            faults.isProjected = true
        } else {
            if !faults.isOutside { report(.outside(bounds), range) }
            faults.isOutside = true
        }
        return false
    }

    /// Polygons of one feature that lie inside another one of it, but not in its holes.
    mutating func checkNesting(_ polygons: [[ReadRing]]) {
        let outer = polygons.enumerated().compactMap { index, rings in
            rings.first.map { (index, $0, Extent($0.places)) }
        }
        for (index, ring, extent) in outer {
            guard let point = ring.inside else { continue }
            let isNested = outer.contains { other, _, otherExtent in
                other != index && otherExtent.holds(extent)
                    && polygons[other].reduce(false) { $0 != $1.holds(point.x, point.y) }
            }
            if isNested, let range = ring.ranges.first { report(.polygonInPolygon, range) }
        }
    }
}
