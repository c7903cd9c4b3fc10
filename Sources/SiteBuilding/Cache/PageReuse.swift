import Content

/// Decides which pages of the last build are still right.
///
/// A page is made again where anything that it was made from has changed; see `BuildReason`. Nothing is guessed from
/// what an edit might mean.
struct PageReuse: Sendable {
    private let cache: BuildCache
    private let outputs: OutputSignatures
    /// Whether all files stand as the last build left them, so that none needs to be looked at by itself.
    private let areOutputsSame: Bool
    private let keys: PageKeys
    private let site: Site
    private let sources: SourceIndex
    /// Whether nothing but texts can have changed.
    let isSiteSame: Bool
    /// The files of articles whose bytes are not those of the last build, below the content folder.
    let changedTexts: Set<String>

    init(_ memory: BuildMemory, _ keys: PageKeys, _ site: Site, _ inputs: SiteInputs) {
        let cache = memory.cache
        self.cache = cache
        outputs = memory.outputs
        areOutputsSame = memory.areOutputsSame
        self.keys = keys
        self.site = site
        sources = inputs.sources
        isSiteSame = cache.siteKey == inputs.siteKey
        changedTexts = Set(
            inputs.loaded.articleEntries.filter {
                if $0.isRemembered { return false }
                return $0.entry.content == .unknown || cache.articles[$0.path]?.content != $0.entry.content
            }.map(\.path))
    }

    /// What is remembered of a page that need not be made again, or why it must be.
    func find(_ page: PlannedPage) throws -> Result<BuildCache.PageEntry, BuildReason> {
        guard let old = cache.pages[page.path.text] else { return .failure(.new) }
        guard areOutputsSame || outputs.hold(old.outputs) else { return .failure(.output) }
        let article = site.article(of: page)
        if let article, changedTexts.contains(article.contentPath) { return .failure(.text) }
        if isSiteSame { return .success(old) }
        guard try keys.dataKey(page) == old.dataKey else { return .failure(.shown) }
        let bytes = article.map { sources.content($0.file) } ?? .unknown
        let home = article.map { site.bodySources.home(of: $0) } ?? .none
        let key = keys.bodyKey(bytes, home: home, lookups: old.body.lookups, owners: old.body.owners)
        return key == old.body.key ? .success(old) : .failure(.lookedUp)
    }

    /// What is remembered of a text that no page is made from, where it is still right.
    func findBody(_ contentPath: String, file: String, home: HomeCommunity) -> BuildCache.BodyEntry? {
        guard let old = cache.bodies[contentPath] else { return nil }
        let bytes = sources.content(file)
        guard bytes != .unknown else { return nil }
        let key = keys.bodyKey(bytes, home: home, lookups: old.lookups, owners: old.owners)
        return key == old.key ? old : nil
    }

    /// The fingerprint to remember a text by that no page is made from.
    func key(of body: ArticleBody, home: HomeCommunity) -> Fingerprint {
        keys.bodyKey(body.content, home: home, lookups: body.lookups, owners: body.owners)
    }
}

extension BuildReason: Error {}
