/// A number of grids of which nothing but the number is known, or the number of one parent.
public struct CountBlock: Hashable, Sendable {
    /// The row of the table that the block leads to, or nothing.
    public var code: String?
    /// What is counted, `微网格`.
    public var name: String
    /// How many there are; one tile each.
    public var count: Int
    /// A remark that must stand with it, `分布未公布`; may be empty.
    public var stamp: String

    /// `count` tiles under a name.
    public init(code: String? = nil, name: String, count: Int, stamp: String = "") {
        self.code = code
        self.name = name
        self.count = count
        self.stamp = stamp
    }
}

/// A picture of declared numbers: one tile a grid, one block a number, and no claim about which belongs where.
public enum CountsMap {
    /// A finished picture.
    public struct Drawing: Hashable, Sendable {
        /// The SVG element in UTF-8.
        public let bytes: [UInt8]
        /// Pixels.
        public let width: Double
        /// Pixels.
        public let height: Double
        /// The tiles of every block, row by row, in the order of the blocks.
        public let tiles: [[Box]]

        /// The SVG element as text.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Draws one block below the other. Blocks of zero keep their line. Throws the first fault of the data.
    public static func draw(_ blocks: [CountBlock], _ options: MapOptions) throws(MapFault) -> Drawing {
        try validate(blocks)
        let columns = columns(of: blocks, options)
        let tile = min(TilesLayout.tile(columns: columns, width: options.width), MapMeasure.largestCountedTile)
        var placed: [PlacedBlock] = []
        var top = 0.0
        for block in blocks {
            let next = PlacedBlock(block, top: top, columns: columns, tile: tile)
            placed.append(next)
            top = next.bottom
        }
        let stamp = PlacedNote.line(options.stamp, top: top, isStamp: true)
        let notes = placed.flatMap(\.notes) + (stamp.map { [$0] } ?? [])
        let width = max(tile * Double(columns), notes.map(\.label.box.right).max() ?? 0).rounded(.up)
        let height = top + (stamp == nil ? 0 : MapMeasure.header)
        var svg = SVGWriter(capacity: 1024 + 40 * blocks.reduce(0) { $0 + $1.count })
        let isLinked = options.drawsLinks && blocks.contains { $0.code != nil }
        svg.open(options, width: width, height: height, isLinked: isLinked)
        for block in placed { svg.block(block, isLinked: isLinked) }
        if let stamp { svg.label(stamp.label, cssClass: "stamp") }
        svg.markup("</svg>\n")
        return Drawing(bytes: svg.bytes, width: width, height: height, tiles: placed.map(\.tiles))
    }

    /// As many columns as suit the largest block; the others use the same, so that lengths can be compared.
    private static func columns(of blocks: [CountBlock], _ options: MapOptions) -> Int {
        let mostColumns = max(1, options.width / Int(MapMeasure.link))
        let largest = max(1, blocks.map(\.count).max() ?? 1)
        return TilePacking.best(counts: [largest], mostColumns: mostColumns).columns
    }

    private static func validate(_ blocks: [CountBlock]) throws(MapFault) {
        guard !blocks.isEmpty, blocks.allSatisfy({ $0.count >= 0 }) else { throw .nothingToDraw }
        for (index, block) in blocks.enumerated() {
            for text in [block.name, block.stamp] where !text.isFreeOfControls { throw .controlCharacter(block.name) }
            guard let code = block.code else { continue }
            _ = try MapTree([MapUnit(code: code, name: "")])
            guard !blocks[..<index].contains(where: { $0.code == code }) else { throw .duplicateCode(code) }
        }
    }
}

/// A block of counted tiles where it is drawn.
struct PlacedBlock {
    let block: CountBlock
    let notes: [PlacedNote]
    let tiles: [Box]
    let bottom: Double

    init(_ block: CountBlock, top: Double, columns: Int, tile: Double) {
        self.block = block
        let words = block.name.isEmpty ? "\(block.count)" : "\(block.name) \(block.count)"
        let lines = [(words, false), (block.stamp, true)].filter { !$0.0.isEmpty }
        notes = lines.enumerated().compactMap { index, line in
            PlacedNote.line(line.0, top: top + MapMeasure.header * Double(index), isStamp: line.1)
        }
        let start = top + MapMeasure.header * Double(lines.count)
        let rows = (block.count + columns - 1) / columns
        let whole = Box(left: 0, top: start, right: tile * Double(columns), bottom: start + tile * Double(rows))
        tiles = (0..<block.count).map { index in
            TilesLayout.box(of: TilePlace(row: index / columns, column: index % columns), tile: tile, in: whole)
        }
        bottom = whole.bottom
    }
}

extension SVGWriter {
    /// A block: its words, its stamp and one path for all its tiles.
    mutating func block(_ placed: PlacedBlock, isLinked: Bool) {
        let code = isLinked ? placed.block.code : nil
        if let code {
            markup("<a id=\"c-")
            plain(code)
            markup("\" href=\"#r-")
            plain(code)
            markup("\">")
        }
        for note in placed.notes { label(note.label, cssClass: note.isStamp ? "stamp" : nil) }
        if !placed.tiles.isEmpty {
            markup("<path class=\"q1\" d=\"")
            rectangles(placed.tiles.map { RoundedBox($0) })
            markup("\"/>")
        }
        if code != nil { markup("</a>") }
    }
}
