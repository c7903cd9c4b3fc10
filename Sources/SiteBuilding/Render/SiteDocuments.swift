import Content

/// The files for machines: sitemap, feed and robots.txt.
struct SiteDocuments {
    let site: Site
    let pages: [PlannedPage]
    let words: Words
    /// The pages that show made-up data: neither feed nor sitemap leads to them.
    let demonstrations: Set<OutputPath>

    /// How many addresses one sitemap may hold (sitemaps.org protocol).
    private static let sitemapLimit = 50_000
    /// How many entries the feed holds.
    private static let feedLimit = 30

    /// Every document with its path, sitemap parts first.
    func all() -> [(path: OutputPath, bytes: [UInt8])] {
        sitemaps() + [
            (OutputPath("feed.xml"), Array(feed().utf8)), (OutputPath("robots.txt"), Array(robots().utf8)),
        ]
    }

    private func robots() -> String {
        "User-agent: *\nAllow: /\n\nSitemap: \(site.settings.baseURL)sitemap.xml\n"
    }

    private func sitemaps() -> [(path: OutputPath, bytes: [UInt8])] {
        let entries = pages.filter(isPublic).map { page in
            "<url><loc>\(escapedHTML(page.path.canonical(site.settings.baseURL)))</loc>\(lastChange(page))</url>\n"
        }
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let name = "http://www.sitemaps.org/schemas/sitemap/0.9"
        func sitemap(_ part: some Sequence<String>) -> [UInt8] {
            Array((head + "<urlset xmlns=\"\(name)\">\n" + part.joined() + "</urlset>\n").utf8)
        }
        if entries.count <= Self.sitemapLimit { return [(OutputPath("sitemap.xml"), sitemap(entries))] }
        let parts = stride(from: 0, to: entries.count, by: Self.sitemapLimit).enumerated().map { number, start in
            (
                path: OutputPath("sitemap-\(number + 1).xml"),
                bytes: sitemap(entries[start..<min(entries.count, start + Self.sitemapLimit)])
            )
        }
        let index = parts.map { "<sitemap><loc>\(site.settings.baseURL)\($0.path.url)</loc></sitemap>\n" }.joined()
        let text = head + "<sitemapindex xmlns=\"\(name)\">\n" + index + "</sitemapindex>\n"
        return parts + [(OutputPath("sitemap.xml"), Array(text.utf8))]
    }

    private func isPublic(_ page: PlannedPage) -> Bool {
        if demonstrations.contains(page.path) { return false }
        return switch page.content {
        case .notFound: false
        case .article: site.article(of: page)?.isDraft == false
        case .election(let position, _):
            !site.elections[position].election.isDraft && !site.elections[position].election.isDemonstration
        default: true
        }
    }

    private func lastChange(_ page: PlannedPage) -> String {
        guard let article = site.article(of: page), let date = article.updated ?? article.date else { return "" }
        return "<lastmod>\(date.isoText)</lastmod>"
    }

    /// RFC 4287. An entry's time is the first moment of its date, in China's time zone; no clock is read.
    private func feed() -> String {
        let kinds: [ContentKind] = [.caseStudy, .news, .interview, .report]
        let entries = kinds.flatMap { site.articles[$0] ?? [] }.filter { article in
            !article.isDraft && !demonstrations.contains(article.outputPath)
        }.sorted(by: newestFirst)
            .prefix(Self.feedLimit)
        let base = site.settings.baseURL
        let changes = entries.compactMap { $0.updated ?? $0.date }
        let latest = changes.max().map(moment) ?? "1970-01-01T00:00:00Z"
        let author = site.settings.organisers.first?.name ?? site.settings.title
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(site.settings.languageTag)">
            <title>\(escapedHTML(site.settings.title))</title>
            <id>\(escapedHTML(base))</id>
            <link rel="self" type="application/atom+xml" href="\(escapedHTML(base))feed.xml"/>
            <link rel="alternate" type="text/html" href="\(escapedHTML(base))"/>
            <updated>\(latest)</updated>
            <author><name>\(escapedHTML(author))</name></author>

            """
        for article in entries {
            let address = escapedHTML(article.outputPath.canonical(base))
            let date = article.date.map(moment) ?? latest
            text += """
                <entry>
                <title>\(escapedHTML(article.title))</title>
                <id>\(address)</id>
                <link rel="alternate" type="text/html" href="\(address)"/>
                <published>\(date)</published>
                <updated>\(article.updated.map(moment) ?? date)</updated>
                <summary>\(escapedHTML(article.summary ?? article.title))</summary>
                <category term="\(article.kind.rawValue)" label="\(escapedHTML(words["kind_\(article.kind.rawValue)"]))"/>
                </entry>

                """
        }
        return text + "</feed>\n"
    }

    private func moment(_ date: CalendarDate) -> String { "\(date.firstDayText)T\(date.timeText):00+08:00" }
}
