/// Longitude and latitude on a picture, equirectangular about the middle latitude.
///
/// Over a few kilometres that is as good as any projection: an edge of one kilometre differs by a centimetre from the
/// great circle, the scale by 0.02 % within 2.5 km.
struct LocalProjection: Hashable, Sendable {
    /// Metres in a degree of latitude on a sphere with the mean radius of the earth, 6,371,008.8 m (IUGG).
    static let metresPerDegree = 111_195.08
    /// Pixels that stay free around the map, for its border.
    static let pad = 4.0

    private let extent: Extent
    /// Pixels for a unit of 1e-7 degrees.
    private let scaleX: Double
    private let scaleY: Double
    /// Pixels, the free border included.
    let width: Double
    /// Pixels, the free border included.
    let height: Double

    /// Fills `width` pixels, or less if the map would become higher than wide.
    init(_ extent: Extent, width: Int) {
        self.extent = extent
        let middle = (Double(extent.south) + Double(extent.north)) / 2 / GridPoint.unitsPerDegree
        let cosine = LocalProjection.cosine(degrees: middle)
        let across = (Double(extent.east) - Double(extent.west)) * cosine
        let up = Double(extent.north) - Double(extent.south)
        let room = max(1, Double(width) - 2 * LocalProjection.pad)
        scaleY = room / max(across, up, 1)
        scaleX = scaleY * cosine
        self.width = across * scaleY + 2 * LocalProjection.pad
        height = up * scaleY + 2 * LocalProjection.pad
    }

    /// The place in the picture, in hundredths of a pixel.
    func point(_ place: GridPoint) -> GridPoint {
        let x = (Double(place.x) - Double(extent.west)) * scaleX + LocalProjection.pad
        let y = (Double(extent.north) - Double(place.y)) * scaleY + LocalProjection.pad
        return GridPoint(
            x: Int32((x * 100).rounded(.toNearestOrAwayFromZero)), y: Int32((y * 100).rounded(.toNearestOrAwayFromZero))
        )
    }

    /// Metres on the ground for a pixel.
    var metresPerPixel: Double {
        LocalProjection.metresPerDegree / GridPoint.unitsPerDegree / scaleY
    }

    /// The cosine rounded to 1e-6, so that no difference between the mathematical libraries of two machines can be seen.
    /// It is summed as cos x = 1 - x²/2! + x⁴/4! - …; up to 90 degrees twelve terms leave less than 1e-12.
    static func cosine(degrees: Double) -> Double {
        let angle = degrees * Double.pi / 180
        var term = 1.0
        var sum = 1.0
        for index in 1...12 {
            term *= -angle * angle / Double((2 * index - 1) * (2 * index))
            sum += term
        }
        return (sum * 1e6).rounded(.toNearestOrAwayFromZero) / 1e6
    }
}
