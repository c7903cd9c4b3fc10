import Crypto

/// Puzzles that a browser solves before it casts a ballot. They slow a flood down and protect the server; they do
/// not tell people from programs.
///
/// Sixteen puzzles; puzzle i is solved by a number n such that SHA-256(SHA-256(challenge) ‖ i ‖ n), both numbers in
/// four bytes, the more significant first, begins with `bits` zero bits.
public struct PuzzleChallenge: Sendable, Equatable {
    /// Whom and what a challenge is for; a solution for one is none for another.
    public struct Binding: Sendable, Equatable {
        /// The election's id.
        public let election: String
        /// The place of the award in the rules, from 0.
        public let award: Int
        /// The day in UTC+8, in days since 1970.
        public let day: Int
        /// The voter's token.
        public let token: Bytes16

        /// A voter, an award and a day.
        public init(election: String, award: Int, day: Int, token: Bytes16) {
            self.election = election
            self.award = award
            self.day = day
            self.token = token
        }
    }

    /// How many puzzles there are.
    public static let count = 16
    /// Bytes of a challenge without its seal.
    public static let length = 96
    /// Bytes of a challenge with its seal.
    public static let sealedLength = length + 16

    /// 0 to 3; each level takes about four times the work of the one below, the last twice.
    public let level: Int
    /// How many leading zero bits a solution has.
    public let bits: Int
    /// Whom and what it is for.
    public let binding: Binding
    /// When it was handed out, in milliseconds since 1970: how long the work took is a signal of the review.
    public let issuedMilliseconds: Int
    /// The first second that is too late.
    public let expires: Int
    /// 16 bytes that no other challenge has, by which a server knows one that was used.
    public let id: Bytes16

    private static let label = Array("gridshow-pow-v1\0".utf8)

    /// A challenge to be handed out.
    ///
    /// - Parameter bits: how hard it is; what belongs to the level, except in load tests.
    public init(
        level: Int, bits: Int? = nil, binding: Binding, issuedMilliseconds: Int, expires: Int, id: Bytes16
    ) {
        self.level = level
        self.bits = bits ?? Self.bits(level: level)
        self.binding = binding
        self.issuedMilliseconds = issuedMilliseconds
        self.expires = expires
        self.id = id
    }

    /// How many leading zero bits a solution of this level has.
    public static func bits(level: Int) -> Int { [12, 14, 16, 17][min(max(level, 0), 3)] }

    /// The 96 bytes: version, level, number of puzzles, bits, 16 of the election, 2 of the award, 4 of the day,
    /// 16 of the token, 8 issued, 8 expires, 16 id, zeros.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [1, UInt8(level), UInt8(Self.count), UInt8(bits)]
        bytes += SHA256.hash(data: Array(binding.election.utf8)).prefix(16)
        bytes += UInt16(binding.award).bigEndianBytes + UInt32(binding.day).bigEndianBytes
        bytes += SHA256.hash(data: binding.token.bytes).prefix(16)
        bytes += UInt64(issuedMilliseconds).bigEndianBytes + UInt64(expires).bigEndianBytes + id.bytes
        return bytes + [UInt8](repeating: 0, count: Self.length - bytes.count)
    }

    /// The bytes with their seal, 16 bytes of an HMAC under the server's key.
    public func sealed(key: [UInt8]) -> [UInt8] { bytes + Self.seal(bytes, key) }

    private static func seal(_ bytes: [UInt8], _ key: [UInt8]) -> [UInt8] {
        Array(authenticationCode(of: label + bytes, key: key).prefix(16))
    }

    /// Checks a solution: first the seal, then whom it is for, then the time, then the work: 17 hashes at most.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - bits: how hard challenges are that this server hands out; nil for what belongs to their level.
    /// - Returns: the challenge, the id of which the caller must not accept a second time.
    public static func check(
        _ sealed: [UInt8], solution: [UInt32], binding: Binding, time: Int, key: [UInt8], bits: Int? = nil
    ) throws(BallotRefusal) -> PuzzleChallenge {
        let bytes = Array(sealed.prefix(length))
        guard sealed.count == sealedLength, isEqualInConstantTime(seal(bytes, key), sealed.suffix(16)),
            let id = Bytes16(bytes[58..<74])
        else { throw .puzzleInvalid }
        let expires = Int(UInt64(bigEndianBytes: bytes[50..<58]))
        let expected = PuzzleChallenge(
            level: Int(bytes[1]), bits: bits, binding: binding,
            issuedMilliseconds: Int(UInt64(bigEndianBytes: bytes[42..<50])), expires: expires, id: id)
        guard expected.bytes == bytes else { throw .puzzleBinding }
        guard time < expires else { throw .puzzleExpired }
        guard isSolved(bytes, by: solution) else { throw .puzzleInvalid }
        return expected
    }

    /// Whether every puzzle of the challenge `bytes` is solved.
    public static func isSolved(_ bytes: [UInt8], by solution: [UInt32]) -> Bool {
        guard bytes.count == length, solution.count == count else { return false }
        let seed = Array(SHA256.hash(data: bytes))
        return solution.enumerated().allSatisfy { index, answer in
            leadingZeros(seed, index, answer) >= Int(bytes[3])
        }
    }

    /// Answers for the challenge `bytes`, the lowest ones. For tests and for load tools; a browser has its own.
    public static func solve(_ bytes: [UInt8]) -> [UInt32] {
        let seed = Array(SHA256.hash(data: bytes))
        return (0..<count).map { index in
            (0...UInt32.max).first { leadingZeros(seed, index, $0) >= Int(bytes[3]) } ?? 0
        }
    }

    private static func leadingZeros(_ seed: [UInt8], _ index: Int, _ answer: UInt32) -> Int {
        let digest = SHA256.hash(data: seed + UInt32(index).bigEndianBytes + answer.bigEndianBytes)
        return UInt64(bigEndianBytes: digest.prefix(8)).leadingZeroBitCount
    }
}
