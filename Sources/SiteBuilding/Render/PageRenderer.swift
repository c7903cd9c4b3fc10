import Content
import Diagnostics
import Graphics
import Markdown
import Templates

/// Files of the theme that pages refer to.
struct ThemeAssets: Sendable {
    /// Paths below the site's root, percent-encoded; empty where the theme has no such file.
    let style: String, script: String, icon: String
    /// The script of maps and sortable tables, for pages that have any.
    let figureScript: String
    /// The script of a ballot, for pages that have one, and what it solves puzzles with.
    let voteScript: String, voteWorker: String
}

/// Turns planned pages of a validated site into HTML. Rendering one page needs nothing of any other.
struct PageRenderer: Sendable {
    let site: Site
    let words: Words
    let templates: TemplateLibrary
    let assets: ThemeAssets
    /// The emblem of each theme by its number; 0 is no theme's.
    let glyphs: [[UInt8]]
    /// Links to themes by their keys.
    private(set) var topicLinks: [String: TemplateRecord] = [:]
    /// The card of each article, by kind and position; empty where cards are made when they are needed.
    private(set) var cardRecords: [ContentKind: [TemplateRecord]] = [:]
    /// Positions of articles by kind and the community that they are about.
    private(set) var articlesByCommunity: [ContentKind: [String: [Int]]] = [:]
    private let siteRecord: TemplateRecord
    /// The host of the site's address.
    private let host: String
    private let navigation: [NavigationEntry]
    /// By `AssetUse.rawValue`.
    private let assetRecords: [TemplateRecord]
    /// The filters of a list of cases in which nothing is chosen.
    let plainFilters: CaseFilters
    private var catalogue: TemplateRecord = [:]

    /// A renderer for one site in one language with one set of templates.
    ///
    /// - Parameters:
    ///   - makesCards: whether the cards of all articles are made at once, because most of them will be needed.
    ///   - jobs: threads that make the cards.
    init(
        site: Site, words: Words, templates: TemplateLibrary, assets: ThemeAssets, makesCards: Bool = true, jobs: Int
    ) throws {
        self.site = site
        self.words = words
        self.templates = templates
        self.assets = assets
        siteRecord = Self.siteRecord(site).sealed()
        host = Self.host(of: site.settings.baseURL)
        navigation = Self.navigationEntries(site, words)
        plainFilters = CaseFilters(site, words)
        assetRecords = (0..<4).map { Self.assetRecord(assets, AssetUse(rawValue: $0)) }
        glyphs = (0...site.topics.topics.count).map { CellGlyph.svg($0) }
        for topic in site.topics.topics { topicLinks[topic.key] = topicLink(topic).sealed() }
        catalogue = siteCatalogue().sealed()
        for (kind, articles) in site.articles where kind != .page {
            for (position, article) in articles.enumerated() where !article.community.isEmpty {
                guard let slug = site.community(of: article)?.slug else { continue }
                articlesByCommunity[kind, default: [:]][slug, default: []].append(position)
            }
            if !makesCards { continue }
            let renderer = self
            cardRecords[kind] = try parallelMap(count: articles.count, jobs: jobs) { renderer.card(articles[$0]) }
        }
    }

    /// The HTML of a page, or what is wrong with its text.
    ///
    /// - Parameter frontData: the page's data without its parts, as `data(of:)` gives them.
    /// - Throws: `MachineError` if the page's source cannot be read; `TemplateDataError` for a fault of GridShow's.
    func render(_ page: PlannedPage, _ frontData: PageData) throws -> RenderedPage {
        let made = try parts(of: page)
        if made.diagnostics.containsError { return RenderedPage(bytes: [], made: made) }
        let data = try data(of: page, made.parts, from: frontData)
        var bytes: [UInt8] = []
        try templates.render(data.template, data.record, into: &bytes)
        return RenderedPage(bytes: bytes, made: made)
    }

