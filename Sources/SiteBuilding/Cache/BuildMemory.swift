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

    /// Whether the copy of a published file is still right.
    func holds(_ file: StaticFile) -> Bool {
        guard let entry = cache.statics[file.path], file.signature != .unknown else { return false }
        return entry.source == file.signature && entry.output != .unknown
            && outputs.signatures[file.path] == entry.output
    }

    /// Remembers a build whose files have been moved into place.
    func write(
        _ scan: SourceScan, _ inputs: SiteInputs, _ rendering: Rendering, bodies: [String: BuildCache.BodyEntry],
        report: BuildReport, options: BuildOptions
    ) {
        // The manifest lists what the output folder holds now; if it cannot be read, nothing is remembered.
        guard let now = try? OutputSignatures(options.output, jobs: options.jobs) else { return }
        var next = BuildCache()
        next.sources = inputs.sources.sources
        next.loaderKey = inputs.loaded.loaderKey
        next.articles = Dictionary(inputs.loaded.articleEntries.map { ($0.path, $0.entry) }) { first, _ in first }
        next.siteKey = inputs.siteKey
        next.bodies = bodies
        for (planned, made) in zip(rendering.pages, rendering.made) {
            guard var page = made else { continue }
            page.outputs = page.outputs.map { .init(path: $0.path, signature: now.signatures[$0.path] ?? .unknown) }
            next.pages[planned.path.text] = page
        }
        for file in inputs.files {
            next.statics[file.path] = BuildCache.StaticEntry(
                source: file.signature, size: file.size, output: now.signatures[file.path] ?? .unknown)
        }
        let front = CacheFront(
            inputsKey: scan.key, outputsKey: now.key, diagnostics: report.diagnostics, draftCount: report.draftCount,
            language: report.language)
        CacheFile.write(next, front, key: key, to: folder)
    }
}
