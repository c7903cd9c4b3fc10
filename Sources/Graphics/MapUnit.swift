import Diagnostics

/// What is known of one figure of one grid. Missing, not applicable and zero are three things.
public enum Quantity: Hashable, Sendable {
    /// A number, zero among them.
    case number(Double)
    /// The figure exists, but nobody has stated it.
    case missing
    /// There can be no such figure here.
    case notApplicable
}

/// A place on a map of equal tiles, counted from 0.
public struct TilePlace: Hashable, Sendable {
    /// From above.
    public let row: Int
    /// From the left.
    public let column: Int

    /// The tile in this row and column.
    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// One grid of a community as a map is given it.
///
/// A unit without a parent is a group or, if nothing names it as its parent, a cell of its own.
public struct MapUnit: Hashable, Sendable {
    /// Names the unit for ever: ASCII letters, digits, `-`, `_`, `.` and letters of other scripts; no space.
    public var code: String
    /// The code of the unit that it is a part of, or nothing.
    public var parent: String?
    /// The name in full, `微网格03`.
    public var name: String
    /// The name in little room, `03`; may be empty.
    public var shortName: String
    /// What the area stands for; only `blocks` looks at it. A group's own size is never used.
    public var size: Quantity
    /// What the colour stands for.
    public var shade: Quantity
    /// The value as it is printed in the cell, with its unit, `412 户`; may be empty.
    public var valueText: String
    /// The place among its siblings; those without one follow in the order they were given.
    public var order: Int?
    /// The tile that the editor chose; only `tiles` looks at it.
    public var tile: TilePlace?
    /// Where the cell leads instead of its row in the table, relative to the page: `districts/锦江区/index.html`,
    /// percent-encoded. Such a cell is a stop of the tabulator key, since no row stands for it.
    public var address: String?

    /// A grid with what is known of it.
    public init(
        code: String, parent: String? = nil, name: String, shortName: String = "", size: Quantity = .missing,
        shade: Quantity = .missing, valueText: String = "", order: Int? = nil, tile: TilePlace? = nil,
        address: String? = nil
    ) {
        self.code = code
        self.parent = parent
        self.name = name
        self.shortName = shortName
        self.size = size
        self.shade = shade
        self.valueText = valueText
        self.order = order
        self.tile = tile
        self.address = address
    }
}

/// Why no map can be drawn of what was given.
public enum MapFault: Error, Hashable, Sendable {
    /// A code that cannot be an id: empty, or with a space or a sign.
    case unusableCode(String)
    /// Two units with one code.
    case duplicateCode(String)
    /// A unit whose parent does not exist.
    case unknownParent(code: String, parent: String)
    /// A unit below the second level, or one that is its own ancestor.
    case tooDeep(String)
    /// A size below zero, or a number beyond ±1e15.
    case unusableNumber(String)
    /// A text with a control character.
    case controlCharacter(String)
    /// Two units on one tile, or a tile above or left of the map.
    case unusableTile(String)
    /// A boundary whose code is not that of a cell.
    case unknownShape(String)
    /// A cell of which nobody has said where it lies.
    case unknownPlace(String)
    /// A geographic map that does not say who has reviewed it.
    case missingReview
    /// A count below zero, or nothing to draw at all.
    case nothingToDraw

    /// The rule that is broken, in every language.
    public var message: LocalizedText {
        switch self {
        case .unusableCode(let code):
            LocalizedText(
                zh: "编号“\(code)”只能含字母、数字和 - _ .", en: "code “\(code)” may hold letters, digits and - _ . only")
        case .duplicateCode(let code):
            LocalizedText(zh: "编号“\(code)”重复", en: "code “\(code)” must be unique")
        case .unknownParent(let code, let parent):
            LocalizedText(zh: "“\(code)”的上级“\(parent)”不存在", en: "the parent “\(parent)” of “\(code)” must exist")
        case .tooDeep(let code):
            LocalizedText(zh: "“\(code)”超出两级", en: "“\(code)” must be on the first or second level")
        case .unusableNumber(let code):
            LocalizedText(
                zh: "“\(code)”的数值须在范围内，面积值不能为负",
                en: "the numbers of “\(code)” must lie within ±1e15, its size not below 0")
        case .controlCharacter(let code):
            LocalizedText(zh: "“\(code)”的文字含控制字符", en: "the texts of “\(code)” must hold no control character")
        case .unusableTile(let code):
            LocalizedText(zh: "“\(code)”的行列位置不可用", en: "“\(code)” must have a tile of its own")
        case .unknownShape(let code):
            LocalizedText(zh: "边界“\(code)”没有对应的网格", en: "the boundary “\(code)” must belong to a cell")
        case .unknownPlace(let code):
            LocalizedText(zh: "“\(code)”没有位置", en: "“\(code)” must have a place")
        case .missingReview:
            LocalizedText(zh: "地理图须写明审图号，或免审的依据和核对人", en: "a geographic map must state its review")
        case .nothingToDraw:
            LocalizedText(zh: "没有可画的数据", en: "a map must have something to draw")
        }
    }
}
