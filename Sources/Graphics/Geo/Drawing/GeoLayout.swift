/// A geographic map while it is laid out: groups, then the scale bar and the lines below.
struct GeoLayout {
    private let tree: MapTree
    private let options: MapOptions
    private let shading: Shading
    private let projection: LocalProjection
    private let arcs: Simplification
    /// The feature of every unit that has one.
    private let features: [Int?]
    private let isMerged: Bool
    private var groups: [PlacedGroup] = []
    private var cells: [PlacedCell] = []
    private var notes: [PlacedNote] = []
    private var scaleBar: ScaleBar?
    private var width: Double
    private var height: Double
    /// Cells without a boundary and groups without a cell that is drawn, in reading order.
    private(set) var unplaced: [Int] = []

    init(
        _ tree: MapTree, _ shapes: GeoShapes, _ options: MapOptions, _ shading: Shading
    ) throws(MapFault) {
        features = try GeoLayout.features(of: tree, shapes)
        self.tree = tree
        self.options = options
        self.shading = shading
        guard features.contains(where: { $0 != nil }), options.width > 0 else { throw .nothingToDraw }
        projection = LocalProjection(Extent(shapes.topology.points), width: options.width)
        arcs = Simplification(shapes.topology, projection)
        isMerged = shapes.topology.features.count > MapMeasure.mostSingleCells
        width = projection.width
        height = projection.height.rounded(.up)
    }

    /// Every feature must belong to a cell.
    private static func features(of tree: MapTree, _ shapes: GeoShapes) throws(MapFault) -> [Int?] {
        var cells: [String: Int] = [:]
        for unit in tree.cells { cells[tree.units[unit].code] = unit }
        var features = [Int?](repeating: nil, count: tree.units.count)
        for (index, feature) in shapes.topology.features.enumerated() {
            guard let unit = cells[feature.code] else { throw .unknownShape(feature.code) }
            features[unit] = index
        }
        return features
    }

    /// The finished model.
    var model: MapModel {
        MapModel(
            width: width, height: height, groups: groups, cells: cells, strip: cells.count..<cells.count, notes: notes,
            scaleBar: scaleBar)
    }

    mutating func placeGroups() {
        for group in tree.groups {
            let (first, firstUnplaced) = (cells.count, unplaced.count)
            for unit in group.isCell ? [group.unit] : group.children { add(unit) }
            let drawn = cells[first...].compactMap { features[$0.unit] }
            if drawn.isEmpty {
                if !group.isCell { unplaced.insert(group.unit, at: firstUnplaced) }
                continue
            }
            let outline = group.isCell ? nil : Outline(arcs.rings(around: drawn), hasPole: false)
            let box = outline?.box ?? cells[first].box
            groups.append(
                PlacedGroup(
                    unit: group.isCell ? nil : group.unit, box: box, inner: box, outline: outline, hasHeader: false,
                    label: nil, cells: first..<cells.count))
        }
    }

    private mutating func add(_ index: Int) {
        guard let feature = features[index] else {
            unplaced.append(index)
            return
        }
        let unit = tree.units[index]
        let outline = Outline(arcs.rings(of: feature), hasPole: !isMerged)
        let words = LabelChoices(name: unit.name, value: unit.valueText, shortName: unit.shortName)
        let label = isMerged ? nil : OutlineLabel.label(words, in: outline)
        cells.append(
            PlacedCell(
                unit: index, box: outline.box, outline: outline, shade: shading.shade(of: unit.shade), label: label))
    }

    /// The scale bar with its length, `lines`, and the stamp.
    mutating func placeNotes(_ lines: [String]) {
        scaleBar = ScaleBar(metresPerPixel: projection.metresPerPixel, width: projection.width, top: height)
        if let bar = scaleBar {
            addNote(bar.text(options.words.geo), isStamp: false, after: bar.box.right)
        }
        for line in lines { addNote(line, isStamp: false) }
        addNote(options.stamp, isStamp: true)
    }

    private mutating func addNote(_ text: String, isStamp: Bool, after left: Double = 0) {
        guard let line = PlacedNote.line(text, top: height, isStamp: isStamp) else { return }
        let note = PlacedNote(label: line.label.moved(right: Int(left.rounded(.up))), isStamp: isStamp)
        notes.append(note)
        width = max(width, note.label.box.right.rounded(.up))
        height += MapMeasure.header
    }
}

extension Label {
    /// The label moved by whole pixels.
    fileprivate func moved(right distance: Int) -> Label {
        Label(
            first: first, second: second, centreX: centreX + distance, baseline: baseline,
            box: box.moved(right: Double(distance), down: 0), isComplete: isComplete)
    }
}
