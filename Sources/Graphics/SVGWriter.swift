/// SVG text as it grows, in UTF-8.
///
/// It writes what it is given in the order it is given; numbers have a fixed form that no locale changes.
struct SVGWriter: ~Copyable {
    private var output: OutputBytes

    init(capacity: Int = 0) {
        output = OutputBytes(capacity: capacity)
    }

    /// What was written so far.
    var bytes: [UInt8] { output.array }

    /// One byte of markup.
    mutating func append(_ byte: UInt8) { output.append(byte) }

    /// Markup of the program's own, written as it stands.
    mutating func markup(_ text: StaticString) {
        output.append(text)
    }

    /// Text that is known to hold no character that means something in XML.
    mutating func plain(_ text: String) {
        output.append(text)
    }

    /// Text of the data, in an element or in a quoted attribute.
    mutating func escaped(_ text: String) {
        let bytes = text.utf8.span
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case let byte: output.append(byte)
            }
        }
    }

    /// A whole number.
    mutating func integer(_ value: Int) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        output.append(digitsOf: value.magnitude)
    }

    /// A coordinate with at most two decimals and no trailing zero: `12`, `12.5`, `-0.07`.
    mutating func number(_ value: Hundredths) {
        if value.count < 0 { output.append(UInt8(ascii: "-")) }
        let whole = value.count.magnitude / 100
        output.append(digitsOf: whole)
        let rest = UInt8(truncatingIfNeeded: value.count.magnitude - 100 * whole)
        guard rest > 0 else { return }
        output.append(UInt8(ascii: "."))
        output.append(UInt8(ascii: "0") + rest / 10)
        if rest % 10 > 0 { output.append(UInt8(ascii: "0") + rest % 10) }
    }
}

extension SVGWriter {
    /// A rectangle as path data with absolute edges: `Mx0 y0Hx1Vy1Hx0z`. One of whole pixels is told by its size, which
    /// maps of tiles repeat from cell to cell: `Mx0 y0hwvhh-wz`.
    mutating func rectangle(_ box: RoundedBox) {
        markup("M")
        number(box.left)
        markup(" ")
        number(box.top)
        if box.isOfWholePixels { return size(box) }
        markup("H")
        number(box.right)
        markup("V")
        number(box.bottom)
        markup("H")
        number(box.left)
        markup("z")
    }

    /// The next rectangle of a path, told from the corner of the one before it. The differences are exact.
    mutating func rectangle(_ box: RoundedBox, after previous: RoundedBox?) {
        guard let previous else { return rectangle(box) }
        markup("m")
        number(box.left - previous.left)
        markup(" ")
        number(box.top - previous.top)
        size(box)
    }

    private mutating func size(_ box: RoundedBox) {
        markup("h")
        number(box.right - box.left)
        markup("v")
        number(box.bottom - box.top)
        markup("h")
        number(box.left - box.right)
        markup("z")
    }
}

/// A rectangle as it is written: each edge rounded once.
public struct RoundedBox: Hashable, Sendable {
    /// The left edge.
    public let left: Hundredths
    /// The top edge.
    public let top: Hundredths
    /// The right edge.
    public let right: Hundredths
    /// The bottom edge.
    public let bottom: Hundredths

    /// The rectangle with the edges of `box`, each rounded to a hundredth of a pixel.
    public init(_ box: Box) {
        left = Hundredths(rounding: box.left)
        top = Hundredths(rounding: box.top)
        right = Hundredths(rounding: box.right)
        bottom = Hundredths(rounding: box.bottom)
    }

    var isOfWholePixels: Bool {
        left.count % 100 == 0 && top.count % 100 == 0 && right.count % 100 == 0 && bottom.count % 100 == 0
    }
}
