import Crypto

/// A SHA-256 hash, above all a Merkle Tree Hash of RFC 6962, section 2.1.
public struct MerkleHash: Hashable, Sendable {
    /// The 32 bytes in order, eight a word as they lie in memory.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// 32 bytes in order; nil for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(raw: Array(bytes))
    }

    private init(raw bytes: [UInt8]) {
        words = bytes.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
    }

    private init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
    }

    /// The hash of `bytes` alone, without a prefix: of files.
    public init(hashing bytes: some Sequence<UInt8>) {
        self.init(SHA256.hash(data: Array(bytes)))
    }

    /// The hash of the empty tree.
    public static let empty = MerkleHash(hashing: [])

    /// The hash of a leaf: SHA-256(0x00 ‖ entry).
    public init(leaf entry: some Collection<UInt8>) {
        var bytes: [UInt8] = [0]
        bytes.reserveCapacity(entry.count + 1)
        bytes += entry
        self.init(SHA256.hash(data: bytes))
    }

    /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
    public init(_ left: MerkleHash, _ right: MerkleHash) {
        var hasher = SHA256()
        Swift.withUnsafeBytes(of: UInt8(1)) { hasher.update(bufferPointer: $0) }
        Swift.withUnsafeBytes(of: left.words) { hasher.update(bufferPointer: $0) }
        Swift.withUnsafeBytes(of: right.words) { hasher.update(bufferPointer: $0) }
        self.init(hasher.finalize())
    }

    /// The 32 bytes in order.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Calls `body` with the 32 bytes in order, without making an array of them.
    public func withUnsafeBytes<Outcome>(_ body: (UnsafeRawBufferPointer) throws -> Outcome) rethrows -> Outcome {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// Whether both are the same.
    public static func == (left: MerkleHash, right: MerkleHash) -> Bool { left.words == right.words }

    /// Feeds the bytes to `hasher`.
    public func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }
}
