/// The ground plan of an area-true map: groups and cells with exact places.
struct BlocksPlan {
    /// A group in the plan. Its cells' areas are its shares of `sum`.
    struct Group {
        /// The position of its unit.
        let unit: Int
        /// Whether it has cells of its own below it; if not, it is a cell itself.
        let isParent: Bool
        /// The positions of its cells' units, in reading order, and their values above zero.
        let cells: [Int]
        let values: [Double]
        /// The sum of the values.
        let sum: Double
    }

    /// Pixels that a group keeps from its cells: its header and the pads left, right and below.
    static func inner(of box: Box, isParent: Bool) -> Box {
        guard isParent else { return box }
        return box.inset(left: MapMeasure.pad, top: MapMeasure.header, right: MapMeasure.pad, bottom: MapMeasure.pad)
    }
}

/// Finds boxes of groups whose inner boxes have areas that are exactly proportional to the groups' values.
///
/// Headers and pads take a share that depends on the box, which treemaps usually ignore: cells of small groups come
/// out up to 26 % too small. Here the rows of groups are frozen and the weights are iterated,
/// weight = k * value + what header and pads take, until every inner area is k * value. If a group gets too small for
/// a header, or if the weights do not settle, there is no answer and the map is drawn without headers.
enum ExactHeaders {
    /// The greatest relative error of an inner area at which the iteration stops.
    static let tolerance = 1e-12
    /// A group must be so many headers high.
    static let leastHeaders = 2.0
    static let mostRounds = 60

    static func boxes(_ groups: [BlocksPlan.Group], rows: Rows, in whole: Box) -> [Box]? {
        let total = groups.reduce(0) { $0 + $1.sum }
        var weights = groups.map(\.sum)
        for _ in 0..<mostRounds {
            let boxes = rows.boxes(weights, in: whole)
            guard let inner = innerAreas(groups, boxes) else { return nil }
            let scale = inner.reduce(0, +) / total
            let isExact = zip(groups, inner).allSatisfy { abs($1 / (scale * $0.sum) - 1) <= tolerance }
            if isExact { return boxes }
            weights = groups.indices.map { scale * groups[$0].sum + boxes[$0].area - inner[$0] }
        }
        return nil
    }

    /// The areas inside the headers, or nothing if a group is too small for one.
    private static func innerAreas(_ groups: [BlocksPlan.Group], _ boxes: [Box]) -> [Double]? {
        var areas: [Double] = []
        areas.reserveCapacity(groups.count)
        for (group, box) in zip(groups, boxes) {
            let inner = BlocksPlan.inner(of: box, isParent: group.isParent)
            let isTooSmall = box.height < leastHeaders * MapMeasure.header || inner.width < MapMeasure.header
            guard !group.isParent || !isTooSmall else { return nil }
            areas.append(inner.area)
        }
        return areas
    }
}
