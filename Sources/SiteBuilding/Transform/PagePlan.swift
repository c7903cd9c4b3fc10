import Content

/// A page that will be written: where, and what it shows.
struct PlannedPage: Sendable {
    /// Where it is written.
    let path: OutputPath
    /// What it shows.
    let content: PageContent
}

/// What a page shows. Numbers are positions in the site's lists.
enum PageContent: Sendable {
    case home
    case article(ContentKind, Int)
    case community(Int)
    /// A statistics table.
    case table(Int)
    /// A page of an election, by its position.
    case election(Int, ElectionPage)
    case list(ListSubject, page: Int)
    case overview(OverviewSubject)
    case notFound
}

/// A page of an election.
enum ElectionPage: Sendable {
    /// The vote with its rules and its ballot.
    case main
    /// A candidate: the position of the award, and the candidate's among its candidates.
    case candidate(Int, Int)
    /// The result.
    case result
    /// The public notice of the result.
    case notice
    /// How to verify it.
    case verification
}

/// What a list of cards is about.
enum ListSubject: Sendable {
    case cases
    case news
    case interviews
    case reports
    case topic(Int)
    case district(Int)
    /// A street: the position of its district, and its own among that district's streets.
    case street(Int, Int)
    case year(Int)
}

/// What a page of headings is about.
enum OverviewSubject: Sendable {
    case topics
    case districts
    case communities
}

extension Site {
    /// Every page of the site, in the order in which they are moved into place: lists lead to pages that are
    /// there already, and the home page comes last.
    func plan() -> [PlannedPage] {
        var pages: [PlannedPage] = []
        for kind in ContentKind.articles {
            for (position, article) in (articles[kind] ?? []).enumerated() {
                pages.append(PlannedPage(path: article.outputPath, content: .article(kind, position)))
            }
        }
        for (position, community) in communities.enumerated() {
            pages.append(PlannedPage(path: community.outputPath, content: .community(position)))
        }
        for (position, table) in statistics.tables.enumerated() {
            pages.append(PlannedPage(path: table.path, content: .table(position)))
        }
        for (position, election) in elections.enumerated() {
            // The main page leads to the others, so it comes last.
            for page in election.pages.reversed() {
                pages.append(PlannedPage(path: election.path(of: page), content: .election(position, page)))
            }
        }
        for subject in listSubjects {
            for number in 1...pageCount(of: subject) {
                pages.append(
                    PlannedPage(path: .list(folder(of: subject), page: number), content: .list(subject, page: number)))
            }
        }
        for (name, subject) in [
            ("topics", OverviewSubject.topics), ("districts", .districts), ("communities", .communities),
        ] where hasSection(name) {
            pages.append(PlannedPage(path: .list(name, page: 1), content: .overview(subject)))
        }
        pages.append(PlannedPage(path: OutputPath("404.html"), content: .notFound))
        pages.append(PlannedPage(path: OutputPath("index.html"), content: .home))
        return pages
    }

    private var listSubjects: [ListSubject] {
        let allStreets = groups.districts.indices.flatMap { district in
            streets(ofDistrict: district).indices.map { ListSubject.street(district, $0) }
        }
        // The home page leads to the interviews even while there are none.
        return [.cases] + (hasSection("news") ? [.news] : []) + [.interviews]
            + (hasSection("reports") ? [.reports] : []) + groups.topics.indices.map { .topic($0) }
            + groups.districts.indices.map { .district($0) } + allStreets + groups.years.indices.map { .year($0) }
    }

    /// The streets of a district by its position, those with the most cases first.
    func streets(ofDistrict position: Int) -> [CaseGroup] {
        groups.streets[groups.districts[position].name] ?? []
    }

    /// The folder of a list's pages.
    func folder(of subject: ListSubject) -> String {
        switch subject {
        case .cases: "cases"
        case .news: "news"
        case .interviews: "interviews"
        case .reports: "reports"
        default: group(of: subject)?.folder ?? ""
        }
    }

    /// The group behind a list of cases; nil for the lists of everything.
    func group(of subject: ListSubject) -> CaseGroup? {
        switch subject {
        case .cases, .news, .interviews, .reports: nil
        case .topic(let position): groups.topics[position]
        case .district(let position): groups.districts[position]
        case .street(let district, let position): streets(ofDistrict: district)[position]
        case .year(let position): groups.years[position]
        }
    }

    /// The articles of a list: their kind, and their positions newest first.
    func positions(of subject: ListSubject) -> (kind: ContentKind, positions: [Int]) {
        switch subject {
        case .cases: (.caseStudy, Array(cases.indices))
        case .news: (.news, Array(news.indices))
        case .interviews: (.interview, Array(interviews.indices))
        case .reports: (.report, Array(reports.indices))
        default: (.caseStudy, group(of: subject)?.positions ?? [])
        }
    }

    /// How many pages a list takes; an empty list takes one.
    func pageCount(of subject: ListSubject) -> Int {
        let count =
            switch subject {
            case .cases: cases.count
            case .news: news.count
            case .interviews: interviews.count
            case .reports: reports.count
            default: positions(of: subject).positions.count
            }
        return max(1, (count + settings.pageSize - 1) / settings.pageSize)
    }

    /// The address of a district's list; empty where no case is of that district.
    func districtURL(_ name: String) -> String { groups.districtURLs[name] ?? "" }

    /// The address of a street's list; empty where no case is of that street.
    func streetURL(_ street: String, district: String) -> String { groups.streetURLs[district]?[street] ?? "" }
}

/// A name that people gave, fit to be one part of a path: slashes and spaces become hyphens, and it is never
/// empty, hidden, or mistaken for a page.
///
/// Different names can come out the same; `SiteValidation` reports that.
func fileName(_ name: String) -> String {
    // No white space is beyond U+3000, so most names need no look at their characters.
    let mayDivide = name.unicodeScalars.contains {
        $0.value <= 0x3000 && ($0 == "/" || $0 == "\\" || $0.properties.isWhitespace)
    }
    let plain = mayDivide ? name.split { $0 == "/" || $0 == "\\" || $0.isWhitespace }.joined(separator: "-") : name
    if plain.isEmpty || plain.hasPrefix(".") { return "-" + plain.dropFirst() }
    return plain.hasSuffix(".html") ? plain + "-" : plain
}
