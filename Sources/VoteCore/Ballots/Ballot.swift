import Crypto
import Diagnostics

/// A ballot as it stands in the log. Nothing in it says who voted.
public struct Ballot: Sendable, Equatable {
    /// `d` for a browser, `c` for a printed code.
    public let channel: String
    /// The award's key.
    public let award: String
    /// The keys of the chosen candidates, rising in the order of their bytes, none twice.
    public let choices: [String]
    /// What makes a second ballot of the same voter in the same period visible.
    public let tag: Bytes16
    /// What the voter's browser drew for this ballot; makes the entry unguessable and a repeated request harmless.
    public let id: Bytes16

    /// A ballot; the choices may come in any order.
    public init(channel: String, award: String, choices: [String], tag: Bytes16, id: Bytes16) {
        self.channel = channel
        self.award = award
        self.choices = choices.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.tag = tag
        self.id = id
    }

    init(_ fields: inout TabFields) throws(FormatFault) {
        let channel = try fields.bytes()
        guard channel.elementsEqual("d".utf8) || channel.elementsEqual("c".utf8) else {
            throw fields.fault(LocalizedText(zh: "这里必须是 d 或 c", en: "this must be d or c"))
        }
        self.channel = String(decoding: channel, as: UTF8.self)
        award = try fields.name(2...24)
        choices = try LogEntry.names(&fields, 2...24)
        tag = try fields.bytes16()
        id = try fields.bytes16()
    }
}

/// What a voter sends: the wish, before anybody knows when it is admitted and under which tag.
public struct BallotRequest: Sendable, Equatable {
    /// The award's key.
    public let award: String
    /// The chosen candidates' keys in the order in which they came.
    public let choices: [String]
    /// What the browser drew.
    public let id: Bytes16
    /// The challenge with its seal, `PuzzleChallenge.sealedLength` bytes.
    public let challenge: [UInt8]
    /// The answers to the puzzles.
    public let solution: [UInt32]
    /// The printed code, where the election works with codes.
    public let code: String?

    /// A request from its parts.
    public init(
        award: String, choices: [String], id: Bytes16, challenge: [UInt8], solution: [UInt32], code: String? = nil
    ) {
        self.award = award
        self.choices = choices
        self.id = id
        self.challenge = challenge
        self.solution = solution
        self.code = code
    }

    /// The hash of what the voter wants. A repeated request with the same id and the same fingerprint gets the same
    /// answer; one with another fingerprint is refused. Challenge and solution do not matter: a browser may have to
    /// solve a new one for the same wish.
    public var fingerprint: MerkleHash {
        let sorted = choices.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let code = code.flatMap { PrintedCode($0) }?.text ?? "-"
        let lines = ["gridshow-ballot-v1", award, sorted.joined(separator: ","), id.text, code]
        return MerkleHash(hashing: lines.map { $0 + "\n" }.joined().utf8)
    }
}
