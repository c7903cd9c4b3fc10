/// Integers of any size with schoolbook arithmetic: the oracle for exact decimals.
struct BigInteger: Equatable, CustomStringConvertible {
    /// Decimal digits from the last one up; no zeros at the end, none at all for zero.
    var digits: [Int]
    var isNegative: Bool

    init(digits: [Int], isNegative: Bool) {
        self.digits = digits
        while self.digits.last == 0 { self.digits.removeLast() }
        self.isNegative = isNegative && !self.digits.isEmpty
    }

    init(_ value: Int128) {
        let digits = String(value.magnitude).reversed().compactMap(\.wholeNumberValue)
        self.init(digits: digits, isNegative: value < 0)
    }

    var description: String {
        (isNegative ? "-" : "") + (digits.isEmpty ? "0" : digits.reversed().map(String.init).joined())
    }

    func shifted(_ places: Int) -> BigInteger {
        BigInteger(digits: Array(repeating: 0, count: places) + digits, isNegative: isNegative)
    }

    static func * (left: BigInteger, right: BigInteger) -> BigInteger {
        var sums = Array(repeating: 0, count: left.digits.count + right.digits.count + 1)
        for (row, first) in left.digits.enumerated() {
            for (column, second) in right.digits.enumerated() { sums[row + column] += first * second }
        }
        for index in sums.indices.dropLast() {
            sums[index + 1] += sums[index] / 10
            sums[index] %= 10
        }
        return BigInteger(digits: sums, isNegative: left.isNegative != right.isNegative)
    }

    static func + (left: BigInteger, right: BigInteger) -> BigInteger {
        if left.isNegative != right.isNegative {
            let isLarger = compare(left.digits, right.digits) >= 0
            let (large, small) = isLarger ? (left, right) : (right, left)
            return BigInteger(digits: difference(large.digits, small.digits), isNegative: large.isNegative)
        }
        var digits: [Int] = []
        var carry = 0
        for index in 0..<max(left.digits.count, right.digits.count) + 1 {
            let sum = carry + left.digit(index) + right.digit(index)
            digits.append(sum % 10)
            carry = sum / 10
        }
        return BigInteger(digits: digits, isNegative: left.isNegative)
    }

    /// The quotient of magnitudes rounded half up, by counting subtractions digit by digit.
    func dividedRounding(by other: BigInteger) -> BigInteger {
        var rest = BigInteger(digits: [], isNegative: false)
        var quotient: [Int] = []
        for digit in digits.reversed() {
            rest = BigInteger(digits: [digit] + rest.digits, isNegative: false)
            var count = 0
            while BigInteger.compare(rest.digits, other.digits) >= 0 {
                rest = BigInteger(digits: BigInteger.difference(rest.digits, other.digits), isNegative: false)
                count += 1
            }
            quotient.insert(count, at: 0)
        }
        let result = BigInteger(digits: quotient, isNegative: false)
        let double = rest + rest
        let up = BigInteger.compare(double.digits, other.digits) >= 0
        let rounded = up ? result + BigInteger(1) : result
        return BigInteger(digits: rounded.digits, isNegative: isNegative != other.isNegative)
    }

    private func digit(_ index: Int) -> Int { index < digits.count ? digits[index] : 0 }

    private static func compare(_ left: [Int], _ right: [Int]) -> Int {
        if left.count != right.count { return left.count - right.count }
        for (first, second) in zip(left.reversed(), right.reversed()) where first != second { return first - second }
        return 0
    }

    private static func difference(_ large: [Int], _ small: [Int]) -> [Int] {
        var borrow = 0
        return large.indices.map { index in
            let value = large[index] - borrow - (index < small.count ? small[index] : 0)
            borrow = value < 0 ? 1 : 0
            return value < 0 ? value + 10 : value
        }
    }
}
