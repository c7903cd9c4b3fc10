extension DocumentBuilder {
    /// The inline nodes of one line of a block; both ends belong to it.
    struct InlineLine {
        var first: NodeIndex
        var last: NodeIndex
    }

    /// The lines of a block as its source has them; an empty line has negative ends.
    func inlineLines(of block: NodeIndex) -> [InlineLine] {
        var lines: [InlineLine] = []
        var line = InlineLine(first: -1, last: -1)
        var node = tree[block].firstChild
        while node >= 0 {
            let kind = tree[node].kind
            if kind == .softBreak || kind == .lineBreak {
                lines.append(line)
                line = InlineLine(first: -1, last: -1)
            } else {
                if line.first < 0 { line.first = node }
                line.last = node
            }
            node = tree[node].next
        }
        lines.append(line)
        return lines
    }

    /// Moves a line's nodes to the end of `block`.
    mutating func move(_ line: InlineLine, to block: NodeIndex) {
        if line.first >= 0 { tree.move(from: line.first, through: line.last, to: block) }
    }

    /// The text that a line begins with; empty if it begins with something else.
    func leadingText(_ line: InlineLine) -> TextRange {
        guard line.first >= 0, tree[line.first].kind == .text else { return TextRange() }
        return tree[line.first].text
    }

    /// Drops white space at both ends of a block's inline content.
    mutating func trimContent(of block: NodeIndex) {
        let (first, last) = (tree[block].firstChild, tree[block].lastChild)
        guard first >= 0 else { return }
        if tree[first].kind == .text {
            var text = tree[first].text
            while !text.isEmpty, isBlank(tree.text[Int(text.start)]) { text.start += 1 }
            tree[first].text = text
        }
        if tree[last].kind == .text {
            var text = tree[last].text
            while !text.isEmpty, isBlank(tree.text[Int(text.end) - 1]) { text.end -= 1 }
            tree[last].text = text
        }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
