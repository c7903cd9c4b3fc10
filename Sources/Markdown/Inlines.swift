import Diagnostics

/// The second pass: what stands in the lines of every block.
extension DocumentBuilder {
    mutating func refineLeaves() {
        var node: NodeIndex = 0
        while node >= 0 {
            if tree[node].kind.isLeafBlock {
                refine(node)
                node = tree.successorPastChildren(of: node, in: 0)
            } else {
                node = tree.successor(of: node, in: 0)
            }
        }
    }

    private mutating func refine(_ block: NodeIndex) {
        let traits = tree[block].traits
        let mayHoldSentinels = preparation.hasSentinels
        if traits.contains(.html) { showInlineHTML(in: block) }
        if traits.contains(.sentinel), !preparation.inlineDirectives.isEmpty {
            placeInlineDirectives(in: block)
        }
        if traits.contains(.tilde) { strikeThrough(in: block) }
        if traits.contains(.bracket) || traits.contains(.colon) { splitTexts(in: block) }
        if tree[block].kind == .heading { takeExplicitID(block) }
        if traits.contains(.star) { checkLiteralStars(in: block) }
        if mayHoldSentinels { clean(block) }
        if !openStatistics.isEmpty { closeStatistics() }
        joinLines(in: block)
    }

    /// Every text in a block, in order, outside of links and images if `skipsLinks`.
    func texts(in block: NodeIndex, skipsLinks: Bool = false) -> [NodeIndex] {
        var result: [NodeIndex] = []
        var node = tree.successor(of: block, in: block)
        while node >= 0 {
            let kind = tree[node].kind
            if kind == .text { result.append(node) }
            let isSkipped = skipsLinks && (kind == .link || kind == .image)
            node =
                isSkipped
                ? tree.successorPastChildren(of: node, in: block) : tree.successor(of: node, in: block)
        }
        return result
    }

    private mutating func showInlineHTML(in block: NodeIndex) {
        var node = tree.successor(of: block, in: block)
        var place = lines(of: block)
        while node >= 0 {
            if tree[node].kind == .htmlInline {
                tree[node].kind = .text
                let isMarker = tree.text[tree[node].text.bounds].starts(with: Sentinel.commentHead)
                tree[node].text = restored(tree[node].text)
                if !isMarker {
                    let literal = tree.text[tree[node].text.bounds]
                    let line = literal.prefix { $0 != 0x0A }
                    let found = find(line, in: place)
                    if let found { place = found.upperBound..<place.upperBound }
                    let words = String(String(decoding: line, as: UTF8.self).prefix(30))
                    diagnostics.append(Rule.rawHTML.diagnostic(at: span(found ?? place), words))
                }
            }
            node = tree.successor(of: node, in: block)
        }
    }

    /// Takes the sentinels out of everything in a block.
    private mutating func clean(_ block: NodeIndex) {
        let isCell = tree[block].kind == .cell
        var node = tree.successor(of: block, in: block)
        while node >= 0 {
            switch tree[node].kind {
            case .text where tree[node].traits.contains(.sentinel): tree[node].text = cleaned(tree[node].text)
            case .code: tree[node].text = restored(tree[node].text, inCell: isCell)
            case .link where tree[node].traits.contains(.sentinel),
                .image where tree[node].traits.contains(.sentinel):
                tree[node].text = cleaned(tree[node].text)
                tree[node].extra = cleaned(tree[node].extra)
            default: break
            }
            node = tree.successor(of: node, in: block)
        }
    }

    /// `{#id}` at the end of a heading.
    private mutating func takeExplicitID(_ heading: NodeIndex) {
        let last = tree[heading].lastChild
        guard last >= 0, tree[last].kind == .text else { return }
        let range = tree[last].text
        let bytes = tree.text[range.bounds]
        guard bytes.last == UInt8(ascii: "}"), let open = bytes.lastIndex(of: UInt8(ascii: "{")),
            open + 3 < Int(range.end), tree.text[open + 1] == UInt8(ascii: "#")
        else { return }
        let id = tree.text[(open + 2)..<(Int(range.end) - 1)]
        let isAllowed = id.allSatisfy {
            $0 > 0x20 && $0 != 0x22 && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x7F
        }
        guard isAllowed, !id.isEmpty else { return }
        var end = open
        while end > Int(range.start), tree.text[end - 1] == 0x20 || tree.text[end - 1] == 0x09 { end -= 1 }
        tree[last].text.end = Int32(end)
        let stored = cleaned(tree.store(Array(id)))
        reserve(stored, for: heading)
    }

    private mutating func reserve(_ id: TextRange, for heading: NodeIndex) {
        let name = String(decoding: tree.text[id.bounds], as: UTF8.self)
        let place = find("{#\(name)}".utf8, in: lines(of: heading)).map(span) ?? span(lines(of: heading))
        if name.hasPrefix("fn-") || name.hasPrefix("fnref-") {
            diagnostics.append(Rule.reservedID.diagnostic(at: place, name))
        } else if let first = explicitIDs[name] {
            let note = Diagnostic.Note(LocalizedText(zh: "已用在这里", en: "It is used here"), at: first)
            diagnostics.append(Rule.duplicateID.diagnostic(at: place, name, notes: [note]))
        } else {
            explicitIDs[name] = place
            tree[heading].text = id
        }
    }

    /// `**` that stayed as it was written, without a backslash.
    private mutating func checkLiteralStars(in block: NodeIndex) {
        let place = lines(of: block)
        var rest = place
        for node in texts(in: block) where tree[node].traits.contains(.star) {
            let bounds = tree[node].text.bounds
            var offset = bounds.lowerBound
            while offset + 1 < bounds.upperBound {
                guard tree.text[offset] == UInt8(ascii: "*"), tree.text[offset + 1] == UInt8(ascii: "*")
                else {
                    offset += 1
                    continue
                }
                var end = offset
                while end < bounds.upperBound, tree.text[end] == UInt8(ascii: "*") { end += 1 }
                if isMask(offset, from: bounds.lowerBound) {
                    offset = end
                    continue
                }
                let found = locate(offset..<end, followedBy: bounds.upperBound, in: rest)
                if let found { rest = found.upperBound..<rest.upperBound }
                diagnostics.append(Rule.literalStars.diagnostic(at: span(found ?? place)))
                if diagnostics.count > 1000 { return }
                offset = end
            }
        }
    }

    /// Whether a letter comes right before stars: then they more likely hide a name (张**) than mark text.
    private func isMask(_ offset: Int, from start: Int) -> Bool {
        guard offset > start else { return false }
        let before = tree.text.withUnsafeBufferPointer {
            UTF8Scan.scalar(before: offset, in: $0, start: start).value
        }
        let isSentinel = before >= 0xFDD0 && before <= 0xFDEF
        return !isSentinel && !CharacterClass.isSpace(before) && !CharacterClass.isPunctuation(before)
            && !CharacterClass.isAmbiguousMark(before)
    }

    /// Finds a piece of the text buffer in the source by itself and the few bytes after it.
    private func locate(_ piece: Range<Int>, followedBy limit: Int, in place: Range<Int>) -> Range<Int>? {
        var end = piece.upperBound
        while end < limit, end < piece.upperBound + 12, tree.text[end] != 0xEF { end += 1 }
        guard let found = find(tree.text[piece.lowerBound..<end], in: place) else { return nil }
        return found.lowerBound..<found.lowerBound + piece.count
    }
}
