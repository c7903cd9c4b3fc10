import Glibc

/// The output folder during one build: pages are staged beside it first and moved into place at the end, so
/// that a build that fails leaves the old site as it was.
///
/// Moving is one `rename` a file, or one for a folder that is all new: a visitor, or a build killed at any moment, meets
/// each file either old or new, never half. `.gridshow-manifest` in the output folder lists the files that builds have
/// written; it is what tells a stale page from a file that somebody else put there, so it never lists less than that.
public struct OutputTree: Sendable {
    /// What a staged file will change.
    enum Change: Sendable {
        /// The same bytes are there already.
        case none
        /// There is no such file yet; it waits in the staging folder.
        case new
        /// What stands there differs; the new bytes wait in the staging folder.
        case changed
        /// Something that no build wrote stands at that path with other bytes.
        case conflict
    }

    /// One file of the site.
    struct Entry: Sendable {
        /// Where it belongs.
        let path: String
        /// Its number in the staging folder.
        let number: Int
        /// What it will change.
        let change: Change
        /// Whether it waits in the staging folder.
        var isStaged: Bool { change == .new || change == .changed }
        /// Whether it is a page, which needs other files.
        var isPage: Bool { path.hasSuffix(".html") }
    }

    /// What a build did to the output folder.
    public struct Summary: Sendable {
        /// How many files were written, stayed as they were, and were deleted.
        public let written: Int, unchanged: Int, deleted: Int
        /// Files in the output folder that no build wrote, in byte order. They are left alone.
        public internal(set) var foreign: [String]
    }

    /// What moving everything into place came to.
    struct Committed: Sendable {
        /// Without the files that no build wrote.
        let summary: Summary
        /// All files of the site.
        let paths: Set<String>
    }

    /// The folder as the user named it, without a slash at the end.
    let root: String
    private let previous: Set<String>
    /// What stood in the folder itself when the build began.
    private let names: Set<String>
    private let lock: OutputLock

    private static let manifestName = ".gridshow-manifest"
    private static let stagingName = ".gridshow-staging"
    /// Threads that create files in one folder wait for each other, so staged files are spread over several:
    /// neighbours stay together, because a thread works on a run of them.
    private static let shardCount = 16
    private static let runLength = 32
    private var staging: String { "\(root)/\(Self.stagingName)" }
    private var newFolders: String { "\(staging)/new" }
    private var manifest: String { "\(root)/\(Self.manifestName)" }

    /// Opens the output folder, creating it if need be, and holds it against other builds.
    ///
    /// - Parameters:
    ///   - lock: where the folder is held already; nil to hold it from now on.
    ///   - written: what `writtenPaths` gave since it is held; nil to look.
    /// - Throws: `MachineError`; with code `EWOULDBLOCK` where another build is at work on the folder.
    init(_ root: String, lock: OutputLock? = nil, written: [String]? = nil) throws {
        self.root = root
        try makeDirectories(root)
        self.lock = try lock ?? OutputLock(root)
        previous = Set(try written ?? Self.writtenPaths(root))
        let own: Set = [Self.stagingName, Self.manifestName]
        names = Set((try directoryEntries(root) ?? []).map(\.name)).subtracting(own)
        try removeStaging()
        for folder in [staging, newFolders] + (0..<Self.shardCount).map({ "\(staging)/\($0)" }) {
            guard mkdir(folder, 0o755) == 0 else { throw MachineError("create \(folder)") }
        }
    }

