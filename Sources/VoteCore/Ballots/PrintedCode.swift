/// A printed voting code: 60 random bits as twelve digits of Crockford's base 32, shown as `XXXX-XXXX-XXXX`.
public struct PrintedCode: Sendable, Equatable {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private let value: UInt64

    /// The code of the lowest 60 bits of `random`.
    public init(random: UInt64) { value = random & (1 << 60 - 1) }

    /// A code as people type it: letter case, spaces and hyphens do not matter; O is 0, I and L are 1.
    public init?(_ typed: String) {
        var value: UInt64 = 0
        var count = 0
        for byte in typed.uppercased().utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "-") {
            let digit: UInt8 =
                switch byte {
                case UInt8(ascii: "O"): UInt8(ascii: "0")
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                default: byte
                }
            guard let place = Self.digits.firstIndex(of: digit), count < 12 else { return nil }
            value = value << 5 | UInt64(place)
            count += 1
        }
        guard count == 12 else { return nil }
        self.value = value
    }

    /// `XXXX-XXXX-XXXX`.
    public var text: String {
        let symbols = (0..<12).map { Self.digits[Int(value >> UInt64(55 - 5 * $0) & 31)] }
        return [0, 4, 8].map { String(decoding: symbols[$0..<$0 + 4], as: UTF8.self) }.joined(separator: "-")
    }

    /// What a server stores instead of the code: HMAC-SHA256 of election and code under the election's key.
    public func hash(election: String, key: [UInt8]) -> MerkleHash {
        let message = Array("gridshow-code-v1\0\(election)\0\(text)".utf8)
        return MerkleHash(authenticationCode(of: message, key: key)) ?? .empty
    }

    /// What stands for the voter in tags: the first 16 bytes of another HMAC, so that the stored hash says nothing
    /// about ballots.
    public func token(election: String, key: [UInt8]) -> Bytes16 {
        first16(of: authenticationCode(of: Array("gridshow-code-token-v1\0\(election)\0\(text)".utf8), key: key))
    }

    /// What the rules publish before the vote: the Merkle root over the sorted hashes of all codes. The organiser
    /// can later show the list, and nobody can have added a code to it.
    public static func commitment(of hashes: [MerkleHash]) -> MerkleHash {
        var frontier = MerkleFrontier()
        for bytes in hashes.map(\.bytes).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            frontier.append(MerkleHash(leaf: bytes))
        }
        return frontier.root
    }
}
