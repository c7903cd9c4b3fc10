/// The layout of a page's data with those of all records in it, in two flat lists: data are held against it without a
/// reference being counted, which threads that render pages of one template would fight about.
struct FlatLayout: Sendable {
    /// The shape of a value; the range is that of the fields of its records.
    enum Shape: Sendable {
        case text
        case html
        case flag
        case record(Range<Int>)
        case optional(Range<Int>)
        case list(Range<Int>)
    }

    /// The keys of a record stand together, in the order of ``KeyOrder``.
    private(set) var keys: [String] = []
    /// The shape of each key's value.
    private(set) var shapes: [Shape] = []
    /// The fields of the page's own record.
    private(set) var root = 0..<0

    init(_ layout: RecordLayout) { root = add(layout) }

    private mutating func add(_ layout: RecordLayout) -> Range<Int> {
        let fields = keys.count..<keys.count + layout.keys.count
        keys += layout.keys
        shapes += layout.keys.map { _ in .text }
        for (field, shape) in zip(fields, layout.shapes) { shapes[field] = flat(shape) }
        return fields
    }

    private mutating func flat(_ shape: ValueLayout) -> Shape {
        switch shape {
        case .text: .text
        case .html: .html
        case .flag: .flag
        case .record(let layout): .record(add(layout))
        case .optional(let layout): .optional(add(layout))
        case .list(let layout): .list(add(layout))
        }
    }
}

extension FlatLayout.Shape {
    /// The shape's name as ``TemplateShape`` has it.
    var name: String {
        switch self {
        case .text: "text"
        case .html: "html"
        case .flag: "flag"
        case .record: "record"
        case .optional: "optional"
        case .list: "list"
        }
    }
}
