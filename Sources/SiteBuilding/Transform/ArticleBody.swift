import Content
import Diagnostics
import Markdown

/// A link into a heading of another page, to be confirmed by that page's own text.
struct AnchorUse: Sendable {
    /// The article that should have the heading, by its path below the content folder.
    let contentPath: String
    /// The heading's id, decoded.
    let anchor: String
    /// Where the link stands.
    let span: Span
}

/// Where an article's text looks up what it names.
struct BodySources: Sendable {
    /// Links, pictures and videos.
    let routes: RouteTable
    /// The figures of data directives.
    let statistics: SiteStatistics

    /// The community that an article is about.
    func home(of article: Article) -> HomeCommunity {
        if let community = routes.community(of: article) { return .named(community.slug) }
        return statistics.faulty.contains(article.community) ? .unknown : .none
    }
}

/// An article's text, parsed, with every link, picture, video and figure looked up.
struct ArticleBody: Sendable {
    /// The text's tree.
    let document: MarkdownDocument
    /// Faults of the text and of its references.
    let diagnostics: [Diagnostic]
    /// Links into other articles' headings.
    let anchorUses: [AnchorUse]
    /// Of the whole file's bytes.
    let content: Fingerprint
    /// Paths below the content folder that links, pictures and videos name, each once.
    var lookups: [String] { Array(Set(references.compactMap(\.lookup))).sorted() }
    /// Names of communities and tables whose data the text shows or was compared with, each once.
    let owners: [String]
    /// What the text's data directives show, in their order.
    let figures: [ResolvedFigure]
    private let references: [ResolvedLink]

    /// Reads the file again and parses what follows its front matter.
    ///
    /// - Parameters:
    ///   - home: the community for directives that name none.
    ///   - front: texts of the front matter whose numbers are checked together with those of the text.
    /// - Throws: `MachineError` if the file cannot be read.
    static func read(
        _ file: String, contentPath: String, home: HomeCommunity, front: [Located<String>], sources: BodySources
    ) throws -> ArticleBody {
        var diagnostics: [Diagnostic] = []
        let text = try SourceText.read(file, diagnostics: &diagnostics)
        let bytes = text?.bytes ?? []
        // The division was checked at loading; a file that changed since then is read as far as it goes.
        let body = (try? FrontMatter.split(bytes).get().body) ?? 0..<0
        let source = MarkdownSource(file: file, bytes: bytes, body: body)
        let (document, found) = MarkdownParser.parse(source)
        let resolver = LinkResolver(contentPath: contentPath, routes: sources.routes, anchors: Set(document.anchors))
        var figures = FigureResolver(statistics: sources.statistics, home: home)
        let resolved = document.dataDirectives.map { figures.resolve($0) }
        let links = document.references.map { resolver.resolve($0) }
        return ArticleBody(
            document: document,
            diagnostics: diagnostics + personalNumberFaults(in: bytes, file: file) + found
                + links.compactMap(\.diagnostic) + figures.diagnostics
                + topLevelHeadings(document)
                + NumberCheck.faults(
                    in: document, source, front: front, known: sources.statistics.knowledge(of: home)),
            anchorUses: links.compactMap(\.anchorUse), content: Fingerprint(of: bytes),
            owners: owners(document, home), figures: resolved, references: links)
    }

    private static func owners(_ document: MarkdownDocument, _ home: HomeCommunity) -> [String] {
        let named = document.dataDirectives.flatMap { directive in
            (directive.list("of") + [directive.value("table")].compactMap { $0 }).map(\.text)
        }
        let own = if case .named(let slug) = home { [slug] } else { [String]() }
        return Set(named + own).sorted()
    }

    /// The title of front matter is the page's first-level heading; there should be no second one.
    private static func topLevelHeadings(_ document: MarkdownDocument) -> [Diagnostic] {
        document.headings.filter { $0.level == 1 }.map { heading in
            Diagnostic(
                "top-level-heading", .warning, at: heading.span,
                LocalizedText(
                    zh: "一级标题（#）是整页的大标题，已由 title 给出；正文里的小标题从 ## 开始",
                    en: "the first-level heading (#) is the page's title and comes from front matter; begin with ##"))
        }
    }

    /// Appends the text's HTML for a page whose root is `root`.
    ///
    /// - Parameter figures: the HTML of each data directive, in their order.
    func write(root: String, figures: [[UInt8]], words: MarkdownWords, into output: inout [UInt8]) {
        HTMLWriter.write(
            document, references: references.map { $0.resolved(root: root) }, insertions: figures, words: words,
            into: &output)
    }
}
