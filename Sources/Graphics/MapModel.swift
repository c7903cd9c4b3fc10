/// A cell where it is drawn.
public struct PlacedCell: Hashable, Sendable {
    /// The position of its unit in what the map was given.
    public let unit: Int
    /// Its exact place.
    public let box: Box
    /// What fills it.
    public let shade: Shade
    /// What is written in it.
    public let label: Label?
}

/// A group where it is drawn.
public struct PlacedGroup: Hashable, Sendable {
    /// The position of its unit in what the map was given; nothing for a run of cells that belong to no group.
    public let unit: Int?
    /// Its exact place, header and pads included.
    public let box: Box
    /// What its cells tile.
    public let inner: Box
    /// Whether it shows its name above its cells.
    public let hasHeader: Bool
    /// The words of its header.
    public let label: Label?
    /// What names it in the legend if headers find no room: `A`, written before the name of one of its cells, `A 03`;
    /// nothing if none of them has room.
    public let letters: String?
    /// Its cells, as positions in the model's cells.
    public let cells: Range<Int>
}

/// A line of text of the map's own.
public struct PlacedNote: Hashable, Sendable {
    /// The words with their place.
    public let label: Label
    /// Whether it is a stamp, which must stand out.
    public let isStamp: Bool
}

/// A map before it is written: everything has its exact place, nothing is rounded.
public struct MapModel: Hashable, Sendable {
    /// Pixels.
    public let width: Double
    /// Pixels.
    public let height: Double
    /// In reading order.
    public let groups: [PlacedGroup]
    /// In reading order, those of the groups first, then those of the strip.
    public let cells: [PlacedCell]
    /// The cells of the strip below an area-true map, whose figure is missing or not applicable.
    public let strip: Range<Int>
    /// Titles of the strip, and the stamp.
    public let notes: [PlacedNote]
    /// Whether cells are drawn as one path per class and group.
    public var isMerged: Bool { cells.count > MapMeasure.mostSingleCells }
    /// Whether cells are so many that those with a label do without a title; their rows in the table tell the rest.
    public var isDense: Bool { cells.count > MapMeasure.mostSpaciousCells }
}

/// A finished map.
public struct MapDrawing: Hashable, Sendable {
    /// The SVG element in UTF-8.
    public let bytes: [UInt8]
    /// What was drawn.
    public let model: MapModel
    /// What the colours mean.
    public let legend: Legend
    /// Units that the map does not show, in reading order: cells of size zero, and groups without a cell that is
    /// shown. The page lists them below the map, with the ids `c-CODE`.
    public let unplaced: [Int]
    /// The row breaks to be kept for the next build; empty for maps of tiles.
    public let lock: LayoutLock

    /// The SVG element as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
