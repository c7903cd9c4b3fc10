import VoteCore

/// Rules made ready for many ballots: awards and candidates by key.
struct RulesIndex: Sendable {
    /// The rules.
    let rules: ElectionRules
    /// Their hash, as the log's head names it.
    let hash: MerkleHash
    private let awards: [String: (place: Int, candidates: [String: UInt16])]

    init(_ rules: ElectionRules) {
        self.rules = rules
        hash = rules.hash
        var awards: [String: (Int, [String: UInt16])] = [:]
        for (place, award) in rules.awards.enumerated() {
            let pairs = award.candidates.enumerated().map { ($1.key, UInt16($0)) }
            awards[award.key] = (place, Dictionary(pairs) { first, _ in first })
        }
        self.awards = awards
    }

    /// The award's place in the rules and the candidates' places in the award, rising.
    ///
    /// Says the same as `ElectionRules.refusal(award:choices:)` without going through all candidates.
    func places(award key: String, choices: [String]) throws(BallotRefusal) -> (award: Int, candidates: [UInt16]) {
        guard let award = awards[key] else { throw .award }
        var candidates: [UInt16] = []
        candidates.reserveCapacity(choices.count)
        for choice in choices {
            guard let place = award.candidates[choice] else { throw .choiceUnknown }
            candidates.append(place)
        }
        candidates.sort()
        for (one, next) in zip(candidates, candidates.dropFirst()) where one == next { throw .choiceDuplicate }
        guard rules.awards[award.place].choices.contains(candidates.count) else { throw .choiceCount }
        return (award.place, candidates)
    }
}