    /// The files that builds have written into the folder at `root`, in byte order; none where there is no manifest.
    ///
    /// - Throws: `MachineError` if the manifest cannot be read.
    static func writtenPaths(_ root: String) throws -> [String] {
        let listed = try readFile("\(root)/\(manifestName)") ?? []
        return listed.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Files in the folder at `root` that are not among `written`, in byte order.
    static func foreignFiles(_ root: String, written: Set<String>) throws -> [String] {
        try unsortedFilesBelow(root).filter { !written.contains($0) }.sorted { $0.precedesInBytes($1) }
    }

    /// Whether a killed build has left something behind that the next one must remove.
    static func hasLeftovers(_ root: String) -> Bool {
        var status = stat()
        return lstat("\(root)/\(stagingName)", &status) == 0
    }

    /// Lets the folder go; nothing staged remains. Call it once, whatever happened.
    func finish() {
        // What cannot be removed now is removed by the next build.
        try? removeStaging()
        lock.release()
    }

    /// Compares `bytes` with what stands at `path` and stages them if they differ. Safe from several threads
    /// with different numbers.
    ///
    /// - Throws: `MachineError` if the bytes cannot be stored.
    func stage(_ bytes: [UInt8], at path: String, number: Int) throws -> Entry {
        let change = try change(at: path, size: bytes.count) { try readFile($0) == bytes }
        let entry = Entry(path: path, number: number, change: change)
        if entry.isStaged { try inFolder(of: stagedFile(entry)) { try writeFile(bytes, to: $0) } }
        return entry
    }

    /// Does the same for the bytes of the file at `source`, which may be too large for memory.
    ///
    /// - Returns: nil if there is no such file.
    func stageCopy(of source: String, at path: String, number: Int) throws -> Entry? {
        guard let size = fileSize(source) else { return nil }
        let change = try change(at: path, size: size) { try filesAreEqual(source, $0) }
        let entry = Entry(path: path, number: number, change: change)
        if entry.isStaged { try inFolder(of: stagedFile(entry)) { try copyFile(source, to: $0) } }
        return entry
    }

    /// What a file of `size` bytes at `path` would change; `isSame` compares the bytes if the sizes agree.
    private func change(at path: String, size: Int, isSame: (String) throws -> Bool) throws -> Change {
        if !names.contains(Self.firstName(of: path)) { return .new }
        let target = "\(root)/\(path)"
        var status = stat()
        guard lstat(target, &status) == 0 else { return .new }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        if isFile, Int(status.st_size) == size, try isSame(target) { return .none }
        return isFile && previous.contains(path) ? .changed : .conflict
    }

    /// Moves everything into place in the given order, then deletes what earlier builds wrote and this one did not.
    ///
    /// - Parameter entries: every file of the site. Pages come after the files that they need.
    /// - Throws: `MachineError`. Until the first file is moved the old site is as it was.
    func commit(_ entries: [Entry]) throws -> Committed {
        let staged = entries.filter(\.isStaged)
        // Mostly the site has the same files as before.
        let isSameSet = entries.count == previous.count && entries.allSatisfy { previous.contains($0.path) }
        let current = isSameSet ? previous : Set(entries.map(\.path))
        let stale = isSameSet ? [] : Self.pagesFirst(previous.subtracting(current))
        if staged.isEmpty, isSameSet {
            return Committed(
                summary: Summary(written: 0, unchanged: entries.count, deleted: 0, foreign: []), paths: current)
        }
        if !isSameSet, !current.isSubset(of: previous) { try writeManifest(previous.union(current)) }
        try move(staged)
        for path in stale where unlink("\(root)/\(path)") != 0 && errno != ENOENT {
            throw MachineError("delete \(root)/\(path)")
        }
        removeEmptyFolders(Set(stale.compactMap { folder(of: $0) }))
        if !stale.isEmpty { try writeManifest(current) }
        let summary = Summary(
            written: staged.count, unchanged: entries.count - staged.count, deleted: stale.count, foreign: [])
        return Committed(summary: summary, paths: current)
    }

    /// What stands in the folder beside the files of the site.
    func foreignFiles(_ committed: Committed) throws -> [String] {
        names.isEmpty ? [] : try Self.foreignFiles(root, written: committed.paths)
    }

    /// Moves staged files into place: what pages need before the pages.
    private func move(_ staged: [Entry]) throws {
        let (whole, single) = (staged.filter { isInNewFolder($0.path) }, staged.filter { !isInNewFolder($0.path) })
        let withPages = Set(whole.lazy.filter(\.isPage).map { Self.firstName(of: $0.path) })
        let folders = Set(whole.lazy.map { Self.firstName(of: $0.path) }).sorted()
        for folder in Set(single.compactMap { folder(of: $0.path) }).sorted() {
            try makeDirectories("\(root)/\(folder)")
        }
        for folder in folders where !withPages.contains(folder) { try move("\(newFolders)/\(folder)", to: folder) }
        for entry in single where !entry.isPage { try move(stagedFile(entry), to: entry.path) }
        for folder in folders where withPages.contains(folder) { try move("\(newFolders)/\(folder)", to: folder) }
        for entry in single where entry.isPage { try move(stagedFile(entry), to: entry.path) }
    }

    private func move(_ staged: String, to path: String) throws {
        guard rename(staged, "\(root)/\(path)") == 0 else { throw MachineError("write \(root)/\(path)") }
    }

    /// In byte order, but pages before the files that they load, so that a page that is still there has all it needs.
    private static func pagesFirst(_ paths: Set<String>) -> [String] {
        let sorted = paths.sorted()
        return sorted.filter { $0.hasSuffix(".html") } + sorted.filter { !$0.hasSuffix(".html") }
    }

    /// Where a file waits. One whose folder is all new waits in a folder that will be moved as a whole.
    private func stagedFile(_ entry: Entry) -> String {
        isInNewFolder(entry.path)
            ? "\(newFolders)/\(entry.path)"
            : "\(staging)/\(entry.number / Self.runLength % Self.shardCount)/\(entry.number)"
    }

    private func isInNewFolder(_ path: String) -> Bool {
        let name = Self.firstName(of: path)
        return name.utf8.count < path.utf8.count && !names.contains(name)
    }

    private static func firstName(of path: String) -> String {
        let end = path.utf8.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
        return String(path[..<end])
    }

    /// Does something that makes a file, and makes its folder where there is none.
    private func inFolder(of file: String, _ make: (String) throws -> Void) throws {
        do {
            try make(file)
        } catch let error as MachineError where error.code == ENOENT {
            guard let folder = folder(of: file) else { throw error }
            try makeDirectories(folder)
            try make(file)
        }
    }

    private func writeManifest(_ paths: Set<String>) throws {
        let text = paths.sorted { $0.precedesInBytes($1) }.map { $0 + "\n" }.joined()
        try writeFile(Array(text.utf8), to: "\(staging)/manifest")
        guard rename("\(staging)/manifest", manifest) == 0 else { throw MachineError("write \(manifest)") }
    }

    /// Removes folders that are empty now, inner ones first.
    private func removeEmptyFolders(_ folders: Set<String>) {
        for start in folders.sorted(by: >) {
            var path = Optional(start)
            while let folder = path, rmdir("\(root)/\(folder)") == 0 { path = self.folder(of: folder) }
        }
    }

    private func folder(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    private func removeStaging() throws {
        removeTree(staging)
        guard try directoryEntries(staging) == nil else { throw MachineError("delete \(staging)", code: EBUSY) }
    }
}
