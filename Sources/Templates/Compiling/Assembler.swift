/// Collects the instructions of one page; neighbouring texts become one.
struct Assembler {
    private(set) var instructions: [Instruction] = []
    private(set) var text: [UInt8] = []
    /// The slots of all places that were asked for.
    private(set) var slots: [Int] = []
    /// The first slots of places that start from the page's record.
    private(set) var pageSlots: Set<Int> = []
    /// Instructions before this index must not grow: a jump leads behind them.
    private var sealed = 0

    mutating func append(text bytes: some Sequence<UInt8>) {
        let start = text.count
        text.append(contentsOf: bytes)
        guard text.count > start else { return }
        if instructions.count > sealed, case .text(let range)? = instructions.last {
            instructions[instructions.count - 1] = .text(range.lowerBound..<text.count)
        } else {
            instructions.append(.text(start..<text.count))
        }
    }

    mutating func append(_ instruction: Instruction) { instructions.append(instruction) }

    /// Where rendering finds the value at a place below its frame's record.
    mutating func address(of place: Place) -> ValueAddress {
        guard let slot = place.slots.last else { preconditionFailure("a frame's record is no value") }
        if place.frame == 0 { pageSlots.insert(place.slots[0]) }
        let start = slots.count
        slots += place.slots.dropLast()
        return ValueAddress(frame: place.frame, records: start..<slots.count, slot: slot)
    }

    /// Leaves room for an instruction that jumps; ``close(_:with:)`` fills it.
    mutating func open() -> Int {
        instructions.append(.text(0..<0))
        sealed = instructions.count
        return instructions.count - 1
    }

    /// Puts the instruction that jumps to the end of what was assembled so far.
    mutating func close(_ index: Int, with instruction: (_ end: Int) -> Instruction) {
        instructions[index] = instruction(instructions.count)
        sealed = instructions.count
    }
}
