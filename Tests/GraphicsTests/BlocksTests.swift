import GraphicsSamples
import TestSupport
import Testing

@testable import Graphics

@Suite("Area-true maps: layout")
struct BlocksTests {
    private let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig")

    @Test("Skipping hopeless rows never loses the optimum", arguments: UInt64(1)...400)
    func pruning(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let areas = (0..<random.number(1...60)).map { _ in Double(random.number(1...40)) * Double(random.number(1...5))
        }
        let (width, height) = (Double(random.number(20...900)), Double(random.number(20...900)))
        let fast = RowBreaking(shape: 1.3).cheapest(areas, width: width, height: height)
        let full = RowBreaking(shape: 1.3, isPruned: false).cheapest(areas, width: width, height: height)
        #expect(fast == full)
    }

    @Test("Headers are exact for groups as different as 1 to 20")
    func exactHeaders() throws {
        let units = RandomCommunity.units(seed: 9, groups: 5, cells: 60).map { unit -> MapUnit in
            var unit = unit
            if unit.parent == "G01" { unit.size = .number(4000) }
            return unit
        }
        let map = try WrittenMap(units, try BlocksMap.draw(units, options))
        #expect(map.drawing.model.groups.allSatisfy { $0.hasHeader })
        let areas = map.drawing.model.groups.flatMap(\.cells)
        #expect(areas.allSatisfy { abs(map.drawing.model.cells[$0].box.area / map.scale / map.size($0) - 1) < 1e-11 })
    }

    @Test("A map whose groups are too small for headers is drawn without them")
    func headerless() throws {
        let units = RandomCommunity.units(seed: 2, groups: 300, cells: 600)
        let map = try WrittenMap(units, try BlocksMap.draw(units, options))
        #expect(map.drawing.model.groups.allSatisfy { !$0.hasHeader && $0.inner == $0.box })
        #expect(map.root.all("g").count == 300)
    }

    @Test("Groups without headers are told by letters, each before the name of one of its cells")
    func letters() throws {
        let units = RandomCommunity.units(seed: 2, groups: 150, cells: 450)
        let model = try BlocksMap.draw(units, options).model
        let letters = model.groups.compactMap(\.letters)
        #expect(letters.count > 100 && Set(letters).count == letters.count)
        for group in model.groups {
            let lines = group.cells.compactMap { model.cells[$0].label?.lines.first }
            let marked = lines.filter { $0.contains(" ") }
            #expect(marked.map { String($0.prefix { $0 != " " }) } == (group.letters.map { [$0] } ?? []))
        }
        #expect([0, 25, 26, 51, 52, 701, 702].map(GroupLetters.letters) == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
    }

    @Test("A lock breaks only the parent whose children have changed")
    func lock() throws {
        var units = RandomCommunity.units(seed: 5, groups: 4, cells: 40)
        let before = try BlocksMap.draw(units, options).lock
        units.removeAll { $0.code == "G02-03" }
        let after = try BlocksMap.draw(units, options, layout: .init(lock: before)).lock
        #expect(after.entries.count == 5)
        for (old, new) in zip(before.entries, after.entries) where old.parent != "G02" { #expect(old == new) }
        #expect(!after.entries[2].rows.joined().contains("G02-03"))
    }

    @Test("A lock that would make a thread of a cell is not used")
    func badLock() throws {
        let units = RandomCommunity.units(seed: 6, groups: 1, cells: 40)
        let good = try BlocksMap.draw(units, options).lock
        let line = LayoutLock.Entry(parent: "G01", direction: .rows, rows: [good.entries[1].rows.flatMap { $0 }])
        let bad = LayoutLock(entries: [good.entries[0], line])
        #expect(try BlocksMap.draw(units, options, layout: .init(lock: bad)).lock == good)
    }

    @Test("Cells without a figure stand in the strip, cells of zero are listed, under their own names")
    func gaps() throws {
        var units = RandomCommunity.units(seed: 7, groups: 2, cells: 12)
        units[2].size = .missing
        units[3].size = .notApplicable
        units[4].size = .number(0)
        let drawing = try BlocksMap.draw(units, options)
        #expect(drawing.unplaced == [4])
        #expect(drawing.model.strip.map { drawing.model.cells[$0].shade } == [.missing, .notApplicable])
        #expect(drawing.model.notes.map(\.label.lines) == [["缺失 1 个"], ["不适用 1 个"]])
        #expect(drawing.text.contains("fill=\"url(#fig-hatch)\""))
    }

    @Test("A group without parts is a cell among the groups")
    func leafGroups() throws {
        let units = (1...9).map { MapUnit(code: "G0\($0)", name: "第\($0)网格", size: .number(Double($0))) }
        let map = try WrittenMap(units, try BlocksMap.draw(units, options))
        #expect(map.cells.count == 9)
        #expect(map.groups.isEmpty)
    }

    @Test("Above 2,000 cells there is one path a class and group, and links on groups only")
    func merged() throws {
        let units = RandomCommunity.units(seed: 8, groups: 20, cells: 2500)
        let drawing = try BlocksMap.draw(units, options)
        let root = try XMLReader.read(drawing.text)
        #expect(root.all("a").count == 20)
        var boxes: [WrittenBox] = []
        for path in root.all("path") where path.attributes["class"] != nil {
            boxes += try WrittenBox.rectangles(of: path.attributes["d"] ?? "")
        }
        #expect(boxes.count == 2500)
        #expect(Set(boxes) == Set(drawing.model.cells.map { WrittenBox($0.box) }))
    }

    @Test("Faults of the data are named", arguments: FaultExample.all)
    func faults(example: FaultExample) {
        #expect(throws: example.fault) { try BlocksMap.draw(example.units, options) }
    }
}

struct FaultExample: Sendable {
    let units: [MapUnit]
    let fault: MapFault

    static let all: [FaultExample] = [
        .init(units: [], fault: .nothingToDraw),
        .init(units: [unit("A"), unit("A")], fault: .duplicateCode("A")),
        .init(units: [unit("A B")], fault: .unusableCode("A B")),
        .init(units: [unit("A", "B")], fault: .unknownParent(code: "A", parent: "B")),
        .init(units: [unit("A", "A")], fault: .tooDeep("A")),
        .init(units: [unit("A"), unit("B", "A"), unit("C", "B")], fault: .tooDeep("C")),
        .init(units: [unit("A", size: -1)], fault: .unusableNumber("A")),
        .init(units: [unit("A", size: .infinity)], fault: .unusableNumber("A")),
        .init(units: [unit("A", name: "a\u{7}")], fault: .controlCharacter("A")),
    ]

    private static func unit(_ code: String, _ parent: String? = nil, name: String = "名", size: Double = 1) -> MapUnit {
        MapUnit(code: code, parent: parent, name: name, size: .number(size))
    }
}
