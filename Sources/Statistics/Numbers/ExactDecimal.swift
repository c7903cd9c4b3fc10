/// A decimal number without any loss: `mantissa` × 10^-`scale`.
///
/// The scale is kept as it was written, so 12.50 prints as 12.50; comparison is by value.
public struct ExactDecimal: Sendable {
    /// All digits as one integer.
    public let mantissa: Int128
    /// How many of the digits stand behind the point; never negative.
    public let scale: Int

    /// The most digits that a written number may have.
    public static let maximumDigits = 18

    /// `mantissa` × 10^-`scale`; a negative scale counts as zero.
    public init(_ mantissa: Int128, scale: Int = 0) {
        self.mantissa = mantissa
        self.scale = max(0, scale)
    }

    /// Reads `-?digits[.digits]` in ASCII with at most `maximumDigits` digits; nil for any other text.
    public init?(_ text: String) {
        var mantissa: Int128 = 0
        var digits = 0
        var pointAt: Int?
        let body = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        for byte in body {
            if byte == UInt8(ascii: "."), pointAt == nil, digits > 0 {
                pointAt = digits
            } else if isDigit(byte), digits < Self.maximumDigits {
                mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
                digits += 1
            } else {
                return nil
            }
        }
        guard digits > 0, pointAt != digits else { return nil }
        self.init(body.count == text.utf8.count ? mantissa : -mantissa, scale: digits - (pointAt ?? digits))
    }

    /// Zero.
    public static let zero = ExactDecimal(0)

    /// Whether it is less than zero.
    public var isNegative: Bool { mantissa < 0 }

    /// The number without its sign.
    public var magnitude: ExactDecimal { ExactDecimal(mantissa < 0 ? -mantissa : mantissa, scale: scale) }

    /// The same number without zeros at the end of its fraction.
    public var normalized: ExactDecimal {
        var (mantissa, scale) = (mantissa, scale)
        while scale > 0, mantissa % 10 == 0 {
            mantissa /= 10
            scale -= 1
        }
        return ExactDecimal(mantissa, scale: scale)
    }
}

extension ExactDecimal: Comparable, Hashable {
    /// Equal in value, whatever the scales: 1.0 is 1.
    public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let (left, right) = (left.normalized, right.normalized)
        return left.mantissa == right.mantissa && left.scale == right.scale
    }

    /// Smaller in value. Integer parts decide first, so that no scale is too great to compare.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let (whole, otherWhole) = (left.floor, right.floor)
        if whole != otherWhole { return whole < otherWhole }
        return fractionDigits(left).lexicographicallyPrecedes(fractionDigits(right))
    }

    /// The same for numbers of equal value.
    public func hash(into hasher: inout Hasher) {
        let number = normalized
        hasher.combine(number.mantissa)
        hasher.combine(number.scale)
    }

    /// The greatest integer that is not above the number.
    private var floor: Int128 {
        var (whole, isExact) = (mantissa, true)
        for _ in 0..<scale {
            isExact = isExact && whole % 10 == 0
            whole /= 10
        }
        return mantissa < 0 && !isExact ? whole - 1 : whole
    }

    /// The digits of the number minus its floor, without zeros at the end.
    private static func fractionDigits(_ number: ExactDecimal) -> [Int128] {
        let number = number.normalized
        var digits: [Int128] = []
        var rest = number.mantissa
        for _ in 0..<number.scale {
            digits.append(rest % 10)
            rest /= 10
        }
        if number.mantissa < 0 { digits = tensComplement(digits) }
        return digits.reversed()
    }

    /// Digits from the last one up, each zero or negative, of the fraction that is missing to the floor.
    private static func tensComplement(_ digits: [Int128]) -> [Int128] {
        var borrow: Int128 = 0
        return digits.map { digit in
            let value = digit - borrow
            borrow = value < 0 ? 1 : 0
            return value < 0 ? value + 10 : value
        }
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The digits with the written scale, without separators: `-12.50`.
    public var description: String {
        let digits = String(mantissa.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        let sign = mantissa < 0 ? "-" : ""
        return scale == 0 ? sign + padded : "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}

/// Whether a byte is an ASCII digit.
func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
