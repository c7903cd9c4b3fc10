/// A file of a tiled log (C2SP tlog-tiles): up to 256 hashes of one level, or up to 256 entries.
public struct Tile: Hashable, Sendable {
    /// What the tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes, 32 bytes each. Level 0 holds those of the leaves; level n + 1 one for each full tile of level n.
        case hashes(level: Int)
        /// Entries, each after its length in two bytes, the more significant first.
        case entries
    }

    /// How many hashes or entries a full tile holds.
    public static let fullWidth = 256

    /// What it holds.
    public let content: Content
    /// Its number within its level, from 0.
    public let index: Int
    /// How many hashes or entries it holds, 1 to 256.
    public let width: Int

    /// The tile number `index` with `width` hashes or entries.
    public init(_ content: Content, index: Int, width: Int = Tile.fullWidth) {
        self.content = content
        self.index = index
        self.width = width
    }

    /// Its path below the log's folder: `tile/0/x001/x234/067`, or `tile/entries/000.p/17` for a partial one.
    public var path: String {
        let level =
            switch content {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        var groups = [Self.threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + Self.threeDigits(rest % 1000))
            rest /= 1000
        }
        let number = groups.reversed().joined(separator: "/")
        return "tile/\(level)/\(number)" + (width < Self.fullWidth ? ".p/\(width)" : "")
    }

    private static func threeDigits(_ number: Int) -> String { "\(number / 100)\(number / 10 % 10)\(number % 10)" }

    /// The tiles of hashes and of entries that a log of `size` entries has and one of `older` entries had not yet,
    /// entries first, then level by level, each from left to right.
    public static func added(from older: Int, to size: Int) -> [Tile] {
        var tiles = tiles(.entries, from: older, to: size)
        var level = 0
        while size >> (8 * level) > 0 {
            tiles += Self.tiles(.hashes(level: level), from: older >> (8 * level), to: size >> (8 * level))
            level += 1
        }
        return tiles
    }

    /// The tiles of one level that holds `count` hashes and held `older`.
    private static func tiles(_ content: Content, from older: Int, to count: Int) -> [Tile] {
        if older == count { return [] }
        let full = (older / fullWidth..<count / fullWidth).map { Tile(content, index: $0) }
        let rest = count % fullWidth
        return rest == 0 ? full : full + [Tile(content, index: count / fullWidth, width: rest)]
    }

    /// The leaves below the tile, or its entries.
    public var leaves: Range<Int> {
        let shift =
            switch content {
            case .hashes(let level): 8 * level
            case .entries: 0
            }
        let first = index * Self.fullWidth << shift
        return first..<first + width << shift
    }

    /// The tile's level in the tree and its nodes there: what a store must look up to write a tile of hashes.
    public var nodes: [MerkleNode] {
        guard case .hashes(let level) = content else { return [] }
        return (0..<width).map { MerkleNode(level: 8 * level, index: index * Self.fullWidth + $0) }
    }

    /// The file of entries for these entries.
    public static func bundle(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += UInt16(entry.count).bigEndianBytes
            bytes += entry
        }
        return bytes
    }

    /// The places of the entries in a file of entries; nil where the lengths do not fill the file.
    public static func entries(in bundle: [UInt8]) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        var offset = 0
        while offset < bundle.count {
            guard offset + 2 <= bundle.count else { return nil }
            let end = offset + 2 + (Int(bundle[offset]) << 8 | Int(bundle[offset + 1]))
            guard end <= bundle.count else { return nil }
            ranges.append(offset + 2..<end)
            offset = end
        }
        return ranges
    }
}
