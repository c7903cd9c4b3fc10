import Graphics
import Statistics

extension GridMapPlan {
    /// The grids that the map draws, from the top down: those at the top, and those without parts.
    var drawnGrids: [Int] {
        guard let hierarchy = community.statistics.hierarchy else { return [] }
        return hierarchy.preorder.filter {
            hierarchy.grids[$0].parent == nil || hierarchy.grids[$0].children.isEmpty
        }
    }

    /// The units of the map, in the order of `drawnGrids`.
    func units(_ words: Words) -> [MapUnit] {
        guard let hierarchy = community.statistics.hierarchy else { return [] }
        let areas = area.flatMap { community.statistics.aggregates(of: $0, period: period) }
        let colours = colour.flatMap { community.statistics.aggregates(of: $0, period: period) }
        return drawnGrids.map { position in
            let grid = hierarchy.grids[position]
            var unit = MapUnit(
                code: grid.code, parent: hierarchy.top(of: position).map { hierarchy.grids[$0].code }, name: grid.name,
                shortName: grid.short)
            unit.size = areas.map { Quantity($0.grids[position].entry) } ?? .missing
            if let colours, let colour {
                let entry = colours.grids[position].entry
                unit.shade = Quantity(entry)
                let cell = DataCell(entry, unit: colour.unit, decimals: colour.decimals)
                unit.valueText = cell.isKnown ? words.figure(cell, showsUnit: true) : ""
            }
            unit.tile = grid.tile.map { TilePlace(row: $0.row, column: $0.column) }
            return unit
        }
    }

    /// How values become colours: zero is a class of its own where figures are summed.
    var scheme: ColourScheme? {
        colour.map { colour in
            ColourScheme(
                method: usesQuantiles ? .quantiles(decimals: colour.decimals ?? 0) : .equalSteps, classes: classes,
                zeroIsClass: colour.aggregation == .sum)
        }
    }

    /// The row breaks to start from: the kept ones, for the current figures of the map on the community's page.
    var layout: BlocksMap.Layout { BlocksMap.Layout(lock: community.lock) }
}

extension GridHierarchy {
    /// The grid at the top that a grid is a part of; nil for one at the top.
    func top(of position: Int) -> Int? {
        var current = grids[position].parent
        while let parent = current, let next = grids[parent].parent { current = next }
        return current
    }
}

extension Quantity {
    /// What is known, as a number of the machine: enough for a picture.
    init(_ entry: Entry<ExactDecimal>) {
        switch entry {
        case .missing: self = .missing
        case .notApplicable: self = .notApplicable
        case .value(let number): self = .number(number.nearestDouble)
        }
    }
}
