import Diagnostics

/// Compiles all pages and checks the templates that no page uses.
struct LibraryCompiler {
    private let templates: TemplateSet
    private let strings: [String: String]
    private(set) var faults = FaultCollector()

    init(_ sources: [TemplateSource], strings: [String: String]) {
        var trees: [String: TemplateTree] = [:]
        for source in sources.sorted(by: { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }) {
            let (tree, found) = TreeBuilder.parse(source)
            for fault in found { faults.report(fault) }
            if let first = trees[source.name] {
                let note = Diagnostic.Note(.firstTemplate, at: .start(of: first.source.file))
                faults.report(.duplicateTemplate(source.name, at: .start(of: source.file), note: note))
            } else {
                trees[source.name] = tree
            }
        }
        templates = TemplateSet(trees: trees)
        self.strings = strings
    }

    /// The programs of all pages that have no faults.
    mutating func compile(_ pages: [String: TemplateShape]) -> [String: Program] {
        let faulty = checkReferences()
        var programs: [String: Program] = [:]
        for name in pages.keys.sorted() {
            guard let tree = templates.trees[name], let shape = pages[name] else {
                faults.report(.missingTemplate(name, at: .start(of: templates.expectedFile(of: name))))
                continue
            }
            var compiler = PageCompiler(templates: templates, strings: strings, faults: faults)
            let program = compiler.compile(tree, layout: shape.layout)
            if faulty.isDisjoint(with: compiler.sources) { programs[name] = program }
            faults = compiler.faults
        }
        let reached = templates.reach(from: pages.keys.sorted()).templates
        for name in templates.names where !reached.contains(name) {
            guard let tree = templates.trees[name] else { continue }
            faults.report(.unusedTemplate(name, at: .start(of: tree.source.file)))
        }
        return programs
    }

    /// Checks what does not depend on a shape; the names of the templates in which there is a fault.
    private mutating func checkReferences() -> Set<String> {
        var faulty: Set<String> = []
        for name in templates.names {
            guard let tree = templates.trees[name] else { continue }
            var check = ReferenceCheck(tree: tree, templates: templates, strings: strings)
            check.run()
            for fault in check.faults { faults.report(fault) }
            if tree.hasFaults || !check.faults.isEmpty { faulty.insert(name) }
        }
        return faulty
    }
}

extension TemplateShape {
    /// The layout of a page's data: the fields of a record; no fields for any other shape.
    var layout: RecordLayout {
        switch self {
        case .record(let fields): RecordLayout(fields)
        case .text, .html, .flag, .optional, .list: RecordLayout([:])
        }
    }
}
