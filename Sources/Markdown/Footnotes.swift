import Diagnostics

/// Footnotes: `[^1]` in the text, `[^1]: …` at the beginning of a line.
extension DocumentBuilder {
    /// Takes the definitions out of a paragraph.
    mutating func liftFootnotes(_ paragraph: NodeIndex) {
        let lines = inlineLines(of: paragraph)
        var definition: NodeIndex = -1
        var remaining: NodeIndex = -1
        for line in lines {
            if let label = definitionLabel(line) {
                definition = beginFootnote(label, from: paragraph)
                dropDefinitionMark(line)
                move(line, to: definition)
                trimContent(of: definition)
            } else if definition >= 0 {
                tree.append(new: Node(.softBreak), to: definition)
                move(line, to: definition)
            } else if line.last >= 0 {
                remaining = line.last
            }
        }
        guard definition >= 0 else { return }
        while tree[paragraph].lastChild >= 0, tree[paragraph].lastChild != remaining {
            tree.unlink(tree[paragraph].lastChild)
        }
        if remaining < 0 { tree.unlink(paragraph) }
    }

    /// The label of a line that defines a footnote, with the bytes of its text up to the colon.
    private func definitionLabel(_ line: InlineLine) -> TextRange? {
        let text = leadingText(line)
        guard text.count >= 8, tree.text[Int(text.start)] == UInt8(ascii: "["),
            tree.text[Int(text.start) + 1] == UInt8(ascii: "^")
        else { return nil }
        var offset = Int(text.start) + 2
        while offset < Int(text.end), FootnoteLabel.allows(tree.text[offset]) { offset += 1 }
        guard offset + 5 <= Int(text.end), tree.text[offset] == UInt8(ascii: "]"),
            Sentinel.at(offset + 1, in: tree.text, end: Int(text.end)) == .footnote,
            tree.text[offset + 4] == UInt8(ascii: ":")
        else { return nil }
        return TextRange(start: text.start + 2, end: Int32(offset))
    }

    private mutating func dropDefinitionMark(_ line: InlineLine) {
        guard let label = definitionLabel(line) else { return }
        tree[line.first].text.start = label.end + 5
    }

    /// A new footnote; its one paragraph is returned.
    private mutating func beginFootnote(_ label: TextRange, from paragraph: NodeIndex) -> NodeIndex {
        if footnoteSection < 0 { footnoteSection = tree.add(Node(.footnoteSection)) }
        let model = tree[paragraph]
        var node = Node(.footnoteDefinition, line: model.line, endLine: model.endLine)
        node.text = label
        let definition = tree.append(new: node, to: footnoteSection)
        let name = String(decoding: tree.text[label.bounds], as: UTF8.self)
        if footnotes[name] == nil {
            footnotes[name] = definition
        } else {
            diagnostics.append(Rule.duplicateFootnote.diagnostic(at: spanOfDefinition(definition), name))
            tree[definition].text = TextRange()
        }
        return appendLeaf(.paragraph, to: definition, like: paragraph)
    }

    /// The `[^label]` that begins a definition.
    private func spanOfDefinition(_ definition: NodeIndex) -> Span {
        let needle = Array("[^".utf8) + tree.text[tree[definition].text.bounds] + Array("]:".utf8)
        let lines = lines(of: definition)
        guard let found = find(needle, in: lines) else { return span(lines) }
        return span(found.lowerBound..<found.upperBound - 1)
    }

    /// Hangs the footnotes below everything else. Which of them are used is found out later.
    mutating func attachFootnotes() {
        if footnoteSection >= 0 { tree.append(footnoteSection, to: 0) }
    }

    /// Numbers footnotes in the order of their first calls, drops those that are never called,
    /// and returns how often each is called.
    mutating func numberFootnotes() -> [Int] {
        guard footnoteSection >= 0 else { return [] }
        var counts: [Int] = []
        var order: [NodeIndex] = []
        let definitions = tree.children(of: footnoteSection)
        tree.unlink(footnoteSection)
        countCalls(in: 0, &counts, &order)
        var next = 0
        while next < order.count {
            countCalls(in: order[next], &counts, &order)
            next += 1
        }
        for definition in definitions where tree[definition].number < 0 && !tree[definition].text.isEmpty {
            let name = String(decoding: tree.text[tree[definition].text.bounds], as: UTF8.self)
            diagnostics.append(Rule.unusedFootnote.diagnostic(at: spanOfDefinition(definition), name))
        }
        for definition in definitions { tree.unlink(definition) }
        guard !order.isEmpty else { return counts }
        for definition in order { tree.append(definition, to: footnoteSection) }
        tree.append(footnoteSection, to: 0)
        return counts
    }

    private mutating func countCalls(in root: NodeIndex, _ counts: inout [Int], _ order: inout [NodeIndex]) {
        var node = tree.successor(of: root, in: root)
        while node >= 0 {
            if tree[node].kind == .footnoteReference {
                let definition = tree[node].number
                if tree[definition].number < 0 {
                    counts.append(0)
                    order.append(definition)
                    tree[definition].number = Int32(counts.count)
                }
                let number = Int(tree[definition].number)
                counts[number - 1] += 1
                let ordinal = counts[number - 1]
                tree[node].number = Int32(number)
                tree[node].text = tree.store(
                    (ordinal == 1 ? "\(number)" : "\(number)-\(ordinal)").utf8
                )
            }
            node = tree.successor(of: node, in: root)
        }
    }
}
