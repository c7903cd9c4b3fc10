/// Fingerprints of the bytes of all files that are read, those of published files left out. A file whose signature is
/// remembered is not read for it.
struct SourceIndex: Sendable {
    private(set) var sources: [String: BuildCache.Source] = [:]
    private let signatures: [String: Fingerprint]
    private let remembered: [String: BuildCache.Source]

    init(_ scan: SourceScan, remembered: [String: BuildCache.Source]) {
        signatures = scan.signatures
        self.remembered = remembered
    }

    /// Nothing is known.
    init() {
        signatures = [:]
        remembered = [:]
    }

    /// What is remembered of a file's bytes; nil where the file may have changed.
    func known(_ file: String) -> Fingerprint? {
        guard let signature = signatures[file], signature != .unknown, let source = remembered[file],
            source.signature == signature
        else { return nil }
        return source.content
    }

    /// Makes room for so many files.
    mutating func reserveCapacity(_ count: Int) { sources.reserveCapacity(count) }

    /// Notes what was read.
    mutating func note(_ file: String, _ content: Fingerprint) {
        sources[file] = BuildCache.Source(signature: signatures[file] ?? .unknown, content: content)
    }

    /// Notes a file by what is remembered of it, else by its bytes.
    mutating func note(_ file: String) throws {
        if sources[file] != nil { return }
        let content = try known(file) ?? readFile(file).map { Fingerprint(of: $0) } ?? .unknown
        note(file, content)
    }

    /// The fingerprint of a noted file's bytes.
    func content(_ file: String) -> Fingerprint { sources[file]?.content ?? .unknown }
}
