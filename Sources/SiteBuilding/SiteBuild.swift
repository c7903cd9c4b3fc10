import Content
import Diagnostics

/// Which folders a build works on, and how.
public struct BuildOptions: Sendable {
    /// The content folder.
    public var content = "content"
    /// The theme's folder: templates, words and assets.
    public var templates = "templates"
    /// The output folder.
    public var output = "output"
    /// The folder in which the last build is remembered for `explain`; nil for none. It can be deleted at any time.
    public var cache: String?
    /// Whether drafts are built too.
    public var includesDrafts = false
    /// Threads at work; at least 1.
    public var jobs = 1

    /// The options of a plain `gridshow build`, with one job.
    public init() {}
}

/// How far a build has come, for a progress bar.
public struct BuildProgress: Sendable {
    /// What is being done.
    public enum Phase: Sendable {
        case loading
        case rendering
        case writing
    }
    /// What is being done now.
    public let phase: Phase
    /// Finished elements of this phase, and how many there are (0 if that is not known yet).
    public let done: Int, total: Int
}

/// What came of a build or a check.
public struct BuildReport: Sendable {
    /// All faults, warnings and hints, in their one order.
    public let diagnostics: [Diagnostic]
    /// What happened to the output folder; nil if nothing was to be written or an error stopped it.
    public let summary: OutputSummary?
    /// How many drafts were left out.
    public let draftCount: Int
    /// The site's language; nil where site.yaml does not tell.
    public let language: Language?
}

/// What a build did to the output folder.
public typealias OutputSummary = OutputTree.Summary

/// Builds a site: load, validate, transform and render, write.
public struct SiteBuild: Sendable {
    private let options: BuildOptions
    private let progress: @Sendable (BuildProgress) -> Void

