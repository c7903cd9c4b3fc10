/// A date of the Gregorian calendar, as exact as it is known: a year, a month, a day, or a minute of a day.
///
/// Sources often give only a year; writing more than is known would be inventing. No time zone: the site's own.
public struct CalendarDate: Sendable, Hashable, Comparable {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12, if it is known.
    public let month: Int?
    /// The day of the month, from 1, if it is known.
    public let day: Int?
    /// Minutes after midnight, if the time is known.
    public let minutes: Int?

    /// A date that exists, or nil. A day needs a month, a time needs a day.
    public init?(year: Int, month: Int? = nil, day: Int? = nil, minutes: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day, !(1...CalendarDate.days(inMonth: month, of: year)).contains(day) { return nil }
        } else if day != nil {
            return nil
        }
        if let minutes, !(0..<1440).contains(minutes) || day == nil { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.minutes = minutes
    }

    /// Reads `2023`, `2023-12`, `2023-12-15` or `2023-12-15 09:30` (a `T` may stand before the time);
    /// nil for any other text or a date that does not exist.
    public init?(_ text: String) {
        if text.utf8.count == 10, let day = CalendarDate(dayOf: Array(text.utf8)) {
            self = day
            return
        }
        let form = /([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2}))?)?)?/
        guard let parts = text.wholeMatch(of: form)?.output, let year = Int(parts.1) else { return nil }
        let hour = parts.4.flatMap { Int($0) }
        let minute = parts.5.flatMap { Int($0) }
        if let hour, let minute, hour > 23 || minute > 59 { return nil }
        self.init(
            year: year, month: parts.2.flatMap { Int($0) }, day: parts.3.flatMap { Int($0) },
            minutes: hour.flatMap { hour in minute.map { hour * 60 + $0 } })
    }

    /// The commonest form, ten bytes `2023-12-15`, without the cost of a regular expression.
    private init?(dayOf digits: [UInt8]) {
        func number(_ range: Range<Int>) -> Int? {
            range.reduce(into: Int?.some(0)) { value, index in
                let isDigit = (0x30...0x39).contains(digits[index])
                value = isDigit ? value.map { $0 * 10 + Int(digits[index]) - 0x30 } : nil
            }
        }
        guard digits[4] == UInt8(ascii: "-"), digits[7] == UInt8(ascii: "-"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// ISO 8601 to the exactness that is known, without a time: `2023`, `2023-12` or `2023-12-15`.
    public var isoText: String {
        guard let month else { return padded(year, 4) }
        guard let day else { return "\(padded(year, 4))-\(padded(month, 2))" }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Whether the day is known.
    public var isExact: Bool { day != nil }

    /// The first day of the time that is meant, as `2023-01-01`: for formats that demand a day.
    public var firstDayText: String { "\(padded(year, 4))-\(padded(month ?? 1, 2))-\(padded(day ?? 1, 2))" }

    /// `09:30`; `00:00` where the time is not known.
    public var timeText: String { "\(padded((minutes ?? 0) / 60, 2)):\(padded((minutes ?? 0) % 60, 2))" }

    /// Earlier first. What is not known counts as coming before the first possible value.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month ?? 0, left.day ?? 0, left.minutes ?? -1)
            < (right.year, right.month ?? 0, right.day ?? 0, right.minutes ?? -1)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    var text = String(number)
    while text.utf8.count < width { text = "0" + text }
    return text
}
