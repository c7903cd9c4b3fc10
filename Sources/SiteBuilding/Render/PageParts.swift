import Content
import Diagnostics
import Markdown
import Templates

/// What a template is filled with.
struct PageData: Sendable {
    /// The template's name.
    let template: String
    let record: TemplateRecord

    /// The data of an article with its text and its outline.
    func adding(content: [UInt8], outline: [TemplateRecord]) -> PageData {
        guard case .record(var article)? = record["article"] else { return self }
        article["content"] = .html(content)
        article["outline"] = .list(outline)
        article["has_outline"] = .flag(!outline.isEmpty)
        var filled = record
        filled["article"] = .record(article)
        return PageData(template: template, record: filled)
    }
}

/// What a page shows that is not metadata: it has to be read or drawn. Without it a page's data are incomplete.
struct PageParts: Sendable {
    /// The HTML of a text.
    var content: [UInt8] = []
    /// The beginning of a text, where its front matter has no summary.
    var summary = ""
    var headings: [Heading] = []
    var figures: [ResolvedFigure] = []
    /// The picture of published counts.
    var picture: TemplateRecord?
    /// The map, or the table of a statistics table.
    var map: [UInt8] = []
    /// Tables of figures over time.
    var series: [UInt8] = []
    var hasAttachments = false

    /// Whether there is nothing beside the text and its headings. A summary counts only where front matter has none.
    var isPlainText: Bool {
        figures.isEmpty && picture == nil && map.isEmpty && series.isEmpty && !hasAttachments
    }
}

/// The parts of a page with what was found while they were made.
struct MadeParts: Sendable {
    var parts = PageParts()
    /// Faults of the text.
    var diagnostics: [Diagnostic] = []
    /// Links into other pages' headings, which only those pages can confirm.
    var anchorUses: [AnchorUse] = []
    /// Files that the page needs beside it.
    var attachments: [Attachment] = []
    /// Whether the page shows made-up data.
    var isDemonstration = false
    /// Of the bytes of the text; unknown where there is none.
    var content = Fingerprint.unknown
    /// What the text looked up: paths below the content folder, and names of communities and tables.
    var lookups: [String] = [], owners: [String] = []
}

/// A page in its final bytes, with what was found while it was made.
struct RenderedPage: Sendable {
    /// The whole HTML file; empty where there is an error.
    let bytes: [UInt8]
    /// Faults of the text it was made from.
    let diagnostics: [Diagnostic]
    /// Links into other pages' headings, which only those pages can confirm.
    let anchorUses: [AnchorUse]
    /// Files that the page needs beside it.
    let attachments: [Attachment]
    /// Whether the page shows made-up data.
    let isDemonstration: Bool
    /// Of the bytes of the text; unknown where there is none.
    let content: Fingerprint
    /// What the text looked up: paths below the content folder, and names of communities and tables.
    let lookups: [String], owners: [String]

    init(bytes: [UInt8], made: MadeParts) {
        self.bytes = bytes
        diagnostics = made.diagnostics
        anchorUses = made.anchorUses
        attachments = made.attachments
        isDemonstration = made.isDemonstration
        content = made.content
        lookups = made.lookups
        owners = made.owners
    }
}

/// One step of the way to a page.
struct Breadcrumb: Sendable {
    let label: String
    let url: String

    init(_ label: String, _ url: String) {
        self.label = label
        self.url = url
    }
}

/// What the head, the navigation and the breadcrumbs of a page need to know about it.
struct PageDescription: Sendable {
    /// The page's own title.
    var title: String
    /// The kind, in ASCII: `home`, `case`, `list` …
    var kind: String
    /// One or two sentences.
    var summary = ""
    /// The entry of the navigation that is the page's own: a built-in name or a content path.
    var section = ""
    /// The way from the home page to this one, both left out.
    var trail: [Breadcrumb] = []
    /// Empty or `noindex`.
    var robots = ""
    var isDraft = false
    /// The article that the page shows, for official tags and structured data.
    var article: Article?
    /// What the column that the page belongs to is called, for official tags.
    var column = ""
    var columnSummary = ""
    /// Whether the page has maps or tables of data, which have a script.
    var hasFigures = false
    /// Whether people vote on the page, which has a script.
    var hasBallot = false
    /// What browsers may load and run on the page (Content Security Policy); empty for no limits.
    var policy = ""

    init(title: String, kind: String) {
        self.title = title
        self.kind = kind
    }
}
