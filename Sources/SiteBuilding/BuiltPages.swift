import Content
import Diagnostics

/// A site as it was built, held so that pages whose texts alone have changed can be made again.
struct BuiltPages {
    let site: Site
    let rendering: Rendering
    /// Positions of pages by their paths below the output folder.
    let indexByPath: [String: Int]
    private let renderer: PageRenderer
    private let loader: ArticleLoader
    /// What came of the build.
    private let report: BuildReport
    /// Fingerprints of the front matter, by path below the content folder.
    private let metadata: [String: Fingerprint]
    /// Positions of pages by path below the content folder.
    private let indexByText: [String: Int]
    /// Faults that belong to no page.
    private let otherDiagnostics: [Diagnostic]
    /// Faults of pages that have any.
    private var diagnostics: [Int: [Diagnostic]] = [:]
    /// Links into headings by the text that has them, each with its page.
    private var usesByText: [String: [Int: [AnchorUse]]] = [:]

    init(
        inputs: SiteInputs, site: Site, renderer: PageRenderer, rendering: Rendering, otherDiagnostics: [Diagnostic],
        report: BuildReport
    ) {
        self.site = site
        self.renderer = renderer
        self.rendering = rendering
        self.otherDiagnostics = otherDiagnostics
        loader = ArticleLoader(
            listing: inputs.loaded.listing, topics: site.topics, customFields: site.settings.customFields,
            sources: SourceIndex(), remembered: [:])
        self.report = report
        metadata = Dictionary(inputs.loaded.articleEntries.map { ($0.path, $0.entry.metadata) }) { first, _ in first }
        indexByPath = Dictionary(rendering.pages.enumerated().map { ($1.path.text, $0) }) { first, _ in first }
        let texts = rendering.pages.enumerated().compactMap { index, page in
            site.article(of: page).map { ($0.contentPath, index) }
        }
        indexByText = Dictionary(texts) { first, _ in first }
        for (index, page) in rendering.made.enumerated() {
            note(index, page?.body.diagnostics ?? [], page?.body.anchorUses ?? [])
        }
    }

    /// The article that a page is made from; nil for other pages.
    func article(_ index: Int) -> Article? { site.article(of: rendering.pages[index]) }

    private mutating func note(_ index: Int, _ faults: [Diagnostic], _ uses: [AnchorUse]) {
        diagnostics[index] = faults.isEmpty ? nil : faults
        for use in uses { usesByText[use.contentPath, default: [:]][index, default: []].append(use) }
    }

    /// Makes the pages of texts again and puts them into the output folder.
    ///
    /// - Parameter files: what has changed, as the user would write it.
    /// - Returns: nil where more than texts has changed, so that a build must look at everything.
    /// - Throws: `MachineError` if a file cannot be read or written.
    mutating func update(_ files: Set<String>, _ options: BuildOptions) throws -> LiveBuild.Update? {
        guard let indices = try indices(of: files, options) else { return nil }
        var made: [(index: Int, page: RenderedPage)] = []
        for index in indices {
            let page = rendering.pages[index]
            made.append((index, try renderer.render(page, renderer.data(of: page))))
        }
        let anchors = try anchorFaults(made, options)
        let found = made.flatMap(\.page.diagnostics) + anchors
        let rest = diagnostics.filter { !indices.contains($0.key) }.flatMap(\.value)
        let all = (otherDiagnostics + rest + found).inOrder()
        guard !found.containsError else { return update(all, summary: nil, changed: [], made: made.count) }
        guard made.allSatisfy({ hasSameFiles($0.index, $0.page) }) else { return nil }
        var changed: [String] = []
        for (index, page) in made {
            let files =
                page.attachments.map { ($0.path.text, $0.bytes) } + [(rendering.pages[index].path.text, page.bytes)]
            for (path, bytes) in files where try readFile("\(options.output)/\(path)") != bytes {
                try replaceFile(with: bytes, at: "\(options.output)/\(path)")
                changed.append(path)
            }
            for target in usesByText.keys { usesByText[target]?[index] = nil }
            note(index, page.diagnostics, page.anchorUses)
        }
        let summary = OutputSummary(
            written: changed.count, unchanged: rendering.entries.count - changed.count, deleted: 0, foreign: [])
        return update(all, summary: summary, changed: changed.sorted(), made: made.count)
    }

    /// The pages of the files, in ascending order; nil where a file is no text of a page, or its front matter differs.
    private func indices(of files: Set<String>, _ options: BuildOptions) throws -> [Int]? {
        var indices: [Int] = []
        for file in files.sorted() {
            guard file.hasPrefix("\(options.content)/") else { return nil }
            let path = String(file.dropFirst(options.content.utf8.count + 1))
            guard let index = indexByText[path], let article = article(index) else { return nil }
            let loaded = try loader.load(article.kind, path)
            guard loaded.entry.content != .unknown, loaded.entry.metadata == metadata[path] else { return nil }
            indices.append(index)
        }
        return indices
    }

    /// Faults among links between headings of which one end has been made again.
    private func anchorFaults(_ made: [(index: Int, page: RenderedPage)], _ options: BuildOptions) throws
        -> [Diagnostic]
    {
        let indices = Set(made.map(\.index))
        let into = made.compactMap { article($0.index)?.contentPath }.flatMap { path in
            (usesByText[path] ?? [:]).filter { !indices.contains($0.key) }.sorted { $0.key < $1.key }.flatMap(\.value)
        }
        return try AnchorCheck.run(made.flatMap(\.page.anchorUses) + into, contentRoot: options.content)
    }

    /// Whether a page has the same files beside it as before, and the same place in feed and sitemap.
    private func hasSameFiles(_ index: Int, _ page: RenderedPage) -> Bool {
        guard let old = rendering.made[index] else { return false }
        let files = page.attachments.map(\.path.text) + [rendering.pages[index].path.text]
        return old.isDemonstration == page.isDemonstration && old.outputs.map(\.path) == files
    }

    private func update(
        _ diagnostics: [Diagnostic], summary: OutputSummary?, changed: [String], made: Int
    ) -> LiveBuild.Update {
        LiveBuild.Update(
            report: BuildReport(
                diagnostics: diagnostics, summary: summary, draftCount: report.draftCount, madeCount: made,
                language: report.language),
            changedFiles: changed)
    }
}
