import Content
import Statistics

/// Fingerprints of what the pages of a site are made from.
struct PageKeys: Sendable {
    private let renderer: PageRenderer
    private let content: SourceIndex
    private let contentRoot: String
    /// Of the words that go into texts and figures, and of the template of figures.
    private let partsKey: Fingerprint
    private let ownerKeys: [String: Fingerprint]
    private let templateKeys: [String: Fingerprint]
    /// The templates that print something of the site's catalogue.
    private let cataloguing: Set<String>
    /// Of the names of communities: a sentence that has one is not compared with the data of another.
    private let namesKey: Fingerprint

    init(renderer: PageRenderer, theme: Theme, content: SourceIndex, contentRoot: String) {
        self.renderer = renderer
        self.content = content
        self.contentRoot = contentRoot
        var hasher = FingerprintHasher()
        for key in Words.neededKeys { hasher.add(theme.words[key]) }
        hasher.add(theme.key(of: "figure"))
        partsKey = hasher.finish()
        var names = FingerprintHasher()
        for community in renderer.site.statistics.library.communities { names.add(community.declaration.name) }
        namesKey = names.finish()
        templateKeys = Dictionary(uniqueKeysWithValues: PageShapes.all.keys.map { ($0, theme.key(of: $0)) })
        cataloguing = Set(PageShapes.all.keys.filter { theme.templates.uses(PageRenderer.catalogueKey, in: $0) })
        ownerKeys = Self.ownerKeys(renderer.site, content, contentRoot)
    }

    /// Of a page's data without its parts, and of its template and words.
    func dataKey(_ page: PlannedPage) throws -> Fingerprint { dataKey(try renderer.data(of: page)) }

    /// - Parameter data: a page's data without its parts.
    func dataKey(_ data: PageData) -> Fingerprint {
        var hasher = FingerprintHasher()
        // A new case changes the catalogue, but no page that does not show it.
        let skipped = cataloguing.contains(data.template) ? nil : PageRenderer.catalogueKey
        data.record.withForm(without: skipped) { hasher.add($0) }
        hasher.add(templateKeys[data.template] ?? .unknown)
        return hasher.finish()
    }

    /// Of a text and of everything that it looked up.
    ///
    /// - Parameters:
    ///   - bytes: the fingerprint of the whole file; unknown for pages without a text.
    ///   - home: the community that the text is about.
    func bodyKey(
        _ bytes: Fingerprint, home: HomeCommunity, lookups: [String], owners: [String]
    ) -> Fingerprint {
        var hasher = FingerprintHasher()
        hasher.add(bytes)
        hasher.add(partsKey)
        if case .named(let slug) = home {
            hasher.add(slug)
            hasher.add(namesKey)
        } else {
            hasher.add(0)
        }
        hasher.add(lookups.count)
        for path in lookups {
            hasher.add(path)
            hasher.add(renderer.site.routes.target(of: path))
        }
        for owner in owners {
            hasher.add(owner)
            hasher.add(key(ofOwner: owner))
        }
        return hasher.finish()
    }

    /// Of the data of a community or table by any of its names.
    private func key(ofOwner name: String) -> Fingerprint {
        let statistics = renderer.site.statistics
        let slug = statistics.community(named: name)?.declaration.slug
        return ownerKeys[slug.map { "communities/\($0)" } ?? "statistics/\(name)"] ?? .unknown
    }

    private static func ownerKeys(_ site: Site, _ content: SourceIndex, _ root: String) -> [String: Fingerprint] {
        var keys: [String: Fingerprint] = [:]
        let communityFiles = ["community.yaml"] + ContentListing.communityFiles
        for community in site.communities {
            var hasher = FingerprintHasher()
            for file in communityFiles { hasher.add(content.content("\(root)/communities/\(community.slug)/\(file)")) }
            keys["communities/\(community.slug)"] = hasher.finish()
        }
        for table in site.statistics.tables {
            var hasher = FingerprintHasher()
            for suffix in ["yaml", "csv"] { hasher.add(content.content("\(root)/statistics/\(table.name).\(suffix)")) }
            keys["statistics/\(table.name)"] = hasher.finish()
        }
        return keys
    }
}

extension FingerprintHasher {
    mutating func add(_ target: RouteTable.Target?) {
        switch target {
        case .page(let path):
            add(1)
            add(path.text)
        case .file(let size):
            add(2)
            add(size?.width ?? -1)
            add(size?.height ?? -1)
        case .draft: add(3)
        case nil: add(4)
        }
    }
}
