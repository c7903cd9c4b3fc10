import Diagnostics

/// The rules for each kind of entry.
extension LogReplay {
    /// D: the rules come first, and later ones must not change what voters and candidates rely on.
    mutating func adopt(_ hash: MerkleHash, _ rulesWithHash: (MerkleHash) -> ElectionRules?) -> [Breach] {
        // The table below counts on the limits that sound rules keep.
        guard let next = rulesWithHash(hash), next.faults().isEmpty else { return [.rulesMissing] }
        if let rules {
            guard state.allowsRules(rules, replacedBy: next) else { return [.rulesChanged] }
        }
        rules = next
        index = BallotTable.Index(next)
        if state.rulesMayChange.freely { table = BallotTable(next) }
        return []
    }

    /// S: one step of the way from draft to the end.
    mutating func go(_ step: Transition, _ rules: ElectionRules, _ time: Int) -> [Breach] {
        guard step.from == state, state.successors.contains(step.to) else { return [.transition(state)] }
        guard areOperators(step.operators, rules) else { return [.operators] }
        if step.to == .closed, time < rules.closes { return [.closedEarly] }
        if step.to == .open, time >= rules.closes { return [.openedLate] }
        let needsReason = step.to == .annulled || step.from == .frozen
        if needsReason, !isReason(step.reason) { return [.reason] }
        state = step.to
        if step.to == .published, step.from == .frozen { frozenResult = nil }
        return []
    }

    /// B: a ballot of the right form, in time, within the limits.
    mutating func count(_ ballot: Ballot, _ rules: ElectionRules, _ entry: LogEntry) -> [Breach] {
        if let refusal = rules.refusal(state: state, time: entry.time) { return [.ballotTime(refusal)] }
        guard ballot.channel == rules.identity.channel else { return [.channel] }
        guard let place = index?.awards[ballot.award] else { return [.ballotChoices(.award)] }
        let award = rules.awards[place.place]
        let candidates = ballot.choices.compactMap { place.candidates[$0] }
        guard candidates.count == ballot.choices.count else { return [.ballotChoices(.choiceUnknown)] }
        guard award.choices.contains(candidates.count) else { return [.ballotChoices(.choiceCount)] }
        var voterLimit: Int?
        if case .code(let count, _) = rules.identity { voterLimit = count }
        let refusal = turnout?.add(
            ballot, award: award, places: (place.place, candidates, entry.slot), voterLimit: voterLimit)
        if let refusal { return [.ballotLimit(refusal)] }
        table?.append(place: entry.index, award: place.place, candidates: candidates)
        lastCountingEntry = entry.index
        return []
    }

    /// X: two operators, an announced rule, a reason, and nothing but ballots that count.
    mutating func exclude(_ exclusion: Exclusion, _ rules: ElectionRules, _ place: Int) -> [Breach] {
        guard state.allowsReview else { return [.reviewState] }
        var breaches: [Breach] = []
        if !exclusion.approval.isValid(for: exclusion.statement(election: rules.id), rules: rules) {
            breaches.append(.approval)
        }
        if !rules.reviewRules.contains(where: { $0.id == exclusion.rule }) { breaches.append(.reviewRule) }
        if !isReason(exclusion.reason) { breaches.append(.reason) }
        let last = exclusion.ranges.last?.upperBound ?? 0
        if exclusion.after > place || last >= exclusion.after || exclusion.after <= lastReinstatement {
            breaches.append(.exclusionAge)
        }
        guard let table, table.areBallots(exclusion.ranges, excluded: false) else {
            return breaches + [.exclusionRanges]
        }
        if !breaches.isEmpty { return breaches }
        self.table?.setExcluded(exclusion.ranges, true)
        let record = Tally.ExclusionRecord(
            index: place, rule: exclusion.rule, count: exclusion.count, reason: exclusion.reason, reinstatedBy: nil)
        exclusions.append((record, exclusion.ranges))
        if let file = exclusion.evidence { evidence.append(file) }
        lastCountingEntry = place
        return []
    }

    /// R: the same two-operator rule, once for each exclusion.
    mutating func reinstate(_ reinstatement: Reinstatement, _ rules: ElectionRules, _ place: Int) -> [Breach] {
        guard state.allowsReview else { return [.reviewState] }
        var breaches: [Breach] = []
        if !reinstatement.approval.isValid(for: reinstatement.statement(election: rules.id), rules: rules) {
            breaches.append(.approval)
        }
        if !isReason(reinstatement.reason) { breaches.append(.reason) }
        let row = exclusions.firstIndex { $0.record.index == reinstatement.exclusion && $0.record.reinstatedBy == nil }
        guard let row else { return breaches + [.reinstated] }
        if !breaches.isEmpty { return breaches }
        exclusions[row].record.reinstatedBy = place
        table?.setExcluded(exclusions[row].ranges, false)
        lastReinstatement = place
        lastCountingEntry = place
        return []
    }

    /// I: numbers for candidates of the election; a number that falls says why.
    mutating func add(_ count: ImportedCount, _ rules: ElectionRules, _ entry: LogEntry) -> [Breach] {
        guard state.allowsReview else { return [.reviewState] }
        guard let award = index?.awards[count.award] else { return [.ballotChoices(.award)] }
        guard award.candidates[count.candidate] != nil else { return [.ballotChoices(.choiceUnknown)] }
        guard count.asOf >= rules.opens, count.asOf <= entry.time else { return [.importTime] }
        if let before = imports.standing(count) {
            let falls = count.votes.received < before.votes.received || count.votes.counted < before.votes.counted
            if count.asOf < before.asOf || (falls && count.note == "-") { return [.importFalls] }
        }
        imports.set(count)
        lastCountingEntry = entry.index
        return []
    }

    /// F: the declared result is the one that follows from the log.
    mutating func freezeResult(_ freeze: Freeze, _ rules: ElectionRules, _ place: Int) -> [Breach] {
        guard state == .published else { return [.transition(state)] }
        guard areOperators(freeze.operators, rules) else { return [.operators] }
        guard let tally, freeze.result == MerkleHash(hashing: tally.text), freeze.ballots == tally.ballots else {
            return [.frozenResult]
        }
        state = .frozen
        frozenResult = (freeze.result, place)
        return []
    }

    private func areOperators(_ ids: [String], _ rules: ElectionRules) -> Bool {
        ids.allSatisfy { id in rules.operators.contains { $0.id == id } }
    }

    private func isReason(_ text: String) -> Bool { text.unicodeScalars.count >= Approval.shortestReason }
}
