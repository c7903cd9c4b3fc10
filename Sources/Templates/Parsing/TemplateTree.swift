import Diagnostics

/// A template after parsing.
struct TemplateTree {
    let name: String
    let source: TemplateSource
    let nodes: [Node]
    /// Whether the parser found faults; the page of such a template is not compiled.
    let hasFaults: Bool

    func span(_ range: Range<Int>) -> Span { Span(file: source.file, range: range) }
}

/// A piece of a template.
indirect enum Node {
    /// Bytes of the source that are printed as they are.
    case text(Range<Int>)
    /// `{{name}}`, or `{{{name}}}` if `escaped` is false.
    case variable(Tag, Path, escaped: Bool)
    /// `{{#name}}…{{/name}}`, or `{{^name}}…` if `inverted`.
    case section(Tag, Path, inverted: Bool, [Node])
    /// `{{> name}}`
    case partial(Tag)
    /// `{{<name}}` with its `{{$block}}`s.
    case parent(Tag, [Block])
    /// `{{$name}}default{{/name}}` outside a parent tag.
    case block(Block)
}

/// `{{$name}}…{{/name}}`: a place to be filled in a parent, or what fills it in a child.
struct Block {
    let tag: Tag
    let nodes: [Node]
    var name: String { tag.name }
}

/// A dotted name. The path of `.` has no segments.
struct Path {
    struct Segment {
        let name: String
        let range: Range<Int>
    }

    let segments: [Segment]

    /// Splits the name of `tag`, which the scanner has found to be well formed.
    init(_ tag: Tag) {
        guard tag.name != "." else {
            segments = []
            return
        }
        var start = tag.nameRange.lowerBound
        segments = tag.name.split(separator: ".").map { part in
            defer { start += part.utf8.count + 1 }
            return Segment(name: String(part), range: start..<(start + part.utf8.count))
        }
    }
}
