import Testing

@testable import Statistics

@Suite("Exact decimals")
struct DecimalTests {
    @Test(
        "a plain number is read and printed with its scale",
        arguments: ["0", "12", "-1.50", "0.007", "999999999999999999"])
    func roundTrip(text: String) {
        #expect(decimal(text).description == text)
    }

    @Test(
        "other texts are no numbers", arguments: ["", "-", ".5", "5.", "1e3", "1,234", "+1", " 1", "1.2.3", "１", "--1"])
    func noNumbers(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test("comparison is by value")
    func comparison() {
        let ascending = ["-2", "-1.75", "-1.5", "-1.25", "-1", "-0.01", "0", "0.05", "0.5", "1", "1.01", "10"].map(
            decimal)
        for (index, number) in ascending.enumerated() {
            for (other, second) in ascending.enumerated() { #expect((number < second) == (index < other)) }
        }
        #expect(decimal("1.0") == decimal("1"))
        #expect(Set([decimal("1.0"), decimal("1"), decimal("-0"), decimal("0.00")]).count == 2)
    }

    @Test("arithmetic agrees with big integers", arguments: 0..<200 as Range<UInt64>)
    func oracle(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func number() -> ExactDecimal {
            let limit = Int128(Int.random(in: 1...1_000_000_000_000_000, using: &random))
            return ExactDecimal(
                Int128.random(in: -limit...limit, using: &random), scale: Int.random(in: 0...4, using: &random))
        }
        let (left, right) = (number(), number())
        let scale = max(left.scale, right.scale)
        let (wideLeft, wideRight) = (
            BigInteger(left.mantissa).shifted(scale - left.scale),
            BigInteger(right.mantissa).shifted(scale - right.scale)
        )
        #expect(BigInteger(try left.adding(right).mantissa) == wideLeft + wideRight)
        #expect(
            BigInteger(try left.multiplied(by: right).mantissa) == BigInteger(left.mantissa)
                * BigInteger(right.mantissa))
        #expect(try left.subtracting(right).adding(right) == left)
        if right.mantissa != 0 {
            let places = Int.random(in: 0...6, using: &random)
            let shift = places + right.scale - left.scale
            let expected = BigInteger(left.mantissa).shifted(max(0, shift))
                .dividedRounding(by: BigInteger(right.mantissa).shifted(max(0, -shift)))
            #expect(BigInteger(try #require(try left.divided(by: right, scale: places)).mantissa) == expected)
        }
        let places = Int.random(in: 0...4, using: &random)
        let quotient = try #require(try left.divided(by: ExactDecimal(1), scale: places))
        #expect(try left.rounded(toScale: places) == quotient)
    }

    @Test("what does not fit is an error, never a wrong number")
    func overflow() {
        let large = ExactDecimal(.max - 1)
        #expect(throws: DecimalOverflow()) { try large.adding(ExactDecimal(2)) }
        #expect(throws: DecimalOverflow()) { try large.multiplied(by: ExactDecimal(2)) }
        #expect(throws: DecimalOverflow()) { try large.rounded(toScale: 1) }
    }

    @Test("halves are rounded away from zero")
    func rounding() throws {
        #expect(try decimal("2.345").rounded(toScale: 2).description == "2.35")
        #expect(try decimal("-2.5").rounded(toScale: 0).description == "-3")
        #expect(try decimal("1").divided(by: decimal("3"), scale: 3)?.description == "0.333")
        #expect(try decimal("1").divided(by: decimal("0.00"), scale: 3) == nil)
    }

    @Test(
        "the compact form follows CLDR",
        arguments: [
            ("9999", "9,999"), ("10000", "1万"), ("12345", "1.2万"), ("12500", "1.3万"), ("123456", "12万"),
            ("99999999", "1亿"), ("100000000", "1亿"), ("1234567890", "12亿"), ("-25000", "-2.5万"),
            ("999999999999", "1万亿"), ("12340000000000000", "12,340万亿"), ("9999.5", "9,999.5"),
        ])
    func compact(number: String, expected: String) {
        #expect(NumberFormat(.compact(digits: 2)).text(of: decimal(number)) == expected)
    }

    @Test("a format groups digits, rounds, and adds the unit")
    func formats() {
        #expect(NumberFormat().text(of: decimal("1234567.5"), unit: "户") == "1,234,567.5户")
        #expect(NumberFormat(groups: false, decimals: 2).text(of: decimal("-1234.005"), unit: "%") == "-1234.01%")
        #expect(NumberFormat(decimals: 0).text(of: decimal("-0.4")) == "0")
        #expect(NumberFormat(.compact(digits: nil)).text(of: decimal("12345"), unit: "户") == "1.2345万户")
        #expect(NumberFormat().text(of: decimal("999")) == "999")
    }
}

@Suite("The grammar of cells")
struct CellGrammarTests {
    @Test("missing, not applicable and zero are three things")
    func entries() throws {
        #expect(try CellGrammar.number("") == .missing)
        #expect(try CellGrammar.number("-") == .notApplicable)
        #expect(try CellGrammar.number("0") == .value(.zero))
        #expect(try CellGrammar.number("-0.5") == .value(decimal("-0.5")))
    }

