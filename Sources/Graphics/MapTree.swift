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

    /// Sorts units into groups. Throws the first fault, in the order of `units`.
    init(_ units: [MapUnit]) throws(MapFault) {
        for index in units.indices { try MapTree.validate(units[index]) }
        let positions = try MapTree.positions(of: units)
        var children = [[Int]](repeating: [], count: units.count)
        var roots: [Int] = []
        for index in units.indices {
            guard let code = units[index].parent else {
                roots.append(index)
                continue
            }
            guard let parent = positions[code] else { throw .unknownParent(code: units[index].code, parent: code) }
            guard units[parent].parent == nil else { throw .tooDeep(units[index].code) }
            children[parent].append(index)
        }
        self.units = units
        groups = MapTree.inOrder(roots, units).map { root in
            Group(unit: root, children: MapTree.inOrder(children[root], units))
        }
    }

    /// Every unit that can be a cell, in reading order.
    var cells: [Int] {
        groups.flatMap { $0.isCell ? [$0.unit] : $0.children }
    }

    private static func positions(of units: [MapUnit]) throws(MapFault) -> [String: Int] {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(units.count)
        for index in units.indices {
            let code = units[index].code
            guard positions.updateValue(index, forKey: code) == nil else { throw .duplicateCode(code) }
        }
        return positions
    }

    /// By `order`, then as given; units without an order come last.
    private static func inOrder(_ indices: [Int], _ units: [MapUnit]) -> [Int] {
        guard indices.contains(where: { units[$0].order != nil }) else { return indices }
        return indices.sorted { (units[$0].order ?? .max, $0) < (units[$1].order ?? .max, $1) }
    }

    private static func validate(_ unit: MapUnit) throws(MapFault) {
        guard !unit.code.isEmpty, unit.code.utf8.allSatisfy(isCodeByte) else { throw .unusableCode(unit.code) }
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
        var before: (UInt8, UInt8) = (0, 0)
        for byte in utf8 {
            if byte < 0x20 || byte == 0x7F { return false }
            if before.1 == 0xC2, byte < 0xA0 { return false }
            if before == (0xEF, 0xBF), byte >= 0xBE { return false }
            before = (before.1, byte)
        }
        return true
    }
}
