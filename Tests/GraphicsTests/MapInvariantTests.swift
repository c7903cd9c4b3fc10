import GraphicsSamples
import TestSupport
import Foundation
import Testing

@testable import Graphics

/// What is true of every kind of map.
@Suite("All maps")
struct MapInvariantTests {
    static let seeds = UInt64(1)...40
    private let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig")

    @Test("The same data gives the same bytes, in any number of tasks at once")
    func determinism() async throws {
        let units = RandomCommunity.units(seed: 11, groups: 6, cells: 83, withGaps: true)
        let alone = try BlocksMap.draw(units, options).bytes
        let all = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try BlocksMap.draw(units, options).bytes } }
            return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        #expect(all.allSatisfy { $0 == alone })
    }

    @Test("The bytes are the same in every process and on every machine")
    func fingerprint() throws {
        let units = RandomCommunity.units(seed: 11, groups: 6, cells: 83, withGaps: true)
        let drawings = [try BlocksMap.draw(units, options), try TilesMap.draw(units, options)]
        #expect(drawings.map { fingerprint($0.bytes) } == ["3775f7e99ff1f10f", "61bef3a41cba8a05"])
    }

    /// FNV-1a (Fowler, Noll, Vo), 64 bits, in hexadecimal digits.
    private func fingerprint(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }

    @Test("Multiplying all sizes with one number changes no byte", arguments: seeds)
    func scaling(seed: UInt64) throws {
        let units = RandomCommunity.any(seed: seed)
        let before = try BlocksMap.draw(units, options).bytes
        for factor in [3.0, 0.1, 1000] {
            let scaled = units.map { unit -> MapUnit in
                var unit = unit
                if case .number(let value) = unit.size { unit.size = .number(value * factor) }
                return unit
            }
            #expect(try BlocksMap.draw(scaled, options).bytes == before)
        }
    }

    @Test("Exchanging two cells that differ in nothing but their codes exchanges only the codes", arguments: seeds)
    func exchange(seed: UInt64) throws {
        var units = RandomCommunity.units(seed: seed, groups: 3, cells: 30)
        units[2].size = units[1].size
        units[2].shade = units[1].shade
        units[2].name = units[1].name
        units[2].shortName = units[1].shortName
        units[2].valueText = units[1].valueText
        let before = try BlocksMap.draw(units, options).text
        (units[1].code, units[2].code) = (units[2].code, units[1].code)
        let after = try BlocksMap.draw(units, options).text
        let restored = after.replacing("G01-01\"", with: "*\"").replacing("G01-02\"", with: "G01-01\"")
        #expect(restored.replacing("*\"", with: "G01-02\"") == before)
    }

    @Test("A map of twice the width is as true to its areas", arguments: seeds)
    func doubleWidth(seed: UInt64) throws {
        var options = options
        options.width = 1920
        let units = RandomCommunity.any(seed: seed)
        let map = try WrittenMap(units, try BlocksMap.draw(units, options))
        for group in map.drawing.model.groups {
            #expect(WrittenBox(group.inner).isTiled(by: Array(map.cells[group.cells])))
            for cell in group.cells {
                #expect(abs(map.drawing.model.cells[cell].box.area / map.scale / map.size(cell) - 1) <= 1e-9)
            }
        }
    }

    @Test("Units in another order with the same order numbers give the same map", arguments: seeds)
    func orderNumbers(seed: UInt64) throws {
        var units = RandomCommunity.any(seed: seed)
        for index in units.indices { units[index].order = index }
        var random = SeededGenerator(seed: seed)
        let before = try BlocksMap.draw(units, options).bytes
        #expect(try BlocksMap.draw(units.shuffled(using: &random), options).bytes == before)
    }

    @Test("Both kinds are well-formed, named, linked, and free of scripts", arguments: seeds)
    func markup(seed: UInt64) throws {
        var units = RandomCommunity.any(seed: seed)
        units[0].name = "<script>\"&'"
        for drawing in [try BlocksMap.draw(units, options), try TilesMap.draw(units, options)] {
            let root = try XMLReader.read(drawing.text)
            #expect(root.attributes["role"] == "group")
            #expect(root.attributes["aria-labelledby"] == "cap")
            let ids = root.all.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            #expect(root.all("script").isEmpty && root.all("image").isEmpty && root.all("use").isEmpty)
            for link in root.all("a") { check(link) }
            let references = root.all.flatMap { $0.attributes.filter { $0.key == "href" }.values }
            #expect(references.allSatisfy { $0.hasPrefix("#r-") })
        }
    }

    /// A link has a name, leads to its own row, and is at least 24 pixels wide and high.
    private func check(_ link: Element) {
        #expect(link.first("title") != nil || link.first("text") != nil)
        let code = (link.attributes["id"] ?? "").dropFirst(2)
        #expect(link.attributes["href"] == "#r-" + code)
        let boxes = (try? WrittenBox.rectangles(of: link.first("path")?.attributes["d"] ?? "")) ?? []
        #expect(boxes.count == 1 && boxes.allSatisfy { $0.width >= 2400 && $0.height >= 2400 })
    }

    @Test("Numbers of any magnitude give a well-formed picture", arguments: seeds)
    func extremes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let magnitudes: [Double] = [0, .leastNonzeroMagnitude, 1e-300, 1e-12, 0.3, 1, 7, 1e6, 1e15]
        var units = RandomCommunity.any(seed: seed)
        for index in units.indices {
            units[index].size = .number(magnitudes[random.number(0...8)])
            units[index].shade = .number(magnitudes[random.number(0...8)] * (random.isOne(in: 2) ? 1 : -1))
        }
        var options = options
        options.width = random.number(1...2000)
        options.height = random.number(1...2000)
        options.colours = ColourScheme(method: random.isOne(in: 2) ? .quantiles(decimals: 15) : .equalSteps)
        _ = try XMLReader.read(try BlocksMap.draw(units, options).text)
        _ = try XMLReader.read(try TilesMap.draw(units, options).text)
        let items = units.map {
            ChartItem(name: $0.name, values: [.number(magnitudes[random.number(0...8)])], text: "")
        }
        let chart = ChartOptions(placement: .inPage(captionID: "cap"), figureID: "fig", width: options.width)
        _ = try XMLReader.read(try BarChart.draw(items, chart).text)
    }

    @Test("Of two drawings the narrow one fits a telephone, has no ids and leads to the same rows", arguments: seeds)
    func variants(seed: UInt64) throws {
        let units = RandomCommunity.any(seed: seed)
        let pair = options.variants(cells: units.count)
        #expect(pair.map(\.variant) == [.wide, .narrow])
        let drawings = try pair.map { try BlocksMap.draw(units, $0) }
        let roots = try drawings.map { try XMLReader.read($0.text) }
        #expect(roots.map { $0.attributes["class"] } == ["map wide", "map narrow"])
        #expect(drawings[1].model.width == 336)
        let ids = roots.map { root in root.all.compactMap { $0.attributes["id"] }.filter { !$0.hasSuffix("-hatch") } }
        #expect(ids[0].count == units.count - drawings[0].unplaced.count && ids[1].isEmpty)
        let rows = Set(units.map { "#r-" + $0.code })
        for link in roots[1].all("a") {
            #expect(rows.contains(link.attributes["href"] ?? ""))
            #expect(link.first("title") != nil || link.first("text") != nil)
        }
        #expect(options.variants(cells: 501) == [options])
    }

    @Test("A map without links is one picture")
    func unlinked() throws {
        var options = options
        options.isLinked = false
        let root = try XMLReader.read(try BlocksMap.draw(RandomCommunity.any(seed: 3), options).text)
        #expect(root.attributes["role"] == "img")
        #expect(root.all("a").isEmpty)
        #expect(root.all.allSatisfy { $0.attributes["href"] == nil && !($0.attributes["id"] ?? "").hasPrefix("c-") })
    }

    @Test(
        "Maps keep within their budgets, in kilobytes of 1,024 bytes",
        arguments: [(6, 83, 16), (40, 1000, 130), (100, 10_000, 320)]
    )
    func budgets(groups: Int, cells: Int, kilobytes: Int) throws {
        let units = RandomCommunity.units(seed: 12, groups: groups, cells: cells)
        #expect(try BlocksMap.draw(units, options).bytes.count <= kilobytes * 1024)
    }
}

