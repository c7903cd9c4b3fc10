/// A Merkle tree of which every leaf and the root of every complete subtree of 256^n leaves are kept: what the tiles of
/// a log hold.
public struct TileHashes {
    /// Gives roots of complete subtrees of 256^tileLevel leaves by their numbers, in order; for level 0 the leaves.
    public typealias Reader = (_ tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash]

    private let read: Reader

    /// A tree whose hashes `read` gives.
    public init(_ read: @escaping Reader) { self.read = read }

    /// Roots that are kept.
    public func hashes(tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash] {
        numbers.isEmpty ? [] : try read(tileLevel, numbers)
    }

    /// The root of any complete subtree, made of at most 128 hashes that are kept.
    public func hash(of node: MerkleNode) throws -> MerkleHash {
        let rest = node.level % 8
        let hashes = try read(node.level / 8, node.index << rest..<(node.index + 1) << rest)
        return MerkleBatch.root(of: hashes)
    }

    /// The tree as it was at a size that it has reached.
    public func frontier(size: Int) throws -> MerkleFrontier {
        var hashes: [MerkleHash] = []
        var level = 0
        while size >> (8 * level) > 0 { level += 1 }
        for level in (0..<level).reversed() {
            let count = size >> (8 * level)
            var part = MerkleFrontier()
            let numbers = count / Tile.fullWidth * Tile.fullWidth..<count
            for hash in try self.hashes(tileLevel: level, numbers) { part.append(hash) }
            hashes += part.hashes
        }
        guard let frontier = MerkleFrontier(size: size, hashes: hashes) else {
            preconditionFailure("a reader of hashes gives one for each number")
        }
        return frontier
    }

    /// The path from leaf `index` to the root of the tree as it was at `size`.
    public func inclusion(of index: Int, size: Int) throws -> [MerkleHash] {
        try MerkleProof.inclusion(of: index, size: size) { try hash(of: $0) }
    }
}

extension MerkleBatch {
    /// The root over these hashes, of which there is at least one.
    static func root(of hashes: [MerkleHash]) -> MerkleHash {
        var frontier = MerkleFrontier()
        for hash in hashes { frontier.append(hash) }
        return frontier.root
    }

    /// The subtrees of 256^n leaves, n at least 1, that the batch makes complete: level by level, each from the left.
    public var completedTiles: [(tileLevel: Int, number: Int, hash: MerkleHash)] {
        var completed: [(Int, Int, MerkleHash)] = []
        var level = 1
        while after.size >> (8 * level) > 0 {
            for number in before.size >> (8 * level)..<after.size >> (8 * level) {
                guard let hash = hash(of: MerkleNode(level: 8 * level, index: number)) else {
                    preconditionFailure("a batch holds every node that it makes complete")
                }
                completed.append((level, number, hash))
            }
            level += 1
        }
        return completed
    }
}
