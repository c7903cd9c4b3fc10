import Glibc

/// The cache as a file: two blocks, each with a fingerprint behind it, so that a short, old or damaged file is known
/// for what it is and left alone.
struct CacheFile {
    private static let magic = Array("GSCACHE2".utf8)

    /// What the build before said; small.
    let front: CacheFront
    private let payload: ArraySlice<UInt8>
    private let check: Fingerprint

    /// Everything that was remembered; nil where the file is damaged.
    func cache() -> BuildCache? {
        guard Fingerprint(of: payload) == check else { return nil }
        var reader = ByteReader(payload)
        let cache = reader.buildCache()
        return reader.isFaulty || !reader.isAtEnd ? nil : cache
    }

    /// The cache of a build with this key; nil where there is none that could be used.
    static func open(_ folder: String, key: Fingerprint) -> CacheFile? {
        guard let bytes = try? readFile(path(folder)), bytes.starts(with: magic) else { return nil }
        var reader = ByteReader(bytes[magic.count...])
        guard reader.fingerprint() == key else { return nil }
        let front = reader.block()
        let frontCheck = reader.fingerprint()
        let payload = reader.block()
        let check = reader.fingerprint()
        guard !reader.isFaulty, reader.isAtEnd, Fingerprint(of: front) == frontCheck else { return nil }
        var frontReader = ByteReader(front)
        let decoded = frontReader.cacheFront()
        guard !frontReader.isFaulty, frontReader.isAtEnd else { return nil }
        return CacheFile(front: decoded, payload: payload, check: check)
    }

    /// Remembers a build. A cache that cannot be written is no fault of the build; the old one must not stay, since
    /// the output folder has moved on.
    static func write(_ cache: BuildCache, _ front: CacheFront, key: Fingerprint, to folder: String) {
        var (frontWriter, payloadWriter, writer) = (ByteWriter(), ByteWriter(), ByteWriter())
        frontWriter.add(front)
        payloadWriter.add(cache)
        writer.add(key)
        for block in [frontWriter.bytes, payloadWriter.bytes] {
            writer.add(block)
            writer.add(Fingerprint(of: block))
        }
        do {
            try makeDirectories(folder)
            try replaceFile(with: magic + writer.bytes, at: path(folder))
        } catch {
            unlink(path(folder))
        }
    }

    private static func path(_ folder: String) -> String { "\(folder)/build" }
}

extension Fingerprint {
    init(of bytes: ArraySlice<UInt8>) {
        var hasher = FingerprintHasher()
        bytes.withUnsafeBytes { hasher.add($0) }
        self = hasher.finish()
    }
}

extension BuildOptions {
    /// Of everything besides files that a build depends on: the program itself and the folders.
    func cacheKey() -> Fingerprint {
        var hasher = FingerprintHasher()
        hasher.add(FileSignature.of("/proc/self/exe", now: Int.max))
        if let folder = getcwd(nil, 0) {
            hasher.add(String(cString: folder))
            free(folder)
        }
        for text in [content, templates, output] { hasher.add(text) }
        hasher.add(includesDrafts ? 1 : 0)
        return hasher.finish()
    }
}
