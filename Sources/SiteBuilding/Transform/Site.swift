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
    let elections: [Election]
    /// Addresses of everything that content can link to.
    let routes: RouteTable
    /// The groups that lists are made from.
    let groups: CaseGroups

    /// The cases, newest first.
    var cases: [Article] { articles[.caseStudy] ?? [] }
    /// The news, newest first.
    var news: [Article] { articles[.news] ?? [] }
    /// The interviews, newest first.
    var interviews: [Article] { articles[.interview] ?? [] }
    /// The plain pages.
    var pages: [Article] { articles[.page] ?? [] }

    /// The built-in pages that have something to show, in the order of a navigation.
    var sections: [String] {
        ["home", "cases", "topics", "districts"] + (communities.isEmpty ? [] : ["communities"])
            + (news.isEmpty ? [] : ["news"]) + (interviews.isEmpty ? [] : ["interviews"])
    }

    /// Whether a built-in page is made: it has something to show, or the navigation leads to it.
    func hasSection(_ name: String) -> Bool {
        sections.contains(name) || settings.navigation.contains { $0.page.value == name }
    }

    /// The community that an article names, if one bears that name (or has it as an alias) and is not in
    /// another district.
    func community(of article: Article) -> Community? {
        routes.communitiesByName[article.community]?.first {
            article.district.isEmpty || $0.district == article.district
        }
    }
}

/// Newest first; the same day in byte order of slugs. Articles without a date come last.
func newestFirst(_ left: Article, _ right: Article) -> Bool {
    if left.date != right.date {
        guard let leftDate = left.date else { return false }
        guard let rightDate = right.date else { return true }
        if leftDate != rightDate { return leftDate > rightDate }
    }
    return left.slug.utf8.lexicographicallyPrecedes(right.slug.utf8)
}
