import Diagnostics

/// An election followed through its log, entry by entry: its state, who has voted, what counts.
///
/// Every entry is judged by the rules in force; one that breaks them is reported and has no effect. The same log
/// gives the same replay everywhere.
public struct LogReplay: Sendable {
    /// A rule that an entry breaks.
    public struct Breach: Sendable, Hashable {
        /// The rule's stable name, such as `ballot-choices`.
        public let id: String
        /// The rule.
        public let message: LocalizedText
    }

    /// The number of entries.
    public internal(set) var size = 0
    /// The state after the last entry.
    public internal(set) var state = ElectionState.draft
    /// The rules in force; nil before the first entry.
    public internal(set) var rules: ElectionRules?
    /// The place of the last entry that changed the count.
    public internal(set) var lastCountingEntry = -1
    /// The files that exclusions name as evidence, in the order of the log.
    public internal(set) var evidence: [MerkleHash] = []
    /// The hash that the last entry of kind F declared as the result, with the entry's place.
    public internal(set) var frozenResult: (hash: MerkleHash, index: Int)?

    var lastSlot = 0
    var index: BallotTable.Index?
    var table: BallotTable?
    /// Nil where somebody else sees to the limits.
    var turnout: Turnout?
    var exclusions: [(record: Tally.ExclusionRecord, ranges: [ClosedRange<Int>])] = []
    var lastReinstatement = -1
    var imports = ImportedCounts()

    /// An empty log.
    ///
    /// - Parameter countsTurnout: whether the limits of voters and the ids of ballots are judged. It takes some hundred
    ///   bytes a ballot; a service whose store keeps to them already need not remember all voters.
    public init(countsTurnout: Bool = true) { turnout = countsTurnout ? Turnout() : nil }

    /// Judges the next entry and takes it in if it breaks no rule. The place is used up in any case.
    ///
    /// - Parameter rulesWithHash: gives published rules by their hash; nil where there are none.
    public mutating func append(
        _ entry: LogEntry, rulesWithHash: (MerkleHash) -> ElectionRules?
    ) -> [Breach] {
        var breaches: [Breach] = []
        if entry.index != size { breaches.append(.number(size)) }
        if entry.slot < lastSlot { breaches.append(.order) }
        if breaches.isEmpty {
            lastSlot = entry.slot
            breaches += judge(entry, rulesWithHash)
        }
        size += 1
        return breaches
    }

    /// Leaves a place unused: for an entry that cannot be read.
    public mutating func skip() { size += 1 }

    private mutating func judge(_ entry: LogEntry, _ rulesWithHash: (MerkleHash) -> ElectionRules?) -> [Breach] {
        if case .rules(let hash) = entry.content { return adopt(hash, rulesWithHash) }
        guard let rules else { return [.firstEntry] }
        switch entry.content {
        case .rules: return []
        case .transition(let step): return go(step, rules, entry.time)
        case .ballot(let ballot): return count(ballot, rules, entry)
        case .exclusion(let exclusion): return exclude(exclusion, rules, entry.index)
        case .reinstatement(let reinstatement): return reinstate(reinstatement, rules, entry.index)
        case .imported(let count): return add(count, rules, entry)
        case .note: return []
        case .freeze(let freeze): return freezeResult(freeze, rules, entry.index)
        }
    }

    /// The result of the entries so far; nil before there are rules.
    public var tally: Tally? {
        guard let rules, let table else { return nil }
        var first = 0
        let awards = rules.awards.enumerated().map { place, award in
            let numbers = award.candidates.enumerated().map { offset, candidate in
                (candidate.key, table.votes[first + offset], imports.total(award.key, candidate.key))
            }
            first += award.candidates.count
            return Tally.AwardTally(
                award: award.key, ballots: table.ballots[place], standings: Tally.ranked(numbers))
        }
        let ballots = table.ballots.reduce(into: VoteCount()) {
            $0.received += $1.received
            $0.excluded += $1.excluded
        }
        return Tally(
            election: rules.id, size: size, ballots: ballots, awards: awards, exclusions: exclusions.map(\.record))
    }
}

/// Who has voted how often: one tag is one voter in one period of one award.
struct Turnout: Sendable {
    private struct Voter: Hashable {
        let award: Int
        let period: Int
        let tag: Bytes16
    }
    private struct Period: Hashable {
        let award: Int
        let period: Int
    }
    private struct Choice: Hashable {
        let voter: Voter
        let candidate: Int
    }
    private var ballots: [Voter: Int] = [:]
    private var voters: [Period: Int] = [:]
    private var choices: Set<Choice> = []
    private var ids: Set<Bytes16> = []

    /// Counts a ballot if it is within the limits.
    ///
    /// - Parameter voterLimit: how many voters there can be, if that is known.
    mutating func add(
        _ ballot: Ballot, award: ElectionRules.Award, places: (award: Int, candidates: [Int], slot: Int),
        voterLimit: Int?
    ) -> BallotRefusal? {
        if ids.contains(ballot.id) { return .idempotencyMismatch }
        let period = Period(
            award: places.award, period: award.period == .day ? ElectionClock.day(ofSlot: places.slot) : -1)
        let voter = Voter(award: period.award, period: period.period, tag: ballot.tag)
        let cast = ballots[voter, default: 0]
        if cast >= award.ballots { return .alreadyVoted }
        // With one ballot a period no candidate can come twice; nothing needs to be remembered.
        let named = award.ballots == 1 ? [] : places.candidates.map { Choice(voter: voter, candidate: $0) }
        if named.contains(where: choices.contains) { return .candidateRepeated }
        if cast == 0, let voterLimit, voters[period, default: 0] >= voterLimit { return .codeInvalid }
        if cast == 0 { voters[period, default: 0] += 1 }
        ballots[voter] = cast + 1
        choices.formUnion(named)
        ids.insert(ballot.id)
        return nil
    }
}

/// Numbers from elsewhere: the latest of each source for each candidate.
struct ImportedCounts: Sendable {
    private struct Key: Hashable {
        let award: String
        let candidate: String
    }
    private var latest: [Key: [String: ImportedCount]] = [:]

    /// The number that stands for this source and candidate.
    func standing(_ count: ImportedCount) -> ImportedCount? {
        latest[Key(award: count.award, candidate: count.candidate)]?[count.source]
    }

    /// Puts a number in the place of the one before it.
    mutating func set(_ count: ImportedCount) {
        latest[Key(award: count.award, candidate: count.candidate), default: [:]][count.source] = count
    }

    /// The sum over all sources.
    func total(_ award: String, _ candidate: String) -> VoteCount {
        let counts = latest[Key(award: award, candidate: candidate)]?.values.map(\.votes) ?? []
        return counts.reduce(into: VoteCount()) {
            $0.received += $1.received
            $0.excluded += $1.excluded
        }
    }
}
