extension ElectionState {
    /// Whether `next` may take the place of `rules` while the election is in this state.
    public func allowsRules(_ rules: ElectionRules, replacedBy next: ElectionRules) -> Bool {
        let allowed = rulesMayChange
        let keepsLog = next.id == rules.id && next.origin == rules.origin && next.logKey == rules.logKey
        return keepsLog && (allowed.freely || (allowed.carefully && rules.allowsWhileOpen(next)))
    }
}
