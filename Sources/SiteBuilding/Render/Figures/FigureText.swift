import Content
import Statistics

extension Words {
    /// A figure as a reader sees it. Missing and not applicable have words of their own; zero is a number.
    ///
    /// - Parameter showsUnit: whether the unit stands behind it.
    func figure(_ cell: DataCell, _ format: NumberFormat = NumberFormat(), showsUnit: Bool) -> String {
        let unit = showsUnit ? cell.unit : ""
        if let words = cell.words { return words + unit }
        switch cell.entry {
        case .missing: return self["figure_missing"]
        case .notApplicable: return self["figure_not_applicable"]
        case .value(let number):
            var format = format
            format.decimals = cell.decimals ?? format.decimals
            return format.text(of: number, unit: unit)
        }
    }

    /// A heading of a row or a column.
    func heading(_ heading: DataHeading) -> String {
        switch heading {
        case .text(let text): text
        case .period(let period): self.period(period)
        }
    }

    /// A time as people read it.
    func period(_ period: Period) -> String {
        CalendarDate(period.description).map { date($0) } ?? period.description
    }

    /// The times that figures belong to, as one line; says so where the sources tell none.
    func asOf(_ periods: [Period?]) -> String {
        let known = Set(periods.compactMap { $0 }).sorted()
        if known.isEmpty { return self["as_of_unknown"] }
        let dates = known.count > 3 ? [known[0], known[known.count - 1]] : known
        let joined = dates.map { period($0) }.joined(separator: self[known.count > 3 ? "range_mark" : "list_mark"])
        let text = filled(known.count > 1 ? "as_of_dates" : "as_of_date", ["date": joined])
        return periods.contains(nil) ? text + self["list_mark"] + self["as_of_unknown"] : text
    }
}

extension DataSubject {
    /// What stands above the names of the rows.
    func heading(_ words: Words) -> String {
        switch self {
        case .community: words["kind_community"]
        case .grid: words["kind_grid"]
        case .period: words["kind_period"]
        case .measure: words["kind_measure"]
        case .column(let label): label
        }
    }
}
