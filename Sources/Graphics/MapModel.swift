/// A cell where it is drawn.
public struct PlacedCell: Hashable, Sendable {
    /// The position of its unit in what the map was given.
    public let unit: Int
    /// Its exact place; of a cell with an outline, the rectangle around it.
    public let box: Box
    /// Its boundary, where it is not a rectangle.
    public let outline: Outline?
    /// What fills it.
    public let shade: Shade
    /// What is written in it.
    public let label: Label?

    init(unit: Int, box: Box, outline: Outline? = nil, shade: Shade, label: Label?) {
        self.unit = unit
        self.box = box
        self.outline = outline
        self.shade = shade
        self.label = label
    }

    /// Whether it is large enough for a link.
    var isTarget: Bool {
        if let outline { return outline.pole.distance * 2 >= MapMeasure.link }
        let rounded = RoundedBox(box)
        let least = Hundredths(rounding: MapMeasure.link)
        return rounded.right - rounded.left >= least && rounded.bottom - rounded.top >= least
    }
}

/// A group where it is drawn.
public struct PlacedGroup: Hashable, Sendable {
    /// The position of its unit in what the map was given; nothing for a run of cells that belong to no group.
    public let unit: Int?
    /// Its exact place, header and pads included.
    public let box: Box
    /// What its cells tile.
    public let inner: Box
    /// The boundary around its cells, where it is not a rectangle.
    public let outline: Outline?
    /// Whether it shows its name above its cells.
    public let hasHeader: Bool
    /// The words of its header.
    public let label: Label?
    /// What names it in the legend if headers find no room: `A`, written before the name of one of its cells, `A 03`;
    /// nothing if none of them has room.
    public let letters: String?
    /// Its cells, as positions in the model's cells.
    public let cells: Range<Int>

    init(
        unit: Int?, box: Box, inner: Box, outline: Outline? = nil, hasHeader: Bool, label: Label?,
        letters: String? = nil, cells: Range<Int>
    ) {
        self.unit = unit
        self.box = box
        self.inner = inner
        self.outline = outline
        self.hasHeader = hasHeader
        self.label = label
        self.letters = letters
        self.cells = cells
    }
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
    /// Titles of the strip, the stamp, and what stands below a geographic map.
    public let notes: [PlacedNote]
    /// The scale bar of a geographic map.
    public let scaleBar: ScaleBar?
    /// Whether cells are drawn as one path per class and group.
    public var isMerged: Bool { cells.count > MapMeasure.mostSingleCells }
    /// Whether cells are so many that those with a label do without a title; their rows in the table tell the rest.
    public var isDense: Bool { cells.count > MapMeasure.mostSpaciousCells }

    init(
        width: Double, height: Double, groups: [PlacedGroup], cells: [PlacedCell], strip: Range<Int>,
        notes: [PlacedNote], scaleBar: ScaleBar? = nil
    ) {
        self.width = width
        self.height = height
        self.groups = groups
        self.cells = cells
        self.strip = strip
        self.notes = notes
        self.scaleBar = scaleBar
    }
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
