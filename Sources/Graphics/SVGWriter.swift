/// SVG text as it grows, in UTF-8.
///
/// It writes what it is given in the order it is given; numbers have a fixed form that no locale changes.
struct SVGWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// One byte of markup.
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Markup of the program's own, written as it stands.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Text that is known to hold no character that means something in XML.
    mutating func plain(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Text of the data, in an element or in a quoted attribute.
    mutating func escaped(_ text: String) {
        guard text.utf8.contains(where: SVGWriter.isSpecial) else { return plain(text) }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            default: bytes.append(byte)
            }
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: ">")
            && (byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
                || byte == UInt8(ascii: "\""))
    }

    /// A whole number.
    mutating func integer(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(value.magnitude)
    }

    /// A coordinate with at most two decimals and no trailing zero: `12`, `12.5`, `-0.07`.
    mutating func number(_ value: Hundredths) {
        if value.count < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, rest) = value.count.magnitude.quotientAndRemainder(dividingBy: 100)
        digits(whole)
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
        if rest % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(rest % 10)) }
    }

    private mutating func digits(_ value: UInt) {
        var unit: UInt = 1
        while value / unit >= 10 { unit *= 10 }
        var rest = value
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / unit))
            rest %= unit
            unit /= 10
        }
    }
}

extension SVGWriter {
    /// A rectangle as path data with absolute edges: `Mx0 y0Hx1Vy1Hx0z`.
    mutating func rectangle(_ box: RoundedBox) {
        markup("M")
        number(box.left)
        markup(" ")
        number(box.top)
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
}
