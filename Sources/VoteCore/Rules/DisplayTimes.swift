extension ElectionRules {
    /// The newest moment at or before `time` as of which numbers may be shown while the vote is open; nil where there
    /// is none yet. Both in seconds since 1970.
    public func lastDisplay(before time: Int) -> Int? {
        let moment: Int
        switch display {
        case .hidden: return nil
        case .daily(let minute):
            // Midnight in UTC+8 is 16:00 of the day before in UTC.
            let offset = 8 * 3600 - minute * 60
            moment = (time + offset) / 86_400 * 86_400 - offset
        case .every(let minutes): moment = opens + (time - opens) / (minutes * 60) * minutes * 60
        }
        return moment > opens && moment <= time ? moment : nil
    }
}
