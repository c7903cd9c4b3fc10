import CYAML

/// The events of one YAML stream with their places in its bytes. The one file that calls libyaml.
///
/// libyaml counts characters; here every place is an offset in bytes.
struct YAMLEvents: ~Copyable {
    /// What an event says.
    enum Event {
        /// Plain are the scalars without quotes and not in a block.
        case scalar(String, isPlain: Bool)
        case listStart
        case mapStart
        /// The end of the innermost list or map that is open.
        case end
        case alias(String)
        case documentStart
        /// Anything that no value depends on.
        case other
        case streamEnd
    }

    /// Where libyaml stopped, and what it says about it.
    struct Problem: Error {
        let text: String
        let offset: Int
        /// Where what is wrong began; nil where that is not known.
        let start: Int?
    }

    /// libyaml keeps pointers into the parser, so that it may not move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeBufferPointer<UInt8>
    private var cursor = Cursor()
    /// The bytes of the last event.
    private(set) var range = 0..<0
    /// The anchor of the last event; nil for none.
    private(set) var anchor: String?

    /// The events in some UTF-8, which must stay where it is meanwhile.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        parser = .allocate(capacity: 1)
        let isReady = yaml_parser_initialize(parser) == 1
        precondition(isReady, "libyaml got no memory")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event; `range` and `anchor` are then its own. Not to be called again after a problem or the end.
    mutating func next() throws(Problem) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        let start = cursor.offset(ofCharacter: event.start_mark.index, in: bytes)
        let end = cursor.offset(ofCharacter: event.end_mark.index, in: bytes)
        range = start..<max(start, end)
        anchor = nil
        switch event.type {
        case YAML_SCALAR_EVENT:
            anchor = text(event.data.scalar.anchor)
            let value = UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
            return scalar(String(decoding: value, as: UTF8.self), event.data.scalar.style)
        case YAML_SEQUENCE_START_EVENT:
            anchor = text(event.data.sequence_start.anchor)
            return .listStart
        case YAML_MAPPING_START_EVENT:
            anchor = text(event.data.mapping_start.anchor)
            return .mapStart
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_STREAM_END_EVENT: return .streamEnd
        default: return .other
        }
    }

    /// Of a scalar in a block the range is what stands in the line of its sign; the text below has lost its indentation.
    private mutating func scalar(_ value: String, _ style: yaml_scalar_style_t) -> Event {
        if style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE {
            let line = bytes[range.lowerBound...].prefix { $0 != 0x0A && $0 != 0x0D }
            range = line.startIndex..<line.endIndex
        }
        return .scalar(value, isPlain: style == YAML_PLAIN_SCALAR_STYLE)
    }

    private func problem() -> Problem {
        let parser = parser.pointee
        let text = parser.problem.map { String(cString: $0) } ?? ""
        if parser.error == YAML_READER_ERROR {
            return Problem(text: text, offset: min(parser.problem_offset, bytes.count), start: nil)
        }
        var cursor = Cursor()
        let start = parser.context == nil ? nil : cursor.offset(ofCharacter: parser.context_mark.index, in: bytes)
        return Problem(
            text: text, offset: cursor.offset(ofCharacter: parser.problem_mark.index, in: bytes), start: start)
    }

    private func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        name.map { String(decodingCString: $0, as: UTF8.self) }
    }

    /// Goes on from the last place that was asked for: places come nearly in their order.
    private struct Cursor {
        private var character = 0
        private var offset = 0

        mutating func offset(ofCharacter wanted: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
            if wanted < character { self = Cursor() }
            while character < wanted, offset < bytes.count {
                offset += 1
                while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
                character += 1
            }
            return offset
        }
    }
}
