import Content
import VoteCore

/// How an election's times are said. All of them are UTC+8, as in its log.
extension Words {
    /// A moment as people read it: the day and the minute.
    ///
    /// - Parameter seconds: since 1970.
    func moment(_ seconds: Int) -> String {
        let local = seconds + ElectionMoment.offset
        let day = ElectionClock.date(ofDay: local / ElectionMoment.day)
        guard let date = CalendarDate(day) else { return day }
        let minute = local % ElectionMoment.day / 60
        return "\(self.date(date)) \(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
    }

    /// The time between the beginnings of two slots, the second included.
    func span(_ slots: ClosedRange<Int>) -> String {
        let first = moment(slots.lowerBound * ElectionClock.slot)
        let last = moment((slots.upperBound + 1) * ElectionClock.slot)
        return first + self["range_mark"] + last
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

private enum ElectionMoment {
    /// UTC+8, in seconds.
    static let offset = 8 * 3600
    /// A day, in seconds.
    static let day = 86_400
}
