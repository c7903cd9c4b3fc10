/// The emblem of a theme: nine cells, some of them lit. Decorative; it says nothing about any place.
enum CellGlyph {
    /// Lit cells, row by row, of no theme (0) and of the first five.
    private static let patterns = ["000010000", "111101111", "010111010", "101010101", "110110110", "001011111"]

    /// The inline SVG of theme `number` (from 1; 0 for none).
    static func svg(_ number: Int) -> [UInt8] {
        let lit = number < patterns.count ? Array(patterns[number].utf8).map { $0 == 0x31 } : mixed(number)
        var on = ""
        var off = ""
        for cell in 0..<9 {
            let path = "M\(decimal(cell % 3 * 3200)) \(decimal(cell / 3 * 3200))h2.6v2.6h-2.6z"
            if lit[cell] { on += path } else { off += path }
        }
        let style = number == 0 ? 0 : (number - 1) % 5 + 1
        let offPath = off.isEmpty ? "" : "<path class=\"off\" d=\"\(off)\"/>"
        return Array(
            ("<svg class=\"glyph glyph-\(style)\" viewBox=\"0 0 9 9\" aria-hidden=\"true\" focusable=\"false\">"
                + offPath + "<path class=\"on\" d=\"\(on)\"/></svg>").utf8)
    }

    /// A pattern of five lit cells for the themes that nobody has drawn one for: the same for each number.
    private static func mixed(_ number: Int) -> [Bool] {
        var order = Array(0..<9)
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        for position in stride(from: 8, to: 0, by: -1) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            order.swapAt(position, Int((state >> 33) % UInt64(position + 1)))
        }
        let lit = Set(order.prefix(5))
        return (0..<9).map { lit.contains($0) }
    }
}

/// Thousandths as a decimal number without needless zeros: 2600 → `2.6`.
func decimal(_ thousandths: Int) -> String {
    let sign = thousandths < 0 ? "-" : ""
    let whole = abs(thousandths) / 1000
    let fraction = abs(thousandths) % 1000
    if fraction == 0 { return "\(sign)\(whole)" }
    var digits = String(String(1000 + fraction).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
}
