import Content
import Diagnostics

/// Which files a content folder holds, sorted into kinds. Nothing is read yet.
struct ContentListing: Sendable {
    /// The content folder as the user named it, without a slash at the end.
    let root: String
    /// Markdown files, kind by kind, as paths below the root in byte order.
    let articles: [(kind: ContentKind, path: String)]
    /// Names of folders in `communities/` that hold a description.
    let communities: [String]
    /// Names of folders in `elections/` that hold a description.
    let elections: [String]
    /// Files that are published as they are, as paths below the root in byte order.
    let staticFiles: [String]
    /// Files in places that no page is made from.
    let diagnostics: [Diagnostic]

    /// Folders whose files are published unchanged.
    static let staticFolders = ["images", "files", "videos"]
    private static let ownFiles = ["site.yaml", "topics.yaml"]
    private static let otherFolders = ["templates", "strings", "statistics"]

    /// Lists the folder at `root`.
    ///
    /// - Throws: `MachineError` if a folder cannot be listed.
    static func scan(_ root: String) throws -> ContentListing {
        var sorter = Sorter(root: root)
        for path in try filesBelow(root) { sorter.add(path) }
        return ContentListing(
            root: root,
            articles: ContentKind.articles.flatMap { kind in (sorter.articles[kind] ?? []).map { (kind, $0) } },
            communities: sorter.folders[.community] ?? [],
            elections: sorter.folders[.election] ?? [],
            staticFiles: sorter.staticFiles,
            diagnostics: sorter.diagnostics)
    }

    /// The path of a content file as the user would write it.
    func file(_ path: String) -> String { "\(root)/\(path)" }

    private struct Sorter {
        let root: String
        var articles: [ContentKind: [String]] = [:]
        var folders: [ContentKind: [String]] = [:]
        var staticFiles: [String] = []
        var diagnostics: [Diagnostic] = []

        mutating func add(_ path: String) {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            let folder = parts.count > 1 ? parts[0] : ""
            let name = parts[parts.count - 1]
            if parts.count == 1 {
                if !ContentListing.ownFiles.contains(name) { report(path, name: name) }
            } else if ContentListing.staticFolders.contains(folder) {
                staticFiles.append(path)
            } else if let kind = ContentKind.allCases.first(where: { $0.folder == folder }) {
                add(path, name: name, depth: parts.count, kind: kind, item: parts[1])
            } else if !ContentListing.otherFolders.contains(folder) {
                report(path, name: name)
            }
        }

        private mutating func add(_ path: String, name: String, depth: Int, kind: ContentKind, item: String) {
            guard let description = kind.descriptionFile else {
                if depth == 2, name.hasSuffix(".md") {
                    articles[kind, default: []].append(path)
                } else {
                    report(path, name: name)
                }
                return
            }
            if depth == 3, name == description {
                folders[kind, default: []].append(item)
            } else if depth < 3 || name.hasSuffix(".md") {
                report(path, name: name)
            }
        }

        /// A text in the wrong place would silently be no page, so it is an error; other files are a warning.
        private mutating func report(_ path: String, name: String) {
            let isText = name.hasSuffix(".md") || name.hasSuffix(".markdown")
            let folders = ContentKind.allCases.map(\.folder) + ContentListing.staticFolders
            let folder = path.split(separator: "/").first.map(String.init) ?? ""
            let nearest = nearestName(to: folder, among: folders)
            let hint = nearest.map {
                [Diagnostic.Note(LocalizedText(zh: "是不是想放进 \($0)/？", en: "did you mean the folder \($0)/?"))]
            }
            diagnostics.append(
                Diagnostic(
                    "misplaced-file", isText ? .error : .warning, at: .start(of: "\(root)/\(path)"),
                    LocalizedText(
                        zh: "这个文件不在会生成网页的位置：文稿放在 cases、news、interviews、pages 里（.md），图片放在 images 里",
                        en:
                            "no page is made from this place: texts belong in cases, news, interviews or pages (.md), pictures in images"
                    ),
                    notes: hint ?? []))
        }
    }
}
