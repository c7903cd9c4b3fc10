import Content
import Templates

extension PageRenderer {
    /// What the head of the home page says.
    func homeDescription() -> PageDescription {
        var description = PageDescription(title: site.settings.title, kind: "home")
        description.summary = site.settings.description
        description.section = "home"
        description.column = words["nav_home"]
        description.columnSummary = site.settings.description
        description.hasFigures = !site.districts.isEmpty
        return description
    }

    /// What the home page shows: the newest case large, six more, and a way into everything else.
    func homeFields() throws -> [(String, TemplateValue)] {
        let cases = site.cases
        let campaign = site.pages.first { $0.layout == .campaign }.map { page -> TemplateRecord in
            ["title": .text(page.title), "url": .text(page.outputPath.url), "summary": .text(page.summary ?? "")]
        }
        let home = record([
            ("introduction", .paragraphs(site.settings.description)), ("case_count", .text(grouped(cases.count))),
            ("district_count", .text(grouped(site.groups.districts.count))),
            ("community_count", .text(grouped(communityCount()))),
            ("featured", .optional(cards(.caseStudy, cases.indices.prefix(1)).first)),
            ("cases", .list(cards(.caseStudy, cases.indices.dropFirst().prefix(6)))), ("topics", .list(topicRecords())),
            ("districts", .list(places(site.groups.districts))),
            ("district_map", .html(try DistrictMap(site: site, words: words).figure(templates))),
            ("news", .list(cards(.news, site.news.indices.prefix(4)))),
            ("reports", .list(cards(.report, site.reports.indices.prefix(3)))),
            ("reports_url", .text(RouteTable.builtIn("reports").url)),
            ("interviews", .list(cards(.interview, site.interviews.indices.prefix(3)))),
            ("interviews_url", .text(RouteTable.builtIn("interviews").url)),
            ("news_url", .text(RouteTable.builtIn("news").url)), ("more_url", .text(RouteTable.builtIn("cases").url)),
            ("election", .optional(electionTeaser())), ("campaign", .optional(campaign)),
            ("mosaic", .html(CaseMosaic.svg(cases.prefix(CaseMosaic.limit).map(firstTopicNumber)))),
        ])
        return [("home", .record(home))]
    }

    /// How many different communities the cases come from.
    private func communityCount() -> Int {
        Set(site.cases.filter { !$0.community.isEmpty }.map { "\($0.district)/\($0.street)/\($0.community)" }).count
    }

    /// The page of all themes, districts or communities.
    func overviewPage(_ subject: OverviewSubject, _ path: OutputPath) -> PageData {
        let (name, entries): (String, [TemplateRecord]) =
            switch subject {
            case .topics: ("topics", topicEntries())
            case .districts: ("districts", districtEntries())
            case .communities: ("communities", communityEntries())
            }
        let introduction = site.settings.section(name).introduction
        let overview = record([
            ("title", .text(sectionTitle(name))), ("introduction", .paragraphs(introduction)),
            ("entries", .list(entries)),
        ])
        var description = PageDescription(title: sectionTitle(name), kind: "overview")
        description.summary = firstLine(introduction)
        description.section = name
        description.column = sectionTitle(name)
        description.columnSummary = description.summary
        return pageData("overview", [("overview", .record(overview))], frame(for: path, description))
    }

    private func topicEntries() -> [TemplateRecord] {
        zip(site.topics.topics, site.groups.topics).map { topic, group in
            entry(
                topic.title, url: OutputPath.list("topics/\(topic.key)", page: 1).url, count: group.positions.count,
                summary: topic.motto, topicNumber: topic.number)
        }
    }

    private func districtEntries() -> [TemplateRecord] {
        site.groups.districts.enumerated().map { position, group in
            entry(
                group.name, url: site.districtURL(group.name), count: group.positions.count,
                children: places(site.streets(ofDistrict: position)))
        }
    }

    private func communityEntries() -> [TemplateRecord] {
        var counts: [String: Int] = [:]
        for article in site.cases { if let slug = site.community(of: article)?.slug { counts[slug, default: 0] += 1 } }
        return site.communities.map { community in
            entry(
                community.name, url: community.outputPath.url, count: counts[community.slug] ?? 0,
                summary: community.summary, isDemonstration: community.isDemonstration)
        }
    }

    private func entry(
        _ title: String, url: String, count: Int, summary: String = "", topicNumber: Int? = nil,
        children: [TemplateRecord] = [], isDemonstration: Bool = false
    ) -> TemplateRecord {
        record([
            ("demo", .flag(isDemonstration)),
            ("title", .text(title)), ("url", .text(url)), ("count", .text(grouped(count))), ("summary", .text(summary)),
            ("glyph", .html(topicNumber.map { glyphs[$0] } ?? [])),
            ("number", .text(topicNumber.map { String($0) } ?? "")), ("children", .list(children)),
        ])
    }
}