    /// A build with these options.
    ///
    /// - Parameter progress: called often, from any thread.
    public init(_ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }) {
        self.options = options
        self.progress = progress
    }

    /// Does everything but writing.
    ///
    /// - Throws: `MachineError` if a file cannot be read.
    public func check() throws -> BuildReport { try run { nil } }

    /// Builds the site into the output folder. With any error the folder stays as it was.
    ///
    /// - Throws: `MachineError` if a file cannot be read or written.
    public func build() throws -> BuildReport {
        try run { try OutputTree(options.output) }
    }

    /// - Parameter openOutput: opens the output folder once the site has passed; nil where nothing is written.
    private func run(openOutput: () throws -> OutputTree?) throws -> BuildReport {
        let inputs = try SiteInputs.load(options) { [progress] done in
            progress(BuildProgress(phase: .loading, done: done, total: 0))
        }
        let (loaded, theme, outcome) = (inputs.loaded, inputs.theme, inputs.outcome)
        let language = loaded.settings?.language
        let unrendered = loaded.articles.filter { outcome.site == nil || ($0.isDraft && !options.includesDrafts) }
        let sources = BodySources(routes: outcome.routes, statistics: loaded.statistics)
        let unrenderedFaults = try checkBodies(
            loaded.faultyFiles.map { ($0.path, $0.isDraft, .unknown) }
                + unrendered.map { ($0.contentPath, $0.isDraft, sources.home(of: $0)) }, sources)
        let found = outcome.diagnostics + theme.diagnostics + unrenderedFaults
        guard let site = outcome.site, !theme.diagnostics.containsError else {
            return BuildReport(
                diagnostics: found.inOrder(), summary: nil, draftCount: 0, language: language)
        }
        let output = try openOutput()
        defer { output?.finish() }
        let rendered = try render(site, theme, output)
        var diagnostics = found + rendered.diagnostics
        var summary: OutputSummary?
        if let output, !diagnostics.containsError {
            let entries = try stageFiles(site, theme, rendered, loaded.listing, output) + rendered.entries
            diagnostics += entries.filter { $0.change == .conflict }.map { .outputConflict($0.path, options.output) }
            progress(BuildProgress(phase: .writing, done: 0, total: entries.count))
            if !diagnostics.containsError {
                summary = try output.commit(entries)
                if let cache = options.cache { LastBuild.record(entries, in: cache) }
            }
        }
        return BuildReport(
            diagnostics: diagnostics.inOrder(), summary: summary, draftCount: unrendered.count, language: language)
    }

    /// Faults in the texts of articles that are not rendered: drafts, or all of them where metadata is faulty.
    ///
    /// - Parameter articles: the articles' paths below the content folder; the faults of drafts are warnings.
    private func checkBodies(
        _ articles: [(path: String, isDraft: Bool, home: HomeCommunity)], _ sources: BodySources
    ) throws -> [Diagnostic] {
        let bodies = try parallelMap(count: articles.count, jobs: options.jobs) { index in
            let (path, isDraft, home) = articles[index]
            let body = try ArticleBody.read(
                "\(options.content)/\(path)", contentPath: path, home: home, sources: sources)
            let isHidden = isDraft && !options.includesDrafts
            return (isHidden ? body.diagnostics.map(\.asWarning) : body.diagnostics, isHidden ? [] : body.anchorUses)
        }
        let anchors = try AnchorCheck.run(
            bodies.flatMap(\.1), contentRoot: options.content)
        return bodies.flatMap(\.0) + anchors
    }

    private struct Rendering {
        let pages: [PlannedPage]
        let entries: [OutputTree.Entry]
        /// The pages that show made-up data.
        let demonstrations: Set<OutputPath>
        let diagnostics: [Diagnostic]
    }

    private func render(_ site: Site, _ theme: Theme, _ output: OutputTree?) throws -> Rendering {
        let pages = site.plan()
        let renderer = try PageRenderer(
            site: site, words: theme.words, templates: theme.templates, assets: theme.references, jobs: options.jobs)
        let results = try parallelMap(
            count: pages.count, jobs: options.jobs,
            progress: { [progress] in progress(BuildProgress(phase: .rendering, done: $0, total: pages.count)) },
            transform: { index in
                let page = try renderer.render(pages[index])
                let entries = page.diagnostics.containsError ? [] : try output?.stage(page, pages[index], index) ?? []
                return PageResult(
                    entries: entries, diagnostics: page.diagnostics, anchorUses: page.anchorUses,
                    isDemonstration: page.isDemonstration)
            })
        let anchors = try AnchorCheck.run(results.flatMap(\.anchorUses), contentRoot: options.content)
        return Rendering(
            pages: pages, entries: results.flatMap(\.entries),
            demonstrations: Set(zip(pages, results).filter { $0.1.isDemonstration }.map(\.0.path)),
            diagnostics: results.flatMap(\.diagnostics) + anchors)
    }

    /// What is kept of a page when its bytes are gone.
    private struct PageResult {
        let entries: [OutputTree.Entry]
        let diagnostics: [Diagnostic]
        let anchorUses: [AnchorUse]
        let isDemonstration: Bool
    }

    /// Stages everything that is no page: what pages need, so it is moved into place before them.
    private func stageFiles(
        _ site: Site, _ theme: Theme, _ rendered: Rendering, _ listing: ContentListing, _ output: OutputTree
    ) throws -> [OutputTree.Entry] {
        var number = rendered.pages.count
        var files: [OutputTree.Entry] = []
        func stage(_ bytes: [UInt8], _ path: OutputPath) throws {
            files.append(try output.stage(bytes, at: path.text, number: number))
            number += 1
        }
        for asset in theme.assets { try stage(asset.bytes, asset.path) }
        for path in listing.staticFiles {
            if let entry = try output.stageCopy(of: listing.file(path), at: path, number: number) {
                files.append(entry)
            }
            number += 1
        }
        for document in SiteDocuments(
            site: site, pages: rendered.pages, words: theme.words, demonstrations: rendered.demonstrations
        ).all() {
            try stage(document.bytes, document.path)
        }
        return files
    }
}

extension OutputTree {
    /// Stages a page and the files beside it; those come first, since the page needs them.
    ///
    /// - Parameter index: the page's position, which is its number; the files beside it have numbers that no page has.
    fileprivate func stage(_ page: RenderedPage, _ planned: PlannedPage, _ index: Int) throws -> [Entry] {
        let files = try page.attachments.enumerated().map { position, file in
            try stage(file.bytes, at: file.path.text, number: (position + 1) << 32 + index)
        }
        return files + [try stage(page.bytes, at: planned.path.text, number: index)]
    }
}

extension Diagnostic {
    static func outputConflict(_ path: String, _ output: String) -> Diagnostic {
        Diagnostic(
            "output-conflict", at: .start(of: "\(output)/\(path)"),
            LocalizedText(
                zh: "这个位置已有别的文件，不是 gridshow 写的，不会覆盖；请把它移开，或换一个输出文件夹",
                en:
                    "something that gridshow did not write stands here and is not overwritten; move it away or choose another output folder"
            ))
    }
}
