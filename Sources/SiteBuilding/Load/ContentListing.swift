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
    /// Names of tables of candidates, without the suffix, by the election's folder.
    let candidates: [String: [String]]
    /// Names of tables in `statistics/`, without the suffix, that have a description.
    let tables: [String]
    /// Whether there is a districts.yaml.
    let hasDistricts: Bool
    /// Files that are published as they are, as paths below the root in byte order.
    let staticFiles: [String]
    /// Files in places that no page is made from.
    let diagnostics: [Diagnostic]

    /// Folders whose files are published unchanged.
    static let staticFolders = ["images", "files", "videos"]
    private static let ownFiles = ["site.yaml", "topics.yaml", "districts.yaml"]
    private static let otherFolders = ["templates", "strings"]
    /// The files of a community besides its description.
    static let communityFiles = ["grids.csv", "stats.csv", "boundary.geojson", layoutLockName]

    /// Lists the folder at `root`.
    ///
    /// - Throws: `MachineError` if a folder cannot be listed.
    static func scan(_ root: String) throws -> ContentListing {
        ContentListing(root: root, paths: try filesBelow(root))
    }

    /// The path of a content file as the user would write it.
    func file(_ path: String) -> String { "\(root)/\(path)" }

    private struct Sorter {
        let root: String
        var articles: [ContentKind: [String]] = [:]
        var folders: [ContentKind: [String]] = [:]
        var staticFiles: [String] = []
        var tables: [String] = []
        var candidates: [String: [String]] = [:]
        var hasDistricts = false
        var diagnostics: [Diagnostic] = []
        /// The first file of each community's folder, and of each table without a description.
        private var folderFiles: [(folder: String, path: String)] = []
        private var tableFiles: [String] = []

        init(root: String) { self.root = root }

        mutating func add(_ path: String) {
            let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            let folder = parts.count > 1 ? parts[0] : ""
            let name = parts[parts.count - 1]
            if parts.count == 1 {
                if !ContentListing.ownFiles.contains(name) { report(path, name: name) }
                if name == "districts.yaml" { hasDistricts = true }
            } else if ContentListing.staticFolders.contains(folder) {
                staticFiles.append(path)
            } else if folder == "statistics" {
                addTable(path, name: name, depth: parts.count)
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
            } else if depth == 3, kind == .community, !name.hasSuffix(".md") {
                addCommunityFile(path, name: name, folder: item)
            } else if depth > 3, kind == .election {
                addElectionFile(path, name: name, folder: item)
            } else if depth < 3 || name.hasSuffix(".md") {
                report(path, name: name)
            }
        }

        /// Tables of candidates are read; what is published of the log is published as it is.
        private mutating func addElectionFile(_ path: String, name: String, folder: String) {
            if path.hasPrefix("elections/\(folder)/published/") {
                staticFiles.append(path)
            } else if path == "elections/\(folder)/candidates/\(name)", name.hasSuffix(".csv") {
                candidates[folder, default: []].append(String(name.dropLast(4)))
            } else {
                report(path, name: name)
            }
        }

        private mutating func addTable(_ path: String, name: String, depth: Int) {
            if depth == 2, name.hasSuffix(".yaml") {
                tables.append(String(name.dropLast(5)))
            } else if depth == 2, name.hasSuffix(".csv") {
                tableFiles.append(String(name.dropLast(4)))
            } else {
                report(path, name: name)
            }
        }

        private mutating func addCommunityFile(_ path: String, name: String, folder: String) {
            if folderFiles.last?.folder != folder { folderFiles.append((folder, path)) }
            if ContentListing.communityFiles.contains(name) { return }
            let span = Span.start(of: "\(root)/\(path)")
            let known = ["community.yaml"] + ContentListing.communityFiles
            diagnostics.append(
                Diagnostic(
                    "unknown-data-file", .warning, at: span,
                    LocalizedText(
                        zh: "社区的文件夹里只认 \(known.joined(separator: "、"))，这个文件没有用到",
                        en: "a community's folder holds \(known.joined(separator: ", ")); this file is not used"),
                    notes: nearestName(to: name, among: known).map {
                        [.init(LocalizedText(zh: "是不是要叫 \($0)？", en: "did you mean \($0)?"))]
                    } ?? []))
        }

        /// Data that nothing describes would silently be left out, so they are errors.
        mutating func reportIncomplete() {
            let described = Set(folders[.community] ?? [])
            for (folder, path) in folderFiles where !described.contains(folder) {
                missing("communities/\(folder)/community.yaml", besides: path)
            }
            for name in tableFiles where !tables.contains(name) {
                missing("statistics/\(name).yaml", besides: "statistics/\(name).csv")
            }
        }

        private mutating func missing(_ path: String, besides data: String) {
            diagnostics.append(
                Diagnostic(
                    "missing-description", at: .start(of: "\(root)/\(data)"),
                    LocalizedText(
                        zh: "这里有数据，却没有说明它的 \(path)，网站里就不会有它：请补上",
                        en: "there are data here but no \(path) that describes them, so no page would show them: add it"
                    )))
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

extension ContentListing {
    /// Sorts `paths`, all files below `root` in byte order, into kinds.
    init(root: String, paths: some Sequence<String>) {
        var sorter = Sorter(root: root)
        for path in paths { sorter.add(path) }
        sorter.reportIncomplete()
        self.init(
            root: root,
            articles: ContentKind.articles.flatMap { kind in (sorter.articles[kind] ?? []).map { (kind, $0) } },
            communities: sorter.folders[.community] ?? [],
            elections: sorter.folders[.election] ?? [], candidates: sorter.candidates,
            tables: sorter.tables, hasDistricts: sorter.hasDistricts,
            staticFiles: sorter.staticFiles,
            diagnostics: sorter.diagnostics)
    }
}
