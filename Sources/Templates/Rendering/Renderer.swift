/// Runs a program over data that ``DataCheck`` has passed.
struct Renderer {
    let program: Program
    /// The page's record and the current record of every list that is being rendered.
    private var frames: [TemplateRecord]

    init(_ program: Program, _ record: TemplateRecord) {
        self.program = program
        frames = [record]
    }

    mutating func run(into output: inout [UInt8]) {
        run(program.instructions.indices, into: &output)
    }

    private mutating func run(_ range: Range<Int>, into output: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch program.instructions[index] {
            case .text(let range):
                output.append(contentsOf: program.text[range])
            case .escaped(let place):
                if case .text(let text) = value(at: place) { HTMLEscaping.append(text, to: &output) }
            case .html(let place):
                if case .html(let bytes) = value(at: place) { output.append(contentsOf: bytes) }
            case .section(let place, let condition, let end):
                if value(at: place).isTrue != condition {
                    index = end
                    continue
                }
            case .each(let place, let end):
                if case .list(let records) = value(at: place) {
                    runEach(records, (index + 1)..<end, into: &output)
                }
                index = end
                continue
            }
            index += 1
        }
    }

    private mutating func runEach(
        _ records: [TemplateRecord], _ body: Range<Int>, into output: inout [UInt8]
    ) {
        for record in records {
            frames.append(record)
            run(body, into: &output)
            frames.removeLast()
        }
    }

    /// The value at `place`. Slots were checked against the data, so every step finds its record.
    private func value(at place: Place) -> TemplateValue {
        var entries = frames[place.frame].entries
        for slot in place.slots.dropLast() {
            guard case .record(let record) = entries[slot].value else { return .absent }
            entries = record.entries
        }
        return place.slots.last.map { entries[$0].value } ?? .absent
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