@Suite("Colours")
struct ColourTests {
    @Test("Text reaches 4.5 : 1 and borders 3 : 1 on every fill", arguments: [Palette.light, .dark, .print])
    func contrast(palette: Palette) {
        for fill in palette.classes + [palette.ground] {
            #expect(ratio(fill, palette.text) >= 4.5)
            #expect(ratio(fill, palette.border) >= 3)
        }
        #expect(ratio(palette.hatch, palette.text) >= 4.5)
    }

    @Test("Every class has a hatch and a number of its own in print and in forced colours, without colour in either")
    func hatches() throws {
        let root = try XMLReader.read(PicturePatterns.markup)
        let lines = root.all("pattern").map { $0.all("path").last?.attributes["d"] ?? "" }
        #expect(Set(lines).count == 4)
        #expect(root.all("marker").map { $0.first("text")?.text } == ["1", "2", "3", "4", "5"])
        for sheet in [PictureStylesheet.page, PictureStylesheet.standAlone] {
            for id in root.all.compactMap({ $0.attributes["id"] }) { #expect(sheet.contains("url(#\(id))")) }
            #expect(sheet.contains("--map-5:Canvas;--map-ground:Canvas;--map-text:CanvasText"))
        }
    }

    @Test("A number of a class has its corner to itself, or the cell is marked to have none")
    func numbers() throws {
        let units = RandomCommunity.units(seed: 4, groups: 8, cells: 160)
        let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig")
        let map = try WrittenMap(units, try BlocksMap.draw(units, options))
        var marked = 0
        for cell in map.drawing.model.cells {
            let code = "c-" + units[cell.unit].code
            guard let element = map.root.all.first(where: { $0.attributes["id"] == code }) else { continue }
            let path = element.name == "path" ? element : element.first("path")
            if path?.attributes["class"]?.hasSuffix(" u") ?? false {
                marked += 1
                continue
            }
            let corner = Box(
                left: cell.box.left, top: cell.box.top, right: cell.box.left + 9, bottom: cell.box.top + 10)
            #expect(cell.label.map { !WrittenBox($0.box).meets(WrittenBox(corner)) } ?? true)
        }
        #expect(marked > 0 && marked < 80)
    }

    @Test("Classes grow steadily darker or lighter", arguments: [Palette.light, .dark, .print])
    func order(palette: Palette) {
        let values = palette.classes.map(luminance)
        #expect(values == values.sorted() || values == values.sorted(by: >))
        #expect(palette.classes.count == 5)
    }

    @Test("A colour is written with six digits")
    func css() {
        #expect(Colour(0x0000ff).css == "#0000ff")
    }

    /// WCAG 2.2, contrast ratio.
    private func ratio(_ one: Colour, _ other: Colour) -> Double {
        let values = [luminance(one), luminance(other)].sorted()
        return (values[1] + 0.05) / (values[0] + 0.05)
    }

    /// WCAG 2.2, relative luminance.
    private func luminance(_ colour: Colour) -> Double {
        let channels = [16, 8, 0].map { shift -> Double in
            let value = Double((colour.value >> UInt32(shift)) & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
