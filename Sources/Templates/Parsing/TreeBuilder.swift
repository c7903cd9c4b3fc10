import Diagnostics

/// Builds the tree of one template from its tags, and reports sections that do not match.
struct TreeBuilder {
    /// How deep sections may be nested in one template.
    static let maximumDepth = 64

    /// A section, block or parent that is still open.
    private struct Open {
        let tag: Tag
        var nodes: [Node] = []
        var blocks: [Block] = []
    }

    private let source: TemplateSource
    private var open: [Open] = []
    private var nodes: [Node] = []
    private var faults: [Diagnostic]
    private var position: Int

    /// Parses `source`; the faults are in the order in which they were found.
    static func parse(_ source: TemplateSource) -> (TemplateTree, [Diagnostic]) {
        var scanner = TagScanner(source)
        scanner.scan()
        var builder = TreeBuilder(source, faults: scanner.faults)
        if let invalid = source.firstInvalidBytes {
            builder.faults.append(.invalidEncoding(at: builder.span(invalid)))
        }
        builder.build(scanner.tags)
        let hasFaults = builder.faults.containsError
        let tree = TemplateTree(name: source.name, source: source, nodes: builder.nodes, hasFaults: hasFaults)
        return (tree, builder.faults)
    }

    private init(_ source: TemplateSource, faults: [Diagnostic]) {
        self.source = source
        self.faults = faults
        position = source.textStart
    }

    private mutating func build(_ tags: [Tag]) {
        let lines = StandaloneLines(bytes: source.bytes, textStart: source.textStart)
        for tag in tags {
            let removed = lines.removed(by: tag)
            addText(upTo: removed.lowerBound)
            add(tag)
            position = removed.upperBound
        }
        addText(upTo: source.bytes.count)
        while let last = open.last {
            faults.append(.unclosedSection(last.tag.text, closing: last.tag.name, at: span(last.tag.range)))
            closeInnermost()
        }
    }

    private mutating func addText(upTo end: Int) {
        guard position < end else { return }
        append(.text(position..<end))
    }

    private mutating func add(_ tag: Tag) {
        switch tag.kind {
        case .comment: break
        case .escaped: append(.variable(tag, Path(tag), escaped: true))
        case .unescaped: append(.variable(tag, Path(tag), escaped: false))
        case .partial: append(.partial(tag))
        case .close: close(tag)
        case .section, .inverted, .parent, .block:
            if open.count == Self.maximumDepth {
                faults.append(.nestedTooDeeply(at: span(tag.range), limit: Self.maximumDepth))
            }
            open.append(Open(tag: tag))
        }
    }

    /// Adds a node to what is open. Between the blocks of a parent there is nothing to add it to.
    private mutating func append(_ node: Node) {
        guard let last = open.indices.last else {
            nodes.append(node)
            return
        }
        guard open[last].tag.kind == .parent else {
            // Deeper nodes are dropped: the depth was reported, and they must not exhaust the stack.
            if open.count <= Self.maximumDepth { open[last].nodes.append(node) }
            return
        }
        let parent = open[last].tag
        switch node {
        case .block(let block):
            if let first = open[last].blocks.first(where: { $0.name == block.name }) {
                let note = Diagnostic.Note(.firstOverride, at: span(first.tag.range))
                faults.append(.duplicateBlock(block.name, at: span(block.tag.nameRange), note: note))
            } else {
                open[last].blocks.append(block)
            }
        case .text(let range):
            guard let content = trimmed(range) else { return }
            faults.append(.contentInParent(parent.text, at: span(content)))
        case .variable(let tag, _, _), .section(let tag, _, _, _), .partial(let tag), .parent(let tag, _):
            faults.append(.contentInParent(parent.text, at: span(tag.range)))
        }
    }

    private mutating func close(_ tag: Tag) {
        guard let last = open.last else {
            faults.append(.unopenedSection(tag.text, at: span(tag.range)))
            return
        }
        if last.tag.name == tag.name {
            closeInnermost()
        } else if open.contains(where: { $0.tag.name == tag.name }) {
            while let inner = open.last, inner.tag.name != tag.name {
                let note = Diagnostic.Note(.outerCloses, at: span(tag.range))
                faults.append(
                    .unclosedSection(inner.tag.text, closing: inner.tag.name, at: span(inner.tag.range), note)
                )
                closeInnermost()
            }
            closeInnermost()
        } else if nearestName(to: tag.name, among: [last.tag.name]) != nil {
            let mend = Diagnostic.Suggestion(replacing: span(tag.nameRange), with: last.tag.name)
            let note = Diagnostic.Note(.opensHere, at: span(last.tag.range))
            faults.append(
                .mismatchedSection(tag.text, opening: last.tag.text, at: span(tag.nameRange), note, mend)
            )
            closeInnermost()
        } else {
            faults.append(.unopenedSection(tag.text, at: span(tag.range)))
        }
    }

    private mutating func closeInnermost() {
        guard let closed = open.popLast() else { return }
        switch closed.tag.kind {
        case .section: append(.section(closed.tag, Path(closed.tag), inverted: false, closed.nodes))
        case .inverted: append(.section(closed.tag, Path(closed.tag), inverted: true, closed.nodes))
        case .parent: append(.parent(closed.tag, closed.blocks))
        case .block: append(.block(Block(tag: closed.tag, nodes: closed.nodes)))
        case .escaped, .unescaped, .close, .comment, .partial: break
        }
    }

    private func span(_ range: Range<Int>) -> Span { Span(file: source.file, range: range) }

    /// The range without white space at its ends; nil if nothing else is in it.
    private func trimmed(_ range: Range<Int>) -> Range<Int>? {
        let bytes = source.bytes[range]
        guard let first = bytes.firstIndex(where: { !Byte.isSpace($0) }) else { return nil }
        guard let last = bytes.lastIndex(where: { !Byte.isSpace($0) }) else { return nil }
        return first..<(last + 1)
    }
}
