import VoteCore

/// What a vote service must keep to itself.
public struct ServiceKeys: Sendable {
    /// Signs checkpoints; its public key stands in the rules.
    public let log: NoteSigner
    /// Seals cookies and puzzles and hides printed codes; at least 32 random bytes. Each use has a label of its own.
    public let secret: [UInt8]

    /// The keys of a service.
    public init(log: NoteSigner, secret: [UInt8]) {
        precondition(secret.count >= 32, "a service's secret has at least 32 bytes")
        self.log = log
        self.secret = secret
    }
}
