import Content
import Testing

struct CalendarDateTests {
    @Test(
        "Every form is read as exactly as it is written",
        arguments: [
            ("2023", "2023", "2023-01-01", "00:00"), ("2023-12", "2023-12", "2023-12-01", "00:00"),
            ("2023-12-15", "2023-12-15", "2023-12-15", "00:00"),
            ("2023-12-15 09:30", "2023-12-15", "2023-12-15", "09:30"),
            ("2023-12-15T23:59", "2023-12-15", "2023-12-15", "23:59"),
            ("0001-01-01", "0001-01-01", "0001-01-01", "00:00"),
            ("2024-02-29", "2024-02-29", "2024-02-29", "00:00"), ("2000-02-29", "2000-02-29", "2000-02-29", "00:00"),
        ])
    func forms(text: String, iso: String, firstDay: String, time: String) throws {
        let date = try #require(CalendarDate(text))
        #expect(date.isoText == iso)
        #expect(date.firstDayText == firstDay)
        #expect(date.timeText == time)
        #expect(date.isExact == (iso.utf8.count == 10))
    }

    @Test(
        "A text in another form, and a day that does not exist, is no date",
        arguments: [
            "", "23-12-15", "2023-1-5", "2023-12-15 ", " 2023-12-15", "2023/12/15", "2023年12月15日", "２０２３-12-15",
            "2023-13-01",
            "2023-00-01", "2023-12-00", "2023-12-32", "2023-04-31", "2023-02-29", "1900-02-29", "2100-02-29",
            "0000-01-01",
            "2023-12-15 24:00", "2023-12-15 12:60", "2023-12-15 9:30", "2023-12-15T09:30:00", "2023-12-15  09:30",
            "2023-12-",
            "2023-12-15T", "+023-12-15", "20231215", "2023-12-1५",
        ])
    func refused(text: String) {
        #expect(CalendarDate(text) == nil, "“\(text)” must not be read as a date")
    }

    @Test("Every day of 400 years exists exactly if the calendar has it")
    func days() {
        var count = 0
        for year in 1801...2200 {
            for month in 1...12 { count += (0...32).count { CalendarDate(year: year, month: month, day: $0) != nil } }
        }
        // The Gregorian calendar repeats after 400 years, which are 146,097 days.
        #expect(count == 146_097)
    }

    @Test("A day needs a month, a time needs a day")
    func parts() {
        #expect(CalendarDate(year: 2023, day: 1) == nil)
        #expect(CalendarDate(year: 2023, month: 1, minutes: 0) == nil)
        #expect(CalendarDate(year: 2023, month: 1, day: 1, minutes: 1440) == nil)
        #expect(CalendarDate(year: 10_000) == nil)
        #expect(CalendarDate(year: 2023, month: 1, day: 1, minutes: 1439)?.timeText == "23:59")
    }

    private func date(_ random: inout SeededGenerator) -> CalendarDate? {
        let year = Int.random(in: 2022...2023, using: &random)
        let month = random.chance(70) ? Int.random(in: 1...2, using: &random) : nil
        let day = month != nil && random.chance(70) ? Int.random(in: 1...2, using: &random) : nil
        let minutes = day != nil && random.chance(50) ? Int.random(in: 0...1, using: &random) : nil
        return CalendarDate(year: year, month: month, day: day, minutes: minutes)
    }

    @Test("Dates of any exactness have one strict total order", arguments: 0..<20)
    func order(batch: Int) throws {
        for seed in (batch * 100)..<(batch * 100 + 100) {
            var random = SeededGenerator(seed: UInt64(seed))
            let a = try #require(date(&random))
            let b = try #require(date(&random))
            let c = try #require(date(&random))
            #expect(!(a < a), "seed \(seed)")
            #expect([a < b, b < a, a == b].count { $0 } == 1, "seed \(seed): \(a), \(b)")
            if a < b, b < c { #expect(a < c, "seed \(seed): \(a), \(b), \(c)") }
        }
    }

    @Test("What is not known comes before the first possible value")
    func inexactFirst() {
        let texts = [
            "2022-12-31", "2023", "2023-01", "2023-01-01", "2023-01-01 00:00", "2023-01-02", "2023-02", "2024",
        ]
        #expect(texts.reversed().compactMap { CalendarDate($0) }.sorted() == texts.compactMap { CalendarDate($0) })
    }

    @Test("A date that is written out is read back the same", arguments: 0..<100)
    func roundTrip(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let month = Int.random(in: 1...12, using: &random)
        let day = Int.random(in: 1...28, using: &random)
        let year = Int.random(in: 1...9999, using: &random)
        for date in [
            CalendarDate(year: year), CalendarDate(year: year, month: month),
            CalendarDate(year: year, month: month, day: day),
        ] {
            #expect(date != nil && date.flatMap { CalendarDate($0.isoText) } == date, "seed \(seed)")
        }
    }
}
