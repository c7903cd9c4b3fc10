import GraphicsSamples
import TestSupport
import Testing

@testable import Graphics

@Suite("Charts")
struct ChartTests {
    static let seeds = UInt64(1)...60
    private let options = ChartOptions(placement: .inPage(captionID: "cap"), figureID: "fig", axisTitle: "单位：件")

    private func items(_ seed: UInt64, series: Int, least: Int = 0) -> [ChartItem] {
        var random = SeededGenerator(seed: seed)
        let scale = DecimalNumber(units: 1, exponent: random.number(-2...4)).value
        return (1...random.number(1...20)).map { index in
            let values = (0..<series).map { _ in ChartValue.number(Double(random.number(least...999)) * scale) }
            return ChartItem(
                name: String(repeating: "街", count: random.number(1...9)) + "\(index)", values: values, text: "412 件")
        }
    }

    /// Well-formed, one named picture, no two texts on one another, everything inside.
    private func check(_ drawing: ChartDrawing, width: Double = 720) throws {
        let root = try XMLReader.read(drawing.text)
        #expect(root.attributes["role"] == "img")
        #expect(root.attributes["aria-labelledby"] == "cap")
        #expect(root.all("text").count == drawing.labels.count)
        for (index, label) in drawing.labels.enumerated() {
            let box = WrittenBox(label)
            #expect(!drawing.labels[(index + 1)...].contains { box.meets(WrittenBox($0)) })
            #expect(label.left >= 0 && label.right <= width + 1)
        }
        #expect(drawing.marks.allSatisfy { $0.box.left >= 0 && $0.box.right <= width })
    }

