/// Finds units by their codes, byte for byte as ids in a page are compared.
///
/// A table of positions with open addressing. A `Dictionary` keeps the codes a second time and hashes them so that no
/// stranger can make them collide; the codes of a community are the editor's own.
struct CodePositions {
    /// The position of a unit at its hash or behind it, or -1.
    private var slots: [Int32]
    private let mask: Int

    /// Throws the first code that stands twice.
    init(of units: [MapUnit]) throws(MapFault) {
        var size = 16
        while size < 2 * units.count { size *= 2 }
        mask = size - 1
        slots = [Int32](repeating: -1, count: size)
        for index in units.indices {
            let slot = slot(of: units[index].code, in: units)
            guard slots[slot] < 0 else { throw .duplicateCode(units[index].code) }
            slots[slot] = Int32(truncatingIfNeeded: index)
        }
    }

    /// The position of the unit with this code.
    func position(of code: String, in units: [MapUnit]) -> Int? {
        let position = slots[slot(of: code, in: units)]
        return position < 0 ? nil : Int(position)
    }

    /// Where `code` stands, or the free place where it would stand.
    private func slot(of code: String, in units: [MapUnit]) -> Int {
        var slot = CodePositions.hash(of: code) & mask
        while slots[slot] >= 0, units[Int(slots[slot])].code != code { slot = (slot + 1) & mask }
        return slot
    }

    /// FNV-1a (Fowler, Noll, Vo), the upper half folded into the lower.
    private static func hash(of code: String) -> Int {
        let bytes = code.utf8.span
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}
