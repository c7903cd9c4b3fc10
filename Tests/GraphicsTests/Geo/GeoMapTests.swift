import TestSupport
import Testing

@testable import Graphics

@Suite("Geographic maps: what is said and refused")
struct GeoMapTests {
    private let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig", stamp: "示例数据")
    private let units = [
        MapUnit(code: "G", name: "第一网格"), MapUnit(code: "A", parent: "G", name: "微网格01"),
        MapUnit(code: "B", parent: "G", name: "微网格02", shade: .number(3)),
    ]
    private let number = MapReview.number("川S(2024)00001号", holder: "示例单位")

    private func shapes(_ features: [(code: String, polygons: [[[GridPoint]]])]) throws -> GeoShapes {
        try #require(GeoJSON.read(Array(GeoText.collection(features).utf8), file: "f").shapes)
    }

    private var pair: [(code: String, polygons: [[[GridPoint]]])] {
        [("A", [[GeoText.box(0, 0, 1000, 1000)]]), ("B", [[GeoText.box(1000, 0, 2000, 1000)]])]
    }

    @Test("Scale, credit, review and stamp stand below the map")
    func notes() throws {
        let drawing = try GeoMap.draw(units, shapes: try shapes(pair), options, credit: "边界：示例", review: number)
        let lines = drawing.model.notes.map { $0.label.lines[0] }
        #expect(lines == ["200 米", "边界：示例", "审图号：川S(2024)00001号　持有单位：示例单位", "示例数据"])
        #expect(drawing.model.notes.map(\.isStamp) == [false, false, false, true])
        #expect(drawing.model.notes.allSatisfy { drawing.text.contains(">\($0.label.lines[0])</text>") })
    }

    @Test("The bar is as long as it says", arguments: UInt64(1)...40)
    func scaleBar(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let shapes = try partition.read()
        let drawing = try GeoMap.draw(partition.units, shapes: shapes, options, credit: "", review: number)
        let bar = try #require(drawing.model.scaleBar)
        let projection = LocalProjection(Extent(shapes.topology.points), width: options.width)
        // Along a meridian, measured by the projection itself.
        let south = projection.point(GridPoint(x: 1_040_600_000, y: 305_700_000))
        let north = projection.point(GridPoint(x: 1_040_600_000, y: 305_710_000))
        let metres = 0.001 * LocalProjection.metresPerDegree
        let pixels = Double(south.y - north.y) / 100
        #expect(abs(bar.box.width / bar.metres.value - pixels / metres) < 0.02 / metres)
        #expect(bar.box.width <= projection.width / 4 && bar.box.width > projection.width / 12)
    }

    @Test("An exemption says its basis, who has checked it and when")
    func exemption() throws {
        let review = MapReview.exempt(basis: "地图管理条例第十五条", checkedBy: "某科", date: "2024-12-01")
        let drawing = try GeoMap.draw(units, shapes: try shapes(pair), options, credit: "", review: review)
        #expect(drawing.text.contains("免审依据：地图管理条例第十五条　核对：某科 2024-12-01"))
    }

    @Test(
        "A review with a blank is no review",
        arguments: [
            MapReview.number("", holder: "a"), .number("a", holder: ""), .exempt(basis: "", checkedBy: "a", date: "b"),
            .exempt(basis: "a", checkedBy: "", date: "b"), .exempt(basis: "a", checkedBy: "b", date: ""),
        ]
    )
    func missingReview(review: MapReview) throws {
        let shapes = try shapes(pair)
        #expect(throws: MapFault.missingReview) {
            try GeoMap.draw(units, shapes: shapes, options, credit: "", review: review)
        }
    }

    @Test("A boundary of no cell, and one of a parent, are faults")
    func unknownShapes() throws {
        let stranger = try shapes([("Z", [[GeoText.box(0, 0, 9, 9)]])])
        #expect(throws: MapFault.unknownShape("Z")) {
            try GeoMap.draw(units, shapes: stranger, options, credit: "", review: number)
        }
        let parent = try shapes([("G", [[GeoText.box(0, 0, 9, 9)]])])
        #expect(throws: MapFault.unknownShape("G")) {
            try GeoMap.draw(units, shapes: parent, options, credit: "", review: number)
        }
    }

    @Test("Codes that the file and the table do not share are named, with the nearest one")
    func differences() throws {
        let shapes = try shapes([("A", [[GeoText.box(0, 0, 9, 9)]]), ("C-10", [[GeoText.box(20, 0, 29, 9)]])])
        let found = shapes.differences(from: ["A", "C-01", "B"])
        #expect(found.map(\.id) == ["geojson-no-shape", "geojson-no-shape", "geojson-unknown-code"])
        #expect(found.last?.suggestion?.replacement == "\"C-01\"")
        #expect(shapes.differences(from: ["A", "C-10"]).isEmpty)
    }

    @Test("A corner on a neighbour's straight edge does not show in the parent's border")
    func noding() throws {
        let features = [
            ("A", [[GeoText.box(0, 0, 1000, 2000)]]), ("B", [[GeoText.box(1000, 0, 2000, 700)]]),
            ("C", [[GeoText.box(1000, 700, 2000, 2000)]]),
        ]
        let units = units + [MapUnit(code: "C", parent: "G", name: "微网格03")]
        let drawing = try GeoMap.draw(units, shapes: try shapes(features), options, credit: "", review: number)
        let border = try #require(try WrittenGeoMap(drawing).groups["G"])
        #expect(border.count == 1)
        let box = Extent(border[0])
        #expect(border[0].allSatisfy { [box.west, box.east].contains($0.x) || [box.south, box.north].contains($0.y) })
    }

    @Test("Above 2,000 cells there is one path a class and group, and links on groups only")
    func merged() throws {
        let partition = RandomPartition(seed: 4, rows: 46, columns: 46, corners: 2)
        let drawing = try GeoMap.draw(
            partition.units, shapes: try partition.read(), options, credit: "", review: number)
        let root = try XMLReader.read(drawing.text)
        #expect(root.all("a").count == partition.units.filter { $0.parent == nil }.count)
        #expect(root.all("path").count < 60)
        let rings = try root.all("path").filter {
            ["q0", "q1", "q2", "q3", "q4", "qm"].contains($0.attributes["class"])
        }
        .flatMap { try PathReader.rings(of: $0.attributes["d"] ?? "") }
        #expect(rings.count >= drawing.model.cells.count)
    }

    @Test("A file of its own and a map without links have no link")
    func unlinked() throws {
        var options = options
        options.placement = .standAlone(title: "三根松")
        let drawing = try GeoMap.draw(units, shapes: try shapes(pair), options, credit: "", review: number)
        let root = try XMLReader.read(drawing.text)
        #expect(root.attributes["role"] == "img" && root.all("a").isEmpty)
        #expect(root.all.allSatisfy { !($0.attributes["id"] ?? "").hasPrefix("c-") })
    }

    @Test("Cells without a figure are hatched")
    func hatch() throws {
        let drawing = try GeoMap.draw(units, shapes: try shapes(pair), options, credit: "", review: number)
        #expect(drawing.text.contains("class=\"qm\" fill=\"url(#fig-hatch)\""))
    }
}
