import Diagnostics

/// Reads the boundaries of grids from GeoJSON (RFC 7946).
///
/// A file is a FeatureCollection of Polygons and MultiPolygons. Each feature bears the code of its grid in
/// `properties.code`. Positions are longitude and latitude; altitudes are left out, and so is the direction in which
/// rings are wound, of which RFC 7946, shapefiles and TopoJSON say different things.
public enum GeoJSON {
    /// What came of reading a file.
    public struct Reading: Sendable {
        /// The boundaries, or nothing if there is an error among the diagnostics.
        public let shapes: GeoShapes?
        /// All faults of the file, in their one order.
        public let diagnostics: [Diagnostic]
    }

    /// Reads the bytes of the file at `file`. All faults are found in one run; only broken JSON ends it early.
    ///
    /// A position outside `bounds` is an error, because it is nearly always a mistake in the order or the kind of the
    /// coordinates.
    public static func read(_ bytes: [UInt8], file: String, bounds: GeoBounds = .chengdu) -> Reading {
        var scanner = JSONScanner(bytes, file: file)
        let root = scanner.read()
        var reader = GeoJSONReader(file: file, bounds: bounds)
        if let root { reader.collection(root) }
        let found = reader.features
        let topology = Topology(Noding.noded(found))
        let faults = TopologyCheck(topology, found, file: file).diagnostics
        let diagnostics = (scanner.diagnostics + reader.diagnostics + faults).inOrder()
        let isSound = root != nil && !diagnostics.containsError
        return Reading(shapes: isSound ? GeoShapes(file: file, topology: topology) : nil, diagnostics: diagnostics)
    }
}