    /// What a page shows that has to be read or drawn.
    private func parts(of page: PlannedPage) throws -> MadeParts {
        switch page.content {
        case .article:
            guard let article = site.article(of: page) else { return MadeParts() }
            return try articleParts(article, page.path)
        case .community(let position): return try communityParts(site.communities[position], page.path)
        case .table(let position): return try tableParts(site.statistics.tables[position], page.path)
        case .home:
            return MadeParts(attachments: DistrictMap(site: site, words: words).attachment.map { [$0] } ?? [])
        case .election, .list, .overview, .notFound: return MadeParts()
        }
    }

    /// The data of a page's template. Without its parts they hold all that the page shows of metadata.
    func data(of page: PlannedPage, _ parts: PageParts = PageParts()) throws -> PageData {
        switch page.content {
        case .article(let kind, let position): return articlePage(kind, position, page.path, parts)
        case .home: return pageData("home", try homeFields(), frame(for: page.path, homeDescription()))
        case .community(let position): return communityPage(site.communities[position], page.path, parts)
        case .table(let position): return tablePage(site.statistics.tables[position], page.path, parts)
        case .election(let position, let part): return electionPage(site.elections[position], part, page.path)
        case .list(let subject, let number): return listPage(subject, number, page.path)
        case .overview(let subject): return overviewPage(subject, page.path)
        case .notFound:
            var description = PageDescription(title: words["not_found_title"], kind: "not-found")
            description.robots = "noindex"
            return pageData("404", [], frame(for: page.path, description))
        }
    }

    /// The whole data of a page.
    ///
    /// Most texts add to the data only themselves and their headings, and most other pages have no parts; then the data
    /// are not made a second time.
    ///
    /// - Parameter frontData: the page's data without its parts.
    func data(of page: PlannedPage, _ parts: PageParts, from frontData: PageData) throws -> PageData {
        switch page.content {
        case .article:
            guard site.article(of: page)?.summary != nil, parts.isPlainText else { break }
            return frontData.adding(content: parts.content, outline: outline(parts.headings))
        case .home, .election, .list, .overview, .notFound: return frontData
        case .community, .table: break
        }
        return try data(of: page, parts)
    }

    /// The data of a template: its own and those that every page has.
    func pageData(
        _ template: String, _ own: [(String, TemplateValue)], _ frame: [(String, TemplateValue)]
    ) -> PageData {
        PageData(template: template, record: SiteBuilding.record(frame + own))
    }

    private static func host(of address: String) -> String {
        let rest = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        return rest.count > 1 ? String(rest[1]) : ""
    }

    private static func siteRecord(_ site: Site) -> TemplateRecord {
        let settings = site.settings
        let footer = settings.footer
        let police: TemplateRecord? =
            footer.policeNumber.isEmpty
            ? nil : ["number": .text(footer.policeNumber), "url": .text(footer.policeURL)]
        return record([
            ("title", .text(settings.title)), ("subtitle", .text(settings.subtitle)),
            ("description", .text(settings.description)), ("home_url", .text("index.html")),
            ("feed_url", .text("feed.xml")), ("sitemap_url", .text("sitemap.xml")),
            ("logo", .text(settings.logo.map { percentEncoded($0.value) } ?? "")),
            // Every plain page can be reached from every page, whatever the navigation holds.
            ("pages", .list(site.pages.map { ["url": .text($0.outputPath.url), "title": .text($0.title)] })),
            (
                "organisers",
                .list(
                    settings.organisers.map { ["name": .text($0.name), "role": .text($0.role), "url": .text($0.url)] })
            ),
            (
                "channels",
                .list(
                    settings.channels.map {
                        [
                            "kind": .text($0.kind), "label": .text($0.label), "value": .text($0.value),
                            "url": .text($0.url), "note": .text($0.note),
                        ]
                    })
            ),
            (
                "footer",
                .record([
                    "sponsor": .text(footer.sponsor), "address": .text(footer.address), "icp": .text(footer.icp),
                    "site_id_code": .text(footer.siteIDCode), "error_report_url": .text(footer.errorReportURL),
                    "government_mark_url": .text(footer.governmentMarkURL), "note": .text(footer.note),
                    "police": .optional(police),
                ])
            ),
        ])
    }

