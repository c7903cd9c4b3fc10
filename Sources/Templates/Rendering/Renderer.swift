/// Runs a program over data that ``DataCheck`` has passed.
///
/// A third of its time once went into counting references to arrays and texts that are all held by the page's record. So
/// frames and values are pointers here, which is sound because nothing changes the record while it is rendered.
struct Renderer {
    private typealias Entry = TemplateRecord.Entry

    private let program: Program
    /// The entries of the page's record and of the current record of every list that is being rendered.
    /// Nil for a record that has none, of which nothing is asked.
    private var frames: [UnsafePointer<Entry>?] = []

    /// Appends a page to `output`.
    static func run(_ program: Program, _ record: TemplateRecord, into output: inout [UInt8]) {
        var renderer = Renderer(program: program)
        renderer.inside(record) { $0.run(program.instructions.indices, into: &output) }
    }

    private init(program: Program) { self.program = program }

    /// Does something with a record as the innermost frame.
    private mutating func inside(_ record: borrowing TemplateRecord, _ body: (inout Renderer) -> Void) {
        record.entries.withUnsafeBufferPointer { entries in
            frames.append(entries.baseAddress)
            body(&self)
            frames.removeLast()
        }
    }

    private mutating func run(_ range: Range<Int>, into output: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch program.instructions[index] {
            case .text(let range):
                program.text.withUnsafeBufferPointer {
                    output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
                }
            case .escaped(let address):
                if case .text(let text) = entry(at: address).pointee.value { HTMLEscaping.append(text, to: &output) }
            case .html(let address):
                if case .html(let bytes) = entry(at: address).pointee.value { output.append(contentsOf: bytes) }
            case .section(let address, let condition, let end):
                if entry(at: address).pointee.value.isTrue != condition {
                    index = end
                    continue
                }
            case .each(let address, let end):
                if case .list(let records) = entry(at: address).pointee.value {
                    let body = (index + 1)..<end
                    for record in records { inside(record) { $0.run(body, into: &output) } }
                }
                index = end
                continue
            }
            index += 1
        }
    }

    /// The entry at an address. Slots were checked against the data, so every step finds its record.
    private func entry(at address: ValueAddress) -> UnsafePointer<Entry> {
        var entries = frames[address.frame]
        for place in address.records {
            guard case .record(let record)? = entries?[program.slots[place]].value else { break }
            entries = record.entries.withUnsafeBufferPointer { $0.baseAddress }
        }
        guard let entries else { preconditionFailure("the data were checked") }
        return entries + address.slot
    }
}

extension TemplateValue {
    /// Whether a section over the value renders.
    var isTrue: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .html(let bytes): !bytes.isEmpty
        case .flag(let flag): flag
        case .record: true
        case .list(let records): !records.isEmpty
        case .absent: false
        }
    }
}
