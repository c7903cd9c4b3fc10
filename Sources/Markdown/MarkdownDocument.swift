import Diagnostics

/// Which rules a text is read by.
public struct MarkdownOptions: Sendable, Hashable {
    let extends: Bool

    /// CommonMark 0.30 and nothing else; raw HTML is passed through.
    public static let commonMark = MarkdownOptions(extends: false)
    /// Everything that GridShow adds: Chinese emphasis and line breaks, tables, footnotes, directives …
    public static let gridShow = MarkdownOptions(extends: true)
}

/// A Markdown text inside its file.
public struct MarkdownSource: Sendable {
    /// The file's path, for diagnostics.
    public let file: String
    /// The whole file.
    public let bytes: [UInt8]
    /// Where the Markdown stands in `bytes`; front matter may come before.
    public let body: Range<Int>

    /// The part `body` of the file; all of it by default.
    public init(file: String, bytes: [UInt8], body: Range<Int>? = nil) {
        self.file = file
        self.bytes = bytes
        self.body = (body ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    }
}

/// A heading of a document.
public struct Heading: Sendable, Hashable {
    /// From 1 to 6.
    public let level: Int
    /// Its `id` in the page.
    public let id: String
    /// Its words, without markup.
    public let text: String
    /// The line it stands on.
    public let span: Span
}

/// A link, an image or another file that a document needs.
public struct Reference: Sendable, Hashable {
    /// What it is used for.
    public enum Kind: Sendable, Hashable {
        case link, image
        /// A video or its poster.
        case media
    }

    /// What it is used for.
    public let kind: Kind
    /// As the author wrote it, escapes and entities decoded; percent signs are left alone.
    public let destination: String
    /// The words of the link or the alternative text of the image.
    public let text: String
    /// The destination in the source; its block where that cannot be told.
    public let span: Span
}

/// A Markdown text that has been read: a tree without any of the parser's traces.
public struct MarkdownDocument: Sendable {
    let tree: Tree
    /// Whether raw HTML is written as it is.
    let passesHTML: Bool
    /// How often footnote `index + 1` is called.
    let footnoteReferenceCounts: [Int]
    /// The headings in document order.
    public let headings: [Heading]
    /// Links, images and media in document order. Empty for `MarkdownOptions.commonMark`.
    public let references: [Reference]
    /// Maps, charts, figures and comparisons that the caller has the data for, in document order.
    public let dataDirectives: [DataDirective]
    /// Where labels and attributes that became text stand in the source.
    let places: [NodeIndex: Range<Int>]
    /// The ids in the page that a link may name, in document order.
    public var anchors: [String] { headings.map(\.id) }
}

/// Reads Markdown.
public enum MarkdownParser {
    /// The document in `source` and what its author should know.
    public static func parse(
        _ source: MarkdownSource, options: MarkdownOptions = .gridShow
    ) -> (document: MarkdownDocument, diagnostics: [Diagnostic]) {
        if options.extends {
            return source.bytes.withUnsafeBufferPointer { bytes in
                var builder = DocumentBuilder(source: source, bytes: bytes)
                return (builder.build(), builder.diagnostics.inOrder())
            }
        }
        var tree = Tree()
        source.bytes.withUnsafeBufferPointer { bytes in
            CommonMarkParser.parse(UnsafeBufferPointer(rebasing: bytes[source.body]), into: &tree)
        }
        let document = MarkdownDocument(
            tree: tree, passesHTML: true, footnoteReferenceCounts: [], headings: [], references: [],
            dataDirectives: [], places: [:]
        )
        return (document, [])
    }
}
