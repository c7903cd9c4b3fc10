/// A place in a Merkle tree: the root of the complete subtree over the leaves
/// `index << level ..< (index + 1) << level`.
public struct MerkleNode: Hashable, Sendable {
    /// 0 for a leaf, one more for every doubling.
    public let level: Int
    /// The number of the subtree among those of its level, from 0.
    public let index: Int

    /// The node number `index` of `level`.
    public init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }
}

/// All nodes that a batch of new leaves makes complete, over a tree of which only the frontier is known.
///
/// This is what gives every ballot of a batch its proof without reading anything else. With an empty frontier it
/// holds a whole tree.
public struct MerkleBatch: Sendable {
    /// The tree before the batch.
    public let before: MerkleFrontier
    /// The tree with the batch.
    public let after: MerkleFrontier
    /// For each level the first node's index and the nodes.
    private var levels: [(first: Int, hashes: [MerkleHash])]

    /// The tree `before` with the leaf hashes `leaves` added at its right end. Time and memory go with the batch.
    public init(_ before: MerkleFrontier = MerkleFrontier(), leaves: [MerkleHash]) {
        self.before = before
        var after = before
        for leaf in leaves { after.append(leaf) }
        self.after = after
        levels = [(before.size, leaves)]
        while let below = levels.last, after.size >> levels.count > before.size >> levels.count {
            let first = before.size >> levels.count
            let hashes = (first..<after.size >> levels.count).compactMap { index -> MerkleHash? in
                let left =
                    2 * index < below.first
                    ? before.subtree(level: levels.count - 1) : below.hashes[2 * index - below.first]
                return left.map { MerkleHash($0, below.hashes[2 * index + 1 - below.first]) }
            }
            levels.append((first, hashes))
        }
    }

    /// The hash of a node; nil where it is not complete or lies deeper in the old tree than its frontier.
    public func hash(of node: MerkleNode) -> MerkleHash? {
        if node.level < levels.count, node.index >= levels[node.level].first {
            let offset = node.index - levels[node.level].first
            return offset < levels[node.level].hashes.count ? levels[node.level].hashes[offset] : nil
        }
        let isLastOfOldTree = before.size >> node.level == node.index + 1
        return isLastOfOldTree ? before.subtree(level: node.level) : nil
    }
}
