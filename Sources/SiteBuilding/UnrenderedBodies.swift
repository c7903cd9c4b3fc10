import Content
import Diagnostics

/// The texts of articles that no page is made from: drafts, or all of them where metadata are faulty. They are checked
/// all the same.
struct UnrenderedBodies {
    /// The faults of drafts are warnings.
    let diagnostics: [Diagnostic]
    /// How many drafts are left out.
    let draftCount: Int
    /// What to remember, by path below the content folder.
    let entries: [String: BuildCache.BodyEntry]

    private struct Text: Sendable {
        let path: String
        let file: String
        let isHidden: Bool
        let home: HomeCommunity
        let front: [Located<String>]
    }

    /// - Parameter reuse: what is remembered of texts; nil to read all.
    init(_ options: BuildOptions, _ inputs: SiteInputs, reuse: PageReuse?) throws {
        let (loaded, outcome) = (inputs.loaded, inputs.outcome)
        let sources = BodySources(routes: outcome.routes, statistics: loaded.statistics)
        let unrendered = loaded.articles.filter { outcome.site == nil || ($0.isDraft && !options.includesDrafts) }
        let faulty = loaded.faultyFiles.map { path, isDraft in
            Text(
                path: path, file: loaded.listing.file(path), isHidden: isDraft && !options.includesDrafts,
                home: .unknown, front: [])
        }
        let texts =
            faulty
            + unrendered.map { article in
                Text(
                    path: article.contentPath, file: article.file,
                    isHidden: article.isDraft && !options.includesDrafts, home: sources.home(of: article),
                    front: article.frontTexts)
            }
        let found = try parallelMap(count: texts.count, jobs: options.jobs) { index in
            let text = texts[index]
            if let entry = reuse?.findBody(text.path, file: text.file, home: text.home) { return entry }
            let body = try ArticleBody.read(
                text.file, contentPath: text.path, home: text.home, front: text.front, sources: sources)
            return BuildCache.BodyEntry(
                key: reuse?.key(of: body, home: text.home) ?? .unknown, lookups: body.lookups, owners: body.owners,
                diagnostics: text.isHidden ? body.diagnostics.map(\.asWarning) : body.diagnostics,
                anchorUses: text.isHidden ? [] : body.anchorUses)
        }
        let anchors = try AnchorCheck.run(found.flatMap(\.anchorUses), contentRoot: options.content)
        diagnostics = found.flatMap(\.diagnostics) + anchors
        draftCount = unrendered.count
        entries = Dictionary(zip(texts.map(\.path), found)) { first, _ in first }
    }
}
