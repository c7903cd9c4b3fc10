/// An area-true map while it is laid out: groups, then the strip, then the stamp.
struct BlocksBuilder {
    private let tree: MapTree
    private let options: MapOptions
    private let layout: BlocksMap.Layout
    private let shading: Shading
    private let plan: [BlocksPlan.Group]
    private let isMerged: Bool
    private let isDense: Bool
    /// The kept row breaks by their parent's code. Only looked up, never listed.
    private let lock: [String: LayoutLock.Entry]
    private var groups: [PlacedGroup] = []
    private var cells: [PlacedCell] = []
    private var stripStart = 0
    private var notes: [PlacedNote] = []
    private var width: Double
    private var height: Double
    /// Units without area, in reading order.
    private(set) var unplaced: [Int] = []
    private(set) var lockEntries: [LayoutLock.Entry] = []
    /// Cells whose size is missing, and cells that have none, in reading order.
    private var withoutSize: (missing: [Int], notApplicable: [Int]) = ([], [])

    init(_ tree: MapTree, _ options: MapOptions, _ layout: BlocksMap.Layout, _ shading: Shading) {
        self.tree = tree
        self.options = options
        self.layout = layout
        self.shading = shading
        lock = Dictionary(layout.lock.entries.map { ($0.parent, $0) }) { first, _ in first }
        width = Double(options.width)
        height = Double(options.height)
        isMerged = tree.cells.count > MapMeasure.mostSingleCells
        isDense = tree.cells.count > MapMeasure.mostSpaciousCells
        var plan: [BlocksPlan.Group] = []
        for group in tree.groups {
            let sized = BlocksBuilder.sized(group, tree.units)
            if sized.group == nil, !group.isCell { unplaced.append(group.unit) }
            unplaced += sized.zero
            withoutSize.missing += sized.missing
            withoutSize.notApplicable += sized.notApplicable
            if let group = sized.group { plan.append(group) }
        }
        self.plan = plan
    }

    /// The finished model.
    var model: MapModel {
        MapModel(
            width: width, height: height, groups: groups, cells: cells, strip: stripStart..<cells.count, notes: notes
        )
    }

    /// Lays out the areas, with headers if they all find room.
    mutating func placeGroups() {
        guard !plan.isEmpty else {
            height = 0
            return
        }
        let whole = Box(left: 0, top: 0, right: width, bottom: height)
        let rows = rows(of: "", plan.map(\.unit), plan.map(\.sum), in: whole, shape: layout.groupShape)
        let exact = ExactHeaders.boxes(plan, rows: rows, in: whole)
        let boxes = exact ?? rows.boxes(plan.map(\.sum), in: whole)
        for (index, (group, box)) in zip(plan, boxes).enumerated() {
            let letters = exact == nil && group.isParent && !isMerged ? GroupLetters.letters(of: index) : nil
            place(group, in: box, hasHeader: exact != nil && group.isParent, letters: letters)
        }
        stripStart = cells.count
    }

    private mutating func place(_ group: BlocksPlan.Group, in box: Box, hasHeader: Bool, letters: String?) {
        let inner = BlocksPlan.inner(of: box, isParent: hasHeader)
        let first = cells.count
        var isLettered = false
        if group.isParent {
            let code = tree.units[group.unit].code
            let rows = rows(of: code, group.cells, group.values, in: inner, shape: layout.cellShape)
            for (unit, box) in zip(group.cells, rows.boxes(group.values, in: inner)) { add(unit, in: box) }
            isLettered = letters.map { write($0, from: first) } ?? false
        } else {
            add(group.unit, in: box)
        }
        var label: Label?
        if hasHeader {
            label = LabelFitting.header(
                words(of: group.unit), in: Box(left: box.left, top: box.top, right: box.right, bottom: inner.top)
            )
        }
        groups.append(
            PlacedGroup(
                unit: group.isParent ? group.unit : nil, box: box, inner: inner, hasHeader: hasHeader, label: label,
                letters: isLettered ? letters : nil, cells: first..<cells.count
            )
        )
    }

    private mutating func add(_ unit: Int, in box: Box) {
        let label = isMerged ? nil : LabelFitting.label(words(of: unit), in: box, prefersShortName: isDense)
        cells.append(
            PlacedCell(unit: unit, box: box, shade: shading.shade(of: tree.units[unit].shade), label: label)
        )
    }

    /// Puts the letters of a group without a header before the name of the first of its cells that has room for them.
    private mutating func write(_ letters: String, from first: Int) -> Bool {
        for index in first..<cells.count {
            let cell = cells[index]
            let words = words(of: cell.unit).lettered(letters)
            guard let label = LabelFitting.label(words, in: cell.box, prefersShortName: isDense) else { continue }
            cells[index] = PlacedCell(unit: cell.unit, box: cell.box, shade: cell.shade, label: label)
            return true
        }
        return false
    }

    private func words(of unit: Int) -> LabelChoices {
        let unit = tree.units[unit]
        return LabelChoices(name: unit.name, value: unit.valueText, shortName: unit.shortName)
    }

