import TestSupport
import Testing

@testable import Graphics

/// What is true of every geographic map, over made-up partitions. The seed is the argument.
@Suite("Geographic maps")
struct GeoInvariantTests {
    static let seeds = UInt64(1)...24
    private let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig", stamp: "示例数据")

    /// Small maps have borders so close to each other that simplifying them does damage.
    private func width(_ seed: UInt64) -> Int { [960, 240, 90][Int(seed % 3)] }

    private func draw(_ partition: RandomPartition, width: Int = 960) throws -> MapDrawing {
        var options = options
        options.width = width
        return try GeoMap.draw(
            partition.units, shapes: try partition.read(), options, credit: "来源：示例",
            review: .number("川S(2024)00001号", holder: "示例单位"))
    }

    @Test("No border crosses or touches another outside a common corner", arguments: seeds)
    func crossings(seed: UInt64) throws {
        let map = try WrittenGeoMap(try draw(RandomPartition(seed: seed), width: width(seed)))
        let edges = Edge.counts(map.cells.values.joined()).keys.sorted { ($0.low, $0.high) < ($1.low, $1.high) }
        for (index, edge) in edges.enumerated() {
            for other in edges[(index + 1)...] {
                if other.low.x > edge.high.x { break }
                #expect(Meeting.of(edge.segment, other.segment) == .none, "\(edge) \(other)")
            }
        }
    }

    @Test("Neighbours share identical edges, and a parent's border is what its cells do not share", arguments: seeds)
    func sharedArcs(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let map = try WrittenGeoMap(try draw(partition, width: width(seed)))
        let all = Edge.counts(map.cells.values.joined())
        #expect(all.values.allSatisfy { $0 <= 2 })
        for (code, rings) in map.groups {
            let children = partition.units.filter { $0.parent == code }.compactMap { map.cells[$0.code] }
            let outer = Edge.counts(children.joined()).filter { $0.value == 1 }
            #expect(outer == Edge.counts(rings))
        }
        #expect(Set(map.groups.keys) == Set(partition.units.filter { $0.parent == nil }.map(\.code)))
    }

