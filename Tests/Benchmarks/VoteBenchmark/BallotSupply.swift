import Crypto
import TestSupport
import VoteCore

/// Ballots of made-up voters, drawn with a seed and written out as whole HTTP requests with solved puzzles, so that
/// sending one costs nothing but the sending.
///
/// They are what a browser would send: the service's own key seals cookies and challenges here, since asking the
/// service for half a million challenges would be another measurement.
struct BallotSupply {
    /// What the ballots are drawn from.
    struct Plan {
        let rules: ElectionRules
        /// The service's key.
        let secret: [UInt8]
        /// Leading zero bits of every puzzle, as the service was told with `--puzzle-bits`.
        let bits: Int
        /// How many of a hundred ballots are another ballot of a voter who has voted.
        let secondBallots: Int
        /// Seconds since 1970.
        let time: Int
        let seed: UInt64
    }

    /// What a ballot asks for, for the journal.
    struct Wish {
        let id: Bytes16
        let award: Int
        let choices: [String]
        let voter: Bytes16
    }

    private(set) var wishes: [Wish] = []
    private var requests: [UInt8] = []
    private var ends: [Int] = []
    private let plan: Plan
    private var generator: SeededGenerator

    /// Draws `count` ballots.
    init(_ plan: Plan, count: Int) {
        self.plan = plan
        generator = SeededGenerator(seed: plan.seed)
        requests.reserveCapacity(count * 900)
        wishes.reserveCapacity(count)
        for _ in 0..<count { add() }
    }

    var count: Int { ends.count }

    /// The bytes of the request of a ballot.
    func withRequest<Outcome>(_ number: Int, _ body: (UnsafeRawBufferPointer) -> Outcome) -> Outcome {
        let start = number == 0 ? 0 : ends[number - 1]
        return requests.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<ends[number]])) }
    }

    private mutating func add() {
        let wish = draw()
        let text = body(wish)
        let cookie = DeviceToken(token: wish.voter, issuedMinute: UInt32(plan.time / 60 - 60))
        let head = """
            POST /v1/elections/\(plan.rules.id)/ballots HTTP/1.1\r
            Host: votes.example\r
            Sec-Fetch-Site: same-origin\r
            Content-Type: application/json\r
            Cookie: gvt=\(cookie.text(key: plan.secret))\r
            X-Forwarded-For: \(address(wish.voter))\r
            Content-Length: \(text.utf8.count)\r
            \r

            """
        requests += Array(head.utf8)
        requests += Array(text.utf8)
        ends.append(requests.count)
        wishes.append(wish)
    }

    private mutating func draw() -> Wish {
        let id = bytes16()
        if !wishes.isEmpty, generator.chance(plan.secondBallots) {
            // Half of them soon after the first, so that both meet in one batch.
            let back = Int.random(in: 1...(generator.chance(50) ? 50 : wishes.count), using: &generator)
            let first = wishes[max(0, wishes.count - back)]
            return Wish(id: id, award: first.award, choices: choices(first.award), voter: first.voter)
        }
        let award = Int.random(in: plan.rules.awards.indices, using: &generator)
        return Wish(id: id, award: award, choices: choices(award), voter: bytes16())
    }

    private mutating func choices(_ award: Int) -> [String] {
        let award = plan.rules.awards[award]
        let count = Int.random(in: award.choices, using: &generator)
        return Array(award.candidates.map(\.key).shuffled(using: &generator).prefix(count))
    }

    private mutating func bytes16() -> Bytes16 {
        let halves = [generator.next(), generator.next()]
        guard
            let value = Bytes16(halves.flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (8 * $0)) } })
        else { preconditionFailure("two words have sixteen bytes") }
        return value
    }

    /// Like the service's: the second of its issue before bytes of chance. The ballots come in this order, some
    /// thousands a second.
    private mutating func challengeID() -> Bytes16 {
        let time = UInt32(truncatingIfNeeded: plan.time + count / Self.issuedInSecond).bigEndian
        let bytes = withUnsafeBytes(of: time) { Array($0) } + bytes16().bytes[4...]
        guard let id = Bytes16(bytes) else { preconditionFailure("sixteen bytes were drawn") }
        return id
    }

    private static let issuedInSecond = 8000

    /// An address of the voter's own, as a proxy would report it.
    private func address(_ voter: Bytes16) -> String {
        voter.withUnsafeBytes { "\($0[0] | 1).\($0[1]).\($0[2]).\($0[3])" }
    }

    private mutating func body(_ wish: Wish) -> String {
        let challenge = sealedChallenge(wish)
        let solution = Puzzles.solve(Array(challenge.prefix(PuzzleChallenge.length)), bits: plan.bits)
        let choices = wish.choices.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"v":1,"category":"\(plan.rules.awards[wish.award].key)","choices":[\(choices)],"ballot_id":"\(wish.id.text)",\
            "challenge":"\(Base64.url.encode(challenge))","solution":[\(solution.map { "\($0)" }.joined(separator: ","))]}
            """
    }

    private mutating func sealedChallenge(_ wish: Wish) -> [UInt8] {
        let binding = PuzzleChallenge.Binding(
            election: plan.rules.id, award: wish.award,
            day: ElectionClock.day(ofSlot: plan.time / ElectionClock.slot), token: wish.voter)
        let challenge = PuzzleChallenge(
            level: plan.rules.work.lowerBound, binding: binding, issuedMilliseconds: plan.time * 1000,
            expires: plan.time + 86_400, id: challengeID())
        return Puzzles.sealed(challenge, bits: plan.bits, key: plan.secret)
    }
}

/// Puzzles of any strength; the service's own have the four strengths of the levels.
enum Puzzles {
    private static let label = Array("gridshow-pow-v1\0".utf8)

    /// A challenge of `bits` zero bits with its seal.
    static func sealed(_ challenge: PuzzleChallenge, bits: Int, key: [UInt8]) -> [UInt8] {
        var bytes = challenge.bytes
        bytes[3] = UInt8(bits)
        let seal = HMAC<SHA256>.authenticationCode(for: label + bytes, using: SymmetricKey(data: key))
        return bytes + seal.prefix(16)
    }

    /// The lowest answers.
    static func solve(_ challenge: [UInt8], bits: Int) -> [UInt32] {
        var block = Array(SHA256.hash(data: challenge)) + [UInt8](repeating: 0, count: 8)
        return (0..<PuzzleChallenge.count).map { place in
            block[35] = UInt8(place)
            var answer: UInt32 = 0
            while leadingZeros(&block, answer) < bits { answer += 1 }
            return answer
        }
    }

    private static func leadingZeros(_ block: inout [UInt8], _ answer: UInt32) -> Int {
        withUnsafeBytes(of: answer.bigEndian) { for place in 0..<4 { block[36 + place] = $0[place] } }
        let digest = SHA256.hash(data: block)
        return digest.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }.leadingZeroBitCount
    }
}
