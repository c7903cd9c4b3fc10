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

    /// - Parameter host: the host of the site's address.
    init(settings: SiteSettings, host: String, description: PageDescription, canonical: String, words: Words) {
        let cover = description.article?.cover.map { settings.baseURL + percentEncoded($0.path.value) } ?? ""
        image = cover
        var metas = TagList(key: "name")
        metas.add("SiteName", settings.title)
        metas.add("SiteDomain", host)
        metas.add("SiteIDCode", settings.footer.siteIDCode)
        metas.add("ColumnName", description.column)
        if let article = description.article {
            metas.add(article, settings, canonical: canonical, image: cover)
        } else {
            let summary = description.columnSummary.isEmpty ? settings.description : description.columnSummary
            metas.add("ColumnDescription", summary.isEmpty ? "\(description.column) · \(settings.title)" : summary)
            metas.add("ColumnKeywords", description.column)
        }
        metas.add("ColumnType", description.column)
        self.metas = metas.records
        var openGraph = TagList(key: "property")
        openGraph.add("og:title", description.title)
        openGraph.add("og:type", description.article != nil ? "article" : "website")
        openGraph.add("og:url", canonical)
        openGraph.add("og:site_name", settings.title)
        openGraph.add("og:description", description.summary)
        openGraph.add("og:image", cover)
        self.openGraph = openGraph.records
        structuredData = StructuredData.bytes(
            description, settings: settings, canonical: canonical, image: cover)
    }
}

/// Tags in order, without those that would say nothing.
private struct TagList {
    /// What the tag's name stands under.
    let key: String
    private(set) var records: [TemplateRecord] = []

    init(key: String) {
        self.key = key
        records.reserveCapacity(12)
    }

    mutating func add(_ name: String, _ content: String) {
        if content.isEmpty { return }
        records.append(TemplateRecord([(key, .text(name)), ("content", .text(content))]))
    }

    /// Adds what describes an article.
    mutating func add(_ article: Article, _ settings: SiteSettings, canonical: String, image: String) {
        let publisher = article.sources.first.map { $0.publisher.isEmpty ? $0.title : $0.publisher }
        add("ArticleTitle", article.title)
        // PubDate is a minute by rule; a date that is known less exactly is given as far as it is known.
        add("PubDate", article.date.map { $0.isExact ? "\($0.isoText) \($0.timeText)" : $0.isoText } ?? "")
        add("ContentSource", publisher ?? settings.organisers.first?.name ?? settings.title)
        add("Keywords", article.tags.joined(separator: ","))
        add("Author", article.author)
        add("Image", image)
        add("Url", canonical)
    }
}