    @Test(
        "every other form names its rule, its place and the way out",
        arguments: [
            ("约200", "approximate-number", "约", ""), ("200余", "approximate-number", "余", ""),
            ("≥100", "approximate-number", "≥", ""), ("1,234", "thousands-separator", "1,234", "1234"),
            ("-1 234.5", "thousands-separator", "-1 234.5", "-1234.5"), ("12%", "percent-sign", "%", ""),
            ("３８", "full-width-digit", "３８", "38"), ("1２.5", "full-width-digit", "２", "2"),
            ("－5", "full-width-digit", "－", "-"), ("1．5", "full-width-digit", "．", "."),
            ("12户", "unit-in-cell", "户", ""), ("1.2 km", "unit-in-cell", " km", ""), ("1.2万", "unit-in-cell", "万", nil),
            ("1.2E+05", "scientific-number", "1.2E+05", "120000"), ("#DIV/0!", "spreadsheet-error", "#DIV/0!", nil),
            ("####", "spreadsheet-error", "####", nil), ("暂无", "placeholder", "暂无", ""),
            ("N/A", "placeholder", "N/A", "-"),
            ("——", "placeholder", "——", "-"), ("007", "bad-number", "007", "7"), (".5", "bad-number", ".5", "0.5"),
            ("5.", "bad-number", "5.", "5"), ("十二", "bad-number", "十二", nil), ("1-2", "bad-number", "1-2", nil),
            ("1234567890123456789", "number-too-long", "1234567890123456789", nil),
        ] as [(String, String, String, String?)])
    func faults(text: String, id: String, place: String, fix: String?) throws {
        let fault = try #require(throws: CellFault.self) { try CellGrammar.number(text) }
        #expect(fault.id == id)
        #expect(String(decoding: Array(text.utf8)[fault.range], as: UTF8.self) == place)
        #expect(fault.replacement == fix)
    }

    @Test("the place is exact inside a quoted cell, and the whole cell where quotes are doubled")
    func places() throws {
        let text = "a,b\n\"1,234\",\"3\"\"5\"\n"
        let cells = csv(text).draft.rows[1].cells
        let faults = try cells.map { cell in
            try #require(throws: CellFault.self) { try CellGrammar.number(cell.text) }.diagnostic(in: cell)
        }
        #expect(listing(faults, in: text) == ["2:2-2:7 thousands-separator -> 1234", "2:9-2:15 bad-number"])
    }

    @Test(
        "a bound is read as a bound",
        arguments: [
            ("上百", "atLeast 100"), ("200余", "atLeast 200"), ("1.2万多", "atLeast 12000"), ("不到30", "atMost 30"),
            ("约200", "about 200"), ("近千", "about 1000"), ("3余万", "atLeast 30000"), ("200", "nil"), ("很多", "nil"),
            ("不超过5", "atMost 5"), ("上", "nil"),
        ])
    func bounds(text: String, expected: String) {
        let bound = NumberBound(text)
        #expect((bound.map { "\($0.kind) \($0.number)" } ?? "nil") == expected)
    }

    @Test("periods are read as exactly as they are known")
    func periods() {
        #expect(["2024", "2024-02", "2024-02-29"].allSatisfy { Period($0)?.description == $0 })
        #expect(["2023-02-29", "2024-13", "24", "2024-1", "2024-", "2024年", "0000"].allSatisfy { Period($0) == nil })
        #expect(Period("2024-12-05")?.chineseText == "2024年12月5日")
        let unordered = ["2024-02", "2024", "2023-12-31"].compactMap { Period($0) }
        #expect(unordered.sorted().map(\.description) == ["2023-12-31", "2024", "2024-02"])
    }
}
