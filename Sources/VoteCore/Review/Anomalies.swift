/// What a review looks at: a ballot with the signals that were kept beside it and are never published.
public struct BallotObservation: Sendable, Equatable {
    /// The ballot's place in the log.
    public let place: Int
    /// The award's key.
    public let award: String
    /// The chosen candidates' keys, in the order of their bytes.
    public let choices: [String]
    /// When it came in, in seconds since 1970.
    public let time: Int
    /// The tag of its address, if that is still kept.
    public let network: UInt64?
    /// How long the puzzle took, in milliseconds, as the server saw it.
    public let workMilliseconds: Int?
    /// How old the voter's token was, in seconds.
    public let tokenAge: Int?

    /// A ballot with its signals.
    public init(
        place: Int, award: String, choices: [String], time: Int, network: UInt64? = nil, workMilliseconds: Int? = nil,
        tokenAge: Int? = nil
    ) {
        self.place = place
        self.award = award
        self.choices = choices
        self.time = time
        self.network = network
        self.workMilliseconds = workMilliseconds
        self.tokenAge = tokenAge
    }
}

/// Ballots that an announced rule finds unusual. A flag excludes nothing: two people decide.
public struct AnomalyFlag: Sendable, Equatable {
    /// The rule.
    public let rule: ReviewRule
    /// The award's key.
    public let award: String
    /// The candidate that the ballots name; nil where the rule does not look at candidates.
    public let candidate: String?
    /// The ballots' places in the log, rising.
    public let places: [Int]
    /// Of how many ballots these were picked.
    public let outOf: Int

    /// The places as an exclusion names them: rising, apart from each other.
    public var ranges: [ClosedRange<Int>] {
        places.reduce(into: []) { ranges, place in
            if let last = ranges.last, last.upperBound + 1 == place {
                ranges[ranges.count - 1] = last.lowerBound...place
            } else {
                ranges.append(place...place)
            }
        }
    }

    /// What is published as evidence: numbers only, nothing of addresses and times of single ballots.
    public var evidence: [UInt8] {
        let numbers = rule.parameters.map { "\($0)" }.joined(separator: ", ")
        let name = candidate.map { "\"\($0)\"" } ?? "null"
        let text =
            "{\"award\": \"\(award)\", \"ballots\": \(places.count), \"candidate\": \(name), \"of\": \(outOf), "
            + "\"parameters\": [\(numbers)], \"rule\": \"\(rule.id)\"}\n"
        return Array(text.utf8)
    }
}

/// The rules of review as functions of what was observed.
public enum Anomalies {
    /// Every flag, in the order of the rules of review, then of awards and candidates. The same observations in any
    /// order give the same flags.
    public static func flags(_ observations: [BallotObservation], rules: ElectionRules) -> [AnomalyFlag] {
        let sorted = observations.sorted { $0.place < $1.place }
        let byAward = Dictionary(grouping: sorted, by: \.award)
        return rules.reviewRules.flatMap { rule in
            rules.awards.flatMap { award -> [AnomalyFlag] in
                let ballots = byAward[award.key] ?? []
                if case .quickWork(let limit) = rule {
                    let quick = ballots.filter { ($0.workMilliseconds ?? limit) < limit }
                    return flags(rule, award.key, nil, quick.isEmpty ? [] : [quick], ballots.count)
                }
                let byCandidate = naming(ballots)
                return award.candidates.flatMap { candidate in
                    let own = byCandidate[candidate.key] ?? []
                    return flags(rule, award.key, candidate.key, groups(own, rule), own.count)
                }
            }
        }
    }

    private static func naming(_ ballots: [BallotObservation]) -> [String: [BallotObservation]] {
        ballots.reduce(into: [:]) { table, ballot in
            for choice in ballot.choices { table[choice, default: []].append(ballot) }
        }
    }

    private static func flags(
        _ rule: ReviewRule, _ award: String, _ candidate: String?, _ groups: [[BallotObservation]], _ count: Int
    ) -> [AnomalyFlag] {
        groups.map {
            AnomalyFlag(rule: rule, award: award, candidate: candidate, places: $0.map(\.place).sorted(), outOf: count)
        }
    }

