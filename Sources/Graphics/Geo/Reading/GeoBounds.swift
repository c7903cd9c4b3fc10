/// What part of the earth a file may show, in degrees.
public struct GeoBounds: Hashable, Sendable {
    /// The least longitude.
    public let west: Double
    /// The least latitude.
    public let south: Double
    /// The greatest longitude.
    public let east: Double
    /// The greatest latitude.
    public let north: Double

    /// The rectangle between two meridians and two parallels. It cannot cross the 180th meridian.
    public init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// Chengdu with its surroundings.
    public static let chengdu = GeoBounds(west: 102.9, south: 30, east: 104.9, north: 31.5)

    func holds(_ longitude: Double, _ latitude: Double) -> Bool {
        longitude >= west && longitude <= east && latitude >= south && latitude <= north
    }

    var text: String {
        let degrees = [west, east, south, north].map { DecimalNumber(rounding: $0, decimals: 1).text }
        return "\(degrees[0])–\(degrees[1])°E, \(degrees[2])–\(degrees[3])°N"
    }
}
