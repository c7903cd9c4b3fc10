import VoteCore

/// Receipts of ballots that are in the log already, made again from the store: the same bytes as the first time.
struct StoredReceipts: Sendable {
    /// Signs the checkpoints.
    let signer: NoteSigner
    /// The log's name.
    let origin: String

    /// The receipt of a ballot, through a reading of the store.
    func source(_ ballot: StoredBallot, _ reading: any VoteReading) throws -> ReceiptSource {
        let entries = try reading.entries(ballot.index..<ballot.index + 1)
        let tree = TileHashes(reading.hashes)
        let root = try tree.frontier(size: ballot.treeSize).root
        let proof = try tree.inclusion(of: ballot.index, size: ballot.treeSize)
        let leaf = MerkleHash(leaf: entries[0])
        guard MerkleProof.proves(leaf, at: ballot.index, in: (ballot.treeSize, root), by: proof) else {
            throw StoreFailure("the stored hashes do not lead from entry \(ballot.index) to the root")
        }
        return ReceiptSource(
            entry: entries[0], index: ballot.index, note: try note(size: ballot.treeSize, root: root),
            path: .known(proof))
    }

    /// The signed checkpoint of the log at a size. Ed25519 gives the same signature every time (RFC 8032).
    func note(size: Int, root: MerkleHash) throws -> [UInt8] {
        try Checkpoint(origin: origin, size: size, root: root).note(signedBy: signer)
    }
}
