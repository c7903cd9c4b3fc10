/// What was counted so far, kept small: about ten bytes a ballot and two more a choice.
struct BallotTable: Sendable {
    /// Candidates and awards by their place in the rules.
    struct Index: Sendable {
        /// For each award its place, and for each of its candidates the place among all candidates.
        let awards: [String: (place: Int, candidates: [String: Int])]

        init(_ rules: ElectionRules) {
            var awards: [String: (place: Int, candidates: [String: Int])] = [:]
            var first = 0
            for (place, award) in rules.awards.enumerated() {
                let pairs = award.candidates.enumerated().map { ($1.key, first + $0) }
                awards[award.key] = (place, Dictionary(pairs) { first, _ in first })
                first += award.candidates.count
            }
            self.awards = awards
        }
    }

    /// The place of each ballot in the log, rising.
    private var places: [UInt32] = []
    private var awards: [UInt8] = []
    private var isExcluded: [Bool] = []
    /// Where each ballot's choices end in `choices`.
    private var ends: [UInt32] = []
    private var choices: [UInt16] = []

    /// Ballots of each award.
    private(set) var ballots: [VoteCount]
    /// Ballots that name each candidate.
    private(set) var votes: [VoteCount]

    /// An empty table for the awards and candidates of `rules`.
    init(_ rules: ElectionRules) {
        ballots = rules.awards.map { _ in VoteCount() }
        votes = rules.awards.flatMap { $0.candidates.map { _ in VoteCount() } }
    }

    /// Counts the ballot at `place` of the log.
    mutating func append(place: Int, award: Int, candidates: [Int]) {
        places.append(UInt32(place))
        awards.append(UInt8(award))
        isExcluded.append(false)
        choices += candidates.map(UInt16.init)
        ends.append(UInt32(choices.count))
        ballots[award].received += 1
        for candidate in candidates { votes[candidate].received += 1 }
    }

    /// Whether every place of the ranges holds a ballot that is excluded, or is not, as asked.
    func areBallots(_ ranges: [ClosedRange<Int>], excluded: Bool) -> Bool {
        ranges.allSatisfy { range in
            let first = row(at: range.lowerBound)
            guard first + range.count <= places.count else { return false }
            let rows = first..<first + range.count
            return zip(rows, range).allSatisfy { places[$0] == $1 && isExcluded[$0] == excluded }
        }
    }

    /// Takes the ballots at these places out of the count, or puts them back.
    mutating func setExcluded(_ ranges: [ClosedRange<Int>], _ excluded: Bool) {
        let step = excluded ? 1 : -1
        for range in ranges {
            let first = row(at: range.lowerBound)
            for row in first..<first + range.count {
                isExcluded[row] = excluded
                ballots[Int(awards[row])].excluded += step
                let start = row == 0 ? 0 : Int(ends[row - 1])
                for candidate in choices[start..<Int(ends[row])] { votes[Int(candidate)].excluded += step }
            }
        }
    }

    /// The first row whose place is not below `place`.
    private func row(at place: Int) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