    /// The groups of a candidate's ballots, in the order of the log, that the rule finds unusual.
    private static func groups(_ ballots: [BallotObservation], _ rule: ReviewRule) -> [[BallotObservation]] {
        switch rule {
        case .burst(let least, let times): return bursts(ballots, least, times)
        case .oneSource(let share, let least):
            return largeGroups(ballots.filter { $0.network != nil }, share, least, of: ballots.count) {
                $0.network ?? 0
            }
        case .night(let from, let to, let share, let least):
            let night = ballots.filter { ballot in
                let minute = (ballot.time / 60 + 480) % 1440
                return from <= to ? (from..<to).contains(minute) : minute >= from || minute < to
            }
            return isLarge(night.count, share, least, of: ballots.count) ? [night] : []
        case .evenIntervals(let variation, let least): return evenRuns(ballots, variation, least)
        case .sameChoices(let choices, let share, let least):
            let many = ballots.filter { $0.choices.count >= choices }
            return largeGroups(many, share, least, of: ballots.count, by: \.choices)
        case .newTokens(let age, let share, let least):
            let new = ballots.filter { ($0.tokenAge ?? Int.max) <= age }
            return isLarge(new.count, share, least, of: ballots.count) ? [new] : []
        case .quickWork, .other: return []
        }
    }

    private static func isLarge(_ count: Int, _ share: Int, _ least: Int, of total: Int) -> Bool {
        total >= least && count > 0 && count * 100 >= share * total
    }

    /// Groups of equal key that hold a share of the candidate's ballots, by their first ballot.
    private static func largeGroups<Key: Hashable>(
        _ ballots: [BallotObservation], _ share: Int, _ least: Int, of total: Int, by key: (BallotObservation) -> Key
    ) -> [[BallotObservation]] {
        Dictionary(grouping: ballots, by: key).values
            .filter { isLarge($0.count, share, least, of: total) }
            .sorted { ($0.first?.place ?? 0) < ($1.first?.place ?? 0) }
    }

    /// Slots with far more ballots than the median slot in which the candidate got any.
    private static func bursts(_ ballots: [BallotObservation], _ least: Int, _ times: Int) -> [[BallotObservation]] {
        let slots = Dictionary(grouping: ballots) { $0.time / ElectionClock.slot }
        let counts = slots.values.map(\.count).sorted()
        guard !counts.isEmpty else { return [] }
        let median = counts[(counts.count - 1) / 2]
        return slots.sorted { $0.key < $1.key }.map(\.value)
            .filter { $0.count >= least && $0.count >= times * median }
    }

    /// Runs of ballots whose intervals hardly vary; overlapping runs are one.
    ///
    /// For intervals d of number n and sum S the square of standard deviation over mean is (n·Σd² - S²) / S².
    private static func evenRuns(
        _ ballots: [BallotObservation], _ variation: Int, _ least: Int
    ) -> [[BallotObservation]] {
        let count = max(least, 3) - 1
        let ordered = ballots.sorted { ($0.time, $0.place) < ($1.time, $1.place) }
        let intervals = zip(ordered.dropFirst(), ordered).map { $0.time - $1.time }
        guard intervals.count >= count else { return [] }
        var sum = intervals[..<(count - 1)].reduce(0, +)
        var squares = intervals[..<(count - 1)].reduce(0) { $0 + $1 * $1 }
        var runs: [Range<Int>] = []
        for end in count...intervals.count {
            sum += intervals[end - 1]
            squares += intervals[end - 1] * intervals[end - 1]
            let start = end - count
            if sum > 0, (count * squares - sum * sum) * 10_000 < variation * variation * sum * sum {
                if let last = runs.last, last.upperBound > start {
                    runs[runs.count - 1] = last.lowerBound..<end + 1
                } else {
                    runs.append(start..<end + 1)
                }
            }
            sum -= intervals[start]
            squares -= intervals[start] * intervals[start]
        }
        return runs.map { Array(ordered[$0]) }
    }
}
