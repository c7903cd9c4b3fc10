import Diagnostics
import Glibc
import VoteCore

/// The present moment, in seconds since 1970.
enum VoteClock {
    /// The variable that gives another moment, for rehearsals: nobody should have to wait a week to try a freeze.
    static let variable = "GRIDSHOW_NOW"

    /// The system's clock, or the moment that the variable gives.
    static func now() throws -> Int { try given.get() ?? time(nil) }

    /// The moment that the variable gives, said aloud once.
    private static let given: Result<Int?, ExitStatus> = {
        guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return .success(nil) }
        guard let moment = LocalTime.seconds(value) else {
            complain(
                LocalizedText(
                    zh: "环境变量 \(variable) 要写成 2026-09-01T09:00:00+08:00",
                    en: "the variable \(variable) must be written as 2026-09-01T09:00:00+08:00"))
            return .failure(.wrongUsage)
        }
        complain(
            LocalizedText(
                zh: "演练：时间按 \(variable) 当作 \(LocalTime.text(moment))",
                en: "rehearsal: \(variable) says that it is \(LocalTime.text(moment))"))
        return .success(moment)
    }()
}

/// Times as people write them, always in UTC+8.
enum LocalTime {
    /// `2026-09-01 09:00`.
    static func text(_ seconds: Int) -> String {
        let local = seconds + 8 * 3600
        let minute = local % 86_400 / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(ElectionClock.date(ofDay: local / 86_400)) \(two(minute / 60)):\(two(minute % 60))"
    }

    /// The day in UTC+8 that holds a moment, in days since 1970-01-01.
    static func day(_ seconds: Int) -> Int { (seconds + 8 * 3600) / 86_400 }

    /// Seconds since 1970 of `2026-09-01 09:00`; also with seconds, a `T`, `+08:00`, slashes, and without leading zeros.
    static func seconds(_ text: String) -> Int? {
        var text = Substring(text)
        if text.hasSuffix("+08:00") { text = text.dropLast(6) }
        let halves = text.split(separator: text.contains("T") ? "T" : " ", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: halves[0].contains("/") ? "/" : "-", omittingEmptySubsequences: false)
        let clock = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        let numbers = (date + clock).map { part in part.allSatisfy(\.isWholeNumber) ? Int(part) : nil }
        guard date.count == 3, clock.count == 2 || clock.count == 3, !numbers.contains(nil) else { return nil }
        let values = numbers.compactMap { $0 }
        let second = values.count == 6 ? values[5] : 0
        guard let day = WorkingDays.day(year: values[0], month: values[1], day: values[2]), values[3] < 24,
            values[4] < 60, second < 60
        else { return nil }
        return day * 86_400 + values[3] * 3600 + values[4] * 60 + second - 8 * 3600
    }
}
