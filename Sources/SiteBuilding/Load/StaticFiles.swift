import VoteCore

/// A file that is published as it is.
struct StaticFile: Sendable {
    /// Below the content folder and below the output folder.
    let path: String
    /// Unknown where a change could go unseen.
    let signature: Fingerprint
    /// The size of a picture, where it could be read.
    let size: ImageSize?
    /// Whether it is a private key of a vote, by its name or its beginning.
    var isPrivateKey = false
}

/// The files that are published as they are, with the sizes of those that are pictures. A picture whose signature is
/// remembered is not read for it.
func loadStaticFiles(
    _ listing: ContentListing, _ content: FileTree, remembered: [String: BuildCache.StaticEntry], jobs: Int
) throws -> [StaticFile] {
    let signatures = Dictionary(content.files.lazy.map { ($0.path, $0.signature) }) { first, _ in first }
    return try parallelMap(count: listing.staticFiles.count, jobs: jobs) { index in
        let path = listing.staticFiles[index]
        let signature = signatures[path] ?? .unknown
        if let entry = remembered[path], signature != .unknown, entry.source == signature {
            return StaticFile(path: path, signature: signature, size: entry.size)
        }
        let file = listing.file(path)
        let picture = path.hasPrefix("images/") ? try readFile(file) : nil
        let beginsLikeKey =
            try picture?.starts(with: NoteSigner.privateStart.utf8)
            ?? fileBegins(file, with: NoteSigner.privateStart)
        return StaticFile(
            path: path, signature: signature, size: picture.flatMap { imageSize(of: $0) },
            isPrivateKey: beginsLikeKey || path.hasSuffix(".key"))
    }
}
