/// The form in which stores keep the candidates that a voter named.
extension VoterRecord {
    /// Candidates' places, two bytes each, the lower first.
    var candidateBytes: [UInt8] {
        candidates.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    /// A record whose candidates `candidateBytes` wrote.
    init(ballots: Int, candidateBytes bytes: [UInt8]) {
        let candidates = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        self.init(ballots: ballots, candidates: candidates)
    }
}
