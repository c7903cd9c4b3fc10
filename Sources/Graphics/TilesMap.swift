/// A map of equal tiles: every grid is as large as any other, every group is a block of tiles.
///
/// The default where no additive measure is known. If all cells have a tile of the editor's, those places win and
/// groups are not drawn as blocks.
public enum TilesMap {
    /// Draws `units`. Throws the first fault of the data.
    public static func draw(_ units: [MapUnit], _ options: MapOptions) throws(MapFault) -> MapDrawing {
        let tree = try MapTree(units)
        let cells = tree.cells
        guard !cells.isEmpty else { throw .nothingToDraw }
        let shading = Shading(options.colours, of: cells.lazy.map { units[$0].shade })
        let layout: TilesLayout
        if cells.allSatisfy({ units[$0].tile != nil }) {
            layout = try TilesLayout(chosenBy: tree, options, shading)
        } else {
            layout = TilesLayout(packing: tree, options, shading)
        }
        let model = layout.model(stamp: options.stamp)
        return MapDrawing(
            bytes: MapWriter.bytes(units, options, model),
            model: model,
            legend: shading.legend(of: model.cells.lazy.map(\.shade)),
            unplaced: [],
            lock: LayoutLock()
        )
    }
}

/// A map of tiles while it is laid out.
struct TilesLayout {
    private var width = 0.0
    private var height = 0.0
    private var groups: [PlacedGroup] = []
    private var cells: [PlacedCell] = []
    private let isDense: Bool

    /// Blocks on shelves.
    init(packing tree: MapTree, _ options: MapOptions, _ shading: Shading) {
        isDense = tree.cells.count > MapMeasure.mostSpaciousCells
        let runs = TilesLayout.runs(of: tree)
        let mostColumns = max(1, options.width / Int(MapMeasure.link))
        let packing = TilePacking.best(counts: runs.map(\.cells.count), mostColumns: mostColumns)
        let tile = TilesLayout.tile(columns: packing.columns, width: options.width)
        let header = runs.contains { $0.group != nil } ? MapMeasure.header : 0
        let shelf = header + tile * Double(packing.rowsOfShelf)
        width = tile * Double(packing.columns)
        height = shelf * Double(packing.shelves)
        for (run, block) in zip(runs, packing.blocks) {
            let left = tile * Double(block.column)
            let top = shelf * Double(block.shelf)
            let box = Box(left: left, top: top, right: left + tile * Double(block.columns), bottom: top + shelf)
            let inner = box.inset(left: 0, top: header, right: 0, bottom: 0)
            let first = cells.count
            for (index, unit) in run.cells.enumerated() {
                let place = TilePlace(row: index / block.columns, column: index % block.columns)
                add(tree.units[unit], unit, TilesLayout.box(of: place, tile: tile, in: inner), shading)
            }
            add(run.group, tree.units, box, inner, first..<cells.count)
        }
    }

    /// The tiles that the editor chose.
    init(chosenBy tree: MapTree, _ options: MapOptions, _ shading: Shading) throws(MapFault) {
        isDense = tree.cells.count > MapMeasure.mostSpaciousCells
        var taken: Set<TilePlace> = []
        for unit in tree.cells {
            guard let place = tree.units[unit].tile, place.row >= 0, place.column >= 0, taken.insert(place).inserted
            else { throw .unusableTile(tree.units[unit].code) }
        }
        let columns = 1 + (taken.map(\.column).max() ?? 0)
        let tile = TilesLayout.tile(columns: columns, width: options.width)
        width = tile * Double(columns)
        height = tile * Double(1 + (taken.map(\.row).max() ?? 0))
        let whole = Box(left: 0, top: 0, right: width, bottom: height)
        for group in tree.groups {
            let first = cells.count
            for unit in group.isCell ? [group.unit] : group.children {
                guard let place = tree.units[unit].tile else { continue }
                add(tree.units[unit], unit, TilesLayout.box(of: place, tile: tile, in: whole), shading)
            }
            let range = first..<cells.count
            groups.append(
                PlacedGroup(
                    unit: group.isCell ? nil : group.unit,
                    box: whole, inner: whole, hasHeader: false, label: nil, letters: nil, cells: range
                )
            )
        }
    }

    /// The finished model, with the stamp below the map.
    func model(stamp: String) -> MapModel {
        let note = PlacedNote.line(stamp, top: height, isStamp: true)
        return MapModel(
            width: max(width, note?.label.box.right.rounded(.up) ?? 0),
            height: height + (note == nil ? 0 : MapMeasure.header),
            groups: groups,
            cells: cells,
            strip: cells.count..<cells.count,
            notes: note.map { [$0] } ?? []
        )
    }

    /// The side of a tile in whole pixels: as large as the width allows, within 24 to 64.
    static func tile(columns: Int, width: Int) -> Double {
        min(max(Double(width / columns), MapMeasure.link), MapMeasure.largestTile)
    }

    static func box(of place: TilePlace, tile: Double, in inner: Box) -> Box {
        let left = inner.left + tile * Double(place.column)
        let top = inner.top + tile * Double(place.row)
        return Box(left: left, top: top, right: left + tile, bottom: top + tile)
    }

    private mutating func add(_ unit: MapUnit, _ index: Int, _ box: Box, _ shading: Shading) {
        let words = LabelChoices(name: unit.name, value: unit.valueText, shortName: unit.shortName)
        let label = LabelFitting.label(words, in: box, prefersShortName: isDense)
        cells.append(PlacedCell(unit: index, box: box, shade: shading.shade(of: unit.shade), label: label))
    }

    private mutating func add(_ group: Int?, _ units: [MapUnit], _ box: Box, _ inner: Box, _ cells: Range<Int>) {
        var label: Label?
        if let unit = group.map({ units[$0] }) {
            let header = Box(left: box.left, top: box.top, right: box.right, bottom: inner.top)
            let words = LabelChoices(name: unit.name, value: unit.valueText, shortName: unit.shortName)
            label = LabelFitting.header(words, in: header)
        }
        let hasHeader = group != nil
        groups.append(
            PlacedGroup(
                unit: group, box: box, inner: inner, hasHeader: hasHeader, label: label, letters: nil, cells: cells)
        )
    }

    /// Cells that stand side by side: those of a group, or neighbours that belong to none.
    private static func runs(of tree: MapTree) -> [(group: Int?, cells: [Int])] {
        var runs: [(group: Int?, cells: [Int])] = []
        for group in tree.groups {
            if !group.isCell {
                runs.append((group.unit, group.children))
            } else if let last = runs.last, last.group == nil {
                runs[runs.count - 1].cells.append(group.unit)
            } else {
                runs.append((nil, [group.unit]))
            }
        }
        return runs
    }
}

extension PlacedNote {
    /// A line at the left end of a band 24 pixels high, or nothing for an empty text. It is never shortened.
    static func line(_ text: String, top: Double, isStamp: Bool) -> PlacedNote? {
        guard !text.isEmpty else { return nil }
        let room = TextWidth.upperBound(of: text, fontSize: LabelFitting.fontSize) + 16
        let band = Box(left: 0, top: top, right: room, bottom: top + MapMeasure.header)
        let words = LabelChoices(name: text, value: "", shortName: "")
        return LabelFitting.header(words, in: band).map { PlacedNote(label: $0, isStamp: isStamp) }
    }
}
