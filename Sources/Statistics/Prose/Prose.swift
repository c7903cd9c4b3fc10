import Diagnostics

/// A paragraph of running text as a reader sees it, with the place of each piece in its file.
public struct Prose: Sendable {
    /// A piece of the text, such as what stands between two marks of emphasis.
    public struct Piece: Sendable {
        /// What a reader sees.
        public let text: String
        /// Where it is written.
        public let span: Span

        /// A piece of text at a place.
        public init(_ text: String, at span: Span) {
            self.text = text
            self.span = span
        }
    }

    /// The whole text.
    public let text: String
    private let pieces: [Piece]
    /// Where each piece begins in the UTF-8 of `text`.
    private let starts: [Int]

    /// A paragraph from its pieces in reading order.
    public init(_ pieces: [Piece]) {
        var (text, starts) = ("", [Int]())
        for piece in pieces {
            starts.append(text.utf8.count)
            text += piece.text
        }
        self.text = text
        self.pieces = pieces
        self.starts = starts
    }

    /// A paragraph that is written in one piece.
    public init(_ text: String, at span: Span) { self.init([Piece(text, at: span)]) }

    /// The place of some UTF-8 bytes of the text: exact where the source has the same bytes as the text, else the
    /// pieces that they lie in.
    public func span(of range: Range<Int>) -> Span {
        let touched = pieces.indices.filter { index in
            starts[index] < max(range.upperBound, range.lowerBound + 1)
                && starts[index] + pieces[index].text.utf8.count > range.lowerBound
        }
        guard let first = touched.first, let last = touched.last else {
            return pieces.last?.span ?? .start(of: "")
        }
        let (lower, upper) = (
            offset(range.lowerBound, in: first, isEnd: false), offset(range.upperBound, in: last, isEnd: true)
        )
        return Span(file: pieces[first].span.file, range: lower..<max(lower, upper))
    }

    private func offset(_ offset: Int, in index: Int, isEnd: Bool) -> Int {
        let piece = pieces[index]
        let isExact = piece.text.utf8.count == piece.span.range.count
        if isExact { return piece.span.range.lowerBound + offset - starts[index] }
        return isEnd ? piece.span.range.upperBound : piece.span.range.lowerBound
    }
}

/// A table in a text: cells as a reader sees them, the first row being the header.
public struct ProseTable: Sendable {
    /// The rows from top to bottom.
    public let rows: [[Prose.Piece]]

    /// A table of the text.
    public init(rows: [[Prose.Piece]]) { self.rows = rows }
}
