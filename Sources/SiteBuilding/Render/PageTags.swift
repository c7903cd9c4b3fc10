import Content
import Templates

/// The machine-readable head of a page: official page tags, Open Graph, structured data.
///
/// Source of the names: 政府网站发展指引 (国办发〔2017〕47号), annex on page tags.
struct PageTags {
    /// `<meta name content>`, in order.
    let metas: [TemplateRecord]
    /// `<meta property content>`, in order.
    let openGraph: [TemplateRecord]
    /// JSON-LD in which no `<` occurs; empty where there is nothing to say.
    let structuredData: [UInt8]
    /// The absolute address of the page's picture; may be empty.
    let image: String

    init(settings: SiteSettings, description: PageDescription, canonical: String, words: Words) {
        let cover = description.article?.cover.map { settings.baseURL + percentEncoded($0.path.value) } ?? ""
        image = cover
        var names: [(String, String)] = [
            ("SiteName", settings.title), ("SiteDomain", Self.host(of: settings.baseURL)),
            ("SiteIDCode", settings.footer.siteIDCode), ("ColumnName", description.column),
        ]
        if let article = description.article {
            names += Self.articleTags(article, settings, canonical: canonical, image: cover)
        } else {
            let summary = description.columnSummary.isEmpty ? settings.description : description.columnSummary
            names += [
                ("ColumnDescription", summary.isEmpty ? "\(description.column) · \(settings.title)" : summary),
                ("ColumnKeywords", description.column),
            ]
        }
        names.append(("ColumnType", description.column))
        metas = names.filter { !$0.1.isEmpty }.map { ["name": .text($0.0), "content": .text($0.1)] }
        let isArticle = description.article != nil
        openGraph = [
            ("og:title", description.title), ("og:type", isArticle ? "article" : "website"), ("og:url", canonical),
            ("og:site_name", settings.title), ("og:description", description.summary), ("og:image", cover),
        ].filter { !$0.1.isEmpty }.map { ["property": .text($0.0), "content": .text($0.1)] }
        structuredData = StructuredData.bytes(
            description, settings: settings, canonical: canonical, image: cover)
    }

    private static func articleTags(
        _ article: Article, _ settings: SiteSettings, canonical: String, image: String
    ) -> [(String, String)] {
        let publisher = article.sources.first.map { $0.publisher.isEmpty ? $0.title : $0.publisher }
        // PubDate is a minute by rule; a date that is known less exactly is given as far as it is known.
        let date = article.date.map { $0.isExact ? "\($0.isoText) \($0.timeText)" : $0.isoText } ?? ""
        return [
            ("ArticleTitle", article.title), ("PubDate", date),
            ("ContentSource", publisher ?? settings.organisers.first?.name ?? settings.title),
            ("Keywords", article.tags.joined(separator: ",")), ("Author", article.author), ("Image", image),
            ("Url", canonical),
        ]
    }

    private static func host(of address: String) -> String {
        let rest = address.split(separator: "/", omittingEmptySubsequences: true)
        return rest.count > 1 ? String(rest[1]) : ""
    }
}