    @Test("Bars begin at zero and are as long as their numbers to 1e-9", arguments: seeds)
    func bars(seed: UInt64) throws {
        let items = items(seed, series: 1)
        let drawing = try BarChart.draw(items, options)
        try check(drawing)
        let values = items.map { $0.values[0].number ?? 0 }
        let total = values.reduce(0, +)
        let lengths = drawing.marks.map(\.box.width)
        let scale = lengths.reduce(0, +) / max(total, 1e-300)
        for (value, mark) in zip(values, drawing.marks) {
            #expect(mark.box.left == drawing.marks[0].box.left)
            if value > 0 { #expect(abs(mark.box.width / (scale * value) - 1) <= 1e-9) }
        }
        #expect(drawing.ticks.first?.value == 0)
        #expect((drawing.ticks.last?.value ?? 0) >= (values.max() ?? 0))
    }

    @Test("Ticks are equal steps of 1, 2 or 5 times a power of ten", arguments: seeds)
    func ticks(seed: UInt64) throws {
        let ticks = try BarChart.draw(items(seed, series: 1), options).ticks
        let steps = zip(ticks, ticks.dropFirst()).map { $1.units - $0.units }
        #expect(steps.allSatisfy { $0 == steps[0] && [1, 2, 5].contains($0) })
        #expect((2...6).contains(ticks.count))
    }

    @Test("A bound is drawn as a bound")
    func bounds() throws {
        let items = [
            ChartItem(name: "上报", values: [.atLeast(100)], text: "上百件"),
            ChartItem(name: "办结", values: [.number(80)], text: "80 件"),
            ChartItem(name: "转办", values: [.between(10, 20)], text: "10—20 件"),
            ChartItem(name: "退回", values: [.missing], text: "缺失"),
            ChartItem(name: "其他", values: [.number(0)], text: "0 件"),
        ]
        let drawing = try BarChart.draw(items, options)
        try check(drawing)
        #expect(drawing.marks.map(\.isBound) == [true, false, true, false])
        #expect(drawing.marks.map(\.item) == [0, 1, 2, 4])
        let root = try XMLReader.read(drawing.text)
        #expect(root.all("path").filter { $0.attributes["class"] == "bound" }.count == 2)
        #expect(root.all("path").filter { $0.attributes["class"] == "more" }.count == 1)
    }

    @Test("The parts of a stacked bar follow one another and add up to the total", arguments: seeds)
    func stacked(seed: UInt64) throws {
        let items = items(seed, series: 4)
        let drawing = try StackedChart.draw(items, series: ["一般网格", "专属网格", "微网格", "其他"], options)
        try check(drawing)
        let total = items.flatMap { $0.values.compactMap(\.number) }.reduce(0, +)
        let scale = drawing.marks.reduce(0) { $0 + $1.box.width } / max(total, 1e-300)
        for (row, item) in items.enumerated() {
            let parts = drawing.marks.filter { $0.item == row }
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.box.right == $1.box.left })
            let sum = item.values.compactMap(\.number).reduce(0, +)
            let length = (parts.last?.box.right ?? 0) - (parts.first?.box.left ?? 0)
            #expect(abs(length - sum * scale) <= 1e-9 * 720)
        }
    }

    @Test("Before and after stand on one scale, each at its number", arguments: seeds)
    func beforeAfter(seed: UInt64) throws {
        let items = items(seed, series: 2, least: -500)
        let drawing = try BeforeAfterChart.draw(items, options)
        try check(drawing)
        let values = items.flatMap { $0.values.compactMap(\.number) }
        let pairs = zip(values, drawing.marks.map(\.box.left)).sorted { $0.0 < $1.0 }
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 <= $1.1 })
        #expect(drawing.ticks.contains { $0.units == 0 })
    }

    @Test("A line has a gap where a figure is missing, and its name at its end", arguments: seeds)
    func lines(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let months = (1...random.number(1...36)).map { "\($0)月" }
        let series = (1...random.number(1...6)).map { index in
            LineSeries(
                name: "社区\(index)",
                values: months.map { _ in random.isOne(in: 9) ? .missing : .number(Double(random.number(0...500))) }
            )
        }
        let drawing = try LineChart.draw(categories: months, series: series, options)
        try check(drawing)
        #expect(drawing.marks.count == series.reduce(0) { $0 + $1.values.compactMap(\.number).count })
        let names = try XMLReader.read(drawing.text).all("text").map(\.text)
        #expect(series.allSatisfy { names.contains($0.name) })
    }

    @Test("Small multiples share one scale", arguments: seeds)
    func multiples(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let years = ["2021", "2022", "2023", "2024"]
        let panels = (1...random.number(1...9)).map { index in
            let values = years.map { _ in ChartValue.number(Double(random.number(1...900))) }
            return SmallMultiples.Panel(title: "社区\(index)", series: [LineSeries(name: "办结", values: values)])
        }
        let drawing = try SmallMultiples.draw(categories: years, panels: panels, options)
        try check(drawing)
        let numbers = panels.flatMap { $0.series[0].values.compactMap(\.number) }
        let heights = drawing.marks.map { $0.box.top - 150 * Double($0.item / 3) }
        let pairs = zip(numbers, heights).sorted { $0.0 < $1.0 }
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.1 >= $1.1 - 1e-9 })
        let free = try SmallMultiples.draw(categories: years, panels: panels, scale: .free(note: "各图比例不同"), options)
        try check(free)
        #expect(free.text.contains("各图比例不同"))
    }

    @Test("Places are pushed apart and keep their order", arguments: seeds)
    func spreading(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let wanted = (0..<6).map { _ in Double(random.number(0...100)) }
        let places = Spreading.places(wanted, apart: 14, from: 0, to: 100).sorted()
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 14 - 1e-9 })
        #expect(places[0] >= -1e-9 && places[5] <= 100 + 1e-9)
    }

    @Test("Charts keep within their budgets")
    func budgets() throws {
        let bars = (1...12).map {
            ChartItem(name: "\($0)月", values: [.number(Double($0 * 37)), .number(Double($0 * 31))], text: "\($0) 件")
        }
        #expect(try StackedChart.draw(bars, series: ["前", "后"], options).bytes.count <= 5 * 1024)
        var random = SeededGenerator(seed: 1)
        let days = (1...365).map { "\($0)" }
        let line = LineSeries(name: "办结", values: days.map { _ in .number(Double(random.number(0...900))) })
        #expect(try LineChart.draw(categories: days, series: [line], options).bytes.count <= 6 * 1024)
    }

    @Test(
        "A fault says the rule in Chinese and English and names what breaks it",
        arguments: [
            (ChartFault.unusableNumber("甲"), "甲"), (.wrongCount("甲"), "甲"), (.tooManySeries(7), "7"),
            (.controlCharacter("a\u{7}"), "a\u{FFFD}"), (.nothingToDraw, ""),
        ]
    )
    func messages(fault: ChartFault, name: String) {
        let message = fault.message
        #expect(name.isEmpty || (message.zh.contains(name) && message.en.contains(name)))
        #expect(message.zh.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) })
        #expect(message.en.contains(" must ") && message.en.isFreeOfControls)
    }

    @Test("Faults of the data are named")
    func faults() {
        let item = ChartItem(name: "甲", values: [.number(-1)], text: "")
        #expect(throws: ChartFault.unusableNumber("甲")) { try BarChart.draw([item], options) }
        #expect(throws: ChartFault.wrongCount("甲")) { try BeforeAfterChart.draw([item], options) }
        #expect(throws: ChartFault.nothingToDraw) { try BarChart.draw([], options) }
        let series = (1...7).map { LineSeries(name: "\($0)", values: [.number(1)]) }
        #expect(throws: ChartFault.tooManySeries(7)) { try LineChart.draw(categories: ["一"], series: series, options) }
    }
}
