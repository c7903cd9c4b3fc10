import GraphicsSamples
import TestSupport
import Testing

@testable import Graphics

/// What is true of every area-true map, over made-up communities. The seed is the argument.
@Suite("Area-true maps")
struct BlocksInvariantTests {
    static let seeds = UInt64(1)...60
    private let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig", stamp: "示例数据")

    private func map(_ seed: UInt64, layout: BlocksMap.Layout = .init()) throws -> WrittenMap {
        let units = RandomCommunity.any(seed: seed)
        return try WrittenMap(units, try BlocksMap.draw(units, options, layout: layout))
    }

    @Test("Areas are proportional to 1e-9 in the model and to 2e-3 in the SVG", arguments: seeds)
    func areas(seed: UInt64) throws {
        let map = try map(seed)
        let scale = map.scale
        for cell in map.drawing.model.groups.flatMap(\.cells) {
            let wanted = scale * map.size(cell)
            #expect(abs(map.drawing.model.cells[cell].box.area / wanted - 1) <= 1e-9)
            if wanted >= 100 { #expect(abs(map.cells[cell].area / wanted - 1) <= 2e-3) }
        }
    }

    @Test("Cells tile their group and groups tile the map, exactly", arguments: seeds)
    func partition(seed: UInt64) throws {
        let map = try map(seed)
        let model = map.drawing.model
        for (index, group) in model.groups.enumerated() {
            #expect(WrittenBox(group.inner).isTiled(by: Array(map.cells[group.cells])))
            if let written = map.groups[index] { #expect(written == WrittenBox(group.box)) }
        }
        let areas = WrittenBox(Box(left: 0, top: 0, right: 960, bottom: 600))
        #expect(model.groups.isEmpty || areas.isTiled(by: model.groups.map { WrittenBox($0.box) }))
    }

    @Test("Every cell lies in its group and everything in the picture", arguments: seeds)
    func containment(seed: UInt64) throws {
        let map = try map(seed)
        for (index, group) in map.drawing.model.groups.enumerated() {
            let outer = map.groups[index] ?? WrittenBox(group.box)
            #expect(map.whole.holds(outer))
            #expect(map.cells[group.cells].allSatisfy(outer.holds))
        }
        #expect(map.cells.allSatisfy(map.whole.holds))
        let strip = map.drawing.model.strip.map { map.cells[$0] }
        #expect(strip.allSatisfy { $0.top >= 60_000 || map.drawing.model.groups.isEmpty })
    }

    @Test("Every code is drawn once or listed", arguments: seeds)
    func completeness(seed: UInt64) throws {
        let map = try map(seed)
        let drawn = map.root.all.compactMap { $0.attributes["id"] }.filter { $0.hasPrefix("c-") }
        let listed = map.drawing.unplaced.map { "c-" + map.units[$0].code }
        #expect((drawn + listed).sorted() == map.units.map { "c-" + $0.code }.sorted())
        let counts = map.drawing.legend.entries.reduce(0) { $0 + $1.count }
        #expect(counts == map.drawing.model.cells.count)
    }

    @Test("Labels fit their cells, do not touch, and say only what the data says", arguments: seeds)
    func labels(seed: UInt64) throws {
        let map = try map(seed)
        let model = map.drawing.model
        var boxes: [WrittenBox] = []
        for (index, cell) in model.cells.enumerated() {
            guard let label = cell.label else { continue }
            let unit = map.units[cell.unit]
            #expect(label.box.left >= cell.box.left + 2 && label.box.right <= cell.box.right - 2)
            #expect(label.box.top >= cell.box.top + 2 && label.box.bottom <= cell.box.bottom - 2)
            let letters = model.groups.first { $0.cells.contains(index) }?.letters.map { [$0 + " ", ""] } ?? [""]
            #expect(
                letters.contains { letters in
                    let isName =
                        label.lines.joined() == letters + unit.name || label.lines == [letters + unit.shortName]
                    return isName || label.lines == [letters + unit.name, unit.valueText]
                }
            )
            boxes.append(WrittenBox(label.box))
        }
        boxes +=
            model.groups.compactMap(\.label).map { WrittenBox($0.box) } + model.notes.map { WrittenBox($0.label.box) }
        for (index, box) in boxes.enumerated() {
            #expect(!boxes[(index + 1)...].contains(where: box.meets))
        }
        let lines = model.groups.compactMap(\.label).flatMap(\.lines) + model.cells.compactMap(\.label).flatMap(\.lines)
        #expect(map.root.all("text").map(\.text).sorted() == (lines + model.notes.flatMap(\.label.lines)).sorted())
    }

    @Test("With rows only, reading order is the editor's order", arguments: seeds)
    func readingOrder(seed: UInt64) throws {
        let map = try map(seed, layout: .labels)
        for group in map.drawing.model.groups {
            let places = map.cells[group.cells].map { [$0.top, $0.left] }
            #expect(zip(places, places.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
            let units = group.cells.map { map.drawing.model.cells[$0].unit }
            #expect(units == units.sorted())
        }
    }

    @Test("With the lock, ten per cent of noise moves no centre by more than a cell", arguments: seeds)
    func stability(seed: UInt64) throws {
        var units = RandomCommunity.units(seed: seed, groups: 6, cells: 83)
        let before = try BlocksMap.draw(units, options)
        var random = SeededGenerator(seed: seed)
        for index in units.indices {
            guard case .number(let value) = units[index].size else { continue }
            units[index].size = .number(value * Double(random.number(90...110)) / 100)
        }
        let after = try BlocksMap.draw(units, options, layout: .init(lock: before.lock))
        #expect(after.lock == before.lock)
        for (old, new) in zip(before.model.cells, after.model.cells) {
            let (x, y) = (new.box.centreX - old.box.centreX, new.box.centreY - old.box.centreY)
            #expect(x * x + y * y <= old.box.area)
        }
    }
}
