import VoteCore

/// Decides about the ballots of one batch: a function of the ballots, the rules, the log's head, what the store knows
/// and the time. It is the same for every store.
struct BallotAdmission {
    /// What becomes of one ballot.
    enum Outcome: Sendable, Equatable {
        /// It becomes the entry at this place.
        case admitted(index: Int)
        /// It is the entry at this place, which an earlier ballot of the same batch has become.
        case repeatedInBatch(index: Int)
        /// It is in the log already.
        case repeated(StoredBallot)
        /// It breaks a rule.
        case refused(BallotRefusal)
        /// It was prepared under other rules; nothing is decided.
        case prepareAgain
    }

    /// What is decided about a batch.
    struct Decision: Sendable {
        /// One for each ballot, in their order.
        let outcomes: [Outcome]
        /// What is to be written; without entries where nothing was admitted.
        let addition: LogAddition
        /// The nodes of the tree that the new entries make complete.
        let nodes: MerkleBatch
        /// Voters who have cast the one ballot they have, with its id.
        let done: [(voter: VoterKey, ballot: Bytes16)]
    }

    /// How far the clock may lie behind the last entry, in seconds, before something must be wrong with it.
    static let clockTolerance = 2

    private let index: RulesIndex
    private var rules: ElectionRules { index.rules }
    private let head: LogHead
    private let isClockBehind: Bool
    /// When the batch is admitted, in seconds since 1970; never before the last entry.
    let time: Int
    private let slot: Int
    /// The day of admission in UTC+8, since 1970.
    let day: Int

    /// A batch behind `head`.
    ///
    /// - Parameter wallTime: what the clock shows, in seconds since 1970.
    init(index: RulesIndex, head: LogHead, wallTime: Int) {
        self.index = index
        self.head = head
        isClockBehind = wallTime < head.time - Self.clockTolerance
        time = max(wallTime, head.time)
        slot = time / ElectionClock.slot
        day = ElectionClock.day(ofSlot: slot)
    }

    /// What must be looked up before the ballots can be decided about.
    ///
    /// - Parameter networks: the tags of the ballots' addresses, in their order.
    func query(_ ballots: [PreparedBallot], networks: [UInt64?]) -> AdmissionQuery {
        var query = AdmissionQuery()
        for (ballot, network) in zip(ballots, networks) where ballot.rules == index.hash {
            query.ballots.append(ballot.arrived.request.id)
            query.challenges.append(ballot.arrived.challenge.id)
            query.voters.append(voter(of: ballot))
            if let code = ballot.code { query.codes.append(code) }
            if let network { query.networks.append(NetworkKey(award: ballot.award, day: day, tag: network)) }
        }
        return query
    }

    /// The voter of a ballot in the period of its award.
    func voter(of ballot: PreparedBallot) -> VoterKey {
        let period = rules.awards[ballot.award].period == .day ? day : -1
        return VoterKey(award: ballot.award, period: period, tag: ballot.tag(on: day, rules))
    }

    /// Decides about the ballots one after the other, each with what the ones before it have changed.
    func decide(_ ballots: [PreparedBallot], networks: [UInt64?], facts: AdmissionFacts) -> Decision {
        var batch = Batch(head: head, facts: facts)
        let outcomes = zip(ballots, networks).map { ballot, network -> Outcome in
            if ballot.rules != index.hash { return .prepareAgain }
            if let known = batch.known(ballot) { return known }
            let voter = voter(of: ballot)
            let network = network.map { NetworkKey(award: ballot.award, day: day, tag: $0) }
            if let refusal = refusal(ballot, voter, network, batch) { return .refused(refusal) }
            return .admitted(index: admit(ballot, voter, network, &batch))
        }
        return batch.decision(outcomes, time: time)
    }

    /// The first rule that an unknown ballot breaks.
    private func refusal(
        _ ballot: PreparedBallot, _ voter: VoterKey, _ network: NetworkKey?, _ batch: borrowing Batch
    ) -> BallotRefusal? {
        if isClockBehind { return .clock }
        if let refusal = rules.refusal(state: head.state, time: time) { return refusal }
        if let code = ballot.code, !batch.facts.codes.contains(code) { return .codeInvalid }
        if let record = batch.facts.voters[voter] {
            if record.ballots >= rules.awards[ballot.award].ballots { return .alreadyVoted }
            if ballot.candidates.contains(where: record.candidates.contains) { return .candidateRepeated }
        }
        if batch.facts.challenges.contains(ballot.arrived.challenge.id) { return .challengeUsed }
        if time >= ballot.arrived.challenge.expires { return .puzzleExpired }
        guard let network else { return nil }
        return rules.refusal(ballotsOfAddress: batch.facts.networks[network] ?? 0)
    }

