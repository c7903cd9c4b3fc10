/// An HTML element of a directive or a figure, in the order of its raw value's first appearance in the tree.
///
/// The table `shape` says how each is written; the stylesheet knows the classes.
enum Element: UInt8, Sendable, CaseIterable {
    case plainFigure, caption
    case note, tip, warning, noteTitle
    case figure
    case gallery, galleryItems, galleryItem
    case quote, quoteBody, quoteAuthor, quoteSource
    case video
    case steps, stepsList, step, stepNumber, stepBody, stepTitle
    case loop, loopList, loopItem, loopReturn
    case levelsChain, levelsTree, levelsList, levelsBranch, level, levelName
    case group, mark, ruby, rubyText, abbreviation
    case dataText

    /// Where line breaks go round the tags.
    enum Layout: Sendable {
        /// Both tags on lines of their own.
        case block
        /// The whole element on a line of its own.
        case line
        case inline
    }

    /// What the node's numbers mean.
    enum Attributes: Sendable {
        case none
        /// `number` counts the items.
        case count
        /// `number` is the position, from 1.
        case position
        /// As `position`, and the node's text is the level, from 1.
        case level
        /// The node's text is the title.
        case title
    }

    /// How an element is written.
    struct Shape: Sendable {
        let tag: StaticString
        let fixed: StaticString
        let layout: Layout
        var attributes = Attributes.none
    }

    /// The tags and attributes of the element.
    var shape: Shape {
        switch self {
        case .plainFigure: return Shape(tag: "figure", fixed: "", layout: .block)
        case .caption: return Shape(tag: "figcaption", fixed: "", layout: .line)
        case .note:
            return Shape(tag: "div", fixed: " class=\"gs-note gs-note--note\" role=\"note\"", layout: .block)
        case .tip:
            return Shape(tag: "div", fixed: " class=\"gs-note gs-note--tip\" role=\"note\"", layout: .block)
        case .warning:
            return Shape(
                tag: "div", fixed: " class=\"gs-note gs-note--warning\" role=\"note\"", layout: .block)
        case .noteTitle: return Shape(tag: "p", fixed: " class=\"gs-note__title\"", layout: .line)
        case .figure: return Shape(tag: "figure", fixed: " class=\"gs-figure\"", layout: .block)
        case .gallery: return Self.figure(" class=\"gs-gallery\"")
        case .galleryItems: return Self.list("ul", " class=\"gs-gallery__items\" role=\"list\"")
        case .galleryItem: return Shape(tag: "li", fixed: " class=\"gs-gallery__item\"", layout: .line)
        case .quote: return Shape(tag: "figure", fixed: " class=\"gs-quote\"", layout: .block)
        case .quoteBody: return Shape(tag: "blockquote", fixed: "", layout: .block)
        case .quoteAuthor: return Shape(tag: "span", fixed: " class=\"gs-quote__author\"", layout: .inline)
        case .quoteSource: return Shape(tag: "cite", fixed: " class=\"gs-quote__source\"", layout: .inline)
        case .video: return Shape(tag: "figure", fixed: " class=\"gs-video\"", layout: .block)
        case .steps: return Self.figure(" class=\"gs-steps\"")
        case .stepsList: return Self.list("ol", " class=\"gs-steps__list\" role=\"list\"")
        case .step:
            return Shape(tag: "li", fixed: " class=\"gs-step\"", layout: .block, attributes: .position)
        case .stepNumber:
            return Shape(tag: "span", fixed: " class=\"gs-step__number\" aria-hidden=\"true\"", layout: .line)
        case .stepBody: return Shape(tag: "div", fixed: " class=\"gs-step__body\"", layout: .block)
        case .stepTitle: return Shape(tag: "p", fixed: " class=\"gs-step__title\"", layout: .line)
        default: return laterShape
        }
    }

    private var laterShape: Shape {
        switch self {
        case .loop: return Self.figure(" class=\"gs-loop\"")
        case .loopList: return Self.list("ol", " class=\"gs-loop__list\" role=\"list\"")
        case .loopItem:
            return Shape(tag: "li", fixed: " class=\"gs-loop__item\"", layout: .line, attributes: .position)
        case .loopReturn: return Shape(tag: "p", fixed: " class=\"gs-visually-hidden\"", layout: .line)
        case .levelsChain: return Self.figure(" class=\"gs-levels gs-levels--chain\"")
        case .levelsTree: return Self.figure(" class=\"gs-levels gs-levels--tree\"")
        case .levelsList: return Self.list("ol", " class=\"gs-levels__list\" role=\"list\"")
        case .levelsBranch: return Self.list("ul", " class=\"gs-levels__list\" role=\"list\"")
        case .level: return Shape(tag: "li", fixed: " class=\"gs-level\"", layout: .line, attributes: .level)
        case .levelName: return Shape(tag: "div", fixed: " class=\"gs-level__name\"", layout: .line)
        case .mark: return Shape(tag: "mark", fixed: "", layout: .inline)
        case .ruby: return Shape(tag: "ruby", fixed: "", layout: .inline)
        case .rubyText: return Shape(tag: "rt", fixed: "", layout: .inline)
        case .abbreviation: return Shape(tag: "abbr", fixed: "", layout: .inline, attributes: .title)
        case .dataText: return Shape(tag: "div", fixed: " class=\"gs-data__text\"", layout: .block)
        default: return Shape(tag: "div", fixed: "", layout: .block)
        }
    }

    private static func figure(_ fixed: StaticString) -> Shape {
        Shape(tag: "figure", fixed: fixed, layout: .block, attributes: .count)
    }

    private static func list(_ tag: StaticString, _ fixed: StaticString) -> Shape {
        Shape(tag: tag, fixed: fixed, layout: .block)
    }
}
