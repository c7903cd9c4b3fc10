/// A result that needs more than the 38 digits of an exact decimal.
public struct DecimalOverflow: Error, Hashable {}

/// Exact sums and products, and quotients rounded once. The results are exact or nothing.
extension ExactDecimal {
    /// The sum, with the greater scale of the two.
    public func adding(_ other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        let common = max(scale, other.scale)
        let (left, right) = (try mantissa(atScale: common), try other.mantissa(atScale: common))
        return ExactDecimal(try exact(left.addingReportingOverflow(right)), scale: common)
    }

    /// The difference, with the greater scale of the two.
    public func subtracting(_ other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        try adding(ExactDecimal(-other.mantissa, scale: other.scale))
    }

    /// The product, with the sum of the scales.
    public func multiplied(by other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        ExactDecimal(try exact(mantissa.multipliedReportingOverflow(by: other.mantissa)), scale: scale + other.scale)
    }

    /// The quotient rounded once, half away from zero (四舍五入), to `scale` digits; nil for division by zero.
    public func divided(by other: ExactDecimal, scale: Int) throws(DecimalOverflow) -> ExactDecimal? {
        guard other.mantissa != 0 else { return nil }
        // mantissa·10^(wanted + other.scale - own scale) / other.mantissa
        let shift = scale + other.scale - self.scale
        let dividend = try mantissa.shifted(max(0, shift))
        let divisor = try other.mantissa.shifted(max(0, -shift))
        return ExactDecimal(dividend.dividedRounding(by: divisor), scale: scale)
    }

    /// The number with exactly `scale` digits behind the point, rounded half away from zero (四舍五入).
    public func rounded(toScale scale: Int) throws(DecimalOverflow) -> ExactDecimal {
        guard scale < self.scale else { return ExactDecimal(try mantissa(atScale: scale), scale: scale) }
        let divisor = try Int128(1).shifted(self.scale - scale)
        return ExactDecimal(mantissa.dividedRounding(by: divisor), scale: scale)
    }

    /// The number × 10^`places`, with as small a scale as it needs; `places` may be negative.
    public func scaled(byPowerOfTen places: Int) throws(DecimalOverflow) -> ExactDecimal {
        places <= scale
            ? ExactDecimal(mantissa, scale: scale - places)
            : ExactDecimal(try mantissa.shifted(places - scale), scale: 0)
    }

    private func mantissa(atScale wanted: Int) throws(DecimalOverflow) -> Int128 {
        try mantissa.shifted(wanted - scale)
    }

    private func exact(_ result: (partialValue: Int128, overflow: Bool)) throws(DecimalOverflow) -> Int128 {
        if result.overflow || result.partialValue == .min { throw DecimalOverflow() }
        return result.partialValue
    }
}

extension Int128 {
    /// Self × 10^`places`.
    fileprivate func shifted(_ places: Int) throws(DecimalOverflow) -> Int128 {
        var value = self
        for _ in 0..<Swift.max(0, places) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { throw DecimalOverflow() }
            value = product
        }
        return value
    }

    /// The nearest integer to the quotient, half away from zero. The divisor is not zero.
    fileprivate func dividedRounding(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        let rest = remainder.magnitude
        guard rest >= divisor.magnitude - rest else { return quotient }
        return quotient + (signum() * divisor.signum() < 0 ? -1 : 1)
    }
}