    @Test("No cell collapses, areas are true to 0.5 %, all together to 0.05 %", arguments: seeds)
    func areas(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let map = try WrittenGeoMap(try draw(partition, width: width(seed)))
        let extent = Extent(partition.features.lazy.flatMap { $0.polygons.joined().joined() })
        let scale = scale(extent, width(seed))
        var total = (wanted: 0.0, drawn: 0.0)
        for feature in partition.features {
            let rings = try #require(map.cells[feature.code])
            #expect(!rings.isEmpty && rings.allSatisfy { Set($0).count >= 3 })
            // Rings are wound one way outside and the other way around holes, so their areas add up.
            let sum = rings.reduce(0) { $0 - Double(ReadRing(places: $1, ranges: []).doubleArea) / 20_000 }
            let wanted = feature.area * scale
            // The corners of smaller ones are moved too far by their rounding to hundredths of a pixel.
            if wanted >= 25 { #expect(abs(sum / wanted - 1) <= 0.005, "\(feature.code)") }
            total = (total.wanted + wanted, total.drawn + sum)
        }
        #expect(abs(total.drawn / total.wanted - 1) <= 0.0005)
    }

    /// Square pixels for a square unit of 1e-7 degrees.
    private func scale(_ extent: Extent, _ width: Int) -> Double {
        let projection = LocalProjection(extent, width: width)
        let up = LocalProjection.metresPerDegree / 1e7 / projection.metresPerPixel
        let middle = (Double(extent.south) + Double(extent.north)) / 2e7
        return up * up * LocalProjection.cosine(degrees: middle)
    }

    @Test("The order of features and the start and direction of rings change no byte", arguments: seeds)
    func permutation(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let before = try draw(partition, width: width(seed)).bytes
        for other in 1...2 {
            let shuffled = partition.shuffled(seed: seed * 10 + UInt64(other))
            #expect(try draw(shuffled, width: width(seed)).bytes == before)
        }
    }

    @Test("Most vertices are left out where there are many")
    func reduction() throws {
        let partition = RandomPartition(seed: 3, rows: 12, columns: 12, corners: 60, wiggle: 0.004)
        let map = try WrittenGeoMap(try draw(partition))
        let before = partition.features.reduce(0) { $0 + $1.polygons.joined().joined().count }
        let after = map.cells.values.joined().joined().count
        #expect(after * 2 < before, "\(after) of \(before)")
    }

    @Test("The bytes are the same in every process and on every machine")
    func fingerprint() throws {
        let bytes = try draw(RandomPartition(seed: 11, rows: 5, columns: 5)).bytes
        let fingerprint = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect(String(fingerprint, radix: 16) == "4ade9c3b7289557f")
    }

    @Test("Every code is drawn once or listed, and everything lies in the picture", arguments: seeds)
    func completeness(seed: UInt64) throws {
        var partition = RandomPartition(seed: seed)
        partition.units.append(MapUnit(code: "X", parent: "G0", name: "无边界"))
        partition.units.append(MapUnit(code: "Y", name: "空"))
        partition.units.append(MapUnit(code: "Y1", parent: "Y", name: "无边界"))
        let drawing = try draw(partition)
        let map = try WrittenGeoMap(drawing)
        let drawn = map.root.all.compactMap { $0.attributes["id"] }.filter { $0.hasPrefix("c-") }
        #expect(drawing.unplaced.map { partition.units[$0].code } == ["X", "Y", "Y1"])
        #expect((drawn + ["c-X", "c-Y", "c-Y1"]).sorted() == partition.units.map { "c-" + $0.code }.sorted())
        let counts = drawing.legend.entries.reduce(0) { $0 + $1.count }
        #expect(counts == drawing.model.cells.count)
        let whole = Extent([
            GridPoint(x: 0, y: 0),
            GridPoint(x: Int32(drawing.model.width * 100), y: Int32(drawing.model.height * 100)),
        ])
        #expect(map.cells.values.joined().joined().allSatisfy(whole.holds))
    }

    @Test("Labels lie inside their cells, do not touch, and say only what the data says", arguments: seeds)
    func labels(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let drawing = try draw(partition)
        var boxes = drawing.model.notes.map { WrittenBox($0.label.box) }
        for cell in drawing.model.cells {
            guard let label = cell.label, let outline = cell.outline else { continue }
            let unit = partition.units[cell.unit]
            let number = String(unit.name.dropFirst(3))
            let allowed = [[unit.name], [unit.shortName], [number], [unit.name, unit.valueText]]
            #expect(label.lines.joined() == unit.name || allowed.contains(label.lines))
            for step in 0...20 {
                let x = label.box.left + label.box.width * Double(step) / 20
                let y = label.box.top + label.box.height * Double(step) / 20
                for (x, y) in [(x, label.box.top), (x, label.box.bottom), (label.box.left, y), (label.box.right, y)] {
                    #expect(outline.holds(x, y))
                }
            }
            boxes.append(WrittenBox(label.box))
        }
        for (index, box) in boxes.enumerated() { #expect(!boxes[(index + 1)...].contains(where: box.meets)) }
    }

    @Test("The map is well-formed, named, linked, and free of scripts", arguments: seeds)
    func markup(seed: UInt64) throws {
        var partition = RandomPartition(seed: seed)
        partition.units[0].name = "<script>\"&'"
        let root = try XMLReader.read(try draw(partition).text)
        #expect(root.attributes["role"] == "group")
        #expect(root.attributes["aria-labelledby"] == "cap")
        let ids = root.all.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        #expect(root.all("script").isEmpty && root.all("image").isEmpty && root.all("use").isEmpty)
        for link in root.all("a") {
            #expect(link.first("title") != nil || link.first("text") != nil)
            #expect(link.attributes["href"] == "#r-" + (link.attributes["id"] ?? "").dropFirst(2))
        }
    }
}
