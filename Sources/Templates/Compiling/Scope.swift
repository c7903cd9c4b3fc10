import Diagnostics

/// Where a value lies when a page is rendered.
///
/// Only the records of lists are frames: frame 0 is the page's record, every open list section adds one.
/// Records and optional records are reached from their frame by slots.
struct Place: Sendable, Hashable {
    let frame: Int
    let slots: [Int]

    func appending(_ slot: Int) -> Place { Place(frame: frame, slots: slots + [slot]) }
}

/// What a section adds to the names that are known in it.
enum Scope {
    /// The fields of a record.
    case record(RecordLayout, Place)
    /// The value that `.` stands for.
    case value(ValueLayout, Place)
    /// A word of the interface that `.` stands for.
    case constant(String)
    /// The section's name could not be resolved: any name may be known here.
    case unknown
}

/// What is in force at one place of one template while it is built into a page.
struct Surroundings {
    /// The template that the nodes come from.
    var template: TemplateTree
    /// The open sections, the page's record first.
    var scopes: [Scope]
    /// How many list sections are open, and the page's record.
    var frames = 1
    /// The optional records in whose sections we are.
    var present: Set<Place> = []
    /// The blocks that children have filled, by name.
    var overrides: [String: Override] = [:]
    /// The templates whose tags have led here, the page first.
    var chain: [Use]

    /// One step of the way to a template.
    struct Use {
        let template: String
        /// The tag that names the template; nil for the page.
        let tag: Span?
    }
}

/// What fills a block, with the surroundings in which it was written.
///
/// Its blocks and parents mean what they mean there; its names are looked up where the block stands.
struct Override {
    let block: Block
    let template: TemplateTree
    let overrides: [String: Override]
    let chain: [Surroundings.Use]
}
