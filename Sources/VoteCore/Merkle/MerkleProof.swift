/// Inclusion and consistency proofs of RFC 6962, sections 2.1.1 and 2.1.2.
public enum MerkleProof {
    /// A node that the reader of nodes did not have.
    public struct MissingNode: Error, Sendable, Equatable {
        /// The place.
        public let node: MerkleNode
    }

    /// Gives the hashes of complete subtrees; nil where it has none.
    public typealias NodeReader = (MerkleNode) throws -> MerkleHash?

    /// The path from leaf `index` to the root of the tree of `size` leaves: siblings from the leaf upwards.
    ///
    /// - Throws: `MissingNode`, or what `reader` throws.
    public static func inclusion(of index: Int, size: Int, reader: NodeReader) throws -> [MerkleHash] {
        precondition(index >= 0 && index < size, "a leaf of the tree has an index below its size")
        return try path(to: index, in: 0..<size, reader)
    }

    /// The proof that the tree of `older` leaves is the beginning of the tree of `newer` leaves.
    ///
    /// - Throws: `MissingNode`, or what `reader` throws.
    public static func consistency(from older: Int, to newer: Int, reader: NodeReader) throws -> [MerkleHash] {
        precondition(older >= 0 && older <= newer, "a log only grows")
        if older == 0 || older == newer { return [] }
        return try subproof(older, in: 0..<newer, isWholeOldTree: true, reader)
    }

    /// Whether `proof` leads from the leaf to the root (RFC 9162, section 2.1.3.2).
    public static func proves(
        _ leaf: MerkleHash, at index: Int, in tree: (size: Int, root: MerkleHash), by proof: [MerkleHash]
    ) -> Bool {
        guard index >= 0, index < tree.size else { return false }
        var node = index
        var last = tree.size - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = MerkleHash(sibling, hash)
                while node & 1 == 0 && node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHash(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == tree.root
    }

    /// Whether `proof` shows that the older tree is the beginning of the newer one (RFC 9162, section 2.1.4.2).
    public static func provesGrowth(
        from older: (size: Int, root: MerkleHash), to newer: (size: Int, root: MerkleHash), by proof: [MerkleHash]
    ) -> Bool {
        guard older.size >= 0, older.size <= newer.size else { return false }
        if older.size == 0 { return proof.isEmpty && older.root == .empty }
        if older.size == newer.size { return proof.isEmpty && older.root == newer.root }
        // A tree of 2^k leaves is itself a node of the newer one and not repeated in the proof.
        let isNode = older.size.nonzeroBitCount == 1
        guard let first = isNode ? older.root : proof.first else { return false }
        var node = older.size - 1
        var last = newer.size - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (old, new) = (first, first)
        for sibling in proof.dropFirst(isNode ? 0 : 1) {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = MerkleHash(sibling, old)
                new = MerkleHash(sibling, new)
                while node & 1 == 0 && node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleHash(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == older.root && new == newer.root
    }

    /// PATH(m, D[n]) of RFC 6962.
    private static func path(to index: Int, in range: Range<Int>, _ reader: NodeReader) throws -> [MerkleHash] {
        if range.count == 1 { return [] }
        let middle = range.lowerBound + split(range.count)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return index < middle
            ? try path(to: index, in: left, reader) + [hash(of: right, reader)]
            : try path(to: index, in: right, reader) + [hash(of: left, reader)]
    }

    /// SUBPROOF(m, D[n], b) of RFC 6962.
    private static func subproof(
        _ older: Int, in range: Range<Int>, isWholeOldTree: Bool, _ reader: NodeReader
    ) throws -> [MerkleHash] {
        if older == range.upperBound { return isWholeOldTree ? [] : [try hash(of: range, reader)] }
        let middle = range.lowerBound + split(range.count)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return older <= middle
            ? try subproof(older, in: left, isWholeOldTree: isWholeOldTree, reader) + [hash(of: right, reader)]
            : try subproof(older, in: right, isWholeOldTree: false, reader) + [hash(of: left, reader)]
    }

    /// The Merkle Tree Hash of a range that begins where a complete subtree of its size would.
    private static func hash(of range: Range<Int>, _ reader: NodeReader) throws -> MerkleHash {
        if range.count.nonzeroBitCount == 1 {
            let level = range.count.trailingZeroBitCount
            let node = MerkleNode(level: level, index: range.lowerBound >> level)
            guard let hash = try reader(node) else { throw MissingNode(node: node) }
            return hash
        }
        let middle = range.lowerBound + split(range.count)
        return MerkleHash(
            try hash(of: range.lowerBound..<middle, reader), try hash(of: middle..<range.upperBound, reader))
    }

    /// The largest power of two below `count`, which is at least 2.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
