import Diagnostics
import Markdown

/// Confirms links into other articles' headings. Only texts that are linked into are read again.
enum AnchorCheck {
    /// The faults among `uses`, in any order.
    ///
    /// - Throws: `MachineError` if a text cannot be read.
    static func run(_ uses: [AnchorUse], contentRoot: String) throws -> [Diagnostic] {
        if uses.isEmpty { return [] }
        var faults: [Diagnostic] = []
        for (path, group) in Dictionary(grouping: uses, by: \.contentPath).sorted(by: { $0.key < $1.key }) {
            let bytes = try readFile("\(contentRoot)/\(path)") ?? []
            guard let body = try? FrontMatter.split(bytes).get().body else { continue }
            let anchors = MarkdownParser.parse(MarkdownSource(file: path, bytes: bytes, body: body)).document.anchors
            for use in group where !anchors.contains(use.anchor) {
                faults.append(.brokenAnchor(use.anchor, at: use.span, known: anchors, other: path))
            }
        }
        return faults
    }
}
