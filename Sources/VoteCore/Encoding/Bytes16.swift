/// Sixteen bytes: the tag of a voter, the id of a ballot, the token of a browser.
///
/// Its text is base64url without padding, 22 characters.
public struct Bytes16: Hashable, Comparable, Sendable {
    private let first: UInt64
    private let second: UInt64

    /// Sixteen bytes in order; nil for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        (first, second) = Array(bytes).withUnsafeBytes { buffer in
            let words = buffer.loadUnaligned(as: (UInt64, UInt64).self)
            return (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1))
        }
    }

    /// The value of a text; nil where `text` would not be written so.
    public init?(text: some Collection<UInt8>) {
        guard text.count == 22, let bytes = Base64.url.decode(text) else { return nil }
        self.init(bytes)
    }

    /// The bytes in order.
    public var bytes: [UInt8] { first.bigEndianBytes + second.bigEndianBytes }

    /// Calls `body` with the bytes in order, without making an array of them.
    public func withUnsafeBytes<Outcome>(_ body: (UnsafeRawBufferPointer) throws -> Outcome) rethrows -> Outcome {
        try Swift.withUnsafeBytes(of: (first.bigEndian, second.bigEndian), body)
    }

    /// In the order of the bytes.
    public static func < (left: Bytes16, right: Bytes16) -> Bool {
        (left.first, left.second) < (right.first, right.second)
    }

    /// The 22 characters.
    public var text: String { Base64.url.encode(bytes) }

    /// Whether both are the same, in a time that does not depend on where they differ.
    public func isEqualInConstantTime(to other: Bytes16) -> Bool {
        (first ^ other.first) | (second ^ other.second) == 0
    }
}

extension FixedWidthInteger {
    /// The bytes of the number, the most significant first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

    /// The number that these bytes, the most significant first, stand for.
    init(bigEndianBytes bytes: some Sequence<UInt8>) { self = bytes.reduce(0) { $0 << 8 | Self($1) } }
}

/// Whether two byte sequences are equal, in a time that depends on their lengths only.
public func isEqualInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
