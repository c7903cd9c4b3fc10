import Content
import Templates

extension PageRenderer {
    /// One page of a list of cards.
    func listPage(_ subject: ListSubject, _ number: Int, _ path: OutputPath) -> PageData {
        let (kind, positions) = site.positions(of: subject)
        let heading = heading(of: subject)
        let size = site.settings.pageSize
        let shown = positions.dropFirst((number - 1) * size).prefix(size)
        let pageCount = site.pageCount(of: subject)
        let isFirst = number == 1
        let fields: [(String, TemplateValue)] = [
            ("title", .text(heading.title)), ("kicker", .text(heading.kicker)),
            ("introduction", isFirst ? .paragraphs(heading.introduction) : .html([])),
            ("count", .text(grouped(positions.count))),
            (
                "count_text",
                .text(
                    words.filled(
                        kind == .caseStudy ? "count_cases" : "count_items", ["count": grouped(positions.count)]))
            ),
            ("glyph", .html(heading.topicNumber.map { glyphs[$0] } ?? [])), ("motto", .text(heading.motto)),
            ("empty", .flag(positions.isEmpty)), ("empty_title", .text(words["empty_\(kind.rawValue)_title"])),
            ("empty_text", .text(words["empty_\(kind.rawValue)_text"])),
            ("filters", .list(kind == .caseStudy ? filters(for: subject) : [])),
            ("cards", .list(cards(kind, shown))),
            ("paging", .optional(paging(subject, number, of: pageCount))),
            ("children", .list(isFirst ? children(of: subject) : [])),
        ]
        let label = words.filled("paging_label", ["page": String(number), "pages": String(pageCount)])
        var description = PageDescription(title: isFirst ? heading.title : "\(heading.title) · \(label)", kind: "list")
        description.section = heading.section
        description.summary = firstLine(heading.introduction)
        description.column = heading.title
        description.columnSummary = description.summary
        description.trail = heading.trail
        if !isFirst {
            description.trail.append(Breadcrumb(heading.title, OutputPath.list(site.folder(of: subject), page: 1).url))
        }
        return pageData(
            kind == .caseStudy ? "case-list" : "item-list", [("list", .record(record(fields)))],
            frame(for: path, description))
    }

    private struct Heading {
        let title: String
        var kicker = ""
        var introduction = ""
        var motto = ""
        var topicNumber: Int?
        /// The entry of the navigation that it belongs to.
        let section: String
        var trail: [Breadcrumb] = []
    }

    private func heading(of subject: ListSubject) -> Heading {
        switch subject {
        case .cases: sectionHeading("cases")
        case .news: sectionHeading("news")
        case .interviews: sectionHeading("interviews")
        case .reports: sectionHeading("reports")
        case .topic(let position):
            Heading(
                title: site.topics.topics[position].title, kicker: words["kind_topic"],
                introduction: site.topics.topics[position].introduction, motto: site.topics.topics[position].motto,
                topicNumber: site.topics.topics[position].number, section: "topics", trail: [sectionCrumb("topics")])
        case .district(let position):
            Heading(
                title: site.groups.districts[position].name, kicker: words["kind_district"], section: "districts",
                trail: [sectionCrumb("districts")])
        case .street(let district, let position):
            Heading(
                title: site.streets(ofDistrict: district)[position].name, kicker: site.groups.districts[district].name,
                section: "districts",
                trail: [
                    sectionCrumb("districts"),
                    Breadcrumb(
                        site.groups.districts[district].name, site.districtURL(site.groups.districts[district].name)),
                ])
        case .year(let position):
            Heading(
                title: words.filled("year_label", ["year": site.groups.years[position].name]),
                kicker: words["kind_year"], section: "cases", trail: [sectionCrumb("cases")])
        }
    }

    private func sectionHeading(_ name: String) -> Heading {
        Heading(title: sectionTitle(name), introduction: site.settings.section(name).introduction, section: name)
    }

    /// The title of a section: the site's own, or the interface's word.
    func sectionTitle(_ name: String) -> String {
        let title = site.settings.section(name).title
        return title.isEmpty ? words["nav_\(name)"] : title
    }

    /// The breadcrumb of a section.
    func sectionCrumb(_ name: String) -> Breadcrumb {
        Breadcrumb(sectionTitle(name), RouteTable.builtIn(name).url)
    }

    private func children(of subject: ListSubject) -> [TemplateRecord] {
        guard case .district(let district) = subject else { return [] }
        return places(site.streets(ofDistrict: district))
    }

    /// Names with counts that lead to their lists.
    func places(_ groups: [CaseGroup]) -> [TemplateRecord] {
        groups.map { ["url": .text($0.url), "name": .text($0.name), "count": .text(grouped($0.positions.count))] }
    }

    private func paging(_ subject: ListSubject, _ number: Int, of count: Int) -> TemplateRecord? {
        guard count > 1 else { return nil }
        let folder = site.folder(of: subject)
        func link(_ page: Int) -> TemplateRecord? {
            (1...count).contains(page) ? ["url": .text(OutputPath.list(folder, page: page).url)] : nil
        }
        var pages: [TemplateRecord] = []
        var last = 0
        for page in 1...count where page == 1 || page == count || abs(page - number) <= 2 {
            if page > last + 1 {
                pages.append(["number": .text(""), "url": .text(""), "current": .flag(false), "gap": .flag(true)])
            }
            pages.append([
                "number": .text(String(page)), "url": .text(OutputPath.list(folder, page: page).url),
                "current": .flag(page == number), "gap": .flag(false),
            ])
            last = page
        }
        return record([
            ("label", .text(words.filled("paging_label", ["page": String(number), "pages": String(count)]))),
            ("previous", .optional(link(number - 1))), ("next", .optional(link(number + 1))), ("pages", .list(pages)),
        ])
    }
}

/// The first line of a text that is not empty, for descriptions.
func firstLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
}
