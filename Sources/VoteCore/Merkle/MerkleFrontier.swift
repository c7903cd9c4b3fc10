/// The roots of the largest complete subtrees of a Merkle tree that grows at its right end, the largest first.
///
/// There is one for every 1 in the binary form of the size. It is all that must be kept to add leaves and to
/// know the root: at most 53 hashes.
public struct MerkleFrontier: Sendable, Equatable {
    /// The number of leaves.
    public private(set) var size: Int
    /// The subtrees' roots, from left to right and so from the largest to the smallest.
    public private(set) var hashes: [MerkleHash]

    /// The empty tree.
    public init() {
        size = 0
        hashes = []
    }

    /// A tree that was stored; nil where the number of hashes does not belong to the size.
    public init?(size: Int, hashes: [MerkleHash]) {
        guard size >= 0, hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// Adds a leaf at the right end.
    public mutating func append(_ leaf: MerkleHash) {
        var node = leaf
        var rest = size
        while rest & 1 == 1 {
            node = MerkleHash(hashes.removeLast(), node)
            rest >>= 1
        }
        hashes.append(node)
        size += 1
    }

    /// The Merkle Tree Hash of all leaves.
    public var root: MerkleHash {
        guard let last = hashes.last else { return .empty }
        return hashes.dropLast().reversed().reduce(last) { MerkleHash($1, $0) }
    }

    /// The root of the complete subtree of 2^level leaves; nil where the size has no such part.
    func subtree(level: Int) -> MerkleHash? {
        guard size >> level & 1 == 1 else { return nil }
        return hashes[(size >> (level + 1)).nonzeroBitCount]
    }
}
