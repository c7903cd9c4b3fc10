import VoteCore

/// What becomes of a ballot.
public enum BallotAnswer: Sendable {
    /// It is in the log, and the log is on the medium.
    case admitted(ReceiptSource)
    /// It was in the log already; the receipt is the one it got then.
    case repeated(ReceiptSource)
    /// It breaks a rule and left no trace.
    case refused(BallotRefusal)
    /// Too many ballots are waiting; the voter should try again in a moment.
    case overloaded
    /// The store has failed. Whether the ballot is in the log is not known; sending it again after a restart is safe.
    case failed
}

/// All that a receipt is made of. Making it takes some hashing and text, which is why the waiting side does it.
public struct ReceiptSource: Sendable {
    /// The bytes of the entry.
    public let entry: [UInt8]
    /// The entry's place in the log.
    public let index: Int
    /// The signed checkpoint that the proof leads to.
    public let note: [UInt8]
    /// How the path is found.
    let path: Path

    enum Path: Sendable {
        /// From the nodes of the batch that brought the entry.
        case batch(MerkleBatch)
        /// It was read from the store.
        case known([MerkleHash])
    }

    /// The receipt. The same entry gives the same receipt at all times, byte for byte.
    public func receipt() throws -> Receipt {
        let proof =
            switch path {
            case .batch(let nodes):
                try MerkleProof.inclusion(of: index, size: nodes.after.size) { nodes.hash(of: $0) }
            case .known(let hashes): hashes
            }
        return Receipt(entry: entry, index: index, proof: proof, note: note)
    }
}
