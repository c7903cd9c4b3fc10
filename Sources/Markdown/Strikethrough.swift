/// `~~text~~`: exactly two tildes, since one is the mark of a range (3~5人).
extension DocumentBuilder {
    mutating func strikeThrough(in block: NodeIndex) {
        var parents: [NodeIndex] = []
        for node in texts(in: block) where tree[node].traits.contains(.tilde) {
            let parent = tree[node].parent
            if splitTildes(node, in: block), parents.last != parent { parents.append(parent) }
        }
        for parent in parents { pairTildes(in: parent) }
    }

    /// Cuts runs of two tildes out of a text. Their `level` says whether they may open (1) and close (2).
    private mutating func splitTildes(_ node: NodeIndex, in block: NodeIndex) -> Bool {
        let range = tree[node].text
        var pieces: [Node] = []
        var copied = range.start
        var offset = Int(range.start)
        while offset < Int(range.end) {
            guard tree.text[offset] == UInt8(ascii: "~") else {
                offset += 1
                continue
            }
            var end = offset
            while end < Int(range.end), tree.text[end] == UInt8(ascii: "~") { end += 1 }
            if end - offset == 2 {
                pieces.append(piece(of: node, copied, Int32(offset)))
                var run = Node(.strikethrough)
                run.text = TextRange(start: Int32(offset), end: Int32(end))
                run.level = flanking(of: offset..<end, in: node, block)
                pieces.append(run)
                copied = Int32(end)
            }
            offset = end
        }
        guard !pieces.isEmpty else { return false }
        pieces.append(piece(of: node, copied, range.end))
        splice(node, pieces)
        return true
    }

    /// A piece of a text as a text of its own.
    func piece(of node: NodeIndex, _ start: Int32, _ end: Int32) -> Node {
        var piece = Node(.text)
        piece.traits = tree[node].traits
        piece.text = TextRange(start: start, end: end)
        return piece
    }

    /// Puts nodes where a text was; empty texts are left out.
    mutating func splice(_ node: NodeIndex, _ pieces: [Node]) {
        for piece in pieces where piece.kind != .text || !piece.text.isEmpty {
            tree.insert(tree.add(piece), before: node)
        }
        tree.unlink(node)
    }

    /// Pairs the runs among the children of one node.
    private mutating func pairTildes(in parent: NodeIndex) {
        var openers: [NodeIndex] = []
        var node = tree[parent].firstChild
        while node >= 0 {
            let next = tree[node].next
            let isRun =
                tree[node].kind == .strikethrough && tree[node].firstChild < 0 && !tree[node].text.isEmpty
            if isRun {
                if tree[node].level & 2 != 0, let opener = openers.popLast() {
                    let content = tree[opener].next
                    if content != node { tree.move(from: content, through: tree[node].previous, to: opener) }
                    tree[opener].text = TextRange()
                    tree.unlink(node)
                } else if tree[node].level & 1 != 0 {
                    openers.append(node)
                } else {
                    tree[node].kind = .text
                }
            }
            node = next
        }
        for opener in openers { tree[opener].kind = .text }
    }

    /// The rules of `*` with the CJK-friendly amendment: 1 if the run may open, plus 2 if it may close.
    private func flanking(of run: Range<Int>, in node: NodeIndex, _ block: NodeIndex) -> UInt8 {
        let before = scalar(before: run.lowerBound, in: node, block)
        let after = scalar(after: run.upperBound, in: node, block)
        let (spaceBefore, spaceAfter) = (CharacterClass.isSpace(before), CharacterClass.isSpace(after))
        let (markBefore, markAfter) = (
            CharacterClass.isPunctuation(before), CharacterClass.isPunctuation(after)
        )
        let isChinese = CharacterClass.isChinese(before) || CharacterClass.isChinese(after)
        let opens = !spaceAfter && (!markAfter || spaceBefore || markBefore || isChinese)
        let closes = !spaceBefore && (!markBefore || spaceAfter || markAfter || isChinese)
        return (opens ? 1 : 0) | (closes ? 2 : 0)
    }

    private func scalar(before offset: Int, in node: NodeIndex, _ block: NodeIndex) -> UInt32 {
        var offset = offset
        let start = Int(tree[node].text.start)
        while offset - 3 >= start, Sentinel.at(offset - 3, in: tree.text, end: offset) == .spacer {
            offset -= 3
        }
        if offset > start {
            return tree.text.withUnsafeBufferPointer {
                UTF8Scan.scalar(before: offset, in: $0, start: start).value
            }
        }
        let previous = tree[node].previous
        return edge(previous, parent: tree[node].parent, block)
    }

    private func scalar(after offset: Int, in node: NodeIndex, _ block: NodeIndex) -> UInt32 {
        var offset = offset
        let end = Int(tree[node].text.end)
        while Sentinel.at(offset, in: tree.text, end: end) == .spacer { offset += 3 }
        if offset < end {
            return tree.text.withUnsafeBufferPointer { UTF8Scan.scalar(at: offset, in: $0, end: end).value }
        }
        return edge(tree[node].next, parent: tree[node].parent, block)
    }

    /// What the source has beyond a text: a line break, or the punctuation of markup.
    private func edge(_ neighbour: NodeIndex, parent: NodeIndex, _ block: NodeIndex) -> UInt32 {
        guard neighbour >= 0 else { return parent == block ? 0x0A : 0x2A }
        let kind = tree[neighbour].kind
        return kind == .softBreak || kind == .lineBreak ? 0x0A : 0x2A
    }
}
