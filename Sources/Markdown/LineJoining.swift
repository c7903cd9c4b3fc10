/// Line breaks between Chinese characters vanish; before an enumerator they stay visible;
/// indents made of U+3000 are taken off.
extension DocumentBuilder {
    mutating func joinLines(in block: NodeIndex) {
        let hasBreaks = tree[block].traits.contains(.softBreak)
        var pending: NodeIndex = -1
        var previous: UInt32 = 0
        var isLineStart = true
        var node = tree[block].firstChild
        while node >= 0 {
            let kind = tree[node].kind
            switch kind {
            case .softBreak:
                pending = node
                isLineStart = true
            case .lineBreak:
                pending = -1
                previous = 0
                isLineStart = true
            case .text, .code:
                if isLineStart, kind == .text { stripIndent(node) }
                let range = tree[node].text
                if !range.isEmpty {
                    isLineStart = false
                    let following = node
                    if !hasBreaks { return }
                    if pending >= 0 { decide(pending, previous, following) }
                    pending = -1
                    previous = lastScalar(range)
                }
            case .insertion:
                // A figure is read as the digits that it shows.
                if pending >= 0, CharacterClass.isFullWidthPunctuation(previous) { tree.unlink(pending) }
                pending = -1
                previous = 0x30
                isLineStart = false
            case .image, .taskMark:
                pending = -1
                previous = 0xFFFC
                isLineStart = false
            default: break
            }
            node =
                kind == .image || kind == .insertion
                ? tree.successorPastChildren(of: node, in: block) : tree.successor(of: node, in: block)
            if !isLineStart, !hasBreaks { return }
        }
    }

    private mutating func stripIndent(_ node: NodeIndex) {
        var range = tree[node].text
        while range.count >= 3, tree.text[Int(range.start)] == 0xE3, tree.text[Int(range.start) + 1] == 0x80,
            tree.text[Int(range.start) + 2] == 0x80
        {
            range.start += 3
        }
        tree[node].text = range
    }

    private func lastScalar(_ range: TextRange) -> UInt32 {
        tree.text.withUnsafeBufferPointer {
            UTF8Scan.scalar(before: Int(range.end), in: $0, start: Int(range.start)).value
        }
    }

    /// Makes a soft break nothing, a hard break, or leaves it.
    private mutating func decide(_ lineBreak: NodeIndex, _ previous: UInt32, _ following: NodeIndex) {
        let range = tree[following].text
        let (isEnumerator, next) = tree.text.withUnsafeBufferPointer { text in
            let bytes = UnsafeBufferPointer(rebasing: text[range.bounds])
            return (Enumerator.begins(bytes), UTF8Scan.scalar(at: 0, in: bytes, end: bytes.count).value)
        }
        if isEnumerator, tree[following].kind == .text {
            tree[lineBreak].kind = .lineBreak
        } else if joins(previous, next) {
            tree.unlink(lineBreak)
        }
    }

    /// Whether nothing comes between two characters when a line break between them is dropped.
    private func joins(_ previous: UInt32, _ next: UInt32) -> Bool {
        if CharacterClass.isFullWidthPunctuation(previous) || CharacterClass.isFullWidthPunctuation(next) {
            return true
        }
        return CharacterClass.isChinese(previous) && CharacterClass.isChinese(next)
            && !CharacterClass.isHangul(previous) && !CharacterClass.isHangul(next)
    }
}
