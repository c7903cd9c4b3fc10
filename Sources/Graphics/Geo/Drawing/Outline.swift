/// The boundary of a cell or a group in a picture: rings, filled by the even-odd rule, islands and holes among them.
public struct Outline: Hashable, Sendable {
    /// Closed chains of corners in hundredths of a pixel, y downwards; the first corner is not repeated.
    let rings: [[GridPoint]]
    /// The place in it that is furthest from its boundary; its middle where nobody asked for it.
    public let pole: Pole

    /// A place in a picture and how far its boundary is from it.
    public struct Pole: Hashable, Sendable {
        /// Pixels from the left.
        public let x: Double
        /// Pixels from the top.
        public let y: Double
        /// Pixels to the boundary; below 0 outside of it.
        public let distance: Double
    }

    /// The outline of `rings`. Looking for the pole takes time that a map of thousands of cells does not have.
    init(_ rings: [[GridPoint]], hasPole: Bool) {
        self.rings = rings
        let box = Outline.box(around: rings)
        pole = hasPole ? PoleSearch(rings).pole : Pole(x: box.centreX, y: box.centreY, distance: 0)
    }

    /// The rectangle around it.
    public var box: Box { Outline.box(around: rings) }

    private static func box(around rings: [[GridPoint]]) -> Box {
        let extent = Extent(rings.lazy.joined())
        guard extent.west <= extent.east else { return Box(left: 0, top: 0, right: 0, bottom: 0) }
        return Box(
            left: Double(extent.west) / 100, top: Double(extent.south) / 100, right: Double(extent.east) / 100,
            bottom: Double(extent.north) / 100)
    }
}
