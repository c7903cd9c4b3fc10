import Content

/// The articles of a site in the order of its lists. They depend on metadata alone, so that they are put in order while
/// the theme is loaded.
struct PublishedArticles: Sendable {
    /// By kind, each newest first, then by slug.
    let articles: [ContentKind: [Article]]
    /// The groups that lists are made from.
    let groups: CaseGroups

    init(_ loaded: LoadedSite, includesDrafts: Bool) {
        let published = loaded.articles.filter { includesDrafts || !$0.isDraft }
        articles = Dictionary(grouping: published, by: \.kind).mapValues { $0.sorted(by: newestFirst) }
        groups = CaseGroups(articles[.caseStudy] ?? [], topics: loaded.topics)
    }
}
