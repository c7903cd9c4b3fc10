import Diagnostics

/// Reads the words of one block, inline node by inline node, and follows them in the source.
struct RunReader {
    let document: MarkdownDocument
    let file: String
    var alignment: SourceAlignment
    private(set) var runs: [MarkdownProse.Run] = []
    private var length = 0

    init(document: MarkdownDocument, file: String, alignment: SourceAlignment) {
        self.document = document
        self.file = file
        self.alignment = alignment
    }

    private var tree: Tree { _read { yield document.tree } }

    /// Reads everything below `block`.
    mutating func read(_ block: NodeIndex) {
        var node = tree[block].firstChild
        while node >= 0 {
            let goesDown = enter(node)
            if goesDown, tree[node].firstChild >= 0 {
                node = tree[node].firstChild
                continue
            }
            while node >= 0, node != block {
                leave(node)
                let next = tree[node].next
                if next >= 0 {
                    node = next
                    break
                }
                node = tree[node].parent
            }
            if node == block { return }
        }
    }

    /// Reads the beginning of a node. False if what is below it is no text of the block.
    private mutating func enter(_ index: NodeIndex) -> Bool {
        let node = tree[index]
        switch node.kind {
        case .text, .code:
            let text = tree.text[node.text.bounds]
            if let place = document.places[index] {
                append(String(decoding: text, as: UTF8.self), place)
            } else {
                for piece in alignment.pieces(of: text) { append(piece.text, piece.range) }
            }
        case .softBreak, .lineBreak: append(" ", alignment.cursor..<alignment.cursor)
        case .insertion: return enterInsertion(node)
        case .image:
            for text in texts(below: index) { _ = alignment.pieces(of: tree.text[tree[text].text.bounds]) }
            return false
        case .footnoteReference: alignment.skipFootnoteCall()
        case .element:
            if node.level == Element.rubyText.rawValue { return false }
            alignment.skipDirectiveHead()
        default: break
        }
        return true
    }

    /// A statistic is one character at its place; other insertions are blocks.
    private mutating func enterInsertion(_ node: Node) -> Bool {
        let range = document.dataDirectives[Int(node.number)].span.range
        append("\u{FFFC}", range)
        alignment.skip(past: range)
        return false
    }

    private mutating func leave(_ index: NodeIndex) {
        let node = tree[index]
        switch node.kind {
        case .link, .image:
            guard document.references.indices.contains(Int(node.number)) else { return }
            let destination = document.references[Int(node.number)].span.range
            alignment.skipLinkTail(destination: destination, hasTitle: !node.extra.isEmpty)
        case .element where node.level != Element.rubyText.rawValue: alignment.skipDirectiveTail()
        default: break
        }
    }

    private func texts(below root: NodeIndex) -> [NodeIndex] {
        var result: [NodeIndex] = []
        var node = tree.successor(of: root, in: root)
        while node >= 0 {
            if tree[node].kind == .text || tree[node].kind == .code { result.append(node) }
            node = tree.successor(of: node, in: root)
        }
        return result
    }

    private mutating func append(_ text: String, _ range: Range<Int>) {
        guard !text.isEmpty else { return }
        runs.append(MarkdownProse.Run(offset: length, text: text, span: Span(file: file, range: range)))
        length += text.utf8.count
    }
}
