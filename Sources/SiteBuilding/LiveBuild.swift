import Content
import Diagnostics

/// What a reviewer wants to know about one page.
public struct PageFacts: Sendable {
    /// The file that the page is made from, as the user would write it; nil for lists.
    public let sourceFile: String?
    /// Whether it is a draft.
    public let isDraft: Bool
    /// Whether it shows made-up data.
    public let isDemonstration: Bool
    /// Characters of the text without spaces; 0 for pages without a text.
    public let characters: Int
    /// Faults, warnings and hints in the page's file, in their one order.
    public let diagnostics: [Diagnostic]
}

/// One site that is built again and again, for a preview. Use it from one thread at a time.
///
/// While only texts change, their pages are made with what is held in memory; anything else is a build.
public final class LiveBuild {
    /// What an update did.
    public struct Update: Sendable {
        /// What came of the build. With an error the output folder holds the last good site.
        public let report: BuildReport
        /// Files below the output folder whose bytes are new, and those that are gone, in byte order.
        public let changedFiles: [String]
    }

    private let options: BuildOptions
    private var pages: BuiltPages?
    private var signatures: [String: Fingerprint] = [:]
    private var last: BuildReport?
    /// Files that have changed since the output folder was last right.
    private var pending: Set<String> = []

    /// A site with these options; nothing is built yet.
    public init(_ options: BuildOptions) { self.options = options }

    /// Builds what has changed.
    ///
    /// - Parameter changed: files that may have changed since the last update, as paths below the working folder; nil to
    ///   look at all.
    /// - Throws: `MachineError` if a file cannot be read or written.
    public func update(changed: Set<String>? = nil) throws -> Update {
        if let changed, var texts = pages {
            pending.formUnion(changed)
            if let update = try texts.update(pending, options) {
                if update.report.summary != nil { pending = [] }
                pages = texts
                last = update.report
                return update
            }
        }
        return try build()
    }

    private func build() throws -> Update {
        let (report, built) = try SiteBuild(options).buildKeepingSite()
        last = report
        pages = built
        guard report.summary != nil else { return Update(report: report, changedFiles: []) }
        pending = []
        let now = try OutputSignatures(options.output, jobs: options.jobs).signatures
        let files = Set(now.keys).union(signatures.keys).filter { now[$0] != signatures[$0] }.sorted()
        signatures = now
        return Update(report: report, changedFiles: files)
    }

    /// What is known of the page at `path` below the output folder; nil where the site has no such page, and while it has
    /// errors.
    ///
    /// - Throws: `MachineError` if its text cannot be read.
    public func facts(of path: String) throws -> PageFacts? {
        guard let pages, let index = pages.indexByPath[path] else { return nil }
        let isDemonstration = pages.rendering.demonstrations.contains(OutputPath(path))
        guard let article = pages.article(index) else {
            return PageFacts(
                sourceFile: nil, isDraft: false, isDemonstration: isDemonstration, characters: 0, diagnostics: [])
        }
        let sources = pages.site.bodySources
        let body = try ArticleBody.read(
            article.file, contentPath: article.contentPath, home: sources.home(of: article),
            front: article.frontTexts, sources: sources)
        return PageFacts(
            sourceFile: article.file, isDraft: article.isDraft, isDemonstration: isDemonstration,
            characters: body.document.characterCount,
            diagnostics: (last?.diagnostics ?? []).filter { $0.span.file == article.file })
    }
}
