/// What a browser asks puzzles for: `{"v":1,"category":"grid-worker"}`.
public struct ChallengeRequest: Sendable, Equatable {
    /// The award's key.
    public let award: String

    /// The request in `body`, read as strictly as a ballot.
    public init(json body: [UInt8]) throws(BallotRefusal) {
        var reader = FlatJSON(body)
        let fields = try reader.object()
        guard fields.keys.allSatisfy({ $0 == "v" || $0 == "category" }) else { throw .unknownField }
        guard let version = fields["v"], let category = fields["category"] else { throw .missingField }
        guard case .number(1) = version else { throw .version }
        guard case .string(let award) = category else { throw .notJSON }
        self.award = String(decoding: award, as: UTF8.self)
    }
}
