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
    func all(jobs: Int) throws -> [(path: OutputPath, bytes: [UInt8])] {
        try sitemaps(jobs: jobs) + [
            (OutputPath("feed.xml"), Array(feed().utf8)), (OutputPath("robots.txt"), Array(robots().utf8)),
        ]
    }

    private func robots() -> String {
        "User-agent: *\nAllow: /\n\nSitemap: \(site.settings.baseURL)sitemap.xml\n"
    }

    private static let xmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private static let sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

    private func sitemaps(jobs: Int) throws -> [(path: OutputPath, bytes: [UInt8])] {
        let listed = pages.filter(isPublic)
        let starts = stride(from: 0, to: max(1, listed.count), by: Self.sitemapLimit)
        let parts = try starts.map {
            try sitemap(of: listed[$0..<min(listed.count, $0 + Self.sitemapLimit)], jobs: jobs)
        }
        if parts.count == 1 { return [(OutputPath("sitemap.xml"), parts[0])] }
        let named = parts.enumerated().map { (path: OutputPath("sitemap-\($0 + 1).xml"), bytes: $1) }
        let index = named.map { "<sitemap><loc>\(site.settings.baseURL)\($0.path.url)</loc></sitemap>\n" }.joined()
        let text = "\(Self.xmlHead)<sitemapindex xmlns=\"\(Self.sitemapNamespace)\">\n\(index)</sitemapindex>\n"
        return named + [(OutputPath("sitemap.xml"), Array(text.utf8))]
    }

    private func sitemap(of pages: ArraySlice<PlannedPage>, jobs: Int) throws -> [UInt8] {
        let entries = try parallelMap(count: pages.count, jobs: jobs) { entry(pages[pages.startIndex + $0]) }
        var bytes = Array("\(Self.xmlHead)<urlset xmlns=\"\(Self.sitemapNamespace)\">\n".utf8)
        bytes.reserveCapacity(entries.reduce(bytes.count + 16) { $0 + $1.utf8.count })
        for entry in entries { bytes.append(contentsOf: entry.utf8) }
        bytes.append(contentsOf: "</urlset>\n".utf8)
        return bytes
    }

    private func entry(_ page: PlannedPage) -> String {
        "<url><loc>\(escapedHTML(page.path.canonical(site.settings.baseURL)))</loc>\(lastChange(page))</url>\n"
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
