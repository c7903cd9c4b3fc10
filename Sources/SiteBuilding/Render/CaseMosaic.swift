/// The mosaic of the home page: one cell a case, coloured by its first theme, on a field of eight by five.
///
/// Up to 24 cases fill whole cells; more than that, cells are divided in nine, as a grid is divided into
/// micro-grids, until 324 cases are shown. The places are scattered and mean nothing.
enum CaseMosaic {
    private static let columns = 8
    private static let rows = 5
    /// The most cells that can be shown.
    static let limit = 324
    private static let wholeCells = 24

    /// The inline SVG for cases whose first themes have these numbers (from 1; 0 for none), newest first.
    static func svg(_ topics: [Int]) -> [UInt8] {
        let shown = Array(topics.prefix(limit))
        let divided = shown.count <= wholeCells ? 0 : min(shown.count / 9, (shown.count - wholeCells + 7) / 8)
        let whole = shown.count - 9 * divided
        let count = columns * rows
        let order = (0..<count).map { (14 + $0 * 11) % count }
        var paths: [Int: String] = [:]
        var next = 0
        func add(_ x: Int, _ y: Int, _ size: Int) {
            let gap = size * 7 / 100
            let side = size - 2 * gap
            paths[(shown[next] + 4) % 5 + 1, default: ""] +=
                "M\(decimal(x + gap)) \(decimal(y + gap))h\(decimal(side))v\(decimal(side))h\(decimal(-side))z"
            next += 1
        }
        for slot in 0..<min(count, whole + divided) {
            let x = order[slot] % columns * 1000
            let y = order[slot] / columns * 1000
            if slot < whole {
                add(x, y, 1000)
            } else {
                for part in 0..<9 { add(x + part % 3 * 1000 / 3, y + part / 3 * 1000 / 3, 333) }
            }
        }
        let cells = paths.keys.sorted().map { "<path class=\"cell-\($0)\" d=\"\(paths[$0] ?? "")\"/>" }.joined()
        let free = shown.count <= 30 ? net(order, taken: whole + divided) : ""
        return Array(
            ("<svg class=\"mosaic\" viewBox=\"0 0 \(columns) \(rows)\" aria-hidden=\"true\" focusable=\"false\">"
                + free + cells + "</svg>").utf8)
    }

    /// Fine lines in some of the empty cells: grids that are already drawn and still wait for a case.
    private static func net(_ order: [Int], taken: Int) -> String {
        let places = [1, 4, 7, 12, 21, 26, 31, 36].map { order[($0 * 7 + 30) % order.count] }
        let free = places.enumerated().filter { !order.prefix(taken).contains($0.element) }
        let lines = free.map { index, place in
            let x = place % columns * 1000
            let y = place / columns * 1000
            let cuts = index % 2 == 0 ? [500] : [333, 667]
            return cuts.map {
                "M\(decimal(x + $0)) \(decimal(y))v1M\(decimal(x)) \(decimal(y + $0))h1"
            }.joined()
        }
        return lines.isEmpty ? "" : "<path class=\"net\" d=\"\(lines.joined())\"/>"
    }
}
