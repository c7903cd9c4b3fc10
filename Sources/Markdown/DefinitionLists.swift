/// Lists of definitions: lines that begin with `: ` define the lines above them.
extension DocumentBuilder {
    /// Turns a paragraph into a list of definitions if one of its lines but the first begins with `: `.
    mutating func makeDefinitionList(_ paragraph: NodeIndex) -> Bool {
        let lines = inlineLines(of: paragraph)
        let defines = lines.map(beginsDefinition)
        guard defines.dropFirst().contains(true), defines[0] == false else { return false }
        let list = definitionList(before: paragraph)
        var current: NodeIndex = -1
        for (index, line) in lines.enumerated() where line.first >= 0 {
            let isTerm = !defines[index] && (current < 0 || isTerm(at: index, defines))
            if defines[index] {
                current = appendLeaf(.definition, to: list, like: paragraph)
                tree[line.first].text.start += 2
            } else if isTerm {
                let term = appendLeaf(.term, to: list, like: paragraph)
                move(line, to: term)
                trimContent(of: term)
                continue
            } else {
                tree.append(new: Node(.softBreak), to: current)
            }
            move(line, to: current)
            trimContent(of: current)
        }
        tree.unlink(paragraph)
        return true
    }

    /// A line right above a definition is a term; other lines go on with the definition before them.
    private func isTerm(at index: Int, _ defines: [Bool]) -> Bool {
        index + 1 < defines.count && defines[index + 1]
    }

    private func beginsDefinition(_ line: InlineLine) -> Bool {
        let text = leadingText(line)
        guard text.count >= 2 else { return false }
        let second = tree.text[Int(text.start) + 1]
        return tree.text[Int(text.start)] == UInt8(ascii: ":") && (second == 0x20 || second == 0x09)
    }

    /// The list right before a paragraph, or a new one.
    private mutating func definitionList(before paragraph: NodeIndex) -> NodeIndex {
        let previous = tree[paragraph].previous
        if previous >= 0, tree[previous].kind == .definitionList { return previous }
        let model = tree[paragraph]
        let list = tree.add(Node(.definitionList, line: model.line, endLine: model.endLine))
        tree.insert(list, before: paragraph)
        return list
    }

    /// A new block for inline content with the lines and traits of another.
    mutating func appendLeaf(_ kind: NodeKind, to parent: NodeIndex, like model: NodeIndex) -> NodeIndex {
        var node = Node(kind, line: tree[model].line, endLine: tree[model].endLine)
        node.traits = tree[model].traits
        return tree.append(new: node, to: parent)
    }
}
