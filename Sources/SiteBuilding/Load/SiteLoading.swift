import Content
import Diagnostics

/// Everything that was read from a content folder, before any rule that looks at more than one file.
struct LoadedSite: Sendable {
    /// The files.
    let listing: ContentListing
    /// Nil where site.yaml is faulty.
    let settings: SiteSettings?
    /// The themes.
    let topics: TopicIndex
    /// Articles whose front matter passed, kind by kind in byte order of their paths.
    let articles: [Article]
    /// Files whose front matter did not pass, as paths below the content folder. Their texts are checked all the same.
    let faultyFiles: [(path: String, isDraft: Bool)]
    /// Pictures and videos that front matter names; those of drafts only where drafts are built.
    let pictures: [Located<String>]
    /// Communities in the order of their folders.
    let communities: [Community]
    /// The data of communities and the statistics tables.
    let statistics: SiteStatistics
    /// The districts of the map on the home page, in written order.
    let districts: [District]
    /// Elections in the order of their folders.
    let elections: [PublicElection]
    /// The first faults.
    let diagnostics: [Diagnostic]
    /// Of everything that the loading of front matter depends on besides the file.
    let loaderKey: Fingerprint
    /// What a cache keeps of each article, by path below the content folder, and whether it is what the cache held.
    let articleEntries: [(path: String, entry: BuildCache.ArticleEntry, isRemembered: Bool)]
}

/// Reads the content folder: settings, themes, every front matter, every description.
///
/// Faults of drafts are warnings unless drafts are built.
///
/// - Parameters:
///   - content: the files of the folder.
///   - sources: what is known of their bytes.
///   - cache: what was remembered of the last build; empty where nothing was.
/// - Throws: `MachineError` if something cannot be read.
func loadSite(
    _ content: FileTree, sources: SourceIndex, cache: BuildCache, includesDrafts: Bool, jobs: Int,
    progress: (@Sendable (Int) -> Void)? = nil
) throws -> LoadedSite {
    if content.files.isEmpty, try directoryEntries(content.root) == nil { return .missing(content.root) }
    let listing = ContentListing(root: content.root, paths: content.files.lazy.map(\.path))
    var diagnostics = listing.diagnostics
    let settings = try loadSettings(listing, diagnostics: &diagnostics)
    let topics = try loadTopics(listing, diagnostics: &diagnostics)
    let loaderKey = try loaderKey(listing)
    let loader = ArticleLoader(
        listing: listing, topics: topics, customFields: settings?.customFields ?? [:], sources: sources,
        remembered: cache.loaderKey == loaderKey ? cache.articles : [:])
    let loaded = try parallelMap(count: listing.articles.count, jobs: jobs, progress: progress) { index in
        let (kind, path) = listing.articles[index]
        return try loader.load(kind, path)
    }
    // What is not published yet must not stop what is.
    for article in loaded where !article.diagnostics.isEmpty {
        diagnostics +=
            article.isDraft && !includesDrafts ? article.diagnostics.map(\.asWarning) : article.diagnostics
    }
    let faultyFiles = zip(listing.articles, loaded).filter { $0.1.article == nil }
        .map { (path: $0.0.path, isDraft: $0.1.isDraft) }
    var faultyNames: Set<String> = []
    let described = try loadCommunities(
        listing, loader.customFields[.community] ?? [], faultyNames: &faultyNames, diagnostics: &diagnostics)
    let statistics = try loadStatistics(
        described, listing, faultyNames: faultyNames, jobs: jobs, diagnostics: &diagnostics)
    let districts = try loadDistricts(listing, diagnostics: &diagnostics)
    let elections = try loadElections(listing, loader.customFields[.election] ?? [], diagnostics: &diagnostics)
    return LoadedSite(
        listing: listing, settings: settings, topics: topics, articles: loaded.compactMap(\.article),
        faultyFiles: faultyFiles,
        pictures: loaded.filter { includesDrafts || !$0.isDraft }.flatMap(\.pictures)
            + elections.filter { includesDrafts || !$0.election.isDraft }.flatMap {
                $0.candidates.joined().compactMap(\.photo)
            },
        communities: described.map(\.community), statistics: statistics, districts: districts, elections: elections,
        diagnostics: diagnostics, loaderKey: loaderKey,
        articleEntries: zip(listing.articles, loaded).map { ($0.path, $1.entry, $1.isRemembered) })
}

/// Front matter depends on the settings, which hold the site's own fields, and on the themes.
private func loaderKey(_ listing: ContentListing) throws -> Fingerprint {
    var hasher = FingerprintHasher()
    for name in ["site.yaml", "topics.yaml"] { hasher.add(try readFile(listing.file(name)) ?? []) }
    return hasher.finish()
}

/// Reads the data of all communities and the tables of `content/statistics`.
///
/// - Parameter faultyNames: names of communities whose descriptions did not pass.
private func loadStatistics(
    _ described: [DescribedCommunity], _ listing: ContentListing, faultyNames: Set<String>, jobs: Int,
    diagnostics: inout [Diagnostic]
) throws -> SiteStatistics {
    let data = try parallelMap(count: described.count, jobs: jobs) { index in
        try loadCommunityData(
            described[index], folder: listing.file("communities/\(described[index].community.slug)"))
    }
    diagnostics += data.flatMap(\.diagnostics)
    let tables = try loadTables(listing, diagnostics: &diagnostics)
    diagnostics += tables.tables.flatMap { table in
        described.filter { $0.community.slug == table.name || $0.community.name == table.name }.prefix(1).map {
            Diagnostic.duplicateName(table.name, at: .start(of: table.file), first: .start(of: $0.community.file))
        }
    }
    var faulty = tables.faulty.union(listing.communities).union(faultyNames)
    for (entry, loaded) in zip(described, data) {
        if loaded.data == nil { faulty.insert(entry.community.name) } else { faulty.remove(entry.community.slug) }
    }
    return SiteStatistics(communities: data.compactMap(\.data), tables: tables.tables, faulty: faulty)
}

extension LoadedSite {
    /// What is loaded where there is no content folder: one diagnostic.
    fileprivate static func missing(_ root: String) -> LoadedSite {
        let listing = ContentListing(
            root: root, articles: [], communities: [], elections: [], candidates: [:], tables: [], hasDistricts: false,
            staticFiles: [],
            diagnostics: [])
        return LoadedSite(
            listing: listing, settings: nil, topics: TopicIndex([]), articles: [], faultyFiles: [], pictures: [],
            communities: [], statistics: .empty, districts: [], elections: [],
            diagnostics: [.missingFolder(root, option: "--content", zh: "内容文件夹", en: "the content folder")],
            loaderKey: .unknown, articleEntries: [])
    }
}

extension Diagnostic {
    static func missingFolder(_ path: String, option: String, zh: String, en: String) -> Diagnostic {
        Diagnostic(
            "missing-folder", at: .start(of: path),
            LocalizedText(
                zh: "找不到\(zh)：请在项目所在的文件夹里运行，或用 \(option) 指明它在哪里",
                en: "\(en) is not here: run the command in the project's folder, or name it with \(option)"))
    }
}
