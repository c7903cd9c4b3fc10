/// Tables: a paragraph with a line of `---` cells under a line of as many cells.
extension DocumentBuilder {
    private enum Alignment {
        static let none: UInt8 = 0, left: UInt8 = 1, center: UInt8 = 2, right: UInt8 = 3
    }

    /// The most columns a table can have, and the most cells that are added to short rows:
    /// a page must not grow without bound from a short text.
    private static let columnLimit = 256
    private static let addedCellLimit = 20_000

    /// Turns a paragraph into a table if it is one. Lines above the head stay a paragraph.
    mutating func makeTable(_ paragraph: NodeIndex) -> Bool {
        let lines = inlineLines(of: paragraph)
        for index in 1..<max(1, lines.count) {
            guard let alignments = delimiterRow(lines[index]), alignments.count <= Self.columnLimit,
                cellCount(lines[index - 1]) == alignments.count
            else { continue }
            buildTable(paragraph, lines: lines, delimiter: index, alignments)
            return true
        }
        return false
    }

    private mutating func buildTable(
        _ paragraph: NodeIndex, lines: [InlineLine], delimiter: Int, _ alignments: [UInt8]
    ) {
        let model = tree[paragraph]
        var node = Node(.table, line: model.line, endLine: model.endLine)
        node.traits = model.traits
        node.level = UInt8(clamping: alignments.count)
        let table = tree.add(node)
        tree.insert(table, after: paragraph)
        let head = tree.append(new: Node(.tableHead), to: table)
        appendRow(lines[delimiter - 1], to: head, alignments, isHeader: true, traits: model.traits)
        if delimiter + 1 < lines.count {
            let body = tree.append(new: Node(.tableBody), to: table)
            for line in lines[(delimiter + 1)...] {
                appendRow(line, to: body, alignments, isHeader: false, traits: model.traits)
            }
        }
        guard delimiter >= 2, let last = lines[..<(delimiter - 1)].last(where: { $0.first >= 0 }) else {
            tree.unlink(paragraph)
            return
        }
        while tree[paragraph].lastChild != last.last { tree.unlink(tree[paragraph].lastChild) }
    }

    private mutating func appendRow(
        _ line: InlineLine, to section: NodeIndex, _ alignments: [UInt8], isHeader: Bool, traits: TextTraits
    ) {
        let row = tree.append(new: Node(.row), to: section)
        var cells = splitCells(line)
        while cells.count > alignments.count { cells.removeLast() }
        while cells.count < alignments.count, addedCells < Self.addedCellLimit {
            cells.append(tree.add(Node(.cell)))
            addedCells += 1
        }
        for (cell, alignment) in zip(cells, alignments) {
            tree[cell].level = alignment
            tree[cell].number = isHeader ? 1 : 0
            tree[cell].traits = traits.subtracting([.softBreak])
            trimContent(of: cell)
            tree.append(cell, to: row)
        }
    }

    /// The cells of a line, loose, with the pipes at both ends left out.
    private mutating func splitCells(_ line: InlineLine) -> [NodeIndex] {
        var cells = [tree.add(Node(.cell))]
        var node = line.first
        while node >= 0 {
            let next = node == line.last ? -1 : tree[node].next
            tree.unlink(node)
            let range = tree[node].text
            if tree[node].kind == .text, tree[node].traits.contains(.pipe) {
                var start = range.start
                for offset in range.bounds where tree.text[offset] == UInt8(ascii: "|") {
                    appendPiece(of: node, start, Int32(offset), to: cells[cells.count - 1])
                    cells.append(tree.add(Node(.cell)))
                    start = Int32(offset) + 1
                }
                appendPiece(of: node, start, range.end, to: cells[cells.count - 1])
            } else {
                tree.append(node, to: cells[cells.count - 1])
            }
            node = next
        }
        if cells.count > 1, isEmpty(cells[cells.count - 1]) { cells.removeLast() }
        if cells.count > 1, isEmpty(cells[0]), beginsWithPipe(line) { cells.removeFirst() }
        return cells
    }

    private func beginsWithPipe(_ line: InlineLine) -> Bool {
        let text = leadingText(line)
        return tree.text[text.bounds].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "|")
    }

    private mutating func appendPiece(of node: NodeIndex, _ start: Int32, _ end: Int32, to cell: NodeIndex) {
        guard end > start else { return }
        var piece = Node(.text)
        piece.traits = tree[node].traits
        piece.text = TextRange(start: start, end: end)
        tree.append(new: piece, to: cell)
    }

    /// Whether a cell holds nothing but white space.
    private func isEmpty(_ cell: NodeIndex) -> Bool {
        let child = tree[cell].firstChild
        guard child >= 0 else { return true }
        guard tree[child].kind == .text, tree[child].next < 0 else { return false }
        return tree.text[tree[child].text.bounds].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    /// How many cells a line has; 0 without a pipe.
    private func cellCount(_ line: InlineLine) -> Int {
        var pipes = 0
        var isPipeAtEnd = false
        var isPipeAtStart = false
        var hasContent = false
        var node = line.first
        while node >= 0 {
            if tree[node].kind == .text {
                for byte in tree.text[tree[node].text.bounds] where byte != 0x20 && byte != 0x09 {
                    let isPipe = byte == UInt8(ascii: "|")
                    if isPipe {
                        pipes += 1
                        if !hasContent { isPipeAtStart = true }
                    }
                    isPipeAtEnd = isPipe
                    hasContent = true
                }
            } else {
                isPipeAtEnd = false
                hasContent = true
            }
            if node == line.last { break }
            node = tree[node].next
        }
        if pipes == 0 { return 0 }
        if pipes == 1, isPipeAtStart, isPipeAtEnd { return 0 }
        return pipes + 1 - (isPipeAtStart ? 1 : 0) - (isPipeAtEnd ? 1 : 0)
    }

    /// The alignments that a line of `---`, `:--`, `:-:` and `--:` cells gives; nil if it is something else.
    private func delimiterRow(_ line: InlineLine) -> [UInt8]? {
        guard line.first >= 0, line.first == line.last, tree[line.first].kind == .text else { return nil }
        let bytes = tree.text[tree[line.first].text.bounds]
        guard let first = bytes.first,
            first == UInt8(ascii: "|") || first == UInt8(ascii: ":") || first == 0x2D
        else {
            return nil
        }
        var cells = bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
            .map { $0.drop { $0 == 0x20 || $0 == 0x09 } }
        if cells.count > 1, cells.last?.isEmpty == true { cells.removeLast() }
        if cells.count > 1, cells.first?.isEmpty == true { cells.removeFirst() }
        var alignments: [UInt8] = []
        for cell in cells {
            guard let alignment = alignment(cell) else { return nil }
            alignments.append(alignment)
        }
        return alignments
    }

    private func alignment(_ cell: ArraySlice<UInt8>) -> UInt8? {
        var rest = cell
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        let isLeft = rest.first == UInt8(ascii: ":")
        if isLeft { rest.removeFirst() }
        let isRight = rest.last == UInt8(ascii: ":")
        if isRight { rest.removeLast() }
        guard !rest.isEmpty, rest.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
        if isLeft { return isRight ? Alignment.center : Alignment.left }
        return isRight ? Alignment.right : Alignment.none
    }
}
