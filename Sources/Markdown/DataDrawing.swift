import Diagnostics

/// A statistic in a line whose label has not been read.
struct OpenStatistic {
    let node: NodeIndex
    let syntax: DirectiveSyntax
    let values: [String: (text: String, range: Range<Int>)]
    let isFaulty: Bool
}

/// Data directives become places for what the caller has.
extension DocumentBuilder {
    /// A block: the insertion with its label, then what the author wrote between the fences.
    mutating func drawData(_ directive: PlacedDirective, _ kind: DataDirective.Kind) {
        let node = directive.node
        let insertion = tree.add(Node(.insertion))
        moveLabel(directive, to: insertion)
        reduceLabel(insertion, directive.syntax)
        let label = PlainText.of(insertion, in: tree)
        let lacksCaption = kind != .statistic && label.allSatisfy(\.isWhitespace)
        if lacksCaption { diagnostics.append(Rule.missingCaption.diagnostic(at: span(directive.syntax.name))) }
        let body = tree[node].firstChild >= 0 ? element(.dataText) : -1
        if body >= 0 { tree.moveChildren(of: node, to: body) }
        tree.append(insertion, to: node)
        if body >= 0 { tree.append(body, to: node) }
        tree[node].kind = .data
        tree[insertion].number = Int32(dataDirectives.count)
        let isFaulty = directive.isFaulty || lacksCaption
        dataDirectives.append(request(kind, directive.syntax, directive.values, label: label, isFaulty: isFaulty))
    }

    /// Makes the labels of the statistics in a block words, after everything else in the block has been read.
    mutating func closeStatistics() {
        for open in openStatistics {
            reduceLabel(open.node, open.syntax)
            let label = PlainText.of(open.node, in: tree)
            tree[open.node].number = Int32(dataDirectives.count)
            dataDirectives.append(
                request(.statistic, open.syntax, open.values, label: label, isFaulty: open.isFaulty))
        }
        openStatistics = []
    }

    private func request(
        _ kind: DataDirective.Kind, _ syntax: DirectiveSyntax,
        _ values: [String: (text: String, range: Range<Int>)], label: String, isFaulty: Bool
    ) -> DataDirective {
        let attributes = DirectiveDeclaration.named(string(syntax.name))?.attributes ?? []
        var lists: [String: [DataDirective.Value]] = [:]
        for attribute in attributes where attribute.type == .list {
            guard let value = values[attribute.name] else { continue }
            lists[attribute.name] = listItems(value.range).map {
                DataDirective.Value(text: attributeText($0), span: span($0))
            }
        }
        return DataDirective(
            kind: kind, form: form(of: syntax), label: label,
            labelSpan: span(syntax.label ?? syntax.name.upperBound..<syntax.name.upperBound),
            span: span(syntax.range), isFaulty: isFaulty,
            values: values.mapValues { DataDirective.Value(text: $0.text, span: span($0.range)) }, lists: lists
        )
    }

    /// Leaves only words in a label, and says so if that takes anything away.
    private mutating func reduceLabel(_ label: NodeIndex, _ syntax: DirectiveSyntax) {
        var isReduced = false
        var node = tree[label].firstChild
        while node >= 0 {
            var next = tree.successor(of: node, in: label)
            switch tree[node].kind {
            case .text, .code, .softBreak, .lineBreak: break
            case .emphasis, .strong, .strikethrough: tree.dissolve(node)
            case .element where tree[node].level == Element.rubyText.rawValue:
                next = tree.successorPastChildren(of: node, in: label)
                tree.unlink(node)
            case .element: tree.dissolve(node)
            case .footnoteReference:
                isReduced = true
                tree.unlink(node)
            default:
                isReduced = true
                tree.dissolve(node)
            }
            node = next
        }
        if isReduced { diagnostics.append(Rule.plainLabel.diagnostic(at: span(syntax.label ?? syntax.range))) }
    }
}