    /// The row breaks of a parent: those of the lock if they still fit, else the best ones. Either way they are kept.
    private mutating func rows(
        of parent: String, _ units: [Int], _ values: [Double], in box: Box, shape: Double
    ) -> Rows {
        if let entry = lock[parent], let rows = lockedRows(entry, units, values, in: box, shape: shape) {
            lockEntries.append(entry)
            return rows
        }
        let rows = Rows.best(values, in: box, shape: shape, rowsOnly: layout.rowsOnly)
        var start = 0
        let kept = rows.ends.map { end -> [String] in
            defer { start = end }
            return units[start..<end].map { tree.units[$0].code }
        }
        lockEntries.append(LayoutLock.Entry(parent: parent, direction: rows.direction, rows: kept))
        return rows
    }

    /// The kept rows, if the children are the same and no cell has become a thread.
    private func lockedRows(
        _ entry: LayoutLock.Entry, _ units: [Int], _ values: [Double], in box: Box, shape: Double
    ) -> Rows? {
        var ends: [Int] = []
        ends.reserveCapacity(entry.rows.count)
        var end = 0
        for row in entry.rows {
            guard !row.isEmpty, end + row.count <= units.count else { return nil }
            for (code, unit) in zip(row, units[end...]) where tree.units[unit].code != code { return nil }
            end += row.count
            ends.append(end)
        }
        let rows = Rows(direction: entry.direction, ends: ends)
        return end == units.count && rows.isFit(values, in: box, shape: shape) ? rows : nil
    }

    /// The cells whose size is missing or not applicable, as tiles below the areas.
    mutating func placeStrip() {
        placeStrip(withoutSize.missing, word: options.words.missing, shade: .missing)
        placeStrip(withoutSize.notApplicable, word: options.words.notApplicable, shade: .notApplicable)
    }

    private mutating func placeStrip(_ units: [Int], word: String, shade: Shade) {
        guard !units.isEmpty else { return }
        addNote(options.words.count(word, units.count), isStamp: false)
        let columns = max(1, options.width / Int(MapMeasure.link))
        let whole = Box(left: 0, top: height, right: width, bottom: height)
        for (index, unit) in units.enumerated() {
            let place = TilePlace(row: index / columns, column: index % columns)
            let box = TilesLayout.box(of: place, tile: MapMeasure.link, in: whole)
            let short = LabelChoices(name: tree.units[unit].shortName, value: "", shortName: "")
            let label = isMerged || short.name.isEmpty ? nil : LabelFitting.label(short, in: box)
            cells.append(PlacedCell(unit: unit, box: box, shade: shade, label: label.map { $0.incomplete }))
        }
        width = max(width, MapMeasure.link)
        height += MapMeasure.link * Double((units.count + columns - 1) / columns)
    }

    /// The remark below everything.
    mutating func placeStamp() {
        if !options.stamp.isEmpty { addNote(options.stamp, isStamp: true) }
    }

    private mutating func addNote(_ text: String, isStamp: Bool) {
        guard let note = PlacedNote.line(text, top: height, isStamp: isStamp) else { return }
        notes.append(note)
        width = max(width, note.label.box.right.rounded(.up))
        height += MapMeasure.header
    }
}

extension BlocksBuilder {
    /// The parts of one group, by what is known of their size.
    private struct Sized {
        var group: BlocksPlan.Group?
        var zero: [Int] = []
        var missing: [Int] = []
        var notApplicable: [Int] = []
    }

    private static func sized(_ group: MapTree.Group, _ units: [MapUnit]) -> Sized {
        var sized = Sized()
        var cells: [Int] = []
        var values: [Double] = []
        cells.reserveCapacity(group.children.count)
        values.reserveCapacity(group.children.count)
        for unit in group.isCell ? [group.unit] : group.children {
            switch units[unit].size {
            case .number(let value) where value > 0:
                cells.append(unit)
                values.append(value)
            case .number: sized.zero.append(unit)
            case .missing: sized.missing.append(unit)
            case .notApplicable: sized.notApplicable.append(unit)
            }
        }
        if !cells.isEmpty {
            sized.group = BlocksPlan.Group(
                unit: group.unit, isParent: !group.isCell, cells: cells, values: values, sum: values.reduce(0, +)
            )
        }
        return sized
    }
}

extension Rows {
    /// Cells more than so many times as wide or high as wanted are not kept.
    private static let worstShape = 8.0

    /// Whether no cell would be a thread.
    fileprivate func isFit(_ values: [Double], in box: Box, shape: Double) -> Bool {
        boxes(values, in: box).allSatisfy { box in
            let ratio = box.width / box.height / shape
            return ratio <= Self.worstShape && ratio >= 1 / Self.worstShape
        }
    }
}

extension Label {
    /// The label, said not to tell everything, so that the cell keeps its title.
    var incomplete: Label {
        Label(first: first, second: second, centreX: centreX, baseline: baseline, box: box, isComplete: false)
    }
}
