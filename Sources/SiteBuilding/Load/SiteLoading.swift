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
    /// Communities in the order of their folders.
    let communities: [Community]
    /// Elections in the order of their folders.
    let elections: [Election]
    /// The first faults.
    let diagnostics: [Diagnostic]
}

/// Reads the content folder at `root`: settings, themes, every front matter, every description.
///
/// - Throws: `MachineError` if something cannot be read.
func loadSite(_ root: String, jobs: Int, progress: (@Sendable (Int) -> Void)? = nil) throws -> LoadedSite {
    let listing = try ContentListing.scan(root)
    var diagnostics = listing.diagnostics
    let settings = try loadSettings(listing, diagnostics: &diagnostics)
    let topics = try loadTopics(listing, diagnostics: &diagnostics)
    let loader = ArticleLoader(listing: listing, topics: topics, customFields: settings?.customFields ?? [:])
    let loaded = try parallelMap(count: listing.articles.count, jobs: jobs, progress: progress) { index in
        let (kind, path) = listing.articles[index]
        return try loader.load(kind, path)
    }
    diagnostics += loaded.flatMap(\.diagnostics)
    let communities = try loadCommunities(listing, loader.customFields[.community] ?? [], diagnostics: &diagnostics)
    let elections = try loadElections(listing, loader.customFields[.election] ?? [], diagnostics: &diagnostics)
    return LoadedSite(
        listing: listing, settings: settings, topics: topics, articles: loaded.compactMap(\.article),
        communities: communities, elections: elections, diagnostics: diagnostics)
}
