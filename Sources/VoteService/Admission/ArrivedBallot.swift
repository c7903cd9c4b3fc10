import VoteCore

/// A ballot whose form, cookie and puzzles are in order, as it waits to be admitted.
public struct ArrivedBallot: Sendable {
    /// What the voter wants.
    public let request: BallotRequest
    /// The token of the voter's browser. Where an election works with printed codes, the code's token takes its place.
    public let token: Bytes16
    /// How old the token is, in seconds.
    public let tokenAge: Int
    /// The address that the request came from, 4 or 16 bytes; nil where it is not known.
    public let address: [UInt8]?
    /// The challenge that was checked and solved.
    public let challenge: PuzzleChallenge
    /// From handing out the challenge to the arrival of its solution, in milliseconds.
    public let workMilliseconds: Int

    /// A ballot as it came in.
    public init(
        request: BallotRequest, token: Bytes16, tokenAge: Int, address: [UInt8]?, challenge: PuzzleChallenge,
        workMilliseconds: Int
    ) {
        self.request = request
        self.token = token
        self.tokenAge = tokenAge
        self.address = address
        self.challenge = challenge
        self.workMilliseconds = workMilliseconds
    }
}
