import Content

/// The size of a picture in pixels.
public struct ImageSize: Sendable, Hashable {
    /// Pixels across and down.
    public let width: Int, height: Int
}

/// What content can link to, by path below the content folder.
struct RouteTable: Sendable {
    /// What a path leads to.
    enum Target: Sendable {
        /// A page that is built.
        case page(OutputPath)
        /// A file that is published as it is; pictures have a size where it could be read.
        case file(ImageSize?)
        /// An article that is a draft and not part of this build.
        case draft
    }

    private var targets: [String: Target] = [:]
    /// Communities by name and alias, in the order of their folders.
    private(set) var communitiesByName: [String: [Community]] = [:]

    /// The routes of all that can be linked to.
    ///
    /// - Parameter faulty: articles that could not be loaded, by their paths below the content folder.
    init(
        articles: [Article], drafts: [Article], faulty: [String], communities: [Community], elections: [Election],
        topics: TopicIndex,
        files: [StaticFile]
    ) {
        // A file with faults of its own is still there: links to it are not at fault.
        for path in faulty { targets[path] = .page(OutputPath(path)) }
        for article in drafts { targets[article.contentPath] = .draft }
        for article in articles { targets[article.contentPath] = .page(article.outputPath) }
        for community in communities {
            targets["communities/\(community.slug)/community.yaml"] = .page(community.outputPath)
            targets["communities/\(community.slug)"] = .page(community.outputPath)
            for name in [community.name] + community.aliases { communitiesByName[name, default: []].append(community) }
        }
        for election in elections {
            targets["elections/\(election.slug)/election.yaml"] = .page(election.outputPath)
            targets["elections/\(election.slug)"] = .page(election.outputPath)
        }
        for topic in topics.topics { targets["topics/\(topic.key)"] = .page(.list("topics/\(topic.key)", page: 1)) }
        for name in Schema.builtInPages { targets[name] = .page(Self.builtIn(name)) }
        for file in files { targets[file.path] = .file(file.size) }
    }

    /// The page that a built-in name of the navigation stands for.
    static func builtIn(_ name: String) -> OutputPath {
        name == "home" ? OutputPath("index.html") : .list(name, page: 1)
    }

    /// The community that an article names, if one bears that name (or has it as an alias) and is not in another
    /// district.
    func community(of article: Article) -> Community? {
        communitiesByName[article.community]?.first {
            article.district.isEmpty || $0.district == article.district
        }
    }

    /// What a path below the content folder leads to.
    func target(of path: String) -> Target? { targets[path] }

    /// Every path that can be linked to, for suggestions; in no order.
    var paths: some Collection<String> { targets.keys }
}
