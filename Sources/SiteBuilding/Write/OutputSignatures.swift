/// What stands in the output folder of all that builds have written there.
struct OutputSignatures: Sendable {
    /// By path below the output folder; unknown where the file is gone.
    let signatures: [String: Fingerprint]
    /// Of all files; unknown where one is gone, or where nothing was written yet.
    let key: Fingerprint
    /// The files, in byte order.
    let paths: [String]
    /// The signature of each.
    private let values: [Fingerprint]

    /// Looks at every file that the manifest of the folder lists.
    init(_ root: String, jobs: Int) throws {
        paths = try OutputTree.writtenPaths(root)
        let paths = paths
        let found = try parallelMap(count: paths.count, jobs: jobs) { Self.signature("\(root)/\(paths[$0])") }
        values = found
        signatures = Dictionary(zip(paths, found)) { first, _ in first }
        key = paths.isEmpty ? .unknown : Self.key(zip(paths, found))
    }

    /// What stands there after a build, which has changed these files and left the others alone.
    ///
    /// - Parameter entries: all files of the site.
    func updated(_ entries: [OutputTree.Entry], _ root: String, jobs: Int) throws -> OutputSignatures {
        let isSameSet = entries.count == paths.count && entries.allSatisfy { signatures[$0.path] != nil }
        guard isSameSet else { return try OutputSignatures(root, jobs: jobs) }
        var (next, values) = (signatures, values)
        for entry in entries where entry.isStaged {
            let signature = Self.signature("\(root)/\(entry.path)")
            next[entry.path] = signature
            values[index(of: entry.path)] = signature
        }
        return OutputSignatures(signatures: next, paths: paths, values: values)
    }

    private init(signatures: [String: Fingerprint], paths: [String], values: [Fingerprint]) {
        self.signatures = signatures
        self.paths = paths
        self.values = values
        key = Self.key(zip(paths, values))
    }

    /// The place of a path that is among `paths`.
    private func index(of path: String) -> Int {
        var (low, high) = (0, paths.count)
        while low < high {
            let middle = (low + high) / 2
            if paths[middle].precedesInBytes(path) { low = middle + 1 } else { high = middle }
        }
        return low
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
