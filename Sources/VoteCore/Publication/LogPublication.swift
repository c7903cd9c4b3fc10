/// What must be written when a published log grows: a function of the log's entries and hashes.
public struct LogPublication {
    /// The size that is published already.
    public let older: Int
    /// The size that is to be published.
    public let newer: Int

    /// The growth of a published log from `older` to `newer` entries.
    public init(from older: Int, to newer: Int) {
        precondition(older >= 0 && older <= newer, "a published log only grows")
        self.older = older
        self.newer = newer
    }

    /// Makes every tile that is new, entries first, then hashes level by level, and gives each to `write`. No more
    /// than one tile is held.
    ///
    /// - Parameters:
    ///   - entries: gives the bytes of entries by their places.
    ///   - hashes: gives roots of subtrees.
    public func forEachTile(
        entries: (Range<Int>) throws -> [[UInt8]], hashes: TileHashes.Reader,
        _ write: (_ path: String, _ bytes: [UInt8]) throws -> Void
    ) throws {
        for tile in Tile.added(from: older, to: newer) {
            let bytes: [UInt8]
            switch tile.content {
            case .entries: bytes = Tile.bundle(try entries(tile.leaves))
            case .hashes(let level):
                let first = tile.index * Tile.fullWidth
                bytes = try hashes(level, first..<first + tile.width).flatMap(\.bytes)
            }
            try write(PublishedElection.tile(tile), bytes)
        }
    }

    /// Reads back every tile that is new, makes the hashes from the entries again, and compares.
    ///
    /// - Parameters:
    ///   - root: the root of the log at the newer size.
    ///   - read: gives the files that were written.
    /// - Throws: `tile-form` at the first file that is not that of the log with this root, or what `read` throws.
    public func check(root: MerkleHash, _ read: @escaping PublishedElection.FileReader) throws {
        let published = PublishedTiles(size: newer, read)
        let start = older / Tile.fullWidth * Tile.fullWidth
        var tree = try TileCheck(size: start, TileHashes(published.hashes))
        let added = Tile.added(from: older, to: newer)
        var written = Set(added)
        func compare(_ expected: (tile: Tile, bytes: [UInt8])) throws {
            guard written.remove(expected.tile) != nil else { return }
            guard try read(PublishedElection.tile(expected.tile)) == expected.bytes else {
                throw PublishedTiles.fault(expected.tile)
            }
        }
        for index in start / Tile.fullWidth..<(newer + Tile.fullWidth - 1) / Tile.fullWidth {
            let bundle = Tile(.entries, index: index, width: min(Tile.fullWidth, newer - index * Tile.fullWidth))
            for entry in try published.entries(bundle) {
                for full in tree.append(MerkleHash(leaf: entry)) { try compare(full) }
            }
            written.remove(bundle)
        }
        for partial in tree.partialTiles { try compare(partial) }
        if let missing = added.first(where: written.contains) { throw PublishedTiles.fault(missing) }
        guard tree.frontier.root == root else {
            throw PublishedTiles.fault(Tile(.entries, index: start / Tile.fullWidth))
        }
    }
}
