import TestSupport
import Testing

@testable import Graphics

@Suite("Tiles from centroids")
struct AssignmentTests {
    @Test("The assignment is the best one, and of equally good ones the first", arguments: UInt64(1)...400)
    func bruteForce(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rows = random.number(1...7)
        let columns = random.number(rows...7)
        // Few different costs make many ties.
        let most = [1, 3, 10, 1_000_000][random.number(0...3)]
        let costs = (0..<rows).map { _ in (0..<columns).map { _ in random.number(0...most) } }
        var best: (cost: Int, columns: [Int])?
        func search(_ chosen: [Int], _ cost: Int) {
            if chosen.count == rows {
                // Columns are tried from the first to the last, so the first best one stays.
                if cost < best?.cost ?? .max { best = (cost, chosen) }
                return
            }
            for column in 0..<columns where !chosen.contains(column) {
                search(chosen + [column], cost + costs[chosen.count][column])
            }
        }
        search([], 0)
        #expect(Assignment.columns(costs) == best?.columns)
    }

    @Test("A hundred rows are assigned without a column twice", arguments: UInt64(1)...5)
    func large(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let costs = (0..<100).map { _ in (0..<110).map { _ in random.number(0...50) } }
        let columns = Assignment.columns(costs)
        #expect(Set(columns).count == 100 && columns.allSatisfy((0..<110).contains))
    }

    @Test("Nothing to assign is no fault")
    func empty() {
        #expect(Assignment.columns([]) == [])
    }

    @Test("Points on a lattice keep their places", arguments: [(1, 1), (2, 3), (4, 4), (5, 3)])
    func lattice(rows: Int, columns: Int) {
        let points = (0..<rows * columns).map { Centroid(x: Double($0 % columns) * 7, y: Double($0 / columns) * 7) }
        let field = TileField(points, shape: 1)
        #expect(field.rows == rows && field.columns == columns)
        #expect(field.places.map { [$0.row, $0.column] } == (0..<rows * columns).map { [$0 / columns, $0 % columns] })
    }

    @Test("Every cell has a tile of its own, the blocks of two parents do not meet", arguments: UInt64(1)...60)
    func blocks(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let units = try CentroidTiles.place(partition.units, centroids: try partition.read().centroids)
        let cells = units.filter { $0.tile != nil }
        #expect(cells.map(\.code) == partition.units.filter { $0.parent != nil }.map(\.code))
        #expect(Set(cells.compactMap(\.tile)).count == cells.count)
        var boxes: [WrittenBox] = []
        for parent in units.filter({ $0.parent == nil }) {
            let tiles = cells.filter { $0.parent == parent.code }.compactMap(\.tile)
            let rows = tiles.map(\.row).sorted()
            let columns = tiles.map(\.column).sorted()
            boxes.append(
                WrittenBox(
                    left: columns[0], top: rows[0], right: columns[tiles.count - 1] + 1,
                    bottom: rows[tiles.count - 1] + 1))
        }
        for (index, box) in boxes.enumerated() { #expect(!boxes[(index + 1)...].contains(where: box.meets)) }
        #expect(boxes.map(\.left).min() == 0 && boxes.map(\.top).min() == 0)
        let options = MapOptions(placement: .inPage(captionID: "cap"), figureID: "fig", stamp: "示意图，不代表实际边界")
        #expect(try TilesMap.draw(units, options).model.cells.count == cells.count)
    }

    @Test("The order of the features changes no tile", arguments: UInt64(1)...20)
    func permutation(seed: UInt64) throws {
        let partition = RandomPartition(seed: seed)
        let before = try CentroidTiles.place(partition.units, centroids: try partition.read().centroids)
        let shuffled = try partition.shuffled(seed: seed).read().centroids
        #expect(try CentroidTiles.place(partition.units, centroids: shuffled) == before)
    }

    @Test("A cell without a place is a fault")
    func unknownPlace() {
        #expect(throws: MapFault.unknownPlace("A")) {
            try CentroidTiles.place([MapUnit(code: "A", name: "甲")], centroids: [:])
        }
    }
}
