import Diagnostics

/// Builds the program of one page: follows partials and parents, resolves names, and reports those that the
/// page's data does not have.
struct PageCompiler {
    private let templates: TemplateSet
    private let strings: [String: String]
    private var assembler = Assembler()
    private var hasFaults = false
    private var usedStrings: Set<String> = []
    /// The templates that were built in.
    private(set) var sources: Set<String> = []
    private(set) var faults: FaultCollector

    init(templates: TemplateSet, strings: [String: String], faults: FaultCollector) {
        self.templates = templates
        self.strings = strings
        self.faults = faults
    }

    /// The program of the page whose template is `tree`; nil if it has faults.
    mutating func compile(_ tree: TemplateTree, layout: RecordLayout) -> Program? {
        sources.insert(tree.name)
        let root = Place(frame: 0, slots: [])
        let start = Surroundings(
            template: tree, scopes: [.record(layout, root)], chain: [.init(template: tree.name, tag: nil)]
        )
        build(tree.nodes, start)
        guard !hasFaults else { return nil }
        return Program(
            layout: FlatLayout(layout), instructions: assembler.instructions, slots: assembler.slots,
            text: assembler.text,
            fields: Set(assembler.pageSlots.map { layout.keys[$0] }),
            sources: sources.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            strings: usedStrings.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        )
    }

    private mutating func build(_ nodes: [Node], _ here: Surroundings) {
        for node in nodes {
            switch node {
            case .text(let range): assembler.append(text: here.template.source.bytes[range])
            case .variable(let tag, let path, let escaped): buildVariable(tag, path, escaped: escaped, here)
            case .section(let tag, let path, inverted: false, let body): buildSection(tag, path, body, here)
            case .section(let tag, let path, inverted: true, let body): buildInverted(tag, path, body, here)
            case .partial(let tag): buildTemplate(tag, here, overrides: here.overrides)
            case .parent(let tag, let blocks): buildParent(tag, blocks, here)
            case .block(let block): buildBlock(block, here)
            }
        }
    }

    /// What `path` stands for; nil if there is a fault, which is then reported.
    private mutating func resolve(
        _ path: Path, _ tag: Tag, _ here: Surroundings
    ) -> NameResolver.Resolution? {
        if path.isString, path.segments.count == 2 { usedStrings.insert(path.segments[1].name) }
        do {
            return try NameResolver(surroundings: here, strings: strings).resolve(path, of: tag)
        } catch .fault(let fault) {
            report(fault, here)
        } catch {
            hasFaults = true
        }
        return nil
    }

    private mutating func report(_ fault: Diagnostic, _ here: Surroundings) {
        if fault.severity == .error { hasFaults = true }
        faults.report(fault, uses: here.chain.reversed().compactMap(\.tag))
    }
}

// Variables and sections.
extension PageCompiler {
    private mutating func buildVariable(_ tag: Tag, _ path: Path, escaped: Bool, _ here: Surroundings) {
        let span = here.template.span(tag.range)
        switch (resolve(path, tag, here), escaped) {
        case (.value(.text, let place), true): assembler.append(.escaped(assembler.address(of: place)))
        case (.value(.html, let place), false): assembler.append(.html(assembler.address(of: place)))
        case (.value(.html, _), true): report(.escapedHTML(tag.name, at: span), here)
        case (.value(.text, _), false): report(.unescapedText(tag.name, at: span), here)
        case (.constant, false): hasFaults = true  // ReferenceCheck has reported it.
        case (.value(let shape, _), _): report(.notPrintable(tag.name, kind: shape.words, at: span), here)
        case (.constant(let word), true):
            var escaped = ByteBuffer(capacity: 256)
            HTMLEscaping.append(word, to: &escaped)
            assembler.append(text: escaped.bytes)
        case (nil, _): break
        }
    }

    private mutating func buildSection(_ tag: Tag, _ path: Path, _ body: [Node], _ here: Surroundings) {
        var inside = here
        switch resolve(path, tag, here) {
        case nil:
            inside.scopes.append(.unknown)
            check(body, inside)
        case .constant(let word):
            inside.scopes.append(.constant(word))
            word.isEmpty ? check(body, inside) : build(body, inside)
        case .value(let shape, let place):
            switch shape {
            case .record(let layout):
                inside.scopes.append(.record(layout, place))
                return build(body, inside)
            case .list(let layout):
                return buildEach(layout, place, body, here)
            case .optional(let layout):
                inside.scopes.append(.record(layout, place))
                inside.present.insert(place)
            case .text, .html:
                inside.scopes.append(.value(shape, place))
            case .flag: break
            }
            buildCondition(place, true, body, inside)
        }
    }

    private mutating func buildInverted(_ tag: Tag, _ path: Path, _ body: [Node], _ here: Surroundings) {
        switch resolve(path, tag, here) {
        case nil: check(body, here)
        case .constant(let word): word.isEmpty ? build(body, here) : check(body, here)
        case .value(.record, _):
            report(.neverRenders(tag.name, at: here.template.span(tag.range)), here)
            check(body, here)
        case .value(_, let place): buildCondition(place, false, body, here)
        }
    }

    private mutating func buildCondition(
        _ place: Place, _ condition: Bool, _ body: [Node], _ inside: Surroundings
    ) {
        let address = assembler.address(of: place)
        let index = assembler.open()
        build(body, inside)
        assembler.close(index) { .section(address, condition: condition, end: $0) }
    }

    private mutating func buildEach(
        _ layout: RecordLayout, _ place: Place, _ body: [Node], _ here: Surroundings
    ) {
        var inside = here
        inside.scopes.append(.record(layout, Place(frame: here.frames, slots: [])))
        inside.frames += 1
        let address = assembler.address(of: place)
        let index = assembler.open()
        build(body, inside)
        assembler.close(index) { .each(address, end: $0) }
    }

    /// Checks what will not be rendered.
    private mutating func check(_ body: [Node], _ inside: Surroundings) {
        let kept = assembler
        build(body, inside)
        assembler = kept
    }
}

// Partials, parents and blocks.
extension PageCompiler {
    private mutating func buildTemplate(_ tag: Tag, _ here: Surroundings, overrides: [String: Override]) {
        guard let tree = templates.trees[tag.name] else {
            hasFaults = true
            return
        }
        let span = here.template.span(tag.range)
        guard !here.chain.contains(where: { $0.template == tag.name }) else {
            return report(.recursiveTemplate(tag.name, at: span, chain: here.chain.map(\.template)), here)
        }
        sources.insert(tag.name)
        var inside = here
        inside.template = tree
        inside.overrides = overrides
        inside.chain.append(.init(template: tag.name, tag: span))
        build(tree.nodes, inside)
    }

    /// What the template's own children have filled wins over what it fills itself.
    private mutating func buildParent(_ tag: Tag, _ blocks: [Block], _ here: Surroundings) {
        var overrides = here.overrides
        for block in blocks where overrides[block.name] == nil {
            overrides[block.name] = Override(
                block: block, template: here.template, overrides: here.overrides, chain: here.chain
            )
        }
        buildTemplate(tag, here, overrides: overrides)
    }

    private mutating func buildBlock(_ block: Block, _ here: Surroundings) {
        guard let override = here.overrides[block.name] else { return build(block.nodes, here) }
        var inside = here
        inside.template = override.template
        inside.overrides = override.overrides
        inside.chain = override.chain
        build(override.block.nodes, inside)
    }
}
