import Diagnostics

/// What a proof-reader reads of a document: its texts as a reader sees them, with the place of every piece in the file.
///
/// Left out are code blocks, alternative texts, numbers of steps, readings above characters and words of the
/// interface. Captions of data directives are there; a statistic in a line is U+FFFC (object replacement
/// character) at its place, because what it shows is data.
public struct MarkdownProse: Sendable {
    /// A part of a text that is written in one piece.
    public struct Run: Sendable, Hashable {
        /// Where it begins in the UTF-8 bytes of its block's text; it ends where the next run begins.
        public let offset: Int
        /// What a reader sees.
        public let text: String
        /// Where it is written. The file has the same bytes there if there are as many as in `text`, a line break for
        /// a space; otherwise this is the smallest known place that `text` comes from, such as an entity.
        public let span: Span
    }

    /// A paragraph, heading, cell or caption.
    public struct Block: Sendable, Hashable {
        /// What a block is in the page.
        public enum Kind: Sendable, Hashable {
            case heading(level: Int)
            /// Also in lists, quotations and footnotes; a term, a definition, the title of a note or a step.
            case paragraph
            case cell
            /// Below a figure, or what a data directive is called.
            case caption
        }

        /// What it is in the page.
        public let kind: Kind
        /// Its pieces in reading order; empty for an empty cell only.
        public let runs: [Run]
        /// From its first byte in the file to its last; an empty place in its row for an empty cell.
        public let span: Span

        /// Its words on one line.
        public var text: String { runs.map(\.text).joined() }
    }

    /// A table: rows from top to bottom, the first being the head; each has as many cells as the table has columns.
    public struct Table: Sendable, Hashable {
        /// Rows × cells.
        public let rows: [[Block]]
    }

    /// Every text in document order, footnotes last, cells of tables row by row.
    public internal(set) var blocks: [Block] = []
    /// The tables in document order; their cells are in `blocks`, too, unless they are empty.
    public internal(set) var tables: [Table] = []
}

extension MarkdownDocument {
    /// What a proof-reader reads; `source` must be what the document was parsed from.
    public func prose(in source: MarkdownSource) -> MarkdownProse {
        source.bytes.withUnsafeBufferPointer { bytes in
            var reader = ProseReader(document: self, source: source, bytes: bytes)
            return reader.read()
        }
    }
}
