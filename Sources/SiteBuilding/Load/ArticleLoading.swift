import Content
import Diagnostics

/// A Markdown file after loading. Its text has not been looked at yet.
struct LoadedArticle: Sendable {
    /// Nil where the front matter is faulty.
    var article: Article?
    /// Pictures and videos that the front matter names, also where something else in it is faulty.
    var pictures: [Located<String>] = []
    /// Whether it says that it is a draft.
    var isDraft = false
    /// What was found in the front matter.
    var diagnostics: [Diagnostic] = []
    /// What a cache keeps of all this.
    var entry = BuildCache.ArticleEntry(content: .unknown, metadata: .unknown, loaded: [])
    /// Whether the cache kept it, and nothing was parsed.
    var isRemembered = false
}

/// Reads one Markdown file's front matter and holds it against its kind's schema.
struct ArticleLoader: Sendable {
    let listing: ContentListing
    let topics: TopicIndex
    let customFields: [ContentKind: [CustomField]]
    /// What is known of the files' bytes without reading them.
    let sources: SourceIndex
    /// Front matter that was loaded by the same rules before, by path below the content folder.
    let remembered: [String: BuildCache.ArticleEntry]

    /// Loads the article at `path` below the content folder, or remembers it where its bytes are the same as before.
    ///
    /// - Throws: `MachineError` if the file cannot be read.
    func load(_ kind: ContentKind, _ path: String) throws -> LoadedArticle {
        let file = listing.file(path)
        let entry = remembered[path]
        if let entry, sources.known(file) == entry.content, let loaded = decoded(entry, path, file) { return loaded }
        let bytes = try readFile(file)
        let content = bytes.map { Fingerprint(of: $0) } ?? .unknown
        if let entry, entry.content == content, let loaded = decoded(entry, path, file) { return loaded }
        var loaded = parse(bytes, kind, path, file)
        var writer = ByteWriter()
        writer.add(loaded)
        loaded.entry = BuildCache.ArticleEntry(
            content: content, metadata: Fingerprint(of: writer.bytes), loaded: writer.bytes[...])
        return loaded
    }

    private func decoded(_ entry: BuildCache.ArticleEntry, _ path: String, _ file: String) -> LoadedArticle? {
        var reader = ByteReader(entry.loaded)
        var loaded = reader.loadedArticle(contentPath: path, file: file)
        loaded.entry = entry
        loaded.isRemembered = true
        return reader.isWhole ? loaded : nil
    }

    private func parse(_ bytes: [UInt8]?, _ kind: ContentKind, _ path: String, _ file: String) -> LoadedArticle {
        var loaded = LoadedArticle()
        guard let text = SourceText(bytes, file: file, diagnostics: &loaded.diagnostics) else { return loaded }
        switch FrontMatter.split(text.bytes) {
        case .failure(let failure): loaded.diagnostics.append(.frontMatter(failure, file: file, kind: kind))
        case .success(let parts):
            let raw = text.yaml(parts.yaml, diagnostics: &loaded.diagnostics)
            if !loaded.diagnostics.isEmpty { return loaded }
            let empty = RawValue.map([], Span(file: file, range: parts.yaml.lowerBound..<parts.yaml.lowerBound))
            validate(raw ?? empty, kind, path, file, &loaded)
        }
        return loaded
    }

    private func validate(
        _ raw: RawValue, _ kind: ContentKind, _ path: String, _ file: String, _ loaded: inout LoadedArticle
    ) {
        let schema = Schema.of(kind)
        let custom = customFields[kind] ?? []
        var validation = SchemaValidation(topics: topics)
        let values = validation.validate(raw, fields: schema.fields + custom.map(\.field), owner: schema.label)
        loaded.isDraft = values.flag("draft")
        loaded.pictures = ["cover", "poster", "video"].compactMap { values.locatedText($0) }
        loaded.diagnostics += validation.diagnostics + missingAlternativeText(values)
        guard let article = Article(values, kind: kind, contentPath: path, file: file, custom: custom) else { return }
        loaded.article = article
        loaded.diagnostics += slugFaults(article)
    }

    private func missingAlternativeText(_ values: FieldValues) -> [Diagnostic] {
        [("cover", "cover_alt"), ("poster", "poster_alt")].compactMap { picture, words in
            guard let path = values[picture], values.text(words) == nil else { return nil }
            return Diagnostic(
                "image-without-alt", at: path.span,
                LocalizedText(
                    zh: "写了 \(picture) 就要写 \(words)：用一句话说出图里有什么，读屏软件靠它",
                    en: "\(picture) needs \(words): one sentence that says what the picture shows"))
        }
    }

    private func slugFaults(_ article: Article) -> [Diagnostic] {
        if Scaffold.isFileName(article.slug) { return [] }
        return [
            Diagnostic(
                "bad-file-name", at: article.slugSpan,
                LocalizedText(
                    zh: "文件名“\(article.slug)”不能直接做网址：\(Schema.slugRule.zh)；改文件名，或在开头写 slug",
                    en:
                        "the file name “\(article.slug)” cannot be an address: \(Schema.slugRule.en); rename it or set slug"
                ))
        ]
    }
}

extension Diagnostic {
    static func frontMatter(_ failure: FrontMatter.Failure, file: String, kind: ContentKind) -> Diagnostic {
        switch failure {
        case .missing:
            Diagnostic(
                "missing-front-matter", at: Span(file: file, range: 0..<1),
                LocalizedText(
                    zh: "文件要以单独一行“---”开头，接着写标题、日期等，再以一行“---”结束，然后才是正文",
                    en:
                        "the file must begin with a line “---”, then title, date and so on, then a line “---”, then the text"
                ),
                notes: [
                    .init(
                        LocalizedText(
                            zh: "用 gridshow new \(kind.rawValue) 标题 可以生成一份写好说明的样稿",
                            en: "gridshow new \(kind.rawValue) TITLE makes a file with every field explained"))
                ])
        case .unclosed:
            Diagnostic(
                "unclosed-front-matter", at: Span(file: file, range: 0..<3),
                LocalizedText(
                    zh: "开头的“---”没有结束：在标题、日期等字段之后另起一行写“---”",
                    en: "the opening “---” is never closed: write a line “---” after the fields"))
        }
    }
}
