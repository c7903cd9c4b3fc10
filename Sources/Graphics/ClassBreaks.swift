/// A number with an exact decimal form: `units` times ten to the power `exponent`.
public struct DecimalNumber: Hashable, Sendable {
    /// The digits as a whole number.
    public let units: Int
    /// The power of ten that they are multiplied with, -15 to 15.
    public let exponent: Int

    /// `units` times ten to the power `exponent`.
    public init(units: Int, exponent: Int) {
        self.units = units
        self.exponent = exponent
    }

    /// `value` rounded to a number of decimals, 0 to 15; halves away from zero. A number is given fewer decimals if its
    /// digits would not fit into a whole number of the machine; it must lie within ±1e15.
    public init(rounding value: Double, decimals: Int) {
        let decimals = DecimalNumber.decimals(decimals, holding: abs(value))
        units = Int((value * DecimalNumber.power(decimals)).rounded(.toNearestOrAwayFromZero))
        exponent = -decimals
    }

    /// The nearest `Double`.
    public var value: Double {
        exponent < 0
            ? Double(units) / DecimalNumber.power(-exponent) : Double(units) * DecimalNumber.power(exponent)
    }

    /// Plain digits with as many decimals as the exponent asks for: `2000`, `-0.25`.
    public var text: String {
        let sign = units < 0 ? "-" : ""
        let digits = String(units.magnitude)
        if exponent >= 0 { return units == 0 ? "0" : sign + digits + String(repeating: "0", count: exponent) }
        let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
        return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
    }

    /// At most `wanted` decimals, as many as a number of this magnitude can have.
    static func decimals(_ wanted: Int, holding magnitude: Double) -> Int {
        var decimals = min(max(wanted, 0), 15)
        while decimals > 0, magnitude * power(decimals) > 9e18 { decimals -= 1 }
        return decimals
    }

    /// Ten to the power `exponent`, 0 to 15: exact, by multiplication.
    static func power(_ exponent: Int) -> Double {
        (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
    }
}

/// Steps of 1, 2 or 5 times a power of ten.
enum NiceStep {
    /// The steps in growing order, from 1e-12 to 5e14.
    private static let ladder = (-12...14).flatMap { exponent in
        [1, 2, 5].map { DecimalNumber(units: $0, exponent: exponent) }
    }

    /// The smallest step with which `low...high` lies within at most `count` steps, and the multiples of it that
    /// enclose the range. Both ends lie within ±1e15; if they are one value, the step is no larger than it.
    static func steps(from low: Double, to high: Double, atMost count: Int) -> (step: DecimalNumber, range: Range<Int>)
    {
        let least = low < high ? (high - low) / Double(count) : ladder.last { $0.value <= abs(low) }?.value ?? 1
        for step in ladder where step.value >= least {
            let first = Int((low / step.value).rounded(.down))
            let last = max(first + 1, Int((high / step.value).rounded(.up)))
            if last - first <= count { return (step, first..<last) }
        }
        return (DecimalNumber(units: 1, exponent: 15), 0..<1)
    }
}

/// How the values of a measure are cut into classes.
public enum ClassMethod: Hashable, Sendable {
    /// Classes of equal width whose bounds are multiples of 1, 2 or 5 times a power of ten.
    case equalSteps
    /// Classes with equally many values; bounds are rounded to this many decimals.
    case quantiles(decimals: Int)
}

/// Up to five classes of a measure. A class holds its lower bound; the last one holds its upper bound as well.
public struct ClassBreaks: Hashable, Sendable {
    /// The bounds in growing order, one more than there are classes; empty if there is no value.
    public let bounds: [DecimalNumber]

    /// How many classes there are, 0 to 5.
    public var count: Int { max(0, bounds.count - 1) }

    /// Cuts `values` into at most `count` classes; `count` is held within 1 to 5.
    public init(values: [Double], method: ClassMethod = .equalSteps, count: Int = 5) {
        let values = values.filter { abs($0) <= 1e15 }
        let limit = min(max(count, 1), 5)
        guard let low = values.min(), let high = values.max() else {
            bounds = []
            return
        }
        switch method {
        case .equalSteps:
            let (step, range) = NiceStep.steps(from: low, to: high, atMost: limit)
            bounds = (range.lowerBound...range.upperBound).map {
                DecimalNumber(units: step.units * $0, exponent: step.exponent)
            }
        case .quantiles(let decimals):
            bounds = ClassBreaks.quantiles(of: values.sorted(), decimals: decimals, count: limit)
        }
    }

    /// The class of `value`, counted from 0; values beyond the bounds belong to the first or last class.
    public func index(of value: Double) -> Int {
        ClassBreaks.index(of: value, thresholds)
    }

    /// The lower bounds of all classes but the first.
    var thresholds: [Double] { count > 1 ? bounds[1..<count].map(\.value) : [] }

    static func index(of value: Double, _ thresholds: [Double]) -> Int {
        thresholds.firstIndex { $0 > value } ?? thresholds.count
    }

    private static func quantiles(of sorted: [Double], decimals: Int, count: Int) -> [DecimalNumber] {
        let greatest = max(abs(sorted[0]), abs(sorted[sorted.count - 1]))
        let decimals = DecimalNumber.decimals(decimals, holding: greatest)
        var bounds = [DecimalNumber(rounding: sorted[0], decimals: decimals)]
        for part in 1..<max(count, 2) where count > 1 {
            let bound = DecimalNumber(rounding: sorted[sorted.count * part / count], decimals: decimals)
            if let last = bounds.last, bound.units > last.units { bounds.append(bound) }
        }
        let end = DecimalNumber(rounding: sorted[sorted.count - 1], decimals: decimals)
        if let last = bounds.last, end.units > last.units || bounds.count == 1 { bounds.append(end) }
        return bounds
    }
}
