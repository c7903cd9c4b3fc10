import Content
import Diagnostics

/// What a build takes from the last one, and what it leaves to the next.
struct BuildMemory: Sendable {
    let cache: BuildCache
    /// What stood in the output folder when the build began.
    let outputs: OutputSignatures
    /// Whether all of it stands as the last build left it.
    let areOutputsSame: Bool
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
        let isSame = rendering.remade.allSatisfy {
            rendering.made[$0]?.isDemonstration == cache.pages[rendering.pages[$0].path.text]?.isDemonstration
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
        let front = CacheFront(
            inputsKey: scan.key, outputsKey: now.key, diagnostics: report.diagnostics, draftCount: report.draftCount,
            language: report.language)
        // Where the metadata are the same nothing can have gone, and what has changed is added to what is there.
        let grows = canGrow && inputs.siteKey == cache.siteKey
        let known = grows ? cache : BuildCache()
        var next = news(inputs, rendering, bodies, now, since: known)
        for path in documents { next.documents[path] = now.signatures[path] ?? .unknown }
        if grows {
            next.documents = next.documents.filter { known.documents[$0.key] != $0.value }
            return CacheFile.append(next, front, to: folder)
        }
        return CacheFile.write(next, front, key: key, to: folder)
    }

    /// What an earlier cache does not have; everything where that is empty.
    private func news(
        _ inputs: SiteInputs, _ rendering: Rendering, _ bodies: [String: BuildCache.BodyEntry], _ now: OutputSignatures,
        since earlier: BuildCache
    ) -> BuildCache {
        var next = BuildCache()
        next.loaderKey = inputs.loaded.loaderKey
        next.siteKey = inputs.siteKey
        next.siteDiagnostics = inputs.outcome.diagnostics
        next.sources =
            earlier.sources.isEmpty
            ? inputs.sources.sources : inputs.sources.sources.filter { earlier.sources[$0.key] != $0.value }
        if earlier.articles.isEmpty { next.articles.reserveCapacity(inputs.loaded.articleEntries.count) }
        if earlier.pages.isEmpty { next.pages.reserveCapacity(rendering.pages.count) }
        for (path, entry, isRemembered) in inputs.loaded.articleEntries {
            let isThere = isRemembered && !earlier.articles.isEmpty
            if !isThere, earlier.articles[path]?.content != entry.content { next.articles[path] = entry }
        }
        next.bodies = earlier.bodies.isEmpty ? bodies : bodies.filter { earlier.bodies[$0.key]?.key != $0.value.key }
        // What was reused is there already, unless everything is written anew.
        for index in earlier.pages.isEmpty ? Array(rendering.pages.indices) : rendering.remade {
            guard var page = rendering.made[index] else { continue }
            let planned = rendering.pages[index]
            let old = earlier.pages[planned.path.text]
            let isSame = old?.body.key == page.body.key && old?.dataKey == page.dataKey
            if isSame, let old, old.outputs.map(\.path) == page.outputs.map(\.path), now.hold(old.outputs) { continue }
            page.outputs = page.outputs.map { .init(path: $0.path, signature: now.signatures[$0.path] ?? .unknown) }
            next.pages[planned.path.text] = page
        }
        for file in inputs.files {
            let entry = BuildCache.StaticEntry(
                source: file.signature, size: file.size, output: now.signatures[file.path] ?? .unknown)
            if earlier.statics[file.path] != entry { next.statics[file.path] = entry }
        }
        return next
    }
}
