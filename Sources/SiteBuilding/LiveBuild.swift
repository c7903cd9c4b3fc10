import Content
import Diagnostics

/// What a reviewer wants to know about one page.
public struct PageFacts: Sendable {
    /// The file that the page is made from, as the user would write it; nil for lists.
    public let sourceFile: String?
    /// Whether it is a draft.
    public let isDraft: Bool
    /// Characters of the text without spaces; 0 for pages without a text.
    public let characters: Int
    /// Faults, warnings and hints in the page's file, in their one order.
    public let diagnostics: [Diagnostic]
}

/// One site that is built again and again, for a preview. Use it from one thread at a time.
public final class LiveBuild {
    /// What an update did.
    public struct Update: Sendable {
        /// What came of the build. With an error the output folder holds the last good site.
        public let report: BuildReport
        /// Files below the output folder whose bytes are new, and those that are gone, in byte order.
        public let changedFiles: [String]
    }

    private let options: BuildOptions
    private var signatures: [String: Fingerprint] = [:]
    private var last: BuildReport?

    /// A site with these options; nothing is built yet.
    public init(_ options: BuildOptions) { self.options = options }

    /// Builds what has changed.
    ///
    /// - Parameter changed: files that may have changed, as paths below the working folder; nil to look at all.
    /// - Throws: `MachineError` if a file cannot be read or written.
    public func update(changed: Set<String>? = nil) throws -> Update {
        let report = try SiteBuild(options).build()
        last = report
        guard report.summary != nil else { return Update(report: report, changedFiles: []) }
        let now = try OutputSignatures(options.output, jobs: options.jobs).signatures
        let files = Set(now.keys).union(signatures.keys).filter { now[$0] != signatures[$0] }.sorted()
        signatures = now
        return Update(report: report, changedFiles: files)
    }

    /// What is known of the page at `path` below the output folder; nil where the site has no such page.
    ///
    /// - Throws: `MachineError` if its text cannot be read.
    public func facts(of path: String) throws -> PageFacts? {
        let inputs = try SiteInputs.load(options, SourceScan(options))
        guard let site = inputs.outcome.site, let page = site.plan().first(where: { $0.path.text == path }) else {
            return nil
        }
        guard case .article(let kind, let position) = page.content, let article = site.articles[kind]?[position] else {
            return PageFacts(sourceFile: nil, isDraft: false, characters: 0, diagnostics: [])
        }
        let body = try ArticleBody.read(
            article.file, contentPath: article.contentPath, home: site.bodySources.home(of: article),
            sources: site.bodySources)
        return PageFacts(
            sourceFile: article.file, isDraft: article.isDraft, characters: body.document.characterCount,
            diagnostics: (last?.diagnostics ?? []).filter { $0.span.file == article.file })
    }
}
