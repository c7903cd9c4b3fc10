@testable import Graphics

/// A geographic map as a reader of its SVG sees it.
struct WrittenGeoMap {
    let root: Element
    /// The rings of every cell that is drawn, by its code.
    let cells: [String: [[GridPoint]]]
    /// The rings of every group's border, by its code.
    let groups: [String: [[GridPoint]]]

    init(_ drawing: MapDrawing) throws {
        root = try XMLReader.read(drawing.text)
        var cells: [String: [[GridPoint]]] = [:]
        var groups: [String: [[GridPoint]]] = [:]
        for element in root.all {
            guard let id = element.attributes["id"], id.hasPrefix("c-") else { continue }
            let code = String(id.dropFirst(2))
            let paths = element.name == "path" ? [element] : element.all("path")
            if element.name == "g" {
                let border = element.children.first { $0.attributes["class"] == "b" }
                groups[code] = try PathReader.rings(of: border?.attributes["d"] ?? "")
            } else {
                guard paths.count == 1 else { throw MalformedXML(reason: "\(paths.count) paths of \(code)") }
                cells[code] = try PathReader.rings(of: paths[0].attributes["d"] ?? "")
            }
        }
        self.cells = cells
        self.groups = groups
    }
}

/// An edge of a boundary without a direction.
struct Edge: Hashable {
    let low: GridPoint
    let high: GridPoint

    init(_ one: GridPoint, _ other: GridPoint) {
        low = min(one, other)
        high = max(one, other)
    }

    var segment: Segment { Segment(start: low, end: high) }

    /// The edges of rings, each with how often it is there.
    static func counts(_ rings: some Sequence<[GridPoint]>) -> [Edge: Int] {
        var counts: [Edge: Int] = [:]
        for ring in rings {
            for (index, point) in ring.enumerated() {
                counts[Edge(point, ring[(index + 1) % ring.count]), default: 0] += 1
            }
        }
        return counts
    }
}

/// A strict reader of the path data of boundaries, by the grammar of SVG: `M`, `L`, `l`, `H`, `h`, `V`, `v`, `z`, numbers
/// with at most two decimals.
struct PathReader {
    private let bytes: [UInt8]
    private var place = 0

    static func rings(of data: String) throws -> [[GridPoint]] {
        var reader = PathReader(bytes: Array(data.utf8))
        return try reader.rings()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func rings() throws -> [[GridPoint]] {
        var rings: [[GridPoint]] = []
        var ring: [GridPoint] = []
        while place < bytes.count {
            let command = Character(Unicode.Scalar(bytes[place]))
            place += 1
            if command == "z" {
                rings.append(ring)
                ring = []
                continue
            }
            guard (command == "M") == ring.isEmpty, "MLlHhVv".contains(command) else {
                throw MalformedXML(reason: "command \(command)")
            }
            repeat {
                let last = ring.last ?? GridPoint(x: 0, y: 0)
                let first = try number()
                switch command {
                case "H": ring.append(GridPoint(x: first, y: last.y))
                case "h": ring.append(GridPoint(x: last.x + first, y: last.y))
                case "V": ring.append(GridPoint(x: last.x, y: first))
                case "v": ring.append(GridPoint(x: last.x, y: last.y + first))
                case "l": ring.append(GridPoint(x: last.x + first, y: last.y + (try number())))
                default: ring.append(GridPoint(x: first, y: try number()))
                }
                if command == "M", isAtNumber { throw MalformedXML(reason: "lines after M") }
            } while isAtNumber
        }
        guard ring.isEmpty else { throw MalformedXML(reason: "open path") }
        return rings
    }

    private var isAtNumber: Bool { place < bytes.count && " -.0123456789".utf8.contains(bytes[place]) }

    private mutating func number() throws -> Int32 {
        if place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
        let start = place
        if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
        var hasPoint = false
        while place < bytes.count, "0123456789".utf8.contains(bytes[place]) || (!hasPoint && bytes[place] == 46) {
            hasPoint = hasPoint || bytes[place] == 46
            place += 1
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        let full = text.hasPrefix(".") ? "0" + text : text.hasPrefix("-.") ? "-0" + text.dropFirst() : text
        return Int32(try WrittenBox.hundredths(full))
    }
}
