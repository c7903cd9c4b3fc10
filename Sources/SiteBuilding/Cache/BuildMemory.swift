import Content
import Diagnostics

/// What a build takes from the last one, and what it leaves to the next.
struct BuildMemory: Sendable {
    let cache: BuildCache
    /// What stood in the output folder when the build began.
    let outputs: OutputSignatures
    /// The cache folder.
    let folder: String
    let key: Fingerprint
    /// Whether what has changed can be added to the cache's file.
    let canGrow: Bool

    /// Whether the copy of a published file is still right.
    func holds(_ file: StaticFile) -> Bool {
        guard let entry = cache.statics[file.path], file.signature != .unknown else { return false }
        return entry.source == file.signature && entry.output != .unknown
            && outputs.signatures[file.path] == entry.output
    }

    /// The files of sitemap, feed and so on, where they are still right: they depend on metadata, and on which pages show
    /// made-up data.
    func documents(_ inputs: SiteInputs, _ rendering: Rendering) -> [String]? {
        guard inputs.siteKey == cache.siteKey, !cache.documents.isEmpty,
            cache.documents.allSatisfy({ $0.value != .unknown && outputs.signatures[$0.key] == $0.value })
        else { return nil }
        let isSame = zip(rendering.pages, rendering.made).allSatisfy { planned, made in
            made?.isDemonstration == cache.pages[planned.path.text]?.isDemonstration
        }
        return isSame ? cache.documents.keys.sorted() : nil
    }

    /// Remembers a build whose files have been moved into place.
    ///
    /// - Returns: why the cache could not be written; nil if all went well.
    func write(
        _ scan: SourceScan, _ inputs: SiteInputs, _ rendering: Rendering, _ files: [OutputTree.Entry],
        documents: [String], bodies: [String: BuildCache.BodyEntry], report: BuildReport, options: BuildOptions
    ) throws -> MachineError? {
        let now = try outputs.updated(files + rendering.entries, options.output, jobs: options.jobs)
        var next = everything(inputs, rendering, bodies, now)
        next.documents = Dictionary(documents.map { ($0, now.signatures[$0] ?? .unknown) }) { first, _ in first }
        let front = CacheFront(
            inputsKey: scan.key, outputsKey: now.key, diagnostics: report.diagnostics, draftCount: report.draftCount,
            language: report.language)
        if canGrow, inputs.siteKey == cache.siteKey {
            return CacheFile.append(next.changes(since: cache), front, to: folder)
        }
        return CacheFile.write(next, front, key: key, to: folder)
    }

    private func everything(
        _ inputs: SiteInputs, _ rendering: Rendering, _ bodies: [String: BuildCache.BodyEntry], _ now: OutputSignatures
    ) -> BuildCache {
        var next = BuildCache()
        next.sources = inputs.sources.sources
        next.loaderKey = inputs.loaded.loaderKey
        next.articles = Dictionary(inputs.loaded.articleEntries.map { ($0.path, $0.entry) }) { first, _ in first }
        next.siteKey = inputs.siteKey
        next.siteDiagnostics = inputs.outcome.diagnostics
        next.bodies = bodies
        next.pages.reserveCapacity(rendering.pages.count)
        for (planned, made) in zip(rendering.pages, rendering.made) {
            guard var page = made else { continue }
            page.outputs = page.outputs.map { .init(path: $0.path, signature: now.signatures[$0.path] ?? .unknown) }
            next.pages[planned.path.text] = page
        }
        for file in inputs.files {
            next.statics[file.path] = BuildCache.StaticEntry(
                source: file.signature, size: file.size, output: now.signatures[file.path] ?? .unknown)
        }
        return next
    }
}

extension BuildCache {
    /// The entries that an earlier cache does not have. Nothing can have gone, since the metadata are the same.
    fileprivate func changes(since earlier: BuildCache) -> BuildCache {
        var changes = self
        changes.sources = sources.filter { earlier.sources[$0.key] != $0.value }
        changes.articles = articles.filter { earlier.articles[$0.key]?.content != $0.value.content }
        changes.pages = pages.filter { path, page in
            guard let old = earlier.pages[path] else { return true }
            return old.body.key != page.body.key || old.dataKey != page.dataKey || old.outputs != page.outputs
        }
        changes.bodies = bodies.filter { earlier.bodies[$0.key]?.key != $0.value.key }
        changes.statics = statics.filter { earlier.statics[$0.key] != $0.value }
        changes.documents = documents.filter { earlier.documents[$0.key] != $0.value }
        return changes
    }
}
