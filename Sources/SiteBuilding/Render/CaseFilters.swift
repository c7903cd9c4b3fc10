import Content
import Templates

/// What a list of cases can be narrowed by, with nothing chosen: the same on every list, so it is made once.
struct CaseFilters: Sendable {
    /// One of them: its own record and the records of its choices.
    struct Filter: Sendable {
        let record: TemplateRecord
        let choices: [TemplateRecord]
    }

    /// Nil only until the renderer has made them.
    var topics: Filter?, districts: Filter?, years: Filter?
}

extension PageRenderer {
    private static let allCases = "cases/index.html"

    /// The filters in which nothing is chosen.
    func caseFilters() -> CaseFilters {
        func filter(_ label: String, _ choices: [TemplateRecord]) -> CaseFilters.Filter {
            CaseFilters.Filter(
                record: self.filter(label, choices, nil, allURL: Self.allCases).sealed(), choices: choices)
        }
        return CaseFilters(
            topics: filter("filter_topic", choices(site.groups.topics) { site.topics.topic(named: $0)?.title ?? $0 }),
            districts: filter("filter_district", choices(site.groups.districts)),
            years: filter(
                "filter_year", choices(site.groups.years) { words.filled("year_label", ["year": $0]) }))
    }

    /// The filters of a list, with what it is about as chosen.
    func filters(for subject: ListSubject) -> [TemplateRecord] {
        var current: (topic: Int?, district: Int?, street: Int?, year: Int?) = (nil, nil, nil, nil)
        switch subject {
        case .topic(let position): current.topic = position
        case .district(let position): current.district = position
        case .street(let district, let position): (current.district, current.street) = (district, position)
        case .year(let position): current.year = position
        case .cases, .news, .interviews, .reports: break
        }
        var streets: TemplateRecord?
        if let district = current.district {
            streets = filter(
                "filter_street", choices(site.streets(ofDistrict: district)), current.street,
                allURL: site.groups.districts[district].url)
        }
        return [
            chosen("filter_topic", plainFilters.topics, current.topic),
            chosen("filter_district", plainFilters.districts, current.district), streets,
            chosen("filter_year", plainFilters.years, current.year),
        ].compactMap { $0 }
    }

    private func chosen(_ label: String, _ plain: CaseFilters.Filter?, _ current: Int?) -> TemplateRecord? {
        guard let current, let plain else { return plain?.record }
        return filter(label, plain.choices, current, allURL: Self.allCases)
    }

    private func choices(_ groups: [CaseGroup], label: (String) -> String = { $0 }) -> [TemplateRecord] {
        groups.map { group in
            let choice: TemplateRecord = [
                "url": .text(group.url), "label": .text(label(group.name)),
                "count": .text(grouped(group.positions.count)), "current": .flag(false),
            ]
            return choice.sealed()
        }
    }

    private func filter(
        _ label: String, _ choices: [TemplateRecord], _ current: Int?, allURL: String
    ) -> TemplateRecord {
        var choices = choices
        if let current { choices[current]["current"] = .flag(true) }
        return record([
            ("label", .text(words[label])), ("all_url", .text(allURL)), ("all_current", .flag(current == nil)),
            ("choices", .list(choices)),
        ])
    }
}
