import Diagnostics

/// Checks in one template what does not depend on the data of a page: the templates, blocks and words of the
/// interface that it names.
struct ReferenceCheck {
    /// The name under which templates reach the words of the interface.
    static let strings = "strings"

    let tree: TemplateTree
    let templates: TemplateSet
    let strings: [String: String]
    private(set) var faults: [Diagnostic] = []

    init(tree: TemplateTree, templates: TemplateSet, strings: [String: String]) {
        self.tree = tree
        self.templates = templates
        self.strings = strings
    }

    mutating func run() { check(tree.nodes) }

    private mutating func check(_ nodes: [Node]) {
        for node in nodes {
            switch node {
            case .text: break
            case .variable(let tag, let path, let escaped):
                checkString(path, of: tag)
                guard path.isString, !escaped else { continue }
                faults.append(.unescapedText(tag.name, at: tree.span(tag.range)))
            case .section(let tag, let path, _, let body):
                checkString(path, of: tag)
                check(body)
            case .partial(let tag): checkTemplate(tag)
            case .parent(let tag, let overrides): checkParent(tag, overrides)
            case .block(let block): check(block.nodes)
            }
        }
    }

    private mutating func checkString(_ path: Path, of tag: Tag) {
        guard tag.isWellFormed, path.isString else { return }
        guard path.segments.count == 2, let key = path.segments.last else {
            faults.append(.malformedStringName(tag.name, at: tree.span(tag.nameRange)))
            return
        }
        guard strings[key.name] == nil else { return }
        let nearest = nearestName(to: key.name, among: strings.keys)
        faults.append(.unknownString(key.name, nearest: nearest, at: tree.span(key.range)))
    }

    private mutating func checkTemplate(_ tag: Tag) {
        guard tag.isWellFormed, templates.trees[tag.name] == nil else { return }
        let nearest = nearestName(to: tag.name, among: templates.trees.keys)
        faults.append(.unknownTemplate(tag, nearest: nearest, at: tree.span(tag.nameRange)))
    }

    private mutating func checkParent(_ tag: Tag, _ overrides: [Block]) {
        checkTemplate(tag)
        for override in overrides { check(override.nodes) }
        guard let parent = templates.trees[tag.name] else { return }
        let known = templates.reach(from: [tag.name]).blocks
        for override in overrides where override.tag.isWellFormed && !known.contains(override.name) {
            let nearest = nearestName(to: override.name, among: known)
            let note = Diagnostic.Note(.parentIsHere, at: .start(of: parent.source.file))
            let span = tree.span(override.tag.nameRange)
            faults.append(.unknownBlock(override.name, of: tag.name, nearest: nearest, at: span, note: note))
        }
    }
}

extension Path {
    /// Whether the path names a word of the interface.
    var isString: Bool { segments.first?.name == ReferenceCheck.strings }
}
