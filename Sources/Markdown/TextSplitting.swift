import Diagnostics

/// Calls of footnotes and bare addresses, which libcmark leaves in the text.
extension DocumentBuilder {
    mutating func splitTexts(in block: NodeIndex) {
        let place = lines(of: block)
        for node in texts(in: block, skipsLinks: true)
        where tree[node].traits.contains(.bracket) || tree[node].traits.contains(.colon) {
            split(node, in: place)
        }
    }

    private mutating func split(_ node: NodeIndex, in place: Range<Int>) {
        let range = tree[node].text
        var pieces: [Node] = []
        var links: [(piece: Int, text: TextRange)] = []
        var copied = Int(range.start)
        var offset = copied
        while offset < Int(range.end) {
            let byte = tree.text[offset]
            if byte == UInt8(ascii: "["),
                let (end, definition) = footnoteCall(at: offset, Int(range.end), place)
            {
                pieces.append(piece(of: node, Int32(copied), Int32(offset)))
                var call = Node(.footnoteReference)
                call.number = definition
                pieces.append(call)
                (copied, offset) = (end, end)
            } else if byte == UInt8(ascii: ":"),
                let address = bareAddress(at: offset, from: copied, Int(range.end))
            {
                pieces.append(piece(of: node, Int32(copied), address.start))
                links.append((pieces.count, address))
                var link = Node(.link)
                link.text = address
                pieces.append(link)
                (copied, offset) = (Int(address.end), Int(address.end))
            } else {
                offset += 1
            }
        }
        guard !pieces.isEmpty else { return }
        pieces.append(piece(of: node, Int32(copied), range.end))
        let previous = tree[node].previous
        let parent = tree[node].parent
        splice(node, pieces)
        guard !links.isEmpty else { return }
        fillLinks(from: previous >= 0 ? tree[previous].next : tree[parent].firstChild)
    }

    /// Gives every new link its own address as content.
    private mutating func fillLinks(from first: NodeIndex) {
        var node = first
        while node >= 0 {
            if tree[node].kind == .link, tree[node].firstChild < 0, !tree[node].text.isEmpty {
                var text = Node(.text)
                text.text = tree[node].text
                tree.append(new: text, to: node)
            }
            node = tree[node].next
        }
    }

    // MARK: Footnotes

    /// The end of `[^label]` at `offset` and the definition it calls.
    private mutating func footnoteCall(
        at offset: Int, _ end: Int, _ place: Range<Int>
    ) -> (end: Int, definition: NodeIndex)? {
        guard offset + 3 < end, tree.text[offset + 1] == UInt8(ascii: "^") else { return nil }
        var close = offset + 2
        while close < end, close < offset + 200, FootnoteLabel.allows(tree.text[close]) { close += 1 }
        guard close > offset + 2, close < end, tree.text[close] == UInt8(ascii: "]") else { return nil }
        let label = String(decoding: tree.text[(offset + 2)..<close], as: UTF8.self)
        if let definition = footnotes[label] { return (close + 1, definition) }
        let found = find("[^\(label)]".utf8, in: place) ?? place
        diagnostics.append(Rule.undefinedFootnote.diagnostic(at: span(found), label))
        return nil
    }

    // MARK: Addresses

    /// The `http://…` or `https://…` whose colon is at `colon`: ASCII only, without punctuation at its end.
    private func bareAddress(at colon: Int, from start: Int, _ end: Int) -> TextRange? {
        guard colon + 4 <= end, tree.text[colon + 1] == UInt8(ascii: "/"),
            tree.text[colon + 2] == UInt8(ascii: "/")
        else {
            return nil
        }
        var first = colon
        while first > start, first > colon - 6, CharacterClass.isASCIILetter(tree.text[first - 1]) {
            first -= 1
        }
        let scheme = tree.text[first..<colon].map { $0 | 0x20 }
        guard scheme == Array("http".utf8) || scheme == Array("https".utf8) else { return nil }
        if first > start, CharacterClass.isASCIIDigit(tree.text[first - 1]) { return nil }
        guard colon + 3 < end, isHostByte(tree.text[colon + 3]) else { return nil }
        var last = colon + 3
        while last < end, isAddressByte(tree.text[last]) { last += 1 }
        last = trimmedAddressEnd(colon + 3, last)
        return TextRange(start: Int32(first), end: Int32(last))
    }

    private func isHostByte(_ byte: UInt8) -> Bool {
        CharacterClass.isASCIILetter(byte) || CharacterClass.isASCIIDigit(byte)
    }

    private func isAddressByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
            && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "`") && byte != UInt8(ascii: "|")
    }

    /// Leaves out punctuation at the end, and brackets that were not opened in the address.
    private func trimmedAddressEnd(_ start: Int, _ end: Int) -> Int {
        var last = end
        var excess: [UInt8: Int] = [:]
        for byte in tree.text[start..<max(start, end)] {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                excess[closing(byte), default: 0] -= 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): excess[byte, default: 0] += 1
            default: break
            }
        }
        while last > start {
            let byte = tree.text[last - 1]
            switch byte {
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard let surplus = excess[byte], surplus > 0 else { return last }
                excess[byte] = surplus - 1
            case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "&"),
                UInt8(ascii: "-"),
                UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "@"):
                return last
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                break
            default:
                guard CharacterClass.isASCIIPunctuation(byte) else { return last }
            }
            last -= 1
        }
        return last
    }

    private func closing(_ byte: UInt8) -> UInt8 {
        byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : byte + 2
    }
}
