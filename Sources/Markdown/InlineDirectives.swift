import Diagnostics

/// Directives in a line: the preparation has put numbers where they begin and end.
extension DocumentBuilder {
    mutating func placeInlineDirectives(in block: NodeIndex) {
        var parents: [NodeIndex] = []
        for node in texts(in: block) where tree[node].traits.contains(.sentinel) {
            let parent = tree[node].parent
            if splitMarkers(node), parents.last != parent { parents.append(parent) }
        }
        for parent in parents { pairMarkers(in: parent) }
    }

    /// Cuts the numbers out of a text. `level` is 0 where a directive begins and 1 where it ends.
    private mutating func splitMarkers(_ node: NodeIndex) -> Bool {
        let range = tree[node].text
        let end = Int(range.end)
        var pieces: [Node] = []
        var copied = range.start
        var offset = Int(range.start)
        while offset < end {
            guard let sentinel = Sentinel.at(offset, in: tree.text, end: end),
                sentinel == .inlineStart || sentinel == .inlineStop
            else {
                offset += 1
                continue
            }
            let digits = tree.text[(offset + 3)..<end].prefix { CharacterClass.isASCIIDigit($0) }
            let after = offset + 3 + digits.count + 3
            guard let number = Int32(String(decoding: digits, as: UTF8.self)), after <= end else {
                offset += 3
                continue
            }
            pieces.append(piece(of: node, copied, Int32(offset)))
            var marker = Node(.inlineDirective)
            marker.number = number
            marker.level = sentinel == .inlineStart ? 0 : 1
            pieces.append(marker)
            offset = after
            copied = Int32(after)
        }
        guard !pieces.isEmpty else { return false }
        pieces.append(piece(of: node, copied, range.end))
        splice(node, pieces)
        return true
    }

    private mutating func pairMarkers(in parent: NodeIndex) {
        var open: [NodeIndex] = []
        var node = tree[parent].firstChild
        while node >= 0 {
            let next = tree[node].next
            if tree[node].kind == .inlineDirective {
                if tree[node].level == 0 {
                    open.append(node)
                } else if let start = open.last, tree[start].number == tree[node].number {
                    open.removeLast()
                    if tree[start].next != node {
                        tree.move(from: tree[start].next, through: tree[node].previous, to: start)
                    }
                    tree.unlink(node)
                    draw(start)
                } else {
                    showBroken(node)
                }
            }
            node = next
        }
        for start in open { showBroken(start) }
    }

    /// A directive that overlaps with other markup stays text.
    private mutating func showBroken(_ node: NodeIndex) {
        let number = Int(tree[node].number)
        let isStart = tree[node].level == 0
        if isStart, preparation.inlineDirectives.indices.contains(number) {
            let range = preparation.inlineDirectives[number].range
            diagnostics.append(Rule.brokenInlineDirective.diagnostic(at: span(range)))
        }
        tree[node].kind = .text
        tree[node].text = tree.store(delimiter(ofInline: number, isStart: isStart))
    }

    private mutating func draw(_ node: NodeIndex) {
        let syntax = preparation.inlineDirectives[Int(tree[node].number)]
        let name = string(syntax.name)
        guard let declaration = DirectiveDeclaration.named(name) else {
            diagnostics.append(unknownDirective(name, syntax))
            tree.dissolve(node)
            return
        }
        let faultCount = diagnostics.count
        checkForm(declaration, syntax)
        let values = values(of: syntax, declaration)
        switch declaration.meaning {
        case .mark: shape(node, .mark)
        case .ruby:
            shape(node, .ruby)
            let text = element(.rubyText)
            appendText(values["text"]?.text ?? "", to: text)
            tree.append(text, to: node)
        case .abbreviation:
            shape(node, .abbreviation)
            tree[node].text = tree.store(Array((values["title"]?.text ?? "").utf8))
        case .data(.statistic):
            tree[node].kind = .insertion
            let isFaulty = diagnostics.count > faultCount || syntax.fault != nil
            openStatistics.append(OpenStatistic(node: node, syntax: syntax, values: values, isFaulty: isFaulty))
        default: tree.dissolve(node)
        }
    }
}
