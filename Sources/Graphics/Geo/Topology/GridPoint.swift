/// A point with whole coordinates, so that every question about sides and crossings has an exact answer.
///
/// On the ground a unit is 1e-7 degrees, about a centimetre, eastwards and northwards. In a picture it is a hundredth
/// of a pixel, to the right and downwards.
struct GridPoint: Hashable, Sendable {
    let x: Int32
    let y: Int32

    static let unitsPerDegree = 1e7

    /// `104.0651234, 30.5712345`: longitude, latitude.
    var degreesText: String {
        [x, y].map { DecimalNumber(units: Int($0), exponent: -7).text }.joined(separator: ", ")
    }
}

extension GridPoint: Comparable {
    /// By `x`, then by `y`.
    static func < (left: GridPoint, right: GridPoint) -> Bool {
        left.x == right.x ? left.y < right.y : left.x < right.x
    }
}

/// On which side of a line a point lies.
enum Orientation {
    /// Above 0 if `point` lies to the left of the line from `start` to `end` (x to the right, y upwards), below 0 on
    /// the other side, 0 on the line. Each product fits into 64 bits, their difference might not.
    static func of(_ start: GridPoint, _ end: GridPoint, _ point: GridPoint) -> Int {
        let one = (Int(end.x) - Int(start.x)) * (Int(point.y) - Int(start.y))
        let other = (Int(end.y) - Int(start.y)) * (Int(point.x) - Int(start.x))
        return one == other ? 0 : one > other ? 1 : -1
    }
}

/// The rectangle around points.
struct Extent: Hashable, Sendable {
    private(set) var west = Int32.max
    private(set) var south = Int32.max
    private(set) var east = Int32.min
    private(set) var north = Int32.min

    init(_ points: some Sequence<GridPoint>) {
        for point in points { add(point) }
    }

    mutating func add(_ point: GridPoint) {
        west = min(west, point.x)
        south = min(south, point.y)
        east = max(east, point.x)
        north = max(north, point.y)
    }

    func holds(_ point: GridPoint) -> Bool {
        point.x >= west && point.x <= east && point.y >= south && point.y <= north
    }

    func holds(_ other: Extent) -> Bool {
        other.west >= west && other.east <= east && other.south >= south && other.north <= north
    }
}
