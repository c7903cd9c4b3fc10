import Diagnostics

/// A directive whose node is in the tree.
struct PlacedDirective {
    let node: NodeIndex
    let syntax: DirectiveSyntax
    let declaration: DirectiveDeclaration
    let name: String
    /// The inline content of its label, loose; negative without one.
    var caption: NodeIndex = -1
    /// The values of its attributes under their English names, and where they stand.
    var values: [String: (text: String, range: Range<Int>)] = [:]
    /// Whether its form or its attributes have errors.
    var isFaulty = false
}

/// The beginning of a container that waits for its end.
struct OpenDirective {
    let marker: NodeIndex
    let number: Int
    let depth: Int
}

/// Finds the beginnings and ends of directives and puts what is between into them.
extension DocumentBuilder {
    /// The number of the directive line that a block of HTML stands for.
    func markerNumber(of node: NodeIndex) -> Int? {
        guard preparation.hasSentinels else { return nil }
        let literal = tree.text[tree[node].text.bounds].drop { $0 == 0x20 || $0 == 0x09 }
        let head = Sentinel.commentHead
        guard literal.starts(with: head) else { return nil }
        let rest = literal.dropFirst(head.count)
        let digits = rest.prefix { CharacterClass.isASCIIDigit($0) }
        guard
            rest.dropFirst(digits.count).elementsEqual("-->\n".utf8)
                || rest.dropFirst(digits.count).elementsEqual("-->".utf8)
        else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    mutating func placeMarker(_ node: NodeIndex, number: Int, depth: Int) {
        tree[node].kind = .marker
        tree[node].number = Int32(number)
        tree[node].text = TextRange()
        dropUnreachable(depth: depth, parent: tree[node].parent)
        let syntax = preparation.blockDirectives[number]
        switch syntax.place {
        case .open: openDirectives.append(OpenDirective(marker: node, number: number, depth: depth))
        case .close: closeDirective(node, syntax, depth: depth)
        default:
            tree[node].kind = .directive
            register(node, syntax, line: preparation.blockLines[number])
        }
    }

    /// Beginnings inside blocks that have been left can no longer be closed.
    private mutating func dropUnreachable(depth: Int, parent: NodeIndex) {
        while let open = openDirectives.last,
            open.depth > depth || (open.depth == depth && tree[open.marker].parent != parent)
        {
            showUnclosed(openDirectives.removeLast())
        }
    }

    private mutating func closeDirective(_ node: NodeIndex, _ syntax: DirectiveSyntax, depth: Int) {
        let candidates = openDirectives.lastIndex {
            $0.depth != depth || preparation.blockDirectives[$0.number].fence <= syntax.fence
        }
        guard let index = candidates, openDirectives[index].depth == depth else {
            diagnostics.append(
                Rule.strayDirectiveEnd.diagnostic(at: span(syntax.range), string(syntax.range)))
            showAsText(node, syntax.range)
            return
        }
        let exact = exactMatch(syntax.fence, depth: depth) ?? index
        while openDirectives.count > exact + 1 { showUnclosed(openDirectives.removeLast()) }
        let open = openDirectives.removeLast()
        let last = tree[node].previous
        if last != open.marker { tree.move(from: tree[open.marker].next, through: last, to: open.marker) }
        tree[open.marker].endLine = tree[node].line
        tree.unlink(node)
        tree[open.marker].kind = .directive
        register(
            open.marker, preparation.blockDirectives[open.number], line: preparation.blockLines[open.number])
    }

    /// The innermost beginning at this level with as many colons; only as far out as colons grow.
    private func exactMatch(_ fence: Int, depth: Int) -> Int? {
        var index = openDirectives.count - 1
        while index >= 0, openDirectives[index].depth == depth {
            let opening = preparation.blockDirectives[openDirectives[index].number].fence
            if opening == fence { return index }
            if opening > fence { return nil }
            index -= 1
        }
        return nil
    }

    mutating func closeAllDirectives() {
        while let open = openDirectives.popLast() { showUnclosed(open) }
    }

    private mutating func showUnclosed(_ open: OpenDirective) {
        let syntax = preparation.blockDirectives[open.number]
        let head = string(syntax.range.lowerBound..<max(syntax.name.upperBound, syntax.range.lowerBound))
        diagnostics.append(Rule.unclosedDirective.diagnostic(at: span(syntax.range), head))
        showAsText(open.marker, syntax.range)
    }

    /// Makes a marker a paragraph of what the author wrote.
    private mutating func showAsText(_ node: NodeIndex, _ range: Range<Int>) {
        tree[node].kind = .paragraph
        var text = Node(.text)
        text.text = tree.store(bytes[range])
        tree.append(new: text, to: node)
    }

    // MARK: Names, attributes, labels

    private mutating func register(_ node: NodeIndex, _ syntax: DirectiveSyntax, line: Int32) {
        let name = string(syntax.name)
        guard let declaration = DirectiveDeclaration.named(name) else {
            diagnostics.append(unknownDirective(name, syntax))
            tree[node].kind = .element
            tree[node].level = Element.group.rawValue
            return
        }
        let faultCount = diagnostics.count
        checkForm(declaration, syntax)
        var placed = PlacedDirective(node: node, syntax: syntax, declaration: declaration, name: name)
        placed.values = values(of: syntax, declaration)
        placed.isFaulty = diagnostics.count > faultCount
        if let label = syntax.label { placed.caption = parseLabel(label, line: line) }
        tree[node].number = Int32(directives.count)
        directives.append(placed)
        if placed.caption >= 0 { tree.append(placed.caption, to: node) }
    }

    func unknownDirective(_ name: String, _ syntax: DirectiveSyntax) -> Diagnostic {
        let nearest = nearestName(to: name, among: DirectiveDeclaration.allNames)
        return Rule.unknownDirective.diagnostic(at: span(syntax.name), name, replacement: nearest)
    }

    func form(of syntax: DirectiveSyntax) -> DirectiveDeclaration.Form {
        switch syntax.place {
        case .inline: return .inline
        case .leaf: return .leaf
        default: return .container
        }
    }

    mutating func checkForm(_ declaration: DirectiveDeclaration, _ syntax: DirectiveSyntax) {
        guard !declaration.forms.contains(form(of: syntax)), let wanted = declaration.forms.first else { return }
        let example: String
        switch wanted {
        case .inline: example = ":\(declaration.name)[…]"
        case .leaf: example = "::\(declaration.name)[…]{…}"
        case .container: example = ":::\(declaration.name) … :::"
        }
        diagnostics.append(Rule.wrongForm.diagnostic(at: span(syntax.range), example))
    }

    /// The inline content of a label, under a loose caption.
    private mutating func parseLabel(_ label: Range<Int>, line: Int32) -> NodeIndex {
        let prepared = preparation.prepareLabel(label)
        let holder = tree.add(Node(.caption, line: line, endLine: line))
        prepared.withUnsafeBufferPointer {
            CommonMarkParser.parse($0, into: &tree, under: holder, firstLine: line)
        }
        let paragraph = tree[holder].firstChild
        guard paragraph >= 0, tree[paragraph].kind == .paragraph else { return holder }
        tree[holder].traits = tree[paragraph].traits.union(.sentinel)
        tree.dissolve(paragraph)
        return holder
    }
}
