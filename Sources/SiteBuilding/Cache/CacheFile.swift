import Glibc

/// The cache as a file: blocks, each with its length and a fingerprint before it. The first holds everything; those
/// behind it hold what single builds have changed. A short, old or damaged file is known for what it is: blocks behind a
/// damaged one are left alone, and so is a file whose first block is damaged.
struct CacheFile {
    private static let magic = Array("GSCACHE5".utf8)
    /// A file with more blocks is written anew.
    private static let mostBlocks = 100

    /// What the last build said; small.
    let front: CacheFront
    private let blocks: [Block]
    /// Where the blocks that were read end.
    private let end: Int

    /// What single builds have changed: what they read, and what they made of it.
    private struct Block {
        let inputs: ArraySlice<UInt8>
        let outputs: ArraySlice<UInt8>
    }

    /// Everything that was remembered.
    func cache() -> BuildCache? {
        guard let first = blocks.first, var merged = Self.cache(in: first) else { return nil }
        for block in blocks.dropFirst() {
            guard let later = Self.cache(in: block) else { return nil }
            merged.update(with: later)
        }
        return merged
    }

    private static func cache(in block: Block) -> BuildCache? {
        var (inputs, outputs) = (ByteReader(block.inputs), ByteReader(block.outputs))
        var cache = BuildCache()
        inputs.readInputs(of: &cache)
        outputs.readOutputs(of: &cache)
        return inputs.isWhole && outputs.isWhole ? cache : nil
    }

    /// The cache of a build with this key; nil where there is none that could be used.
    static func open(_ folder: String, key: Fingerprint) -> CacheFile? {
        guard let bytes = try? readFile(path(folder)), bytes.starts(with: magic) else { return nil }
        var reader = ByteReader(bytes[magic.count...])
        guard reader.fingerprint() == key else { return nil }
        var front: CacheFront?
        var blocks: [Block] = []
        var end = reader.position
        while !reader.isAtEnd {
            let check = reader.fingerprint()
            let (written, inputs, outputs) = (reader.block(), reader.block(), reader.block())
            guard !reader.isFaulty, Fingerprint(of: [written, inputs, outputs]) == check else { break }
            var frontReader = ByteReader(written)
            front = frontReader.cacheFront()
            if !frontReader.isWhole { return nil }
            blocks.append(Block(inputs: inputs, outputs: outputs))
            end = reader.position
        }
        return front.map { CacheFile(front: $0, blocks: blocks, end: end) }
    }

    /// Whether a block can be added: the file must be whole and not too long.
    func canGrow(_ folder: String) -> Bool {
        blocks.count < Self.mostBlocks && fileSize(Self.path(folder)) == end
    }

    /// Adds what a build has changed. After a failure nothing is remembered, since the output folder has moved on.
    ///
    /// - Returns: why nothing could be added; nil if all went well.
    static func append(_ changes: BuildCache, _ front: CacheFront, to folder: String) -> MachineError? {
        remember(in: folder) { try appendToFile(pieces(changes, front), at: path(folder)) }
    }

    /// Remembers a build. A cache that cannot be written is no fault of the build; the old one must not stay, since
    /// the output folder has moved on.
    ///
    /// - Returns: why it could not be written; nil if all went well.
    static func write(_ cache: BuildCache, _ front: CacheFront, key: Fingerprint, to folder: String) -> MachineError? {
        var writer = ByteWriter()
        writer.add(key)
        return remember(in: folder) {
            try makeDirectories(folder)
            try replaceFile(with: [magic, writer.bytes] + pieces(cache, front), at: path(folder))
        }
    }

    private static func remember(in folder: String, _ write: () throws -> Void) -> MachineError? {
        do {
            try write()
            return nil
        } catch {
            let failure = error as? MachineError ?? MachineError("write \(path(folder))")
            unlink(path(folder))
            return failure
        }
    }

    /// A block as it stands in the file, in pieces that are not copied together: they can have hundreds of megabytes.
    private static func pieces(_ cache: BuildCache, _ front: CacheFront) throws -> [[UInt8]] {
        let (inputs, outputs) = try together(
            {
                // Beside what was loaded stand a path and some fingerprints.
                let loaded = cache.articles.values.reduce(0) { $0 + $1.loaded.count }
                var writer = ByteWriter(capacity: loaded + (cache.articles.count + cache.sources.count) * 80)
                writer.addInputs(of: cache)
                return writer.bytes
            },
            {
                var writer = ByteWriter(capacity: cache.pages.count * 200)
                writer.addOutputs(of: cache)
                return writer.bytes
            })
        var frontWriter = ByteWriter()
        frontWriter.add(front)
        let parts = [frontWriter.bytes, inputs, outputs]
        var check = ByteWriter()
        check.add(Fingerprint(of: parts.map { $0[...] }))
        return [check.bytes] + parts.flatMap { [ByteWriter.length(of: $0), $0] }
    }

    private static func path(_ folder: String) -> String { "\(folder)/build" }
}

extension BuildCache {
    /// Puts the entries of a later build in the place of its own.
    fileprivate mutating func update(with later: BuildCache) {
        loaderKey = later.loaderKey
        siteKey = later.siteKey
        siteDiagnostics = later.siteDiagnostics
        sources.merge(later.sources) { $1 }
        articles.merge(later.articles) { $1 }
        pages.merge(later.pages) { $1 }
        bodies.merge(later.bodies) { $1 }
        statics.merge(later.statics) { $1 }
        documents.merge(later.documents) { $1 }
    }
}

extension Fingerprint {
    fileprivate init(of parts: [ArraySlice<UInt8>]) {
        var hasher = FingerprintHasher()
        for part in parts { part.withUnsafeBytes { hasher.add($0) } }
        self = hasher.finish()
    }
}

extension BuildOptions {
    /// Of everything besides files that a build depends on: the program itself and the folders it reads. Another output
    /// folder needs no other cache, since its files have other signatures.
    func cacheKey() -> Fingerprint {
        var hasher = FingerprintHasher()
        hasher.add(FileSignature.of("/proc/self/exe", now: Int.max))
        if let folder = getcwd(nil, 0) {
            hasher.add(String(cString: folder))
            free(folder)
        }
        for text in [content, templates] { hasher.add(text) }
        hasher.add(includesDrafts ? 1 : 0)
        return hasher.finish()
    }
}
