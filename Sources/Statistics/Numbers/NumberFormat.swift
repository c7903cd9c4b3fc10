/// How a number is printed. The same on every machine: no locale takes part.
public struct NumberFormat: Sendable, Hashable {
    /// How large numbers are written.
    public enum Form: Sendable, Hashable {
        /// All digits.
        case full
        /// With 万, 亿 or 万亿 from 10,000 up (CLDR, zh, short compact form); smaller numbers as `full`.
        ///
        /// With `digits`, at least the whole part and else that many significant digits are kept, rounded half
        /// away from zero: 12,345 with 2 is 1.2万, 123,456 is 12万. With nil nothing is rounded: 1.2345万.
        case compact(digits: Int?)
    }

    /// How large numbers are written.
    public var form: Form
    /// Whether groups of three digits are parted by commas.
    public var groups: Bool
    /// The digits behind the point, rounded half away from zero; nil leaves them as they were written.
    public var decimals: Int?

    /// A format; all digits, grouped, as exact as written, unless something else is said.
    public init(_ form: Form = .full, groups: Bool = true, decimals: Int? = nil) {
        self.form = form
        self.groups = groups
        self.decimals = decimals
    }

    /// The number, with its unit directly behind it: `1.2万户`, `12,000户`, `3.50%`.
    public func text(of number: ExactDecimal, unit: String = "") -> String {
        if case .compact(let digits) = form, let compact = compactText(of: number, digits: digits) {
            return compact + unit
        }
        return plainText(of: number) + unit
    }

    private func plainText(of number: ExactDecimal) -> String {
        // Rounding can only overflow where zeros are added behind 38 digits; the number then stands as it is.
        let rounded = decimals.flatMap { try? number.rounded(toScale: $0) } ?? number
        let text = (rounded.mantissa == 0 ? ExactDecimal(0, scale: rounded.scale) : rounded).description
        return groups ? grouped(text) : text
    }

    /// The form with 万 and so on; nil for numbers below 10,000.
    private func compactText(of number: ExactDecimal, digits: Int?) -> String? {
        let powers = [(12, "万亿"), (8, "亿"), (4, "万")]
        guard let start = powers.firstIndex(where: { number.magnitude >= ExactDecimal.powerOfTen($0.0) }) else {
            return nil
        }
        // Rounding may carry into the next unit: 99,999,999 is 1亿, not 10000万.
        for index in stride(from: start, through: max(0, start - 1), by: -1) {
            let (places, word) = powers[index]
            guard let text = reduced(number, places: places, digits: digits) else { return nil }
            let carries = index > 0 && text.magnitude >= ExactDecimal(10_000)
            if !carries || index == 0 { return (groups ? grouped(text.description) : text.description) + word }
        }
        return nil
    }

    /// number / 10^places with the significant digits that are asked for.
    private func reduced(_ number: ExactDecimal, places: Int, digits: Int?) -> ExactDecimal? {
        guard let exact = try? number.scaled(byPowerOfTen: -places) else { return nil }
        guard let digits else { return exact.normalized }
        let whole = exact.magnitude.description.prefix { $0 != "." }.utf8.count
        return (try? exact.rounded(toScale: max(0, digits - whole)))?.normalized
    }

    private func grouped(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
        let whole = Array(parts.first ?? "0")
        var output = sign
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { output.append(",") }
            output.append(digit)
        }
        return parts.count > 1 ? "\(output).\(parts[1])" : output
    }
}

extension ExactDecimal {
    /// 10^`places` for places from 0 to 37.
    static func powerOfTen(_ places: Int) -> ExactDecimal {
        ExactDecimal((0..<min(places, 37)).reduce(Int128(1)) { value, _ in value * 10 })
    }
}
