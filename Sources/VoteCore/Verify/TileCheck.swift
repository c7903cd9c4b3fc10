/// The tiles that follow from the leaves, made while the leaves go by: never more than one tile a level is held.
struct TileCheck {
    /// The tree so far.
    private(set) var frontier = MerkleFrontier()
    /// For each level the hashes of the tile that is being filled, and how many tiles are full.
    private var levels: [(hashes: [MerkleHash], full: Int)] = []

    /// The empty tree.
    init() {}

    /// The tree as it was at a size that is a multiple of 256.
    init(size: Int, _ tree: TileHashes) throws {
        frontier = try tree.frontier(size: size)
        var level = 0
        while size >> (8 * level) > 0 {
            let count = size >> (8 * level)
            let full = count / Tile.fullWidth
            levels.append((try tree.hashes(tileLevel: level, full * Tile.fullWidth..<count), full))
            level += 1
        }
    }

    /// Adds a leaf; gives the tiles that it fills, with their bytes.
    mutating func append(_ leaf: MerkleHash) -> [(tile: Tile, bytes: [UInt8])] {
        frontier.append(leaf)
        var full: [(Tile, [UInt8])] = []
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append(([], 0)) }
            levels[level].hashes.append(hash)
            guard levels[level].hashes.count == Tile.fullWidth else { return full }
            let hashes = levels[level].hashes
            full.append((Tile(.hashes(level: level), index: levels[level].full), hashes.flatMap(\.bytes)))
            levels[level] = ([], levels[level].full + 1)
            var subtree = MerkleFrontier()
            for hash in hashes { subtree.append(hash) }
            hash = subtree.root
            level += 1
        }
    }

    /// The tiles that are not full, with their bytes.
    var partialTiles: [(tile: Tile, bytes: [UInt8])] {
        levels.enumerated().filter { !$1.hashes.isEmpty }.map { level, state in
            let tile = Tile(.hashes(level: level), index: state.full, width: state.hashes.count)
            return (tile, state.hashes.flatMap(\.bytes))
        }
    }
}
