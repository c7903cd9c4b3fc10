import Crypto

/// What stands for a voter in the log: one tag for each voter, award and period.
///
/// Nobody can link the tags of different days or awards without the voter's token, and the token is never stored.
public enum VoterTag {
    /// The first 16 bytes of SHA-256("gridshow-tag-v1" NUL election NUL award NUL period NUL token).
    ///
    /// - Parameter period: the date in UTC+8 (`2026-09-01`), or `-` where the limit is for the whole election.
    public static func tag(election: String, award: String, period: String, token: Bytes16) -> Bytes16 {
        let words = ["gridshow-tag-v1", election, award, period].map { $0 + "\0" }.joined()
        return first16(of: SHA256.hash(data: Array(words.utf8) + token.bytes))
    }

    /// The tag of a voter under the rules of `award` in `slot`.
    public static func tag(election: String, award: ElectionRules.Award, slot: Int, token: Bytes16) -> Bytes16 {
        tag(election: election, award: award, day: ElectionClock.day(ofSlot: slot), token: token)
    }

    /// The tag of a voter under the rules of `award` on a day in UTC+8, in days since 1970.
    public static func tag(election: String, award: ElectionRules.Award, day: Int, token: Bytes16) -> Bytes16 {
        let period = award.period == .day ? ElectionClock.date(ofDay: day) : "-"
        return tag(election: election, award: award.key, period: period, token: token)
    }
}

/// The first 16 bytes of a digest, which has at least that many.
func first16(of digest: some Sequence<UInt8>) -> Bytes16 {
    guard let value = Bytes16(Array(digest.prefix(16))) else { preconditionFailure("a digest has at least 16 bytes") }
    return value
}

/// What a browser is recognised by: 16 random bytes in a cookie, sealed so that a server knows its own.
public struct DeviceToken: Sendable, Equatable {
    /// The random bytes.
    public let token: Bytes16
    /// When it was handed out, in minutes since 1970.
    public let issuedMinute: UInt32

    private static let label = Array("gridshow-device-v1\0".utf8)

    /// A token that was drawn in a minute.
    public init(token: Bytes16, issuedMinute: UInt32) {
        self.token = token
        self.issuedMinute = issuedMinute
    }

    /// The cookie's text: 28 bytes in base64url: token, minute, and the first 8 bytes of an HMAC-SHA256 over both.
    public func text(key: [UInt8]) -> String {
        let bytes = token.bytes + issuedMinute.bigEndianBytes
        return Base64.url.encode(bytes + Self.seal(bytes, key))
    }

    /// The token in a cookie; nil where this server's key did not seal it.
    public init?(text: some Collection<UInt8>, key: [UInt8]) {
        guard let bytes = Base64.url.decode(text), bytes.count == 28,
            isEqualInConstantTime(Self.seal(Array(bytes.prefix(20)), key), bytes.suffix(8)),
            let token = Bytes16(bytes.prefix(16))
        else { return nil }
        self.init(token: token, issuedMinute: UInt32(bigEndianBytes: bytes[16..<20]))
    }

    private static func seal(_ bytes: [UInt8], _ key: [UInt8]) -> [UInt8] {
        Array(authenticationCode(of: label + bytes, key: key).prefix(8))
    }
}

/// HMAC-SHA256 (RFC 2104), 32 bytes.
func authenticationCode(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
}

/// What an address is counted under for a day: 64 bits of an HMAC under a salt that is destroyed after two days.
public enum NetworkTag {
    /// The tag of an address of 4 bytes (IPv4, whole) or 16 bytes (IPv6, its first 64 bits); nil for other lengths.
    public static func tag(address: [UInt8], salt: [UInt8]) -> UInt64? {
        guard address.count == 4 || address.count == 16 else { return nil }
        // An IPv4 address inside IPv6 (::ffff:a.b.c.d) is that IPv4 address.
        let isMapped =
            address.count == 16 && address.prefix(12).elementsEqual([UInt8](repeating: 0, count: 10) + [255, 255])
        let network = isMapped ? Array(address.suffix(4)) : address.count == 4 ? address : Array(address.prefix(8))
        return UInt64(bigEndianBytes: authenticationCode(of: network, key: salt).prefix(8))
    }
}
