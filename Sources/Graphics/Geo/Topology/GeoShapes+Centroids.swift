extension GeoShapes {
    /// The middle of every feature's area by its code, in units of 1e-7 degrees of latitude, eastwards and southwards.
    public var centroids: [String: Centroid] {
        let extent = Extent(topology.points)
        let middle = (Double(extent.south) + Double(extent.north)) / 2 / GridPoint.unitsPerDegree
        let cosine = LocalProjection.cosine(degrees: middle)
        var centroids: [String: Centroid] = [:]
        for feature in topology.features {
            let (x, y) = middleOfArea(feature, from: extent)
            centroids[feature.code] = Centroid(x: x * cosine, y: -y)
        }
        return centroids
    }

    /// The centroid of the triangles between the corner of `extent` and all edges, weighted by their areas.
    private func middleOfArea(_ feature: Topology.Feature, from extent: Extent) -> (x: Double, y: Double) {
        var (area, x, y) = (0.0, 0.0, 0.0)
        for use in feature.rings.lazy.flatMap(\.uses) {
            let arc = topology.arcs[use.arc]
            for (start, end) in zip(topology.points[arc], topology.points[arc].dropFirst()) {
                let (ax, ay) = (Double(start.x) - Double(extent.west), Double(start.y) - Double(extent.south))
                let (bx, by) = (Double(end.x) - Double(extent.west), Double(end.y) - Double(extent.south))
                let cross = (ax * by - bx * ay) * (use.isReversed ? -1 : 1)
                area += cross
                x += (ax + bx) * cross
                y += (ay + by) * cross
            }
        }
        return area == 0 ? (0, 0) : (x / area / 3, y / area / 3)
    }
}
