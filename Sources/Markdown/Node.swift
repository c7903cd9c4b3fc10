/// What a node of the document tree is.
enum NodeKind: UInt8, Sendable {
    // Blocks of CommonMark.
    case document, blockQuote, bulletList, orderedList, item, codeBlock, htmlBlock
    case paragraph, heading, thematicBreak
    // Inline nodes of CommonMark.
    case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, link, image
    // Blocks of GridShow.
    case marker, directive, element, table, tableHead, tableBody, row, cell
    case definitionList, term, definition, footnoteSection, footnoteDefinition, caption, video, word, data
    // Inline nodes of GridShow.
    case strikethrough, taskMark, footnoteReference, inlineDirective
    /// The place of what the caller has for a data directive; its label is below it. In a line, or in a `.data` block.
    case insertion

    /// Whether it stands in a line.
    var isInline: Bool {
        switch self {
        case .text, .softBreak, .lineBreak, .code, .htmlInline, .emphasis, .strong, .link, .image, .strikethrough,
            .taskMark, .footnoteReference, .inlineDirective, .insertion, .word:
            return true
        default: return false
        }
    }

    /// Whether inline nodes stand directly in it.
    var isLeafBlock: Bool {
        switch self {
        case .paragraph, .heading, .cell, .term, .definition, .caption: return true
        default: return false
        }
    }
}

/// The place of a node in its tree's array; negative where there is none.
typealias NodeIndex = Int32

/// A piece of a tree's text buffer, half-open.
struct TextRange: Sendable {
    var start: Int32 = 0
    var end: Int32 = 0

    var count: Int { Int(end - start) }
    var isEmpty: Bool { end <= start }
    var bounds: Range<Int> { Int(start)..<Int(max(start, end)) }
}

/// Which bytes a text holds that an extension might care about.
struct TextTraits: OptionSet, Sendable {
    let rawValue: UInt8

    static let pipe = TextTraits(rawValue: 1)
    static let tilde = TextTraits(rawValue: 2)
    static let bracket = TextTraits(rawValue: 4)
    static let colon = TextTraits(rawValue: 8)
    /// Something of U+FDC0 and following, as sentinels are.
    static let sentinel = TextTraits(rawValue: 16)
    static let star = TextTraits(rawValue: 32)
    /// Raw HTML stands in the block.
    static let html = TextTraits(rawValue: 64)
    /// A soft line break stands in the block.
    static let softBreak = TextTraits(rawValue: 128)
}

/// One node of the tree: small, flat, linked by array indices.
struct Node: Sendable {
    var kind: NodeKind
    /// Heading level, column alignment or count, `Element`, word or checked state: what the kind needs.
    var level: UInt8 = 0
    /// Whether a list is tight.
    var isTight = false
    var traits: TextTraits = []
    /// List start, count of items, index of a data directive, or index into a side table of the document; negative for none.
    var number: Int32 = -1
    var parent: NodeIndex = -1
    var firstChild: NodeIndex = -1
    var lastChild: NodeIndex = -1
    var next: NodeIndex = -1
    var previous: NodeIndex = -1
    /// Literal text, destination, fence information, heading id or label.
    var text = TextRange()
    /// Title of a link or image; literal of a code block.
    var extra = TextRange()
    /// First and last line, from 1, in the body; 0 if unknown.
    var line: Int32 = 0
    var endLine: Int32 = 0

    init(_ kind: NodeKind, line: Int32 = 0, endLine: Int32 = 0) {
        self.kind = kind
        self.line = line
        self.endLine = endLine
    }
}