    private func admit(
        _ ballot: PreparedBallot, _ voter: VoterKey, _ network: NetworkKey?, _ batch: inout Batch
    ) -> Int {
        let request = ballot.arrived.request
        let entry = LogEntry(
            index: batch.size, time: time,
            .ballot(
                Ballot(
                    channel: rules.identity.channel, award: request.award, choices: request.choices, tag: voter.tag,
                    id: request.id)))
        let hasMoreBallots = rules.awards[ballot.award].ballots > 1
        return batch.add(
            entry.text, ballot, voter, named: hasMoreBallots ? ballot.candidates : [], network: network, time: time)
    }
}

/// A batch as it grows.
private struct Batch {
    private(set) var facts: AdmissionFacts
    private var addition: LogAddition
    private var admitted: [Bytes16: (index: Int, fingerprint: MerkleHash)] = [:]
    private var done: [(voter: VoterKey, ballot: Bytes16)] = []
    private let before: MerkleFrontier

    /// The number of entries with those of the batch.
    var size: Int { addition.first + addition.entries.count }

    init(head: LogHead, facts: AdmissionFacts) {
        self.facts = facts
        addition = LogAddition(behind: head)
        before = head.frontier
    }

    /// The answer to a ballot whose id has come before.
    func known(_ ballot: PreparedBallot) -> BallotAdmission.Outcome? {
        let id = ballot.arrived.request.id
        if let stored = facts.ballots[id] {
            return stored.fingerprint == ballot.fingerprint ? .repeated(stored) : .refused(.idempotencyMismatch)
        }
        guard let earlier = admitted[id] else { return nil }
        return earlier.fingerprint == ballot.fingerprint
            ? .repeatedInBatch(index: earlier.index) : .refused(.idempotencyMismatch)
    }

    mutating func add(
        _ text: [UInt8], _ ballot: PreparedBallot, _ voter: VoterKey, named: [UInt16], network: NetworkKey?, time: Int
    ) -> Int {
        let index = size
        let arrived = ballot.arrived
        addition.entries.append(LogAddition.Entry(text: text, leaf: MerkleHash(leaf: text)))
        admitted[arrived.request.id] = (index, ballot.fingerprint)
        var record = facts.voters[voter] ?? VoterRecord(ballots: 0, candidates: [])
        record.ballots += 1
        if named.isEmpty { done.append((voter, arrived.request.id)) }
        record.candidates = (record.candidates + named).sorted()
        facts.voters[voter] = record
        addition.voters[voter] = record
        facts.challenges.insert(arrived.challenge.id)
        addition.challenges.append((arrived.challenge.id, arrived.challenge.expires))
        if let network {
            let ballots = (facts.networks[network] ?? 0) + 1
            facts.networks[network] = ballots
            addition.networks[network] = ballots
        }
        addition.ballots.append(
            (arrived.request.id, StoredBallot(index: index, treeSize: 0, fingerprint: ballot.fingerprint)))
        addition.signals.append(
            BallotSignal(
                index: index, time: time, network: network?.tag, workMilliseconds: arrived.workMilliseconds,
                tokenAge: arrived.tokenAge))
        return index
    }

    /// The decision, once every ballot has its outcome and the size of the log is known.
    consuming func decision(_ outcomes: [BallotAdmission.Outcome], time: Int) -> BallotAdmission.Decision {
        let nodes = MerkleBatch(before, leaves: addition.entries.map(\.leaf))
        if !addition.entries.isEmpty {
            addition.head.frontier = nodes.after
            addition.head.time = time
            addition.ballots = addition.ballots.map { id, ballot in
                (id, StoredBallot(index: ballot.index, treeSize: nodes.after.size, fingerprint: ballot.fingerprint))
            }
            addition.tileRoots = nodes.completedTiles.map {
                LogAddition.TileRoot(tileLevel: $0.tileLevel, number: $0.number, hash: $0.hash)
            }
        }
        return BallotAdmission.Decision(outcomes: outcomes, addition: addition, nodes: nodes, done: done)
    }
}
