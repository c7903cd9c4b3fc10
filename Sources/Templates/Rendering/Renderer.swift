/// Runs a program over data that ``DataCheck`` has passed.
///
/// A third of its time once went into counting references to arrays and texts that are all held by the page's record and
/// the program. So frames, instructions and values are pointers here, which is sound because nothing changes either while
/// a page is rendered.
struct Renderer: ~Copyable {
    private typealias Entry = TemplateRecord.Entry

    private let instructions: UnsafeBufferPointer<Instruction>
    private let slots: UnsafeBufferPointer<Int>
    private let text: UnsafeRawBufferPointer
    /// The entries of the page's record and of the current record of every list that is being rendered.
    /// Nil for a record that has none, of which nothing is asked.
    private var frames: [UnsafePointer<Entry>?] = []
    private var output: ByteBuffer

    /// Appends a page to `output`.
    static func run(_ program: Program, _ record: borrowing TemplateRecord, into output: inout [UInt8]) {
        program.text.withUnsafeBytes { text in
            program.instructions.withUnsafeBufferPointer { instructions in
                program.slots.withUnsafeBufferPointer { slots in
                    var renderer = Renderer(instructions: instructions, slots: slots, text: text)
                    renderer.inside(record.lasting, instructions.indices)
                    output.append(contentsOf: renderer.output.bytes)
                }
            }
        }
    }

    private init(
        instructions: UnsafeBufferPointer<Instruction>, slots: UnsafeBufferPointer<Int>, text: UnsafeRawBufferPointer
    ) {
        self.instructions = instructions
        self.slots = slots
        self.text = text
        output = ByteBuffer(capacity: 32_768)
    }

    /// Runs instructions with a record as the innermost frame.
    private mutating func inside(_ record: LastingRecord, _ body: Range<Int>) {
        frames.append(record.entries.baseAddress)
        run(body)
        frames.removeLast()
    }

    private mutating func run(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch instructions[index] {
            case .text(let range): output.append(UnsafeRawBufferPointer(rebasing: text[range]))
            case .escaped(let address): printText(of: entry(at: address))
            case .html(let address): output.append(entry(at: address).html)
            case .section(let address, let condition, let end):
                if entry(at: address).pointee.1.isTrue != condition {
                    index = end
                    continue
                }
            case .each(let address, let end):
                let body = (index + 1)..<end
                for record in entry(at: address).list { inside(record, body) }
                index = end
                continue
            }
            index += 1
        }
    }

    private mutating func printText(of entry: UnsafePointer<Entry>) {
        if let bytes = entry.text {
            HTMLEscaping.append(bytes, to: &output)
        } else if case .text(let text) = entry.pointee.1 {
            HTMLEscaping.append(text, to: &output)
        }
    }

    /// The entry at an address. Slots were checked against the data, so every step finds its record.
    private func entry(at address: ValueAddress) -> UnsafePointer<Entry> {
        var entries = frames[address.frame]
        for place in address.records {
            guard let fields = entries else { break }
            entries = (fields + slots[place]).record?.entries.baseAddress
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
