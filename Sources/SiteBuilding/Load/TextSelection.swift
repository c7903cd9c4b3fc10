import Content

/// The texts of a site by the names that people use for them.
struct TextSelection {
    /// A path below the content folder; no article where its front matter is faulty.
    typealias Choice = (path: String, article: Article?)

    private let listing: ContentListing
    private let choices: [Choice]
    /// The paths of drafts.
    let drafts: Set<String>
    private let includesDrafts: Bool

    init(_ loaded: LoadedSite, includesDrafts: Bool) {
        let articles = Dictionary(loaded.articles.map { ($0.contentPath, $0) }) { first, _ in first }
        listing = loaded.listing
        choices = loaded.listing.articles.map { ($0.path, articles[$0.path]) }
        drafts = Set(
            loaded.articles.filter(\.isDraft).map(\.contentPath)
                + loaded.faultyFiles.filter(\.isDraft).map(\.path))
        self.includesDrafts = includesDrafts
    }

    /// All that is published, kind by kind in byte order of paths.
    var published: [Choice] { choices.filter { includesDrafts || !drafts.contains($0.path) } }

    /// The texts with these names, each once, in the order of `published`.
    func named(_ names: [String]) throws -> [Choice] {
        var wanted: Set<String> = []
        for name in names {
            let found = choices.filter { matches($0, name) }.map(\.path)
            guard !found.isEmpty else {
                let path = nearestPath(to: normalized(name), among: choices.map(\.path))
                throw UnknownText(name: name, nearest: path.map { listing.file($0) })
            }
            wanted.formUnion(found)
        }
        return choices.filter { wanted.contains($0.path) }
    }

    /// A name is the path as the user would write it, the path below the content folder, or the slug.
    private func matches(_ choice: Choice, _ name: String) -> Bool {
        let path = normalized(name)
        let fileName = choice.path.split(separator: "/").last ?? ""
        return path == normalized(listing.file(choice.path)) || path == choice.path || path == fileName
            || path == choice.article?.slug || path == fileName.dropLast(3)
            || (path.hasPrefix("/") && isSameFile(path, listing.file(choice.path)))
    }

    /// The path with slashes, and without `./` at its beginning.
    private func normalized(_ name: String) -> String {
        var path = name.replacing("\\", with: "/")[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        return String(path)
    }
}
