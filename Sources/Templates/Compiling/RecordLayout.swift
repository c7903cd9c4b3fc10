/// The shape of a record with its keys in the order of ``KeyOrder``: a key's index is its slot.
struct RecordLayout: Sendable {
    let keys: [String]
    let shapes: [ValueLayout]

    init(_ fields: [String: TemplateShape]) {
        let keys = fields.keys.sorted(by: KeyOrder.precedes)
        self.keys = keys
        shapes = keys.map { fields[$0].map(ValueLayout.init) ?? .text }
    }

    func slot(of key: String) -> Int? { keys.firstIndex(of: key) }
}

/// The shape of a value, with its fields in slots.
enum ValueLayout: Sendable {
    case text
    case html
    case flag
    case record(RecordLayout)
    case optional(RecordLayout)
    case list(RecordLayout)

    init(_ shape: TemplateShape) {
        switch shape {
        case .text: self = .text
        case .html: self = .html
        case .flag: self = .flag
        case .record(let fields): self = .record(RecordLayout(fields))
        case .optional(let fields): self = .optional(RecordLayout(fields))
        case .list(let fields): self = .list(RecordLayout(fields))
        }
    }
}
