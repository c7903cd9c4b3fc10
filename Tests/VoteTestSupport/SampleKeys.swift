import VoteCore

/// The keys of every sample election: whoever runs the tests may sign anything.
public struct SampleKeys: Sendable {
    /// Signs checkpoints.
    public let log: NoteSigner
    /// Sign exclusions.
    public let operators: [NoteSigner]
    /// Countersign checkpoints.
    public let witnesses: [NoteSigner]

    /// The keys for a log of this name.
    public init?(origin: String) {
        func signer(_ name: String, _ number: UInt8, _ algorithm: NoteKey.Algorithm = .ed25519) -> NoteSigner? {
            NoteSigner(name: name, algorithm: algorithm, seed: [UInt8](repeating: number, count: 32))
        }
        guard let log = signer(origin, 1), let first = signer("\(origin)/op1", 2),
            let second = signer("\(origin)/op2", 3), let third = signer("\(origin)/op3", 4),
            let notary = signer("notary.example", 5, .cosignature), let paper = signer("paper.example", 6, .cosignature)
        else { return nil }
        self.log = log
        operators = [first, second, third]
        witnesses = [notary, paper]
    }
}
