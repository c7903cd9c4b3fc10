import VoteCore

/// Admits batches of ballots: one transaction each, and no answer before it is on the medium. Runs on the one thread
/// that writes.
struct BallotWriter: Sendable {
    /// A ballot with the one who waits for its answer.
    struct Waiting: Sendable {
        let ballot: PreparedBallot
        let answer: @Sendable (Answer) -> Void
    }

    /// What the writer says about a ballot.
    enum Answer: Sendable {
        case final(BallotAnswer)
        /// It is in the log; its receipt must be looked up.
        case stored(StoredBallot)
        /// Other rules have come into force since it was prepared.
        case prepareAgain
    }

    let store: any VoteStore
    let state: DeskState
    let receipts: StoredReceipts
    let secret: [UInt8]
    let clock: WallClock

    /// Decides about the ballots, commits, and then answers all of them.
    func admit(_ batch: [Waiting]) {
        guard state.failure == nil else { return batch.forEach { $0.answer(.final(.failed)) } }
        do {
            let decision = try store.write { try decide(batch.map(\.ballot), $0) }
            // A checkpoint is signed only for a log that is on the medium.
            let hasGrown = !decision.addition.entries.isEmpty
            let nodes = decision.nodes
            let note = hasGrown ? try receipts.note(size: nodes.after.size, root: nodes.after.root) : []
            state.see(decision.addition.head, state.index)
            state.remember(done: decision.done, networks: decision.addition.networks)
            for (waiting, outcome) in zip(batch, decision.outcomes) {
                waiting.answer(answer(outcome, decision, note))
            }
        } catch {
            state.fail(error)
            batch.forEach { $0.answer(.final(.failed)) }
        }
    }

    private func decide(
        _ ballots: [PreparedBallot], _ transaction: any VoteTransaction
    ) throws -> BallotAdmission.Decision {
        let head = try transaction.head()
        let index = try rules(of: head, transaction)
        state.see(head, index)
        let admission = BallotAdmission(index: index, head: head, wallTime: clock.seconds)
        let networks = try networks(of: ballots, day: admission.day, transaction)
        let facts = try transaction.facts(admission.query(ballots, networks: networks))
        let decision = admission.decide(ballots, networks: networks, facts: facts)
        if !decision.addition.entries.isEmpty { try transaction.append(decision.addition) }
        return decision
    }

    /// The rules that a head names: those that are known, or those that another process has put in force.
    private func rules(of head: LogHead, _ reading: any VoteReading) throws -> RulesIndex {
        let known = state.index
        if known.hash == head.rules { return known }
        guard let text = try reading.document(head.rules) else {
            throw StoreFailure("the rules that the log's head names are not in the store")
        }
        return RulesIndex(try ElectionRules(text: text))
    }

    /// The tags of the ballots' addresses under the day's salt.
    private func networks(
        of ballots: [PreparedBallot], day: Int, _ transaction: any VoteTransaction
    ) throws -> [UInt64?] {
        let salt: [UInt8]
        if let known = state.salt(day: day) {
            salt = known
        } else {
            var generator = SystemRandomNumberGenerator()
            salt = try transaction.salt(day: day, fresh: (0..<32).map { _ in .random(in: 0...255, using: &generator) })
        }
        state.keep(salt: salt, day: day)
        return ballots.map { ballot in ballot.arrived.address.flatMap { NetworkTag.tag(address: $0, salt: salt) } }
    }

    private func answer(
        _ outcome: BallotAdmission.Outcome, _ decision: BallotAdmission.Decision, _ note: [UInt8]
    ) -> Answer {
        switch outcome {
        case .admitted(let index): .final(.admitted(source(index, decision, note)))
        case .repeatedInBatch(let index): .final(.repeated(source(index, decision, note)))
        case .repeated(let stored): .stored(stored)
        case .refused(let refusal): .final(.refused(refusal))
        case .prepareAgain: .prepareAgain
        }
    }

    private func source(_ index: Int, _ decision: BallotAdmission.Decision, _ note: [UInt8]) -> ReceiptSource {
        ReceiptSource(
            entry: decision.addition.entries[index - decision.addition.first].text, index: index, note: note,
            path: .batch(decision.nodes))
    }
}
