import Diagnostics

/// Which days are working days: Monday to Friday, except holidays, and weekends that were made working days.
public struct WorkingDays: Sendable, Equatable {
    /// Days since 1970-01-01 on which nobody works although it is Monday to Friday.
    public let holidays: Set<Int>
    /// Days since 1970-01-01 on which people work although it is a weekend.
    public let madeUp: Set<Int>

    /// Monday to Friday and nothing else.
    public static let everyWeek = WorkingDays(holidays: [], madeUp: [])

    private init(holidays: Set<Int>, madeUp: Set<Int>) {
        self.holidays = holidays
        self.madeUp = madeUp
    }

    /// The days of a file: one line a day, the date and `休` or `off` (holiday), `班` or `work` (made up); empty lines
    /// and lines that begin with `#` do not count.
    ///
    ///     2026-10-01 休
    ///     2026-10-10 班
    public init(text: [UInt8]) throws(FormatFault) {
        var holidays: Set<Int> = []
        var madeUp: Set<Int> = []
        let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for line in text[start...].split(separator: 0x0A) {
            let words = line.split { [0x20, 0x09, 0x0D].contains($0) }
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            let kind = words.count == 2 ? String(decoding: words[1], as: UTF8.self) : ""
            guard let day = Self.day(ofDate: first), ["休", "off", "班", "work"].contains(kind) else {
                throw FormatFault(
                    "calendar-form", at: line.indices,
                    LocalizedText(
                        zh: "每行写一天：日期、空格、休或班，例如 2026-10-01 休",
                        en: "one day a line: the date, a space, off or work, such as 2026-10-01 off"))
            }
            let isWeekend = !Self.isWeekday(day)
            guard (kind == "班" || kind == "work") == isWeekend else {
                throw FormatFault(
                    "calendar-sense", at: line.indices,
                    LocalizedText(
                        zh: "休只能写在周一至周五，班只能写在周六和周日", en: "off is for Monday to Friday, work for weekends"))
            }
            if isWeekend { madeUp.insert(day) } else { holidays.insert(day) }
        }
        self.init(holidays: holidays, madeUp: madeUp)
    }

    /// Whether people work on a day, in days since 1970-01-01.
    public func contains(_ day: Int) -> Bool {
        Self.isWeekday(day) ? !holidays.contains(day) : madeUp.contains(day)
    }

    /// The first day after `count` whole working days that follow `day`; all in days since 1970-01-01.
    public func dayAfter(_ count: Int, following day: Int) -> Int {
        var next = day + 1
        var left = count
        while left > 0 {
            if contains(next) { left -= 1 }
            next += 1
        }
        return next
    }

    /// 1970-01-01 was a Thursday.
    private static func isWeekday(_ day: Int) -> Bool { (day + 3) % 7 < 5 }

    /// The day of a date such as `2026-10-01`; nil where there is no such day from 1970 to 2199.
    static func day(ofDate text: ArraySlice<UInt8>) -> Int? {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == 3, let day = day(year: numbers[0], month: numbers[1], day: numbers[2]),
            text.elementsEqual(ElectionClock.date(ofDay: day).utf8)
        else { return nil }
        return day
    }

    /// The day in days since 1970-01-01; nil where there is no such day from 1970 to 2199.
    ///
    /// Source: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`.
    public static func day(year: Int, month: Int, day: Int) -> Int? {
        guard (1970..<2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let number = shifted / 400 * 146_097 + dayOfEra - 719_468
        // The 31st of a short month is a day of the next one.
        return ElectionClock.date(ofDay: number).utf8.suffix(2).elementsEqual((day < 10 ? "0\(day)" : "\(day)").utf8)
            ? number : nil
    }
}