    /// The fields that every page has.
    func frame(for path: OutputPath, _ description: PageDescription) -> [(String, TemplateValue)] {
        let settings = site.settings
        let canonical = path.canonical(settings.baseURL)
        let headTitle =
            description.title == settings.title ? settings.title : "\(description.title) · \(settings.title)"
        let tags = PageTags(
            settings: settings, host: host, description: description, canonical: canonical, words: words)
        return [
            ("root", .text(path.root)), ("language", .text(settings.languageTag)), ("site", .record(siteRecord)),
            ("navigation", .list(navigation.map { $0.name == description.section ? $0.current : $0.plain })),
            (
                "page",
                .record([
                    "title": .text(description.title), "head_title": .text(headTitle),
                    "description": .text(description.summary), "kind": .text(description.kind),
                    "canonical": .text(canonical), "image": .text(tags.image), "robots": .text(description.robots),
                    "updated": .text(description.article?.updated?.isoText ?? ""),
                    "draft": .flag(description.isDraft), "policy": .text(description.policy),
                ])
            ),
            ("metas", .list(tags.metas)), ("open_graph", .list(tags.openGraph)),
            ("structured_data", .html(tags.structuredData)),
            ("assets", .record(assetRecords[AssetUse(description).rawValue])),
            ("breadcrumbs", .list(breadcrumbs(description))), (Self.catalogueKey, .record(catalogue)),
        ]
    }

    private func breadcrumbs(_ description: PageDescription) -> [TemplateRecord] {
        let steps = [Breadcrumb(words["nav_home"], "index.html")] + description.trail
        let last: TemplateRecord = ["label": .text(description.title), "url": .text(""), "last": .flag(true)]
        return steps.map { ["label": .text($0.label), "url": .text($0.url), "last": .flag(false)] } + [last]
    }

    /// What a page needs besides the style sheet and the script of every page.
    private struct AssetUse: OptionSet {
        let rawValue: Int
        static let figures = AssetUse(rawValue: 1)
        static let ballot = AssetUse(rawValue: 2)

        init(rawValue: Int) { self.rawValue = rawValue }

        init(_ description: PageDescription) {
            self = []
            if description.hasFigures { insert(.figures) }
            if description.hasBallot { insert(.ballot) }
        }
    }

    private static func assetRecord(_ assets: ThemeAssets, _ use: AssetUse) -> TemplateRecord {
        let hasFigures = use.contains(.figures)
        let record: TemplateRecord = [
            "css": .text(assets.style), "js": .text(assets.script), "icon": .text(assets.icon),
            "figures": .text(hasFigures ? assets.figureScript : ""),
            "vote": .text(use.contains(.ballot) ? assets.voteScript : ""),
            "patterns": .html(hasFigures ? Array(PicturePatterns.markup.utf8) : []),
        ]
        return record.sealed()
    }

    /// The navigation of site.yaml, or one made of what every site holds.
    private static func navigationEntries(_ site: Site, _ words: Words) -> [NavigationEntry] {
        let standard = site.sections.map { name in
            NavigationEntry(name: name, label: words["nav_\(name)"], url: RouteTable.builtIn(name).url)
        }
        let own = site.settings.navigation.map { entry -> NavigationEntry in
            guard case .page(let path)? = site.routes.target(of: entry.page.value) else {
                return NavigationEntry(name: entry.page.value, label: entry.label, url: "index.html")
            }
            return NavigationEntry(name: entry.page.value, label: entry.label, url: path.url)
        }
        return own.isEmpty ? standard : own
    }

    private struct NavigationEntry: Sendable {
        /// A built-in page's name or a content path.
        let name: String
        /// How it looks on other pages, and on its own.
        let plain: TemplateRecord, current: TemplateRecord

        init(name: String, label: String, url: String) {
            self.name = name
            func record(_ isCurrent: Bool) -> TemplateRecord {
                let record: TemplateRecord = [
                    "url": .text(url), "label": .text(label), "current": .flag(isCurrent),
                ]
                return record.sealed()
            }
            plain = record(false)
            current = record(true)
        }
    }
}
