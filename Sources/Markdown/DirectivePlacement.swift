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
        checkForm(declaration, syntax)
        var placed = PlacedDirective(node: node, syntax: syntax, declaration: declaration, name: name)
        placed.values = values(of: syntax, declaration)
        if let label = syntax.label { placed.caption = parseLabel(label, line: line) }
        tree[node].number = Int32(directives.count)
        directives.append(placed)
        if placed.caption >= 0 { tree.append(placed.caption, to: node) }
    }

    func unknownDirective(_ name: String, _ syntax: DirectiveSyntax) -> Diagnostic {
        let nearest = nearestName(to: name, among: DirectiveDeclaration.allNames)
        return Rule.unknownDirective.diagnostic(at: span(syntax.name), name, replacement: nearest)
    }

    mutating func checkForm(_ declaration: DirectiveDeclaration, _ syntax: DirectiveSyntax) {
        let form: DirectiveDeclaration.Form
        switch syntax.place {
        case .inline: form = .inline
        case .leaf: form = .leaf
        default: form = .container
        }
        guard !declaration.forms.contains(form), let wanted = declaration.forms.first else { return }
        let example: String
        switch wanted {
        case .inline: example = ":\(declaration.name)[…]"
        case .leaf: example = "::\(declaration.name)[…]{…}"
        case .container: example = ":::\(declaration.name) … :::"
        }
        diagnostics.append(Rule.wrongForm.diagnostic(at: span(syntax.range), example))
    }

    /// The attributes under their English names; faults are reported and left out.
    mutating func values(
        of syntax: DirectiveSyntax, _ declaration: DirectiveDeclaration
    ) -> [String: (text: String, range: Range<Int>)] {
        var result: [String: (text: String, range: Range<Int>)] = [:]
        for written in syntax.attributes {
            let key = string(written.key)
            guard let attribute = declaration.attribute(key) else {
                let known = declaration.attributes.flatMap { [$0.name] + $0.aliases }
                let nearest = nearestName(to: key, among: known)
                diagnostics.append(
                    Rule.unknownAttribute.diagnostic(at: span(written.key), key, replacement: nearest))
                continue
            }
            if let value = value(of: written, attribute) { result[attribute.name] = (value, written.value) }
        }
        for attribute in declaration.attributes where attribute.isRequired && result[attribute.name] == nil {
            diagnostics.append(Rule.missingAttribute.diagnostic(at: span(syntax.range), attribute.name))
        }
        return result
    }

    /// The value of one attribute; nil, and reported, if it is not what the attribute can have.
    private mutating func value(
        of written: DirectiveSyntax.Attribute, _ attribute: DirectiveDeclaration.Attribute
    ) -> String? {
        let value = attributeText(written.value)
        let key = string(written.key)
        if value.isEmpty {
            let place = written.hasValue ? written.key.lowerBound..<written.value.upperBound : written.key
            diagnostics.append(Rule.wrongAttribute.diagnostic(at: span(place), key))
            return nil
        }
        guard case .choice(let choices) = attribute.type else { return value }
        if let choice = choices.first(where: { $0.name == value || $0.aliases.contains(value) }) {
            return choice.name
        }
        let nearest = nearestName(to: value, among: choices.flatMap { [$0.name] + $0.aliases })
        let all = "\(key)=\(choices.map(\.name).joined(separator: "|"))"
        diagnostics.append(Rule.wrongAttribute.diagnostic(at: span(written.value), all, replacement: nearest))
        return nil
    }

    /// The value of an attribute; characters that no source may hold become U+FFFD.
    private func attributeText(_ range: Range<Int>) -> String {
        let text = string(range)
        guard text.unicodeScalars.contains(where: { $0.value == 0 || (0xFDD0...0xFDEF).contains($0.value) })
        else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isForbidden = scalar.value == 0 || (0xFDD0...0xFDEF).contains(scalar.value)
            result.append(isForbidden ? "\u{FFFD}" : scalar)
        }
        return String(result)
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
