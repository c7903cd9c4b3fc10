/// What stands in the output folder of all that builds have written there.
struct OutputSignatures: Sendable {
    /// By path below the output folder; unknown where the file is gone.
    let signatures: [String: Fingerprint]
    /// Of all files; unknown where one is gone, or where nothing was written yet.
    let key: Fingerprint
    /// The files, in byte order.
    let paths: [String]

    /// Looks at every file that the manifest of the folder lists.
    init(_ root: String, jobs: Int) throws {
        paths = try OutputTree.writtenPaths(root)
        let paths = paths
        let found = try parallelMap(count: paths.count, jobs: jobs) { Self.signature("\(root)/\(paths[$0])") }
        signatures = Dictionary(zip(paths, found)) { first, _ in first }
        key = paths.isEmpty ? .unknown : Self.key(zip(paths, found))
    }

    /// What stands there after a build, which has changed these files and left the others alone.
    ///
    /// - Parameter entries: all files of the site.
    func updated(_ entries: [OutputTree.Entry], _ root: String, jobs: Int) throws -> OutputSignatures {
        let isSameSet = entries.count == paths.count && entries.allSatisfy { signatures[$0.path] != nil }
        guard isSameSet else { return try OutputSignatures(root, jobs: jobs) }
        var next = signatures
        for entry in entries where entry.isStaged { next[entry.path] = Self.signature("\(root)/\(entry.path)") }
        return OutputSignatures(signatures: next, paths: paths)
    }

    private init(signatures: [String: Fingerprint], paths: [String]) {
        self.signatures = signatures
        self.paths = paths
        key = Self.key(paths.lazy.map { ($0, signatures[$0] ?? .unknown) })
    }

    /// The signature of a file that only builds write, so that no change can go unseen.
    static func signature(_ path: String) -> Fingerprint { FileSignature.of(path, now: .max) }

    /// - Parameter files: paths with their signatures, in byte order of the paths.
    static func key(_ files: some Sequence<(String, Fingerprint)>) -> Fingerprint {
        var hasher = FingerprintHasher()
        for (path, signature) in files {
            if signature == .unknown { return .unknown }
            hasher.add(path)
            hasher.add(signature)
        }
        return hasher.finish()
    }

    /// Whether files stand as a build left them.
    func hold(_ outputs: [BuildCache.Output]) -> Bool {
        outputs.allSatisfy { $0.signature != .unknown && signatures[$0.path] == $0.signature }
    }
}
