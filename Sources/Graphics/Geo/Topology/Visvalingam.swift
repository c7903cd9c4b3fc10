/// Line simplification by repeatedly leaving out the vertex that matters least (Visvalingam and Whyatt 1993).
///
/// A vertex matters as much as the triangle with its neighbours is large, times 1 - 0.7 cos θ, θ being the angle at the
/// vertex: spikes go first, wide bends stay. The weight is that of mapshaper (Bloch), src/simplify/mapshaper-visvalingam.
enum Visvalingam {
    private struct Candidate: Comparable {
        let area: Double
        let point: Int
        /// How often the point's triangle had changed; a candidate with an old number is out of date.
        let version: Int32

        static func < (left: Candidate, right: Candidate) -> Bool {
            left.area == right.area ? left.point < right.point : left.area < right.area
        }
    }

    /// The weighted area in square pixels at which each vertex of an open line is left out, not below that of any vertex
    /// that is left out before it; infinite for both ends. `line` is in hundredths of a pixel.
    static func thresholds(of line: ArraySlice<GridPoint>) -> [Double] {
        let line = Array(line)
        var thresholds = [Double](repeating: .infinity, count: line.count)
        guard line.count > 2 else { return thresholds }
        var before = Array(-1..<line.count - 1)
        var after = Array(1..<line.count + 1)
        var versions = [Int32](repeating: 0, count: line.count)
        var queue = PriorityQueue<Candidate>()
        for point in 1..<line.count - 1 {
            queue.insert(Candidate(area: area(line[point - 1], line[point], line[point + 1]), point: point, version: 0))
        }
        var greatest = 0.0
        while let least = queue.removeLeast() {
            let point = least.point
            guard least.version == versions[point] else { continue }
            greatest = max(greatest, least.area)
            thresholds[point] = greatest
            let (left, right) = (before[point], after[point])
            after[left] = right
            before[right] = left
            for neighbour in [left, right] where neighbour > 0 && neighbour < line.count - 1 {
                versions[neighbour] += 1
                let area = area(line[before[neighbour]], line[neighbour], line[after[neighbour]])
                queue.insert(Candidate(area: area, point: neighbour, version: versions[neighbour]))
            }
        }
        return thresholds
    }

    /// The weighted area of the triangle at `middle`, in square pixels.
    static func area(_ start: GridPoint, _ middle: GridPoint, _ end: GridPoint) -> Double {
        let (ax, ay) = (Double(start.x) - Double(middle.x), Double(start.y) - Double(middle.y))
        let (bx, by) = (Double(end.x) - Double(middle.x), Double(end.y) - Double(middle.y))
        let lengths = ((ax * ax + ay * ay) * (bx * bx + by * by)).squareRoot()
        let cosine = lengths > 0 ? (ax * bx + ay * by) / lengths : 0
        return abs(ax * by - ay * bx) / 2 / 10_000 * (1 - 0.7 * cosine)
    }
}
