import Diagnostics

/// Boundaries that have been read without a fault: features with codes, their shared borders kept once.
public struct GeoShapes: Sendable {
    /// The file that they were read from.
    public let file: String
    let topology: Topology

    /// The codes of the features, in the order of the file.
    public var codes: [String] { topology.features.map(\.code) }

    /// What the codes of the boundaries and those of the cells of a map do not have in common: a boundary without a
    /// grid is an error, a grid without a boundary a warning. A map can be drawn where there is no error.
    public func differences(from cells: [String]) -> [Diagnostic] {
        let known = Set(cells)
        let drawn = Set(codes)
        let unknown = topology.features.filter { !known.contains($0.code) }.map { feature in
            let nearest = nearestName(to: feature.code, among: cells.filter { !drawn.contains($0) })
            return Diagnostic.geo(
                .unknownCode(feature.code), file, feature.codeRange, replacement: nearest.map { "\"\($0)\"" })
        }
        let missing = cells.filter { !drawn.contains($0) }.map { Diagnostic.geo(.noShape($0), file, 0..<0) }
        return (unknown + missing).inOrder()
    }
}
