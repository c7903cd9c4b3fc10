import Content
import Diagnostics

/// A Markdown file after loading: its article where the front matter passed, and where its body begins.
struct LoadedArticle: Sendable {
    /// Nil where the front matter is faulty.
    let article: Article?
    /// What was found in the front matter.
    let diagnostics: [Diagnostic]
}

/// Reads one Markdown file's front matter and holds it against its kind's schema.
struct ArticleLoader: Sendable {
    let listing: ContentListing
    let topics: TopicIndex
    let customFields: [ContentKind: [CustomField]]

    /// Loads the article at `path` below the content folder.
    ///
    /// - Throws: `MachineError` if the file cannot be read.
    func load(_ kind: ContentKind, _ path: String) throws -> LoadedArticle {
        var diagnostics: [Diagnostic] = []
        let file = listing.file(path)
        guard let text = try SourceText.read(file, diagnostics: &diagnostics) else {
            return LoadedArticle(article: nil, diagnostics: diagnostics)
        }
        let parts: FrontMatter
        switch FrontMatter.split(text.bytes) {
        case .failure(let failure):
            diagnostics.append(.frontMatter(failure, file: file, kind: kind))
            return LoadedArticle(article: nil, diagnostics: diagnostics)
        case .success(let found): parts = found
        }
        let syntaxFaults = diagnostics.count
        let raw = text.yaml(parts.yaml, diagnostics: &diagnostics)
        if diagnostics.count > syntaxFaults { return LoadedArticle(article: nil, diagnostics: diagnostics) }
        let empty = RawValue.map([], Span(file: file, range: parts.yaml.lowerBound..<parts.yaml.lowerBound))
        let article = validate(raw ?? empty, kind, path, file, &diagnostics)
        return LoadedArticle(article: article, diagnostics: diagnostics)
    }

    private func validate(
        _ raw: RawValue, _ kind: ContentKind, _ path: String, _ file: String, _ diagnostics: inout [Diagnostic]
    ) -> Article? {
        let schema = Schema.of(kind)
        let custom = customFields[kind] ?? []
        var validation = SchemaValidation(topics: topics)
        let values = validation.validate(raw, fields: schema.fields + custom.map(\.field), owner: schema.label)
        diagnostics += validation.diagnostics
        diagnostics += missingAlternativeText(values)
        guard let article = Article(values, kind: kind, contentPath: path, file: file, custom: custom) else {
            return nil
        }
        diagnostics += slugFaults(article)
        return article
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
        // Characters, not scalars: a decomposed letter is a letter, too.
        let allowed = article.slug.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        if allowed, !article.slug.isEmpty, !article.slug.hasPrefix(".") { return [] }
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
