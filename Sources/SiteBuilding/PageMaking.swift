import Diagnostics

/// The pages of a build, made or reused.
struct Rendering: Sendable {
    let pages: [PlannedPage]
    /// One for each page, in the same order; nil where it has an error.
    let made: [BuildCache.PageEntry?]
    /// Places of the pages that were made, not reused, ascending.
    let remade: [Int]
    /// The files of the pages, those that a page needs before it.
    let entries: [OutputTree.Entry]
    /// The pages that show made-up data.
    let demonstrations: Set<OutputPath>
    let diagnostics: [Diagnostic]
    /// How many pages were made, not reused.
    var madeCount: Int { remade.count }
}

/// Makes pages, or takes them over from the last build.
struct PageMaking {
    let options: BuildOptions
    let renderer: PageRenderer
    let keys: PageKeys
    /// Nil where every page is to be made.
    let reuse: PageReuse?
    let progress: @Sendable (BuildProgress) -> Void

    /// What is kept of a page when its bytes are gone.
    private struct PageResult {
        var page: BuildCache.PageEntry?
        var entries: [OutputTree.Entry] = []
        var diagnostics: [Diagnostic] = []
        var anchorUses: [AnchorUse] = []
        var isReused = false
    }

    /// - Parameter output: where pages are staged; nil where nothing is written.
    func run(_ pages: [PlannedPage], _ output: OutputTree?) throws -> Rendering {
        let results = try parallelMap(
            count: pages.count, jobs: options.jobs,
            progress: { [progress] in progress(BuildProgress(phase: .rendering, done: $0, total: pages.count)) },
            transform: { try result(pages[$0], $0, output) })
        var (made, entries): ([BuildCache.PageEntry?], [OutputTree.Entry]) = ([], [])
        made.reserveCapacity(results.count)
        entries.reserveCapacity(results.count)
        var (remade, uses, diagnostics): ([Int], [AnchorUse], [Diagnostic]) = ([], [], [])
        var demonstrations: Set<OutputPath> = []
        for index in results.indices {
            made.append(results[index].page)
            entries += results[index].entries
            diagnostics += results[index].diagnostics
            if results[index].page?.isDemonstration == true { demonstrations.insert(pages[index].path) }
            if !results[index].isReused { remade.append(index) }
            // Links that were right stay right while neither end of them has changed.
            uses += results[index].anchorUses.filter {
                !results[index].isReused || reuse?.changedTexts.contains($0.contentPath) != false
            }
        }
        return Rendering(
            pages: pages, made: made, remade: remade, entries: entries, demonstrations: demonstrations,
            diagnostics: diagnostics + (try AnchorCheck.run(uses, contentRoot: options.content)))
    }

    private func result(_ planned: PlannedPage, _ index: Int, _ output: OutputTree?) throws -> PageResult {
        var reason = BuildReason.new
        switch try reuse?.find(planned) {
        case .success(let page): return reused(page, index)
        case .failure(let found): reason = found
        case nil: break
        }
        let data = try renderer.data(of: planned)
        let page = try renderer.render(planned, data)
        var result = PageResult(diagnostics: page.diagnostics, anchorUses: page.anchorUses)
        if page.diagnostics.containsError { return result }
        result.entries = try output?.stage(page, planned, index) ?? []
        result.page = BuildCache.PageEntry(
            dataKey: reuse == nil ? .unknown : keys.dataKey(data), body: bodyEntry(page, planned),
            isDemonstration: page.isDemonstration,
            outputs: result.entries.map { BuildCache.Output(path: $0.path, signature: .unknown) }, reason: reason)
        return result
    }

    private func reused(_ page: BuildCache.PageEntry, _ index: Int) -> PageResult {
        let entries = page.outputs.map { OutputTree.Entry(path: $0.path, number: index, change: .none) }
        return PageResult(
            page: page, entries: entries, diagnostics: page.body.diagnostics, anchorUses: page.body.anchorUses,
            isReused: true)
    }

    private func bodyEntry(_ page: RenderedPage, _ planned: PlannedPage) -> BuildCache.BodyEntry {
        if reuse == nil { return BuildCache.BodyEntry() }
        let home = renderer.site.article(of: planned).map { renderer.site.bodySources.home(of: $0) } ?? .none
        return BuildCache.BodyEntry(
            key: keys.bodyKey(page.content, home: home, lookups: page.lookups, owners: page.owners),
            lookups: page.lookups, owners: page.owners, diagnostics: page.diagnostics, anchorUses: page.anchorUses)
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
