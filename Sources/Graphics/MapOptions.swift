/// Where a map will stand.
public enum Placement: Hashable, Sendable {
    /// In an HTML page, named by the element with this id, the figure's caption.
    case inPage(captionID: String)
    /// In a file of its own, with its title and its own stylesheet, without links.
    case standAlone(title: String)
}

/// The words that a map writes of its own.
public struct MapWords: Hashable, Sendable {
    /// Before the number of cells without a figure.
    public var missing: String
    /// Before the number of cells that cannot have the figure.
    public var notApplicable: String
    /// After a number of cells; may be empty.
    public var unit: String
    /// What a geographic map says below itself.
    public var geo: GeoWords

    /// Words in the language of the page.
    public init(
        missing: String = "缺失", notApplicable: String = "不适用", unit: String = "个", geo: GeoWords = GeoWords()
    ) {
        self.missing = missing
        self.notApplicable = notApplicable
        self.unit = unit
        self.geo = geo
    }

    func count(_ word: String, _ count: Int) -> String {
        unit.isEmpty ? "\(word) \(count)" : "\(word) \(count) \(unit)"
    }
}

/// Whether a map stands alone or is one of two of which the stylesheet shows one, by the width of the screen.
public enum MapVariant: Hashable, Sendable {
    /// The only drawing of its data.
    case only
    /// For screens above 600 pixels and for paper; `narrow` must follow it in the same element.
    case wide
    /// For telephones: shown as it was drawn, no sideways scrolling. It has the links of the wide map but no ids, for
    /// they stand in the page once; where a link leads to a cell, the wide map is shown.
    case narrow
}

/// The words below a geographic map.
public struct GeoWords: Hashable, Sendable {
    /// Before the number under which the map was reviewed.
    public var reviewNumber: String
    /// Before the name of who holds that number.
    public var holder: String
    /// Before the rule by which the map needs no review.
    public var exempt: String
    /// Before the name of who has found that this rule applies, and the date.
    public var checkedBy: String
    /// After a number of metres.
    public var metres: String
    /// After a number of kilometres.
    public var kilometres: String

    /// Words in the language of the page, with the signs and spaces that join them to what follows.
    public init(
        reviewNumber: String = "审图号：", holder: String = "持有单位：", exempt: String = "免审依据：",
        checkedBy: String = "核对：", metres: String = " 米", kilometres: String = " 公里"
    ) {
        self.reviewNumber = reviewNumber
        self.holder = holder
        self.exempt = exempt
        self.checkedBy = checkedBy
        self.metres = metres
        self.kilometres = kilometres
    }
}

/// What all maps are told besides their data.
public struct MapOptions: Hashable, Sendable {
    /// Where the map will stand.
    public var placement: Placement
    /// Unique in the page; begins the ids of the map's own patterns.
    public var figureID: String
    /// Stands before `c-CODE` and `r-CODE` in ids and links, so that a page can show two maps of one community; ASCII
    /// letters, digits and hyphens.
    public var idPrefix = ""
    /// Pixels; `tiles` and `counts` take what they need of it and more only if their smallest tiles ask for it.
    public var width: Int
    /// Pixels of the area-true part of `blocks`; the others find their own.
    public var height: Int
    /// Whether cells lead to the rows of the table. A map without links is a picture (`role="img"`).
    public var isLinked: Bool
    /// How values become colours, or nothing for a map of one colour.
    public var colours: ColourScheme?
    /// A remark drawn below the map, `示意图，不代表实际边界`; may be empty.
    public var stamp: String
    /// The words that the map writes of its own.
    public var words: MapWords
    /// Which of two drawings this is.
    public var variant = MapVariant.only

    /// Options with the sizes of an ordinary page.
    public init(
        placement: Placement, figureID: String, width: Int = 960, height: Int = 600, isLinked: Bool = true,
        colours: ColourScheme? = ColourScheme(), stamp: String = "", words: MapWords = MapWords()
    ) {
        self.placement = placement
        self.figureID = figureID
        self.width = width
        self.height = height
        self.isLinked = isLinked
        self.colours = colours
        self.stamp = stamp
        self.words = words
    }

    /// The two options for a map of so many cells, wide and narrow, or only these ones if the narrow map would be too
    /// long: above 500 cells it would be a second picture of the same weight.
    ///
    /// A visitor on a telephone wants to see the whole community and to read its names. A wide map can only be shrunk
    /// until nobody can read it or be pushed sideways, which in WeChat easily closes the page. A map of the screen's own
    /// width is scrolled like the text around it. Each drawing keeps within the budget of bytes of its own.
    public func variants(cells: Int) -> [MapOptions] {
        guard cells <= MapMeasure.mostSpaciousCells else { return [self] }
        var (wide, narrow) = (self, self)
        wide.variant = .wide
        narrow.variant = .narrow
        narrow.figureID += "-narrow"
        narrow.width = MapMeasure.narrowWidth
        narrow.height = max(MapMeasure.narrowWidth, cells * MapMeasure.narrowCell / MapMeasure.narrowWidth)
        return [wide, narrow]
    }

    /// The classes of the root element.
    func cssClass(isDense: Bool) -> StaticString {
        switch variant {
        case .only: isDense ? "map dense" : "map"
        case .wide: isDense ? "map wide dense" : "map wide"
        case .narrow: isDense ? "map narrow dense" : "map narrow"
        }
    }

    /// Whether cells and groups have ids: in the one drawing that links lead to.
    var drawsIDs: Bool { drawsLinks && variant != .narrow }

    /// Whether links are drawn: never in a file of its own.
    var drawsLinks: Bool {
        if case .standAlone = placement { return false }
        return isLinked
    }
}

extension MapOptions {
    /// Whether a group needs a border around its cells, because no ground shows between it and its neighbours.
    func showsBorder(of group: PlacedGroup) -> Bool {
        group.hasHeader && group.box.left == group.inner.left
    }
}

/// Sizes that all maps share, in pixels.
enum MapMeasure {
    /// The height of a group's header, of the strip's titles and of the stamp: as high as a link must be.
    static let header = 24.0
    /// The ground that a group shows left, right and below its cells.
    static let pad = 3.0
    /// The least width and height of a link (WCAG 2.5.8).
    static let link = 24.0
    /// The greatest side of a tile, and of a tile that is only counted.
    static let largestTile = 64.0
    static let largestCountedTile = 32.0
    /// Pixels of a map on a telephone of 360 pixels, with 12 on each side.
    static let narrowWidth = 336
    /// Square pixels that a cell has there on average: 51 by 51, enough for a name on two lines and for a finger.
    static let narrowCell = 2600
    /// Above so many cells a map draws one path per class and group.
    static let mostSingleCells = 2000
    /// Above so many cells a map is dense: short names go before broken ones, and what bears a label has no title.
    static let mostSpaciousCells = 500
}
