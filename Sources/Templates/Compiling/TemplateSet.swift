/// The parsed templates by name.
struct TemplateSet {
    let trees: [String: TemplateTree]

    /// All names in UTF-8 order.
    var names: [String] { trees.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// Where a template should be that is not there: beside the others.
    func expectedFile(of name: String) -> String {
        for other in names {
            guard let file = trees[other]?.source.file, let dot = file.lastIndex(of: ".") else { continue }
            let stem = file[..<dot]
            if stem.hasSuffix(other) { return stem.dropLast(other.count) + name + file[dot...] }
        }
        return name
    }

    /// All templates that these are made of, themselves included, and all blocks in them.
    func reach(from names: [String]) -> (templates: Set<String>, blocks: Set<String>) {
        var blocks: Set<String> = []
        var waiting = names
        var seen: Set<String> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let tree = trees[next] else { continue }
            collect(tree.nodes, into: &blocks, &waiting)
        }
        return (seen, blocks)
    }

    private func collect(_ nodes: [Node], into blocks: inout Set<String>, _ templates: inout [String]) {
        for node in nodes {
            switch node {
            case .text, .variable: break
            case .section(_, _, _, let body): collect(body, into: &blocks, &templates)
            case .partial(let tag): templates.append(tag.name)
            case .parent(let tag, let overrides):
                templates.append(tag.name)
                for override in overrides { collect(override.nodes, into: &blocks, &templates) }
            case .block(let block):
                blocks.insert(block.name)
                collect(block.nodes, into: &blocks, &templates)
            }
        }
    }
}
