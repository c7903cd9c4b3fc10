/// A coordinate as a whole number of hundredths of a pixel.
///
/// Every edge of a picture is rounded once, from its exact place; neighbours that share an edge share
/// the same `Hundredths`. Widths are differences of rounded edges, never rounded themselves.
public struct Hundredths: Hashable, Comparable, Sendable {
    /// The coordinate in hundredths of a pixel.
    public let count: Int

    /// The coordinate of `count` hundredths of a pixel.
    public init(count: Int) {
        self.count = count
    }

    /// The hundredth nearest to `pixels`; halves are rounded away from zero.
    public init(rounding pixels: Double) {
        count = Int((pixels * 100).rounded(.toNearestOrAwayFromZero))
    }

    /// The coordinate in pixels.
    public var pixels: Double { Double(count) / 100 }

    /// Left of, or above.
    public static func < (left: Hundredths, right: Hundredths) -> Bool { left.count < right.count }

    /// The distance from `right` to `left`, exactly.
    public static func - (left: Hundredths, right: Hundredths) -> Hundredths {
        Hundredths(count: left.count - right.count)
    }
}

/// A rectangle with edges in pixels, y downwards. `left <= right` and `top <= bottom`.
public struct Box: Hashable, Sendable {
    /// The left edge.
    public var left: Double
    /// The top edge.
    public var top: Double
    /// The right edge.
    public var right: Double
    /// The bottom edge.
    public var bottom: Double

    /// The rectangle between four edges.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// The distance between left and right.
    public var width: Double { right - left }
    /// The distance between top and bottom.
    public var height: Double { bottom - top }
    /// Square pixels.
    public var area: Double { width * height }
    /// Half-way between left and right.
    public var centreX: Double { (left + right) / 2 }
    /// Half-way between top and bottom.
    public var centreY: Double { (top + bottom) / 2 }
    /// The shorter side.
    public var shortSide: Double { min(width, height) }

    /// The rectangle whose edges lie further in by these distances.
    func inset(left: Double, top: Double, right: Double, bottom: Double) -> Box {
        Box(left: self.left + left, top: self.top + top, right: self.right - right, bottom: self.bottom - bottom)
    }

    /// The rectangle moved to the right and down.
    func moved(right distance: Double, down: Double) -> Box {
        Box(left: left + distance, top: top + down, right: right + distance, bottom: bottom + down)
    }
}
