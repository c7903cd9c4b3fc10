import GraphicsSamples
import Testing

@testable import Graphics

@Suite("Tiles and counts")
struct TilesTests {
    private let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig", stamp: "示意图，不代表实际边界")

    @Test(
        "Blocks are packed with little waste",
        arguments: [(6, 83, 12, 7), (9, 21, 7, 3), (40, 1000, 40, 25)]
    )
    func packing(groups: Int, cells: Int, columns: Int, rows: Int) {
        let counts = (0..<groups).map { ($0 + 1) * cells / groups - $0 * cells / groups }
        let packing = TilePacking.best(counts: counts, mostColumns: 40)
        #expect(packing.blocks.count == groups)
        let area = packing.columns * packing.rowsOfShelf * packing.shelves
        #expect(area <= columns * rows * 11 / 10)
    }

    @Test("Every tile is within 24 to 64 pixels, in reading order, and none covers another", arguments: UInt64(1)...40)
    func tiles(seed: UInt64) throws {
        let units = RandomCommunity.any(seed: seed)
        let drawing = try TilesMap.draw(units, options)
        let boxes = drawing.model.cells.map { RoundedBox($0.box) }
        #expect(boxes.count == units.filter { $0.parent != nil }.count)
        #expect(Set(boxes).count == boxes.count)
        for (cell, box) in zip(drawing.model.cells, boxes) {
            #expect((2400...6400).contains((box.right - box.left).count))
            #expect((box.right - box.left) == (box.bottom - box.top))
            #expect(cell.box.right <= drawing.model.width && cell.box.bottom <= drawing.model.height)
        }
        for group in drawing.model.groups {
            let places = drawing.model.cells[group.cells].map { [$0.box.top, $0.box.left] }
            #expect(zip(places, places.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test("One more grid at the end of a block moves no tile of another size of map")
    func stability() throws {
        var units = RandomCommunity.units(seed: 3, groups: 6, cells: 82)
        let before = try TilesMap.draw(units, options).model
        units.append(MapUnit(code: "G06-99", parent: "G06", name: "微网格99"))
        let after = try TilesMap.draw(units, options).model
        #expect(zip(before.cells, after.cells).allSatisfy { $0.box == $1.box })
    }

    @Test("The editor's tiles win, and two grids cannot share one")
    func chosenTiles() throws {
        var units = (0..<6).map { index in
            MapUnit(code: "D\(index)", name: "某区", tile: TilePlace(row: index / 3, column: index % 3))
        }
        let model = try TilesMap.draw(units, options).model
        #expect(model.cells[4].box == Box(left: 64, top: 64, right: 128, bottom: 128))
        units[5].tile = TilePlace(row: 0, column: 0)
        #expect(throws: MapFault.unusableTile("D5")) { try TilesMap.draw(units, options) }
    }

    @Test("A cell with an address leads there and is a stop of the tabulator key")
    func addresses() throws {
        let units = [MapUnit(code: "A", name: "锦江区", address: "a/?b=1&c"), MapUnit(code: "B", name: "青羊区")]
        let links = try XMLReader.read(try TilesMap.draw(units, options).text).all("a")
        #expect(links.map { $0.attributes["href"] } == ["a/?b=1&c", "#r-B"])
        #expect(links.map { $0.attributes["tabindex"] } == [nil, "-1"])
    }

    @Test("A swatch of the legend has the fill of its cells")
    func swatches() throws {
        let legend = try TilesMap.draw(RandomCommunity.any(seed: 2), options).legend
        for entry in legend.entries {
            let path = try XMLReader.read(entry.shade.swatch(figureID: "fig")).all("path")
            #expect(path.map { $0.attributes["class"] } == [entry.shade.cssClass])
            #expect((path[0].attributes["fill"] == "url(#fig-hatch)") == (entry.shade == .missing))
        }
    }

    @Test("A count picture has one tile a grid, its stamp, and no link where there is no row")
    func counts() throws {
        let blocks = [
            CountBlock(name: "一般网格", count: 6), CountBlock(name: "微网格", count: 83, stamp: "分布未公布"),
        ]
        let drawing = try CountsMap.draw(blocks, options)
        let root = try XMLReader.read(drawing.text)
        #expect(root.attributes["role"] == "img")
        #expect(root.all("a").isEmpty)
        #expect(root.all("text").map(\.text) == ["一般网格 6", "微网格 83", "分布未公布", "示意图，不代表实际边界"])
        let boxes = try root.all("path").map { try WrittenBox.rectangles(of: $0.attributes["d"] ?? "") }
        #expect(boxes.map(\.count) == [6, 83])
        #expect(Set(boxes.joined()).count == 89)
        #expect(drawing.bytes.count < 3000)
    }

    @Test("A count block with a code leads to its row")
    func linkedCounts() throws {
        let drawing = try CountsMap.draw([CountBlock(code: "G01", name: "第一网格", count: 3)], options)
        let root = try XMLReader.read(drawing.text)
        #expect(root.attributes["role"] == "group")
        #expect(root.all("a").map { $0.attributes["href"] } == ["#r-G01"])
    }

    @Test("A file of its own has a namespace, a title and a stylesheet, and no link")
    func standAlone() throws {
        var options = options
        options.placement = .standAlone(title: "三根松 & 瓦窑")
        let root = try XMLReader.read(try TilesMap.draw(RandomCommunity.any(seed: 4), options).text)
        #expect(root.attributes["xmlns"] == "http://www.w3.org/2000/svg")
        #expect(root.attributes["role"] == "img")
        #expect(root.first("title")?.text == "三根松 & 瓦窑")
        #expect(root.first("style")?.text == PictureStylesheet.standAlone)
        #expect(root.all("a").isEmpty)
    }
}
