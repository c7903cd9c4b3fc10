/// The result of an election as it follows from the log, and from nothing else.
public struct Tally: Sendable, Equatable {
    /// One candidate's numbers.
    public struct Standing: Sendable, Equatable {
        /// The rank, from 1; candidates with equal totals share one, and the next rank counts all above it (1, 2, 2, 4).
        public let rank: Int
        /// Whether another candidate has the same total.
        public let isTied: Bool
        /// The candidate's key.
        public let candidate: String
        /// Ballots that name the candidate.
        public let votes: VoteCount
        /// Numbers counted elsewhere.
        public let imported: VoteCount
        /// What the rank goes by.
        public var total: Int { votes.counted + imported.counted }
    }

    /// One award's numbers.
    public struct AwardTally: Sendable, Equatable {
        /// The award's key.
        public let award: String
        /// Ballots for the award; one ballot may name several candidates.
        public let ballots: VoteCount
        /// The candidates by falling total, those with equal totals in the order of the rules.
        public let standings: [Standing]
    }

    /// One exclusion.
    public struct ExclusionRecord: Sendable, Equatable {
        /// The place of its entry in the log.
        public let index: Int
        /// The rule it cites.
        public let rule: String
        /// The number of ballots.
        public let count: Int
        /// The reason of two operators.
        public let reason: String
        /// The place of the entry that reinstated the ballots, if one did.
        public var reinstatedBy: Int?
    }

    /// The election's id.
    public let election: String
    /// The number of entries that were counted.
    public let size: Int
    /// All ballots.
    public let ballots: VoteCount
    /// The awards in the order of the rules.
    public let awards: [AwardTally]
    /// The exclusions in the order of the log.
    public let exclusions: [ExclusionRecord]

    /// Candidates by falling total; ties keep the given order and are marked.
    static func ranked(_ numbers: [(candidate: String, votes: VoteCount, imported: VoteCount)]) -> [Standing] {
        func total(_ place: Int) -> Int { numbers[place].votes.counted + numbers[place].imported.counted }
        let order = numbers.indices.sorted { (total($1), $0) < (total($0), $1) }
        let totals = order.map(total)
        return order.enumerated().map { position, place in
            let rank = (totals.firstIndex(of: totals[position]) ?? position) + 1
            let isTied = rank <= position || (position + 1 < totals.count && totals[position + 1] == totals[position])
            return Standing(
                rank: rank, isTied: isTied, candidate: numbers[place].candidate, votes: numbers[place].votes,
                imported: numbers[place].imported)
        }
    }

    /// The bytes of `result.txt`: one line a fact, fields separated by TAB.
    ///
    ///     gridshow.result/1
    ///     election   cd-2026-zuimei
    ///     size       1042                                the entries that were counted
    ///     ballots    1000  20  980                       received, excluded, counted
    ///     award      grid-worker  600  20  580
    ///     candidate  1=  gw-003  300  5  295  10  0  10  305     rank (= tied), key, ballots, imported, total
    ///     exclusion  812  A1  20  stands  …              place, rule, ballots, stands or reinstated, reason
    public var text: [UInt8] {
        func numbers(_ count: VoteCount) -> [String] { ["\(count.received)", "\(count.excluded)", "\(count.counted)"] }
        var lines = [
            ["gridshow.result/1"], ["election", election], ["size", "\(size)"], ["ballots"] + numbers(ballots),
        ]
        for award in awards {
            lines.append(["award", award.award] + numbers(award.ballots))
            lines += award.standings.map { standing in
                ["candidate", "\(standing.rank)" + (standing.isTied ? "=" : ""), standing.candidate]
                    + numbers(standing.votes) + numbers(standing.imported) + ["\(standing.total)"]
            }
        }
        lines += exclusions.map { exclusion in
            let standing = exclusion.reinstatedBy == nil ? "stands" : "reinstated"
            return [
                "exclusion", "\(exclusion.index)", exclusion.rule, "\(exclusion.count)", standing, exclusion.reason,
            ]
        }
        return Array(lines.map { $0.joined(separator: "\t") + "\n" }.joined().utf8)
    }

    /// The number of entries that a `result.txt` says it counted; nil where its third line is not of this form.
    static func statedSize(in text: [UInt8]) -> Int? {
        let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[2].starts(with: "size\t".utf8) else { return nil }
        return WholeNumber.value(of: lines[2].dropFirst(5))
    }
}
