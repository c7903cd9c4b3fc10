import Content

/// A site that has passed every rule that looks at metadata. Only `SiteValidation` makes one, and only a
/// site can be rendered.
public struct Site: Sendable {
    /// What site.yaml says.
    let settings: SiteSettings
    /// The themes.
    let topics: TopicIndex
    /// Published articles by kind, each newest first, then by slug.
    let articles: [ContentKind: [Article]]
    /// The communities in the order of their folders.
    let communities: [Community]
    /// The published elections in the order of their folders.
    let elections: [PublicElection]
    /// The data of the communities, and the statistics tables.
    let statistics: SiteStatistics
    /// The districts of the map on the home page; none where there is no map.
    let districts: [District]
    /// Addresses of everything that content can link to.
    let routes: RouteTable
    /// The groups that lists are made from.
    let groups: CaseGroups

    /// Where texts look up what they name.
    var bodySources: BodySources { BodySources(routes: routes, statistics: statistics) }

    /// The cases, newest first.
    var cases: [Article] { articles[.caseStudy] ?? [] }
    /// The news, newest first.
    var news: [Article] { articles[.news] ?? [] }
    /// The interviews, newest first.
    var interviews: [Article] { articles[.interview] ?? [] }
    /// The reports, newest first.
    var reports: [Article] { articles[.report] ?? [] }
    /// The plain pages.
    var pages: [Article] { articles[.page] ?? [] }

    /// The built-in pages that have something to show, in the order of a navigation.
    var sections: [String] {
        ["home", "cases", "topics", "districts"] + (communities.isEmpty ? [] : ["communities"])
            + (news.isEmpty ? [] : ["news"]) + (interviews.isEmpty ? [] : ["interviews"])
            + (reports.isEmpty ? [] : ["reports"])
    }

    /// Whether a built-in page is made: it has something to show, or the navigation leads to it.
    func hasSection(_ name: String) -> Bool {
        sections.contains(name) || settings.navigation.contains { $0.page.value == name }
    }

    /// The article that a page is made from; nil for other pages.
    func article(of page: PlannedPage) -> Article? {
        guard case .article(let kind, let position) = page.content else { return nil }
        return articles[kind]?[position]
    }

    /// The community that an article names; see `RouteTable.community(of:)`.
    func community(of article: Article) -> Community? { routes.community(of: article) }
}

/// Newest first; the same day in byte order of slugs. Articles without a date come last.
func newestFirst(_ left: Article, _ right: Article) -> Bool {
    if left.date != right.date {
        guard let leftDate = left.date else { return false }
        guard let rightDate = right.date else { return true }
        if leftDate != rightDate { return leftDate > rightDate }
    }
    return left.slug.precedesInBytes(right.slug)
}
