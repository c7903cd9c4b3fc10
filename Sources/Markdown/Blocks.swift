import Diagnostics

/// The first pass: every block becomes what it will be in the page.
extension DocumentBuilder {
    mutating func arrangeBlocks(in root: NodeIndex) {
        var node = tree[root].firstChild
        var depth = 1
        while node >= 0 {
            let (next, parent) = (tree[node].next, tree[node].parent)
            arrange(node, depth: depth)
            let isContainer = !tree[node].kind.isLeafBlock && tree[node].parent == parent
            if isContainer, tree[node].firstChild >= 0, tree[node].kind != .table {
                node = tree[node].firstChild
                depth += 1
                continue
            }
            var (following, above) = (next, parent)
            while following < 0, above > root {
                following = tree[above].next
                above = tree[above].parent
                depth -= 1
            }
            node = following
        }
    }

    private mutating func arrange(_ node: NodeIndex, depth: Int) {
        switch tree[node].kind {
        case .paragraph: arrangeParagraph(node)
        case .htmlBlock:
            if let number = markerNumber(of: node) {
                placeMarker(node, number: number, depth: depth)
            } else {
                showHTMLBlock(node)
            }
        case .codeBlock: arrangeCodeBlock(node)
        case .orderedList: checkListStart(node)
        case .heading: checkSetext(node)
        default: break
        }
    }

    private mutating func arrangeParagraph(_ node: NodeIndex) {
        let traits = tree[node].traits
        if traits.contains([.sentinel, .bracket]), preparation.hasSentinels { liftFootnotes(node) }
        guard tree[node].parent >= 0 else { return }
        if traits.contains(.bracket), tree[tree[node].parent].kind == .item { markTask(node) }
        if traits.contains([.pipe, .softBreak]), makeTable(node) { return }
        if traits.contains([.colon, .softBreak]), makeDefinitionList(node) { return }
        makeFigure(node)
    }

    // MARK: Raw HTML and code

    /// HTML is shown as text: a paragraph of its own.
    private mutating func showHTMLBlock(_ node: NodeIndex) {
        literalLines.append(tree[node].line...max(tree[node].line, tree[node].endLine))
        var text = restored(tree[node].text)
        while text.end > text.start, tree.text[Int(text.end) - 1] <= 0x20 { text.end -= 1 }
        let place = trimmed(lines(of: node))
        let firstLine = trimmed(range(ofLine: tree[node].line))
        diagnostics.append(Rule.rawHTML.diagnostic(at: span(place), excerpt(firstLine)))
        tree[node].kind = .paragraph
        tree[node].text = TextRange()
        var child = Node(.text)
        child.text = text
        tree.append(new: child, to: node)
    }

    /// Not more than a few words of the source.
    func excerpt(_ range: Range<Int>) -> String { String(string(range).prefix(30)) }

    private mutating func arrangeCodeBlock(_ node: NodeIndex) {
        literalLines.append(tree[node].line...max(tree[node].line, tree[node].endLine))
        if preparation.hasSentinels {
            tree[node].extra = restored(tree[node].extra)
            tree[node].text = cleaned(tree[node].text)
        }
        checkIndentedChinese(node)
    }

    private mutating func checkIndentedChinese(_ node: NodeIndex) {
        let literal = tree[node].extra
        guard !literal.isEmpty else { return }
        let first = tree.text.withUnsafeBufferPointer {
            UTF8Scan.scalar(at: Int(literal.start), in: $0, end: Int(literal.end)).value
        }
        guard CharacterClass.isChinese(first) || CharacterClass.isSpace(first) && first > 0x20 else { return }
        let line = range(ofLine: tree[node].line)
        let content = trimmed(line)
        let isFence =
            content.count >= 3 && (bytes[content.lowerBound] == 0x60 || bytes[content.lowerBound] == 0x7E)
        let isMarkedFence = containsFence(content)
        guard !isFence, !isMarkedFence, let indent = indentation(of: content, in: line) else { return }
        diagnostics.append(Rule.indentedChinese.diagnostic(at: span(indent), replacement: ""))
    }

    /// Whether a fence follows the markers of lists or quotes in a line.
    private func containsFence(_ range: Range<Int>) -> Bool {
        find("```".utf8, in: range) != nil || find("~~~".utf8, in: range) != nil
    }

