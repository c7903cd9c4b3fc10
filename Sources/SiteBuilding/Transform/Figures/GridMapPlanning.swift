import Content
import Statistics

extension GridMapPlan {
    /// The map that the settings of a community ask for; nil where nothing is known that could be drawn.
    static func standard(_ community: CommunityData) -> GridMapPlan? {
        let settings = community.map
        let measures = community.declaration.measures
        func measure(_ name: Located<String>?) -> ColumnDeclaration? {
            name.flatMap { written in measures.first { $0.name == written.value } }
        }
        return GridMapPlan(
            community: community, kind: settings.kind, area: measure(settings.area), colour: measure(settings.colour),
            period: nil, classes: settings.classes, usesQuantiles: settings.usesQuantiles)
    }

    /// Settles `automatic`: areas where an additive measure is known of every grid, else tiles, else counts.
    ///
    /// - Returns: nil where nothing is known that could be drawn.
    init?(
        community: CommunityData, kind: MapSettings.Kind, area: ColumnDeclaration?, colour: ColumnDeclaration?,
        period: Period?, classes: Int, usesQuantiles: Bool
    ) {
        let hasGrids = community.statistics.hierarchy.map { !$0.grids.isEmpty } ?? false
        let additive = community.declaration.measures.first {
            $0.aggregation == .sum && Self.isComplete($0, community, period)
        }
        var (settled, area) = (kind, area)
        if kind == .automatic {
            if !hasGrids {
                settled = .counts
            } else if area != nil || additive != nil {
                settled = .blocks
            } else {
                settled = .tiles
            }
        }
        if settled == .blocks { area = area ?? additive }
        if settled == .counts, community.counts.isEmpty { return nil }
        if settled != .counts, !hasGrids { return nil }
        if settled == .blocks, area == nil { settled = .tiles }
        self.community = community
        self.kind = settled
        self.area = settled == .blocks ? area : nil
        self.colour = settled == .counts ? nil : colour ?? area
        self.period = period
        self.classes = classes
        self.usesQuantiles = usesQuantiles
    }

    /// Whether every grid without parts has a figure of the measure that can be an area.
    private static func isComplete(_ measure: ColumnDeclaration, _ community: CommunityData, _ period: Period?) -> Bool
    {
        guard let hierarchy = community.statistics.hierarchy,
            let aggregates = community.statistics.aggregates(of: measure, period: period)
        else { return false }
        return hierarchy.grids.indices.allSatisfy { position in
            let entry = aggregates.grids[position].entry
            return !hierarchy.grids[position].children.isEmpty
                || (!entry.isMissing && entry.known?.isNegative != true)
        }
    }
}

extension CommunityData {
    /// Published numbers of grids that can be drawn as cells: those of `expect`, else the figures marked `cells`.
    var counts: [(name: String, count: Int)] {
        let figures = declaration.expected.map { (name: $0.kind, count: $0.count) }
        return figures.isEmpty ? markedCounts : figures
    }
}
