/// A straight piece of a boundary.
struct Segment {
    let start: GridPoint
    let end: GridPoint
}

/// How two segments meet.
enum Meeting {
    /// They have no point in common, or only an end of both.
    case none
    /// An end of one lies inside the other.
    case touching
    /// Their insides have one point in common.
    case crossing
    /// They lie on one line and have more than a point in common.
    case overlapping

    static func of(_ one: Segment, _ other: Segment) -> Meeting {
        let sides = (
            Orientation.of(one.start, one.end, other.start), Orientation.of(one.start, one.end, other.end),
            Orientation.of(other.start, other.end, one.start), Orientation.of(other.start, other.end, one.end)
        )
        if sides.0 * sides.1 > 0 || sides.2 * sides.3 > 0 { return .none }
        if sides.0 == 0, sides.1 == 0 { return onOneLine(one, other) }
        if sides.0 * sides.1 < 0, sides.2 * sides.3 < 0 { return .crossing }
        let isJoined =
            one.start == other.start || one.start == other.end || one.end == other.start || one.end == other.end
        return isJoined ? .none : .touching
    }

    private static func onOneLine(_ one: Segment, _ other: Segment) -> Meeting {
        let low = max(min(one.start, one.end), min(other.start, other.end))
        let high = min(max(one.start, one.end), max(other.start, other.end))
        return low < high ? .overlapping : .none
    }
}

extension Segment {
    /// The point where two segments cross, rounded to the grid.
    func crossing(_ other: Segment) -> GridPoint {
        let (x, y) = (Double(start.x), Double(start.y))
        let (dx, dy) = (Double(end.x) - x, Double(end.y) - y)
        let (ex, ey) = (Double(other.end.x) - Double(other.start.x), Double(other.end.y) - Double(other.start.y))
        let across = dx * ey - dy * ex
        guard across != 0 else { return start }
        let share = ((Double(other.start.x) - x) * ey - (Double(other.start.y) - y) * ex) / across
        let part = min(max(share, 0), 1)
        return GridPoint(x: Int32((x + part * dx).rounded()), y: Int32((y + part * dy).rounded()))
    }
}
