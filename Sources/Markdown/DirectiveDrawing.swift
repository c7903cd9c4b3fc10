import Diagnostics

/// The third pass: every directive gets the elements that the stylesheet draws.
extension DocumentBuilder {
    mutating func drawDirectives() {
        for directive in directives where tree[directive.node].kind == .directive { draw(directive) }
    }

    private mutating func draw(_ directive: PlacedDirective) {
        if directive.caption >= 0 { tree.unlink(directive.caption) }
        switch directive.declaration.meaning {
        case .note: drawNote(directive)
        case .figure: drawFigure(directive)
        case .gallery: drawGallery(directive)
        case .quote: drawQuote(directive)
        case .video: drawVideo(directive)
        case .steps: drawSteps(directive)
        case .loop: drawLoop(directive)
        case .levels: drawLevels(directive)
        case .data(let kind): drawData(directive, kind)
        case .mark, .ruby, .abbreviation: shape(directive.node, .group)
        }
    }

    // MARK: Building blocks

    /// Makes a node an element.
    func shape(_ node: NodeIndex, _ element: Element, number: Int32 = -1, in tree: inout Tree) {
        tree[node].kind = .element
        tree[node].level = element.rawValue
        tree[node].number = number
    }

    mutating func shape(_ node: NodeIndex, _ element: Element, number: Int32 = -1) {
        shape(node, element, number: number, in: &tree)
    }

    /// Moves the children of the label to the end of `parent`.
    mutating func moveLabel(_ directive: PlacedDirective, to parent: NodeIndex) {
        guard directive.caption >= 0 else { return }
        tree.moveChildren(of: directive.caption, to: parent)
        places[parent] = directive.syntax.label
    }

    /// Hangs the label as a caption at the end of the directive.
    mutating func addCaption(_ directive: PlacedDirective, otherwise key: String? = nil) {
        let value = key.flatMap { directive.values[$0] }
        guard directive.caption >= 0 || value != nil else { return }
        let caption = element(.caption)
        moveLabel(directive, to: caption)
        if directive.caption < 0, let value { appendText(value.text, to: caption, at: value.range) }
        tree.append(caption, to: directive.node)
    }

    /// A text as the last child of `parent`; `range` is where the source has it.
    mutating func appendText(_ string: String, to parent: NodeIndex, at range: Range<Int>? = nil) {
        var text = Node(.text)
        text.text = tree.store(Array(string.utf8))
        let node = tree.append(new: text, to: parent)
        if let range { places[node] = range }
    }

    mutating func appendWord(_ word: Word, to parent: NodeIndex) {
        var node = Node(.word)
        node.level = word.rawValue
        tree.append(new: node, to: parent)
    }

    /// Says what a directive must hold.
    mutating func reportContent(_ directive: PlacedDirective, _ wanted: String) {
        diagnostics.append(Rule.directiveContent.diagnostic(at: span(directive.syntax.range), wanted))
    }