    /// The white space right before the first Chinese character.
    private func indentation(of content: Range<Int>, in line: Range<Int>) -> Range<Int>? {
        guard let text = bytes[line].firstIndex(where: { $0 >= 0x80 }) else { return nil }
        var start = text
        while start > line.lowerBound, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        return start < text ? start..<text : nil
    }

    // MARK: Checks

    /// `2024. 年度总结` begins a list at 2024.
    private mutating func checkListStart(_ node: NodeIndex) {
        let number = tree[node].number
        guard number >= 1000 else { return }
        let digits = String(number)
        let line = range(ofLine: tree[node].line)
        guard let place = find((digits).utf8, in: line), place.upperBound < line.upperBound else { return }
        let marker = place.lowerBound..<place.upperBound + 1
        let delimiter = string(place.upperBound..<place.upperBound + 1)
        diagnostics.append(
            Rule.yearList.diagnostic(at: span(marker), digits, replacement: digits + "\\" + delimiter)
        )
    }

    /// Text right above `---`.
    private mutating func checkSetext(_ node: NodeIndex) {
        guard tree[node].level == 2 else { return }
        var first = trimmed(range(ofLine: tree[node].line))
        while !first.isEmpty, !bytes[first].starts(with: "#".utf8) {
            let byte = bytes[first.lowerBound]
            let marker = preparation.listMarkerLength(first.lowerBound, end: first.upperBound)
            guard byte == UInt8(ascii: ">") || byte == 0x20 || marker > 0 else { break }
            first = trimmed(first.lowerBound + max(marker, 1)..<first.upperBound)
        }
        guard !bytes[first].starts(with: "#".utf8) else { return }
        // libcmark counts blank lines below the hyphens into the heading.
        let lines = tree[node].line...max(tree[node].line, tree[node].endLine)
        guard let underline = lines.last(where: { !trimmed(range(ofLine: $0)).isEmpty }) else { return }
        let last = trimmed(range(ofLine: underline))
        guard last.allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else { return }
        let isAtMargin = range(ofLine: underline).lowerBound == last.lowerBound
        diagnostics.append(
            Rule.setextHeading.diagnostic(at: span(last), replacement: isAtMargin ? "\n" + string(last) : nil)
        )
    }

    // MARK: Small blocks

    /// `[ ] ` or `[x] ` at the beginning of a list item.
    private mutating func markTask(_ paragraph: NodeIndex) {
        let first = tree[paragraph].firstChild
        guard tree[paragraph].previous < 0, first >= 0, tree[first].kind == .text else { return }
        let range = tree[first].text
        guard range.count >= 4 else { return }
        let start = Int(range.start)
        let state = tree.text[start + 1]
        guard tree.text[start] == UInt8(ascii: "["), state == 0x20 || state | 0x20 == UInt8(ascii: "x"),
            tree.text[start + 2] == UInt8(ascii: "]"), tree.text[start + 3] == 0x20
        else { return }
        var mark = Node(.taskMark)
        mark.level = state == 0x20 ? 0 : 1
        tree[first].text.start += 3
        tree.insert(tree.add(mark), before: first)
    }

    /// A paragraph of one image with a title becomes a figure; the title is its caption.
    private mutating func makeFigure(_ paragraph: NodeIndex) {
        let image = tree[paragraph].firstChild
        guard image >= 0, tree[image].kind == .image, tree[image].next < 0, !tree[image].extra.isEmpty else {
            return
        }
        tree[paragraph].kind = .element
        tree[paragraph].level = Element.plainFigure.rawValue
        addCaption(titleOf: image, to: paragraph)
    }

    /// Turns the title of an image into the caption of `figure`.
    mutating func addCaption(titleOf image: NodeIndex, to figure: NodeIndex) {
        var text = Node(.text)
        text.text = cleaned(tree[image].extra)
        tree[image].extra = TextRange()
        let caption = element(.caption)
        tree.append(new: text, to: caption)
        tree.append(caption, to: figure)
    }

    /// A loose node for an element.
    mutating func element(_ element: Element, number: Int32 = -1) -> NodeIndex {
        var node = Node(.element)
        node.level = element.rawValue
        node.number = number
        return tree.add(node)
    }
}
