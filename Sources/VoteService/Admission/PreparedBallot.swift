import VoteCore

/// A ballot with everything worked out that does not depend on other ballots: done by whoever brings it, so that the
/// one thread that writes has less to do.
struct PreparedBallot: Sendable {
    /// What came in.
    let arrived: ArrivedBallot
    /// The rules that it was prepared under.
    let rules: MerkleHash
    /// What the voter wants.
    let fingerprint: MerkleHash
    /// The award's place in the rules.
    let award: Int
    /// The chosen candidates' places in the award, rising.
    let candidates: [UInt16]
    /// What stands for the voter in tags.
    let voter: Bytes16
    /// The stored hash of the printed code, where the election works with codes.
    let code: MerkleHash?
    /// The tag under which the ballot would be admitted on the day.
    let tag: (day: Int, value: Bytes16)

    /// Prepares a ballot for the day.
    ///
    /// - Parameter day: in UTC+8, since 1970.
    init(_ arrived: ArrivedBallot, index: RulesIndex, secret: [UInt8], day: Int) throws(BallotRefusal) {
        let request = arrived.request
        let places = try index.places(award: request.award, choices: request.choices)
        switch index.rules.identity {
        case .device:
            voter = arrived.token
            code = nil
        case .code:
            guard let printed = request.code.flatMap({ PrintedCode($0) }) else { throw .codeInvalid }
            voter = printed.token(election: index.rules.id, key: secret)
            code = printed.hash(election: index.rules.id, key: secret)
        }
        self.arrived = arrived
        rules = index.hash
        fingerprint = request.fingerprint
        award = places.award
        candidates = places.candidates
        tag = (day, Self.tag(index.rules, places.award, day, voter))
    }

    /// The tag on a day; the one that was prepared, unless midnight has passed since.
    func tag(on day: Int, _ rules: ElectionRules) -> Bytes16 {
        day == tag.day ? tag.value : Self.tag(rules, award, day, voter)
    }

    private static func tag(_ rules: ElectionRules, _ award: Int, _ day: Int, _ voter: Bytes16) -> Bytes16 {
        VoterTag.tag(election: rules.id, award: rules.awards[award], day: day, token: voter)
    }
}