    /// The line of a directive, for nodes that are made for it.
    func lineOfDirective(_ directive: PlacedDirective) -> Int32 {
        let starts = preparation.lineStarts
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= directive.syntax.range.lowerBound { low = middle } else { high = middle }
        }
        return Int32(low + 1)
    }

    // MARK: Notes and quotes

    private mutating func drawNote(_ directive: PlacedDirective) {
        let kind =
            directive.values["kind"]?.text ?? directive.declaration.kind(impliedBy: directive.name) ?? "note"
        let (box, word): (Element, Word) =
            kind == "warning"
            ? (.warning, .warningTitle) : kind == "tip" ? (.tip, .tipTitle) : (.note, .noteTitle)
        shape(directive.node, box)
        let title = element(.noteTitle)
        moveLabel(directive, to: title)
        if directive.caption < 0 { appendWord(word, to: title) }
        if tree[directive.node].firstChild >= 0 {
            tree.insert(title, before: tree[directive.node].firstChild)
        } else {
            tree.append(title, to: directive.node)
        }
    }

    private mutating func drawQuote(_ directive: PlacedDirective) {
        let node = directive.node
        if tree[node].firstChild < 0 { reportContent(directive, "…") }
        shape(node, .quote)
        let body = element(.quoteBody)
        let only = tree[node].firstChild
        if only >= 0, tree[only].next < 0, tree[only].kind == .blockQuote {
            tree.moveChildren(of: only, to: body)
            tree.unlink(only)
        } else {
            tree.moveChildren(of: node, to: body)
        }
        tree.append(body, to: node)
        let caption = element(.caption)
        moveLabel(directive, to: caption)
        if let author = directive.values["author"] { append(author, as: .quoteAuthor, to: caption) }
        appendSource(directive, to: caption)
        if tree[caption].firstChild >= 0 { tree.append(caption, to: node) }
    }

    private mutating func append(
        _ value: (text: String, range: Range<Int>), as kind: Element, to caption: NodeIndex
    ) {
        if tree[caption].firstChild >= 0 { appendText(" ", to: caption) }
        let part = element(kind)
        appendText(value.text, to: part, at: value.range)
        tree.append(part, to: caption)
    }

    private mutating func appendSource(_ directive: PlacedDirective, to caption: NodeIndex) {
        let address = directive.values["url"]
        guard let source = directive.values["source"] ?? address else { return }
        append(source, as: .quoteSource, to: caption)
        guard let address else { return }
        let cite = tree[caption].lastChild
        var link = Node(.link)
        link.line = lineOfDirective(directive)
        link.text = tree.store(Array(address.text.utf8))
        let node = tree.add(link)
        tree.moveChildren(of: cite, to: node)
        tree.append(node, to: cite)
        attributeSpans[node] = address.range
    }

    // MARK: Pictures

    private mutating func drawFigure(_ directive: PlacedDirective) {
        let node = directive.node
        shape(node, .figure)
        if let source = directive.values["src"] {
            if directive.values["alt"] == nil {
                diagnostics.append(Rule.missingAttribute.diagnostic(at: span(directive.syntax.range), "alt"))
            }
            var image = Node(.image)
            image.line = lineOfDirective(directive)
            image.text = tree.store(Array(source.text.utf8))
            let child = tree.add(image)
            appendText(directive.values["alt"]?.text ?? "", to: child)
            attributeSpans[child] = source.range
            if tree[node].firstChild >= 0 {
                tree.insert(child, before: tree[node].firstChild)
            } else {
                tree.append(child, to: node)
            }
        } else if directive.syntax.place == .leaf {
            diagnostics.append(Rule.missingAttribute.diagnostic(at: span(directive.syntax.range), "src"))
        }
        unwrapImages(in: node)
        addCaption(directive)
    }

    /// Paragraphs and figures of nothing but images give way to their images.
    private mutating func unwrapImages(in node: NodeIndex) {
        for child in tree.children(of: node) where tree[child].kind == .paragraph || isPlainFigure(child) {
            let images = tree.children(of: child)
            let holdsImages = images.allSatisfy { tree[$0].kind == .image || tree[$0].kind == .softBreak }
            if holdsImages {
                for image in images { keepLines(of: child, on: image) }
                tree.dissolve(child)
            }
        }
    }

    /// Remembers where a node stands before it leaves its block.
    mutating func keepLines(of block: NodeIndex, on node: NodeIndex) {
        tree[node].line = tree[block].line
        tree[node].endLine = tree[block].endLine
    }

    func isPlainFigure(_ node: NodeIndex) -> Bool {
        tree[node].kind == .element && tree[node].level == Element.plainFigure.rawValue
    }

    private mutating func drawGallery(_ directive: PlacedDirective) {
        let node = directive.node
        let items = element(.galleryItems)
        var count: Int32 = 0
        for block in galleryBlocks(node) {
            let images = tree.children(of: block).filter { tree[$0].kind == .image }
            for image in images {
                count += 1
                keepLines(of: block, on: image)
                appendGalleryItem(image, of: block, to: items)
            }
            removeIfEmpty(block, in: directive)
        }
        if count == 0 { reportContent(directive, "![…](…)") }
        shape(node, .gallery, number: count)
        if count > 0 {
            if tree[node].firstChild >= 0 {
                tree.insert(items, before: tree[node].firstChild)
            } else {
                tree.append(items, to: node)
            }
        }
        addCaption(directive)
    }

    /// The paragraphs and figures of a gallery, also inside a list.
    private func galleryBlocks(_ node: NodeIndex) -> [NodeIndex] {
        var result: [NodeIndex] = []
        var current = tree.successor(of: node, in: node)
        while current >= 0 {
            let isBlock = tree[current].kind == .paragraph || isPlainFigure(current)
            if isBlock { result.append(current) }
            current =
                isBlock
                ? tree.successorPastChildren(of: current, in: node) : tree.successor(of: current, in: node)
        }
        return result
    }

    private mutating func appendGalleryItem(_ image: NodeIndex, of block: NodeIndex, to items: NodeIndex) {
        let item = element(.galleryItem)
        if isPlainFigure(block) {
            tree.unlink(block)
            tree.append(block, to: item)
        } else {
            let hasTitle = !tree[image].extra.isEmpty
            let holder = hasTitle ? element(.plainFigure) : item
            tree.unlink(image)
            tree.append(image, to: holder)
            if hasTitle {
                addCaption(titleOf: image, to: holder)
                tree.append(holder, to: item)
            }
        }
        tree.append(item, to: items)
    }

    /// Drops a paragraph whose images are gone, with the list round it; says so if anything else is left.
    private mutating func removeIfEmpty(_ block: NodeIndex, in directive: PlacedDirective) {
        guard !isPlainFigure(block) || tree[block].firstChild < 0 else {
            return removeEmptyLists(in: directive)
        }
        let rest = tree.children(of: block).filter { child in
            let isBlank = tree[child].kind == .text && tree[child].text.isEmpty
            return tree[child].kind != .softBreak && tree[child].kind != .lineBreak && !isBlank
        }
        if rest.isEmpty {
            var empty = block
            while empty != directive.node, tree[empty].next < 0, tree[empty].previous < 0 {
                let parent = tree[empty].parent
                tree.unlink(empty)
                empty = parent
            }
            if empty != directive.node { tree.unlink(empty) }
        } else {
            reportContent(directive, "![…](…)")
        }
    }

    private mutating func removeEmptyLists(in directive: PlacedDirective) {
        for child in tree.children(of: directive.node)
        where tree[child].kind == .bulletList || tree[child].kind == .orderedList {
            for item in tree.children(of: child) where tree[item].firstChild < 0 { tree.unlink(item) }
            if tree[child].firstChild < 0 { tree.unlink(child) }
        }
    }

    private mutating func drawVideo(_ directive: PlacedDirective) {
        shape(directive.node, .video)
        var video = Node(.video)
        video.line = lineOfDirective(directive)
        video.text = tree.store(Array((directive.values["src"]?.text ?? "").utf8))
        if let poster = directive.values["poster"] { video.extra = tree.store(Array(poster.text.utf8)) }
        let node = tree.add(video)
        if tree[directive.node].firstChild >= 0 {
            tree.insert(node, before: tree[directive.node].firstChild)
        } else {
            tree.append(node, to: directive.node)
        }
        attributeSpans[node] = directive.values["src"]?.range ?? directive.syntax.range
        posterSpans[node] = directive.values["poster"]?.range
        addCaption(directive, otherwise: "caption")
    }
}
