/// A time that a figure belongs to: a year, a month or a day, as exactly as it is known.
///
/// The date of a page is `CalendarDate` of the target Content, which this one does not know.
public struct Period: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, 1000 to 9999.
    public let year: Int
    /// The month, 1 to 12, if it is known.
    public let month: Int?
    /// The day, from 1, if it is known.
    public let day: Int?

    /// Reads `2024`, `2024-12` or `2024-12-31`; nil for any other text or a day that does not exist.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let widths = [4, 2, 2]
        guard (1...3).contains(parts.count),
            zip(parts, widths).allSatisfy({ $0.count == $1 && $0.allSatisfy(isDigit) })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        year = numbers[0]
        month = numbers.count > 1 ? numbers[1] : nil
        day = numbers.count > 2 ? numbers[2] : nil
        guard year >= 1000, (1...12).contains(month ?? 1), (1...lastDay).contains(day ?? 1) else { return nil }
    }

    private var lastDay: Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month ?? 1) ? 30 : 31
    }

    /// The text that `init(_:)` reads.
    public var description: String {
        let parts = [month, day].compactMap { $0.map { $0 < 10 ? "0\($0)" : String($0) } }
        return ([String(year)] + parts).joined(separator: "-")
    }

    /// `2024年12月31日`, as exactly as it is known.
    public var chineseText: String {
        "\(year)年" + (month.map { "\($0)月" } ?? "") + (day.map { "\($0)日" } ?? "")
    }

    /// Earlier first; a year comes before its months, a month before its days.
    public static func < (left: Period, right: Period) -> Bool {
        (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
    }
}
