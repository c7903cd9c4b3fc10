import GraphicsSamples
import TestSupport
import Testing

@testable import Graphics

@Suite("Numbers")
struct NumberTests {
    @Test(
        "A coordinate is written with at most two decimals and no trailing zero",
        arguments: [
            (0.0, "0"), (12, "12"), (12.5, "12.5"), (12.05, "12.05"), (12.345, "12.35"), (-0.07, "-0.07"),
            (-0.001, "0"),
            (959.999, "960"), (-3.1, "-3.1"),
        ]
    )
    func coordinates(pixels: Double, text: String) throws {
        var svg = SVGWriter()
        svg.number(Hundredths(rounding: pixels))
        #expect(String(decoding: svg.bytes, as: UTF8.self) == text)
        #expect(try WrittenBox.hundredths(text) == Hundredths(rounding: pixels).count)
    }

    @Test("Text of the data is escaped")
    func escaping() {
        var svg = SVGWriter()
        svg.escaped("<a b=\"c\">&网格")
        #expect(String(decoding: svg.bytes, as: UTF8.self) == "&lt;a b=&quot;c&quot;&gt;&amp;网格")
    }

    @Test("Relative rectangles read back as the absolute ones")
    func relativeRectangles() throws {
        var random = SeededGenerator(seed: 1)
        let boxes = (0..<50).map { _ -> RoundedBox in
            let left = Double(random.number(0...90_000)) / 97
            let top = Double(random.number(0...60_000)) / 97
            return RoundedBox(Box(left: left, top: top, right: left + 8.333, bottom: top + 7.777))
        }
        var svg = SVGWriter()
        svg.rectangles(boxes)
        let read = try WrittenBox.rectangles(of: String(decoding: svg.bytes, as: UTF8.self))
        #expect(read.map(\.right) == boxes.map(\.right.count))
        #expect(read.map(\.bottom) == boxes.map(\.bottom.count))
    }

    @Test(
        "A decimal number is written with exactly its decimals",
        arguments: [
            (2, 3, "2000"), (-25, -2, "-0.25"), (0, 4, "0"), (5, -1, "0.5"), (1234, -2, "12.34"), (0, -1, "0.0"),
        ]
    )
    func decimals(units: Int, exponent: Int, text: String) {
        #expect(DecimalNumber(units: units, exponent: exponent).text == text)
    }
}

@Suite("Classes")
struct ClassTests {
    @Test(
        "Equal steps are 1, 2 or 5 times a power of ten, at most five, and hold every value", arguments: UInt64(1)...200
    )
    func equalSteps(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scale = DecimalNumber(units: 1, exponent: random.number(-4...6)).value
        let values = (0..<random.number(1...40)).map { _ in Double(random.number(-50...900)) * scale }
        let breaks = ClassBreaks(values: values)
        #expect((1...5).contains(breaks.count))
        let first = try #require(breaks.bounds.first)
        let last = try #require(breaks.bounds.last)
        for value in values {
            #expect(value >= first.value && value <= last.value)
            let index = breaks.index(of: value)
            #expect(value >= breaks.bounds[index].value || index == 0)
            #expect(value < breaks.bounds[index + 1].value || index == breaks.count - 1)
        }
    }

    @Test("Quantiles hold about equally many values")
    func quantiles() {
        let breaks = ClassBreaks(values: (1...100).map(Double.init), method: .quantiles(decimals: 0))
        #expect(breaks.bounds.map(\.text) == ["1", "21", "41", "61", "81", "100"])
    }

    @Test("Values that are all alike make one class")
    func oneValue() {
        #expect(ClassBreaks(values: [7, 7, 7]).count == 1)
        #expect(ClassBreaks(values: [0]).count == 1)
        #expect(ClassBreaks(values: [7, 7], method: .quantiles(decimals: 1)).count == 1)
        #expect(ClassBreaks(values: []).count == 0)
    }

    @Test("Missing, not applicable and zero are three entries of the legend beside the classes")
    func legend() {
        let quantities: [Quantity] = [.number(0), .number(3), .number(9), .missing, .missing, .notApplicable]
        let shading = Shading(ColourScheme(zeroIsClass: true), of: quantities)
        let legend = shading.legend(of: quantities.map(shading.shade))
        #expect(legend.entries.reduce(0) { $0 + $1.count } == quantities.count)
        let others = legend.entries.filter(\.bounds.isEmpty)
        #expect(others.map(\.shade) == [.zero, .missing, .notApplicable])
        #expect(others.map(\.count) == [1, 2, 1])
    }
}
