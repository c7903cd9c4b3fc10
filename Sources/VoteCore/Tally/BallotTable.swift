/// What was counted so far, kept small: two bytes a ballot and two a choice.
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

    /// One ballot: its award (6 bits), how many candidates it names (6 bits) and whether it is excluded.
    ///
    /// `ElectionRules.faults` sees to it that awards and choices are few enough.
    private struct Row {
        private var bits: UInt16

        init(award: Int, choiceCount: Int) { bits = UInt16(award) << 7 | UInt16(choiceCount) << 1 }

        var award: Int { Int(bits >> 7) }
        var choiceCount: Int { Int(bits >> 1 & 63) }
        var isExcluded: Bool {
            get { bits & 1 == 1 }
            set { bits = bits & ~1 | (newValue ? 1 : 0) }
        }
    }

    /// Ballots whose places follow each other without another entry between them.
    private struct Run {
        /// The place in the log and the row of the first.
        let place: Int, row: Int
    }

    /// At the first of so many rows it is noted where its choices begin.
    private static let rowsPerStart = 64

    private var rows: [Row] = []
    /// In the order of the log; no two could be one.
    private var runs: [Run] = []
    /// The candidates of all ballots, one ballot after the other.
    private var choices: [UInt16] = []
    private var starts: [Int] = []

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
        if end(ofRun: runs.count - 1) != place { runs.append(Run(place: place, row: rows.count)) }
        if rows.count % Self.rowsPerStart == 0 { starts.append(choices.count) }
        rows.append(Row(award: award, choiceCount: candidates.count))
        for candidate in candidates {
            choices.append(UInt16(candidate))
            votes[candidate].received += 1
        }
        ballots[award].received += 1
    }

    /// Whether every place of the ranges holds a ballot that is excluded, or is not, as asked.
    func areBallots(_ ranges: [ClosedRange<Int>], excluded: Bool) -> Bool {
        ranges.allSatisfy { range in
            guard let rows = rowsOfBallots(range) else { return false }
            return self.rows[rows].allSatisfy { $0.isExcluded == excluded }
        }
    }

    /// Takes the ballots at these places out of the count, or puts them back.
    ///
    /// - Precondition: `areBallots(ranges, excluded: !excluded)`.
    mutating func setExcluded(_ ranges: [ClosedRange<Int>], _ excluded: Bool) {
        for range in ranges {
            guard let rows = rowsOfBallots(range) else { preconditionFailure("not every place holds a ballot") }
            setExcluded(rows, excluded)
        }
    }

    private mutating func setExcluded(_ places: Range<Int>, _ excluded: Bool) {
        let step = excluded ? 1 : -1
        var choice = firstChoice(ofRow: places.lowerBound)
        for row in places {
            rows[row].isExcluded = excluded
            ballots[rows[row].award].excluded += step
            for _ in 0..<rows[row].choiceCount {
                votes[Int(choices[choice])].excluded += step
                choice += 1
            }
        }
    }

    private func firstChoice(ofRow row: Int) -> Int {
        let block = row / Self.rowsPerStart
        return rows[block * Self.rowsPerStart..<row].reduce(starts[block]) { $0 + $1.choiceCount }
    }

    /// The rows of the ballots at these places; nil where not every one holds a ballot.
    private func rowsOfBallots(_ places: ClosedRange<Int>) -> Range<Int>? {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].place <= places.lowerBound { low = middle + 1 } else { high = middle }
        }
        // Places that follow each other are in one run, or something else is between them.
        guard low > 0, places.upperBound < end(ofRun: low - 1) else { return nil }
        let first = runs[low - 1].row + places.lowerBound - runs[low - 1].place
        return first..<first + places.count
    }

    /// The place behind the last ballot of a run; -1 for no run.
    private func end(ofRun number: Int) -> Int {
        guard number >= 0 else { return -1 }
        let rows = (number + 1 < runs.count ? runs[number + 1].row : rows.count) - runs[number].row
        return runs[number].place + rows
    }
}
