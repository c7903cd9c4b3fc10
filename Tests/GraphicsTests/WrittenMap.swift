@testable import Graphics

/// A map as a reader of its SVG sees it, beside the model that it was written from.
struct WrittenMap {
    let units: [MapUnit]
    let drawing: MapDrawing
    let root: Element
    /// The rectangle of every cell of the model, as it was written.
    let cells: [WrittenBox]
    /// The rectangle of every group that has a header, by its position in the model.
    let groups: [Int: WrittenBox]

    init(_ units: [MapUnit], _ drawing: MapDrawing) throws {
        self.units = units
        self.drawing = drawing
        root = try XMLReader.read(drawing.text)
        let byID = Dictionary(grouping: root.all.filter { $0.attributes["id"] != nil }) { $0.attributes["id"] ?? "" }
        func box(of code: String) throws -> WrittenBox {
            guard let elements = byID["c-" + code], elements.count == 1 else {
                throw MalformedXML(reason: "\(byID["c-" + code]?.count ?? 0) elements for \(code)")
            }
            let path = elements[0].name == "path" ? elements[0] : elements[0].first("path")
            guard let data = path?.attributes["d"] else { throw MalformedXML(reason: "no path of \(code)") }
            return try WrittenBox.rectangles(of: data)[0]
        }
        cells = try drawing.model.cells.map { try box(of: units[$0.unit].code) }
        var groups: [Int: WrittenBox] = [:]
        for (index, group) in drawing.model.groups.enumerated() where group.hasHeader {
            guard let unit = group.unit else { continue }
            groups[index] = try box(of: units[unit].code)
        }
        self.groups = groups
    }

    var whole: WrittenBox {
        WrittenBox(
            left: 0, top: 0, right: Hundredths(rounding: drawing.model.width).count,
            bottom: Hundredths(rounding: drawing.model.height).count
        )
    }

    /// The size of a cell's unit.
    func size(_ cell: Int) -> Double {
        guard case .number(let value) = units[drawing.model.cells[cell].unit].size else { return .nan }
        return value
    }

    /// Square pixels for one of the measure.
    var scale: Double {
        let cells = drawing.model.groups.flatMap(\.cells)
        let area = cells.reduce(0) { $0 + drawing.model.cells[$1].box.area }
        return area / cells.reduce(0) { $0 + size($1) }
    }
}

extension WrittenBox {
    init(_ box: Box) {
        let rounded = RoundedBox(box)
        self.init(
            left: rounded.left.count, top: rounded.top.count, right: rounded.right.count, bottom: rounded.bottom.count
        )
    }

    /// Whether `boxes` cover exactly this rectangle, none of them twice: they lie inside, no two meet, and their areas
    /// add up, in whole numbers.
    func isTiled(by boxes: [WrittenBox]) -> Bool {
        let areas = boxes.reduce(0) { $0 + $1.width * $1.height }
        guard areas == width * height, boxes.allSatisfy(holds) else { return false }
        let sorted = boxes.sorted { $0.left < $1.left }
        for (index, box) in sorted.enumerated() {
            for other in sorted[(index + 1)...] {
                if other.left >= box.right { break }
                if box.meets(other) { return false }
            }
        }
        return true
    }
}
