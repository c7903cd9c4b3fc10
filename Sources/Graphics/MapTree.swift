/// The units of a community as groups and cells, in reading order.
struct MapTree {
    /// A unit of the first level and its parts, as positions in `units`.
    struct Group {
        let unit: Int
        let children: [Int]
        /// A unit of the first level without parts is drawn as a cell.
        var isCell: Bool { children.isEmpty }
    }

    let units: [MapUnit]
    /// In reading order.
    let groups: [Group]

    /// Every unit that can be a cell, in reading order.
    let cells: [Int]

    /// Sorts units into groups. Throws the first fault, in the order of `units`.
    init(_ units: [MapUnit]) throws(MapFault) {
        for index in units.indices { try MapTree.validate(units[index]) }
        let positions = try CodePositions(of: units)
        var roots: [Int] = []
        /// The position in `roots` of a unit of the first level.
        var rootPositions = [Int](repeating: -1, count: units.count)
        for index in units.indices where units[index].parent == nil {
            rootPositions[index] = roots.count
            roots.append(index)
        }
        var children = [[Int]](repeating: [], count: roots.count)
        var parent = -1
        for index in units.indices {
            guard let code = units[index].parent else { continue }
            // The parts of one unit mostly follow one another.
            if parent < 0 || units[parent].code != code {
                guard let found = positions.position(of: code, in: units) else {
                    throw .unknownParent(code: units[index].code, parent: code)
                }
                parent = found
            }
            guard rootPositions[parent] >= 0 else { throw .tooDeep(units[index].code) }
            children[rootPositions[parent]].append(index)
        }
        self.units = units
        groups = MapTree.inOrder(roots, units).map { root in
            Group(unit: root, children: MapTree.inOrder(children[rootPositions[root]], units))
        }
        cells = groups.flatMap { $0.isCell ? [$0.unit] : $0.children }
    }

    /// By `order`, then as given; units without an order come last.
    private static func inOrder(_ indices: [Int], _ units: [MapUnit]) -> [Int] {
        guard indices.contains(where: { units[$0].order != nil }) else { return indices }
        return indices.sorted { (units[$0].order ?? .max, $0) < (units[$1].order ?? .max, $1) }
    }

    private static func validate(_ unit: MapUnit) throws(MapFault) {
        guard isCode(unit.code) else { throw .unusableCode(unit.code) }
        guard isUsable(unit.size, least: 0), isUsable(unit.shade, least: -1e15) else {
            throw .unusableNumber(unit.code)
        }
        guard unit.address?.isFreeOfControls ?? true, unit.name.isFreeOfControls, unit.shortName.isFreeOfControls,
            unit.valueText.isFreeOfControls
        else {
            throw .controlCharacter(unit.code)
        }
    }

    private static func isUsable(_ quantity: Quantity, least: Double) -> Bool {
        guard case .number(let value) = quantity else { return true }
        return value >= least && value <= 1e15
    }

    private static func isCode(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for index in bytes.indices where !isCodeByte(bytes[index]) { return false }
        return !bytes.isEmpty
    }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: byte >= 0x80
        }
    }
}

extension String {
    /// Whether the text holds nothing that XML forbids or that would be invisible: C0, DEL, C1, U+FFFE, U+FFFF.
    var isFreeOfControls: Bool {
        let bytes = utf8.span
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x20 || byte == 0x7F { return false }
            if byte == 0xC2, bytes[index + 1] < 0xA0 { return false }
            if byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return false }
        }
        return true
    }

    /// The text with U+FFFD in place of every such character, for a message about it.
    var withControlsShown: String {
        String(String.UnicodeScalarView(unicodeScalars.map { String($0).isFreeOfControls ? $0 : "\u{FFFD}" }))
    }
}
