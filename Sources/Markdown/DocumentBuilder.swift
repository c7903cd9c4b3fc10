import Diagnostics

/// Builds a GridShow document: prepares the text, lets libcmark parse it, and then passes over the tree.
///
/// The passes, in order: blocks (directives, tables, lists of definitions, footnotes), inline nodes of
/// every block, drawings of directives, and one last walk for ids, references and numbers.
struct DocumentBuilder {
    let source: MarkdownSource
    let bytes: UnsafeBufferPointer<UInt8>
    var tree = Tree()
    var preparation: Preparation
    var diagnostics: [Diagnostic] = []
    /// Directives in the order in which they end, so that inner ones come first.
    var directives: [PlacedDirective] = []
    /// Beginnings of directives that have not ended.
    var openDirectives: [OpenDirective] = []
    /// The lines of code blocks and raw HTML, in source order.
    var literalLines: [ClosedRange<Int32>] = []
    /// The definition of each footnote.
    var footnotes: [String: NodeIndex] = [:]
    /// Where the `]` of footnote definitions was found, for diagnostics.
    var footnoteSection: NodeIndex = -1
    /// Empty cells that were added to short table rows.
    var addedCells = 0
    /// Where destinations that are attributes of directives stand in the source.
    var attributeSpans: [NodeIndex: Range<Int>] = [:]
    var posterSpans: [NodeIndex: Range<Int>] = [:]
    /// Where labels and attributes that became text stand in the source.
    var places: [NodeIndex: Range<Int>] = [:]
    /// Figures of data in the order of drawing; the number of an `.insertion` is its place here until the last pass.
    var dataDirectives: [DataDirective] = []
    /// Figures in the lines of the block that is being refined, whose labels are not yet words.
    var openStatistics: [OpenStatistic] = []
    /// Explicit ids and where they were given.
    var explicitIDs: [String: Span] = [:]

    init(source: MarkdownSource, bytes: UnsafeBufferPointer<UInt8>) {
        self.source = source
        self.bytes = bytes
        preparation = Preparation(file: source.file, bytes: bytes)
    }

    mutating func build() -> MarkdownDocument {
        let prepared = preparation.prepare(source.body)
        prepared.withUnsafeBufferPointer { CommonMarkParser.parse($0, into: &tree) }
        arrangeBlocks(in: 0)
        closeAllDirectives()
        attachFootnotes()
        refineLeaves()
        drawDirectives()
        let document = collect()
        reportSuspicions()
        return document
    }

    // MARK: Places

    func span(_ range: Range<Int>) -> Span { Span(file: source.file, range: range) }

    /// The bytes of a line, from 1, without its line break.
    func range(ofLine line: Int32) -> Range<Int> {
        let starts = preparation.lineStarts
        let index = Int(line) - 1
        guard starts.indices.contains(index) else { return source.body.upperBound..<source.body.upperBound }
        var end = index + 1 < starts.count ? starts[index + 1] : source.body.upperBound
        while end > starts[index], bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return starts[index]..<end
    }

    /// The bytes of the lines of the block that holds `node`.
    func lines(of node: NodeIndex) -> Range<Int> {
        var block = node
        while block > 0, tree[block].line == 0 { block = tree[block].parent }
        guard block > 0 else { return source.body }
        let first = range(ofLine: tree[block].line)
        let last = range(ofLine: max(tree[block].line, tree[block].endLine))
        return first.lowerBound..<max(first.upperBound, last.upperBound)
    }

    /// Where `needle` first stands in `range`.
    func find(_ needle: some Collection<UInt8>, in range: Range<Int>) -> Range<Int>? {
        guard let first = needle.first, range.count >= needle.count else { return nil }
        var offset = range.lowerBound
        while offset + needle.count <= range.upperBound {
            if bytes[offset] == first, bytes[offset..<offset + needle.count].elementsEqual(needle) {
                return offset..<offset + needle.count
            }
            offset += 1
        }
        return nil
    }

    /// `range` without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    // MARK: Suspicions

    /// Reports what the preparation found odd, unless it stands in code.
    private mutating func reportSuspicions() {
        guard !preparation.suspicions.isEmpty else { return }
        let literal = literalLines.sorted { $0.lowerBound < $1.lowerBound }
        var index = 0
        for suspicion in preparation.suspicions {
            while index < literal.count, literal[index].upperBound < suspicion.line { index += 1 }
            let isForbidden = suspicion.diagnostic.id.hasSuffix("-character")
            let isInBlock = index < literal.count && literal[index].contains(suspicion.line)
            if isForbidden || !(isInBlock || isInCodeSpan(suspicion)) {
                diagnostics.append(suspicion.diagnostic)
            }
        }
    }

    /// Whether an odd number of backticks comes before it in its line.
    private func isInCodeSpan(_ suspicion: Preparation.Suspicion) -> Bool {
        let start = range(ofLine: suspicion.line).lowerBound
        let offset = suspicion.diagnostic.span.range.lowerBound
        guard start < offset, offset - start < 4000 else { return false }
        return !bytes[start..<offset].count { $0 == UInt8(ascii: "`") }.isMultiple(of: 2)
    }
}
