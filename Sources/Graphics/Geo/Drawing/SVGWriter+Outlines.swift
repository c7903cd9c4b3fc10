/// Boundaries as path data.
extension SVGWriter {
    /// The path data of a cell.
    mutating func boundary(of cell: PlacedCell) {
        if let outline = cell.outline {
            self.outline(outline)
        } else {
            rectangle(RoundedBox(cell.box))
        }
    }

    /// A border without a fill.
    mutating func border(_ outline: Outline) {
        markup("<path class=\"b\" d=\"")
        self.outline(outline)
        markup("\"/>")
    }

    /// All rings of an outline.
    mutating func outline(_ outline: Outline) {
        for ring in outline.rings { self.ring(ring) }
    }

    /// A closed ring: an absolute start, then each corner absolute or relative, whichever takes fewer bytes.
    private mutating func ring(_ ring: [GridPoint]) {
        guard let first = ring.first else { return }
        var path = PathNumbers(command: UInt8(ascii: "M"))
        append(UInt8(ascii: "M"))
        number(Int(first.x), &path)
        number(Int(first.y), &path)
        var last = first
        for next in ring.dropFirst() {
            corner(from: last, to: next, &path)
            last = next
        }
        append(UInt8(ascii: "z"))
    }

    private mutating func corner(from last: GridPoint, to next: GridPoint, _ path: inout PathNumbers) {
        let (dx, dy) = (Int(next.x) - Int(last.x), Int(next.y) - Int(last.y))
        if dy == 0 {
            step(UInt8(ascii: "h"), dx, UInt8(ascii: "H"), Int(next.x), &path)
        } else if dx == 0 {
            step(UInt8(ascii: "v"), dy, UInt8(ascii: "V"), Int(next.y), &path)
        } else {
            let relative = path.length(UInt8(ascii: "l"), dx, dy)
            let absolute = path.length(UInt8(ascii: "L"), Int(next.x), Int(next.y))
            let isRelative = relative <= absolute
            command(isRelative ? UInt8(ascii: "l") : UInt8(ascii: "L"), &path)
            number(isRelative ? dx : Int(next.x), &path)
            number(isRelative ? dy : Int(next.y), &path)
        }
    }

    private mutating func step(
        _ relative: UInt8, _ distance: Int, _ absolute: UInt8, _ place: Int, _ path: inout PathNumbers
    ) {
        let isRelative = path.length(relative, distance) <= path.length(absolute, place)
        command(isRelative ? relative : absolute, &path)
        number(isRelative ? distance : place, &path)
    }

    private mutating func command(_ command: UInt8, _ path: inout PathNumbers) {
        guard path.command != command else { return }
        append(command)
        path = PathNumbers(command: command)
    }

    /// A number of hundredths without a zero before its point: `12`, `-.5`, `3.07`.
    private mutating func number(_ count: Int, _ path: inout PathNumbers) {
        if path.needsSpace(before: count) { append(UInt8(ascii: " ")) }
        let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: 100)
        if count < 0 { append(UInt8(ascii: "-")) }
        if whole > 0 || rest == 0 { integer(Int(whole)) }
        if rest > 0 {
            append(UInt8(ascii: "."))
            append(UInt8(ascii: "0") + UInt8(rest / 10))
            if rest % 10 > 0 { append(UInt8(ascii: "0") + UInt8(rest % 10)) }
        }
        path.note(count)
    }

    /// The bar of a scale: `⊢⊣` without its words.
    mutating func scaleBar(_ bar: ScaleBar) {
        let box = RoundedBox(bar.box)
        markup("<path class=\"scale\" d=\"M")
        number(box.left)
        markup(" ")
        number(box.top)
        markup("V")
        number(box.bottom)
        markup("H")
        number(box.right)
        markup("V")
        number(box.top)
        markup("\"/>")
    }
}

/// What the numbers written so far mean for the next one in path data.
private struct PathNumbers {
    /// The command that further numbers belong to.
    let command: UInt8
    private var isFirst = true
    /// Whether the last number has a point: only then can the next one begin with its own without a space.
    private var hasPoint = false

    init(command: UInt8) { self.command = command }

    mutating func note(_ count: Int) {
        isFirst = false
        hasPoint = count % 100 != 0
    }

    func needsSpace(before count: Int) -> Bool {
        guard !isFirst, count >= 0 else { return false }
        let beginsWithPoint = count > 0 && count < 100
        return !(beginsWithPoint && hasPoint)
    }

    /// The bytes of one or two numbers after a command, with the command where it changes.
    func length(_ command: UInt8, _ first: Int, _ second: Int? = nil) -> Int {
        var path = command == self.command ? self : PathNumbers(command: command)
        var length = command == self.command ? 0 : 1
        for count in [first, second].compactMap({ $0 }) {
            length += (path.needsSpace(before: count) ? 1 : 0) + PathNumbers.digits(of: count)
            path.note(count)
        }
        return length
    }

    private static func digits(of count: Int) -> Int {
        let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: 100)
        var length = (count < 0 ? 1 : 0) + (rest == 0 ? 0 : rest % 10 == 0 ? 2 : 3)
        var left = whole
        if left == 0, rest == 0 { length += 1 }
        while left > 0 {
            length += 1
            left /= 10
        }
        return length
    }
}
