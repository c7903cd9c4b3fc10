import Diagnostics

extension ByteWriter {
    /// What the build read.
    mutating func addInputs(of cache: BuildCache) {
        add(cache.loaderKey)
        add(cache.siteKey)
        add(cache.siteDiagnostics) { $0.add($1) }
        addEntries(cache.sources) { writer, source in
            writer.add(source.signature)
            writer.add(source.content)
        }
        addEntries(cache.articles) { writer, article in
            writer.add(article.content)
            writer.add(article.metadata)
            writer.add(article.loaded)
        }
    }

    /// What it made of it.
    mutating func addOutputs(of cache: BuildCache) {
        addEntries(cache.pages) { $0.add($1) }
        addEntries(cache.bodies) { $0.add($1) }
        addEntries(cache.statics) { writer, file in
            writer.add(file.source)
            writer.add(file.size) { writer, size in
                writer.add(size.width)
                writer.add(size.height)
            }
            writer.add(file.output)
        }
        addEntries(cache.documents) { $0.add($1) }
    }

    mutating func add(_ front: CacheFront) {
        add(front.inputsKey)
        add(front.outputsKey)
        add(front.diagnostics) { $0.add($1) }
        add(front.draftCount)
        add(front.language.map { $0 == .chinese ? 1 : 2 } ?? 0)
    }

    private mutating func add(_ page: BuildCache.PageEntry) {
        add(page.dataKey)
        add(page.body)
        add(page.isDemonstration)
        add(page.outputs) { writer, output in
            writer.add(output.path)
            writer.add(output.signature)
        }
        add(page.reason.rawValue)
    }

    private mutating func add(_ body: BuildCache.BodyEntry) {
        add(body.key)
        add(body.lookups) { $0.add($1) }
        add(body.owners) { $0.add($1) }
        add(body.diagnostics) { $0.add($1) }
        add(body.anchorUses) { writer, use in
            writer.add(use.contentPath)
            writer.add(use.anchor)
            writer.add(use.span)
        }
    }

    /// Entries in no order: the reader makes a dictionary of them.
    private mutating func addEntries<Value>(_ entries: [String: Value], _ write: (inout ByteWriter, Value) -> Void) {
        add(Array(entries)) { writer, entry in
            writer.add(entry.key)
            write(&writer, entry.value)
        }
    }
}

extension ByteReader {
    mutating func readInputs(of cache: inout BuildCache) {
        cache.loaderKey = fingerprint()
        cache.siteKey = fingerprint()
        cache.siteDiagnostics = list { $0.diagnostic() }
        cache.sources = dictionary { reader in
            let signature = reader.fingerprint()
            return BuildCache.Source(signature: signature, content: reader.fingerprint())
        }
        cache.articles = dictionary { reader in
            let (content, metadata) = (reader.fingerprint(), reader.fingerprint())
            return BuildCache.ArticleEntry(content: content, metadata: metadata, loaded: reader.block())
        }
    }

    mutating func readOutputs(of cache: inout BuildCache) {
        cache.pages = dictionary { $0.page() }
        cache.bodies = dictionary { $0.body() }
        cache.statics = dictionary { reader in
            let source = reader.fingerprint()
            let size = reader.optional { reader in
                let width = reader.int()
                return ImageSize(width: width, height: reader.int())
            }
            return BuildCache.StaticEntry(source: source, size: size, output: reader.fingerprint())
        }
        cache.documents = dictionary { $0.fingerprint() }
    }

    mutating func cacheFront() -> CacheFront {
        let (inputs, outputs) = (fingerprint(), fingerprint())
        let diagnostics = list { $0.diagnostic() }
        let drafts = int()
        let language = int()
        return CacheFront(
            inputsKey: inputs, outputsKey: outputs, diagnostics: diagnostics, draftCount: drafts,
            language: language == 0 ? nil : language == 1 ? .chinese : .english)
    }

    private mutating func page() -> BuildCache.PageEntry {
        let key = fingerprint()
        let body = body()
        let isDemonstration = flag()
        let outputs = list { reader in
            let path = reader.text()
            return BuildCache.Output(path: path, signature: reader.fingerprint())
        }
        let reason = BuildReason(rawValue: int())
        if reason == nil { fail() }
        return BuildCache.PageEntry(
            dataKey: key, body: body, isDemonstration: isDemonstration, outputs: outputs, reason: reason ?? .new)
    }

    private mutating func body() -> BuildCache.BodyEntry {
        var body = BuildCache.BodyEntry()
        body.key = fingerprint()
        body.lookups = list { $0.text() }
        body.owners = list { $0.text() }
        body.diagnostics = list { $0.diagnostic() }
        body.anchorUses = list { reader in
            let (path, anchor) = (reader.text(), reader.text())
            return AnchorUse(contentPath: path, anchor: anchor, span: reader.span())
        }
        return body
    }

    private mutating func dictionary<Value>(_ read: (inout ByteReader) -> Value) -> [String: Value] {
        var entries: [String: Value] = [:]
        repeated { reader, count in
            if entries.capacity == 0 { entries.reserveCapacity(count) }
            let key = reader.text()
            entries[key] = read(&reader)
        }
        return entries
    }
}
