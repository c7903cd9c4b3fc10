import Content

/// What a build starts from: the content and the theme, loaded, and what validation says of them.
struct SiteInputs {
    let loaded: LoadedSite
    let theme: Theme
    let files: [StaticFile]
    let outcome: SiteValidation.Outcome
    /// The bytes of everything that was read, as fingerprints; published files left out.
    let sources: SourceIndex
    /// Of all metadata: where it is the same as before, only texts can have changed.
    let siteKey: Fingerprint

    /// Loads and validates the folders of `options`.
    ///
    /// - Parameters:
    ///   - cache: what was remembered of the last build; empty where nothing was.
    ///   - progress: called with the number of articles that have been loaded.
    /// - Throws: `MachineError` if something cannot be read.
    static func load(
        _ options: BuildOptions, _ scan: SourceScan, cache: BuildCache = BuildCache(),
        progress: (@Sendable (Int) -> Void)? = nil
    ) throws -> SiteInputs {
        let sources = SourceIndex(scan, remembered: cache.sources)
        let loaded = try loadSite(
            scan.content, sources: sources, cache: cache, includesDrafts: options.includesDrafts, jobs: options.jobs,
            progress: progress)
        let files = try loadStaticFiles(
            loaded.listing, scan.content, remembered: cache.statics, jobs: options.jobs)
        let (published, (theme, (index, siteKey))) = try together(
            { PublishedArticles(loaded, includesDrafts: options.includesDrafts) },
            {
                try together(
                    {
                        try Theme.load(
                            options.templates, content: options.content,
                            languageTag: loaded.settings?.languageTag ?? "zh-CN")
                    },
                    { try noted(sources, scan, loaded, files) })
            })
        let outcome = try SiteValidation.run(
            loaded, published, includesDrafts: options.includesDrafts, files: files,
            known: siteKey == cache.siteKey ? cache.siteDiagnostics : nil, jobs: options.jobs)
        return SiteInputs(
            loaded: loaded, theme: theme, files: files, outcome: outcome, sources: index, siteKey: siteKey)
    }

    /// The index with everything that was read, and the key of all metadata.
    private static func noted(
        _ sources: SourceIndex, _ scan: SourceScan, _ loaded: LoadedSite, _ files: [StaticFile]
    ) throws -> (SourceIndex, Fingerprint) {
        var sources = sources
        sources.reserveCapacity(scan.content.files.count + scan.templates.files.count)
        var hasher = FingerprintHasher()
        for (path, entry, _) in loaded.articleEntries {
            sources.note(loaded.listing.file(path), entry.content)
            hasher.add(path)
            hasher.add(entry.metadata)
        }
        try hasher.add(scan, &sources, articles: loaded, files)
        return (sources, hasher.finish())
    }
}

extension FingerprintHasher {
    /// Adds all files but the articles: published ones by their sizes in pixels, the others by
    /// their bytes. Of an election the pages show what was published, so that goes by its bytes too.
    fileprivate mutating func add(
        _ scan: SourceScan, _ sources: inout SourceIndex, articles loaded: LoadedSite, _ files: [StaticFile]
    ) throws {
        for file in files {
            add(file.path)
            add(file.size?.width ?? -1)
            add(file.size?.height ?? -1)
        }
        let others = Set(loaded.articleEntries.map(\.path)).union(
            files.map(\.path).filter { !$0.hasPrefix("elections/") })
        for tree in [scan.content, scan.templates] {
            for file in tree.files where tree.root != scan.content.root || !others.contains(file.path) {
                let path = "\(tree.root)/\(file.path)"
                try sources.note(path)
                add(path)
                add(sources.content(path))
            }
        }
    }
}
