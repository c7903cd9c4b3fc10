import Content
import Templates

/// What a list of cases can be narrowed by, with nothing chosen: the same on every list, so it is made once.
struct CaseFilters: Sendable {
    /// One of them: its own record and the records of its choices.
    struct Filter: Sendable {
        private let title: String
        private let choices: [TemplateRecord]
        /// The page on which nothing is chosen.
        private let allURL: String
        private let record: TemplateRecord

        fileprivate init(_ title: String, _ choices: [TemplateRecord], allURL: String = "cases/index.html") {
            self.title = title
            self.choices = choices
            self.allURL = allURL
            record = filter(title, choices, nil, allURL: allURL).sealed()
        }

        /// The filter with a choice made, if one is.
        fileprivate func choosing(_ current: Int?) -> TemplateRecord {
            current == nil ? record : filter(title, choices, current, allURL: allURL)
        }
    }

    let topics: Filter, districts: Filter, years: Filter
    /// The streets of each district.
    let streets: [Filter]

    init(_ site: Site, _ words: Words) {
        topics = Filter(
            words["filter_topic"], choices(site.groups.topics) { site.topics.topic(named: $0)?.title ?? $0 })
        districts = Filter(words["filter_district"], choices(site.groups.districts))
        years = Filter(
            words["filter_year"], choices(site.groups.years) { words.filled("year_label", ["year": $0]) })
        streets = site.groups.districts.enumerated().map { position, district in
            Filter(words["filter_street"], choices(site.streets(ofDistrict: position)), allURL: district.url)
        }
    }
}

extension PageRenderer {
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
        let streets = current.district.map { plainFilters.streets[$0].choosing(current.street) }
        return [plainFilters.topics.choosing(current.topic), plainFilters.districts.choosing(current.district)]
            + [streets].compactMap { $0 } + [plainFilters.years.choosing(current.year)]
    }
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
    _ title: String, _ choices: [TemplateRecord], _ current: Int?, allURL: String
) -> TemplateRecord {
    var choices = choices
    if let current { choices[current]["current"] = .flag(true) }
    return record([
        ("label", .text(title)), ("all_url", .text(allURL)), ("all_current", .flag(current == nil)),
        ("choices", .list(choices)),
    ])
}
