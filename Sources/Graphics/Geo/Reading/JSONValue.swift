/// A value of a JSON text, with the bytes that it was read from.
struct JSONValue {
    enum Content {
        case null
        case bool(Bool)
        /// Not finite where the text says `NaN` or a number that no `Double` holds; that has been reported.
        case number(Double, decimals: Int)
        case string(String)
        case array([JSONValue])
        case object([JSONMember])
    }

    let content: Content
    let range: Range<Int>

    /// The value of a member of an object, or nothing.
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.name == name }?.value
    }

    var string: String? {
        if case .string(let text) = content { text } else { nil }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    var isObject: Bool {
        if case .object = content { true } else { false }
    }

    var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The first bytes of it: enough to show where it is without marking the whole file.
    var start: Range<Int> {
        switch content {
        case .array, .object: range.lowerBound..<range.lowerBound + 1
        default: range
        }
    }
}

/// A member of a JSON object, in the order of the text.
struct JSONMember {
    let name: String
    let nameRange: Range<Int>
    let value: JSONValue
}
