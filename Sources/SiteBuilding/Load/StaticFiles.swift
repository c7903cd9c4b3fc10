import Diagnostics
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
        let isKey = try path.hasSuffix(".key") || fileBegins(file, with: NoteSigner.privateStart)
        guard !isKey, path.hasPrefix("images/"), let bytes = try readFile(file) else {
            return StaticFile(path: path, signature: signature, size: nil, isPrivateKey: isKey)
        }
        return StaticFile(path: path, signature: signature, size: imageSize(of: bytes))
    }
}

extension Diagnostic {
    /// The complaint about a private key among the files that are published.
    static func publishedKey(_ file: String) -> Diagnostic {
        Diagnostic(
            "private-key", at: .start(of: file),
            LocalizedText(
                zh: "这是评选的私钥，会随网站公开：马上把文件移走；如果已经发布过，作废这把钥匙，重新生成",
                en:
                    "this is a private key of a vote and would be published: take the file away at once; if it ever was published, give the key up and make a new one"
            ))
    }
}
