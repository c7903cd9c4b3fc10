import Diagnostics

/// Goes over a document's blocks and finds where their words stand in the source.
struct ProseReader {
    private let document: MarkdownDocument
    private let source: MarkdownSource
    private let bytes: UnsafeBufferPointer<UInt8>
    private let lineStarts: [Int]
    private var prose = MarkdownProse()
    /// Where the words of the block before end.
    private var last = 0

    init(document: MarkdownDocument, source: MarkdownSource, bytes: UnsafeBufferPointer<UInt8>) {
        self.document = document
        self.source = source
        self.bytes = bytes
        lineStarts = Self.lineStarts(in: source.body, of: bytes)
    }

    private var tree: Tree { _read { yield document.tree } }

    mutating func read() -> MarkdownProse {
        var node = tree.successor(of: 0, in: 0)
        while node >= 0 {
            var isDone = true
            if tree[node].kind == .table {
                readTable(node)
            } else if let kind = kind(of: node) {
                let block = read(node, as: kind)
                if !block.runs.isEmpty { prose.blocks.append(block) }
            } else {
                isDone = isBesideText(tree[node])
            }
            node = isDone ? tree.successorPastChildren(of: node, in: 0) : tree.successor(of: node, in: 0)
        }
        return prose
    }

    private mutating func readTable(_ table: NodeIndex) {
        var rows: [[MarkdownProse.Block]] = []
        for section in tree.children(of: table) {
            for row in tree.children(of: section) {
                rows.append(tree.children(of: row).map { read($0, as: .cell) })
            }
        }
        prose.tables.append(MarkdownProse.Table(rows: rows))
        prose.blocks += rows.joined().filter { !$0.runs.isEmpty }
    }

    // MARK: Blocks

    /// What a node is if words stand directly in it; nil for everything else.
    private func kind(of node: NodeIndex) -> MarkdownProse.Block.Kind? {
        switch tree[node].kind {
        case .heading: return .heading(level: Int(tree[node].level))
        case .paragraph, .term, .definition: return .paragraph
        case .cell: return .cell
        case .caption, .insertion: return .caption
        case .element: break
        default: return nil
        }
        switch Element(rawValue: tree[node].level) {
        case .caption: return .caption
        case .noteTitle, .stepTitle: return .paragraph
        case .levelName: return holdsBlock(node) ? nil : .paragraph
        default: return nil
        }
    }

    private func holdsBlock(_ node: NodeIndex) -> Bool {
        let child = tree[node].firstChild
        return child >= 0 && !tree[child].kind.isInline
    }

    /// Whether a node with all below it is no text of the author's.
    private func isBesideText(_ node: Node) -> Bool {
        node.kind == .image || (node.kind == .element && node.level == Element.stepNumber.rawValue)
    }

    private mutating func read(_ node: NodeIndex, as kind: MarkdownProse.Block.Kind) -> MarkdownProse.Block {
        let range = place(of: node)
        let continues = range.lowerBound < last && last < range.upperBound
        let isLabel = document.places[node] != nil
        let start =
            endOfImage(before: node, in: range) ?? (continues ? last : isLabel ? range.lowerBound : skipMarkers(range))
        var reader = RunReader(
            document: document, file: source.file,
            alignment: SourceAlignment(bytes: bytes, range: start..<range.upperBound, block: range))
        reader.read(node)
        last = reader.alignment.cursor
        let spans = reader.runs.map(\.span.range)
        let first = spans.map(\.lowerBound).min() ?? last
        let end = spans.map(\.upperBound).max() ?? first
        return MarkdownProse.Block(
            kind: kind, runs: reader.runs, span: Span(file: source.file, range: first..<max(first, end)))
    }

    // MARK: Places

    /// The label or the lines that a block's words come from.
    private func place(of node: NodeIndex) -> Range<Int> {
        var block = node
        while block > 0, document.places[block] == nil, tree[block].line == 0 { block = tree[block].parent }
        if let place = document.places[block] { return place }
        guard block > 0 else { return source.body }
        let first = Int(tree[block].line) - 1
        let after = Int(max(tree[block].line, tree[block].endLine))
        guard lineStarts.indices.contains(first) else { return source.body }
        let end = after < lineStarts.count ? lineStarts[after] : source.body.upperBound
        return lineStarts[first]..<max(lineStarts[first], end)
    }

    /// The end of the destination of an image whose title has become the caption `node`.
    private func endOfImage(before node: NodeIndex, in range: Range<Int>) -> Int? {
        let image = tree[node].previous
        guard image >= 0, tree[image].kind == .image, document.places[node] == nil,
            document.references.indices.contains(Int(tree[image].number))
        else { return nil }
        let destination = document.references[Int(tree[image].number)].span.range
        return destination.lowerBound > range.lowerBound && destination.upperBound < range.upperBound
            ? destination.upperBound : nil
    }

    /// Past indentation, quote marks and list markers, which have no words.
    private func skipMarkers(_ range: Range<Int>) -> Int {
        Preparation(file: source.file, bytes: bytes).skipContainers(range.lowerBound, end: range.upperBound)
    }

    private static func lineStarts(in body: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts = body.isEmpty ? [] : [body.lowerBound]
        for offset in body.dropLast() {
            let isBreak = bytes[offset] == 0x0A || (bytes[offset] == 0x0D && bytes[offset + 1] != 0x0A)
            if isBreak { starts.append(offset + 1) }
        }
        return starts
    }
}
