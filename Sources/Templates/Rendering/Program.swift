/// A page as a flat list of instructions, with every partial and parent built in.
struct Program: Sendable {
    let layout: FlatLayout
    let instructions: [Instruction]
    /// The slots of all places, one place after the other.
    let slots: [Int]
    /// All static text of the page, one piece after the other.
    let text: [UInt8]
    /// The keys of the page's own record of which something is printed or asked.
    let fields: Set<String>
    /// The templates and partials that the page is made of, in UTF-8 order.
    let sources: [String]
    /// The keys of the words of the interface that the page uses, in UTF-8 order.
    let strings: [String]
}

/// A place of the data as rendering needs it: nothing in it has to be counted.
struct ValueAddress: Sendable {
    /// The frame whose record it starts from.
    let frame: Int
    /// The slots through records, as places in ``Program/slots``, and the slot of the value itself.
    let records: Range<Int>, slot: Int
}

/// One step of rendering.
enum Instruction: Sendable {
    /// Prints these bytes of the program's static text.
    case text(Range<Int>)
    /// Prints a text with the characters escaped that HTML gives a meaning.
    case escaped(ValueAddress)
    /// Prints HTML as it is.
    case html(ValueAddress)
    /// Goes on at `end` unless the value's truth is `condition`.
    case section(ValueAddress, condition: Bool, end: Int)
    /// Runs what follows, up to `end`, for each record of a list; the record is a new frame.
    case each(ValueAddress, end: Int)
}
