import TestSupport

/// Communities with grids and figures, and a statistics table, made at random; and directives that ask for them.
///
/// Only what is known is asked for, so that a site with these texts has no faults.
struct RandomData {
    /// A figure as a table may hold it.
    enum Entry: Hashable {
        case missing, notApplicable
        case value(Int)

        var written: String {
            switch self {
            case .missing: ""
            case .notApplicable: "-"
            case .value(let number): String(number)
            }
        }

        var known: Int? { if case .value(let number) = self { number } else { nil } }
    }

    struct Grid {
        let code: String
        let parent: String?
        /// A name that stands nowhere else.
        let lead: String
        var households: Entry
        var events: Entry
    }

    struct Community {
        let slug: String
        let name: String
        let isDemonstration: Bool
        /// `role` or `surname`.
        let people: String
        var grids: [Grid]
        /// The events of every grid at the top at three times.
        let monthly: [[Int]]

        var tops: [Grid] { grids.filter { $0.parent == nil } }
        /// Grids that have no parts.
        var leaves: [Grid] { grids.filter { grid in !grids.contains { $0.parent == grid.code } } }

        /// The sum of a measure over some grids: missing where any is, none where none applies.
        static func sum(_ entries: [Entry]) -> Entry {
            if entries.contains(.missing) { return .missing }
            let known = entries.compactMap(\.known)
            return known.isEmpty ? .notApplicable : .value(known.reduce(0, +))
        }

        func leaves(of top: Grid) -> [Grid] { leaves.filter { $0.code == top.code || $0.parent == top.code } }
    }

    /// What a text shows of a community.
    struct Use: Hashable {
        let slug: String
        /// The measures of a map; empty for all others, whose figures are links to their cells.
        var mapMeasures: [String] = []
    }

    var communities: [Community] = []
    let hasTable: Bool
    private var random: SeededGenerator
    private static let periods = ["2023-01", "2023-02", "2023-03"]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed ^ 0xDA7A)
        hasTable = random.chance(40)
        for (slug, name) in [("d1", "甲社区"), ("数据-2", "乙 & 丙村")] where random.chance(60) {
            let isDemonstration = random.chance(30)
            let people = random.chance(50) ? "role" : "surname"
            let grids = makeGrids()
            let monthly = grids.filter { $0.parent == nil }.map { _ in
                Self.periods.map { _ in Int.random(in: 0...90, using: &random) }
            }
            communities.append(
                Community(
                    slug: slug, name: name, isDemonstration: isDemonstration, people: people, grids: grids,
                    monthly: monthly))
        }
    }

    private mutating func makeGrids() -> [Grid] {
        (1...Int.random(in: 1...3, using: &random)).flatMap { top -> [Grid] in
            let count = Int.random(in: 0...3, using: &random)
            var whole = grid("G0\(top)", parent: nil)
            if count > 0 { (whole.households, whole.events) = (.missing, .missing) }
            return [whole] + (0..<count).map { grid("G0\(top)-0\($0)", parent: whole.code) }
        }
    }

    private mutating func grid(_ code: String, parent: String?) -> Grid {
        let surname = random.pick(["赵", "钱", "欧阳", "诸葛"])
        let given = "\(random.pick(["靖", "翊", "朔"]))\(random.pick(["骁", "翎", "霁"]))"
        return Grid(code: code, parent: parent, lead: surname + given, households: entry(), events: entry())
    }

    private mutating func entry() -> Entry {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: .missing
        case 1: .notApplicable
        case 2: .value(0)
        default: .value(Int.random(in: 1...4000, using: &random))
        }
    }
}

extension RandomData {
    /// The files, by their paths below the content folder.
    var files: [String: String] {
        var files: [String: String] = [:]
        for community in communities {
            let folder = "communities/\(community.slug)"
            files["\(folder)/community.yaml"] = Self.description(community)
            files["\(folder)/grids.csv"] =
                (["code,parent,kind,name,lead_role,lead,households,events,hours"]
                + community.grids.map { grid in
                    let kind = grid.parent == nil ? "一般网格" : "微网格"
                    let hours = grid.events.known.map { "\($0 % 7).5" } ?? ""
                    return
                        "\(grid.code),\(grid.parent ?? ""),\(kind),<\(grid.code)> 网格,网格长,\(grid.lead),\(grid.households.written),\(grid.events.written),\(hours)"
                }).joined(separator: "\n") + "\n"
            let lines = zip(community.tops, community.monthly).flatMap { top, numbers in
                zip(Self.periods, numbers).map { "\(top.code),monthly,\($0),\($1)" }
            }
            files["\(folder)/stats.csv"] = (["code,measure,period,value"] + lines).joined(separator: "\n") + "\n"
        }
        if hasTable {
            files["statistics/各年.yaml"] =
                "title: 各年件数\nas_of: 2024\ncolumns:\n  year: {label: 年, type: code}\n  count: {label: 件数, unit: 件, agg: sum}\n"
            files["statistics/各年.csv"] = "year,count\n2022,1200\n2023,0\n2024,-\n"
        }
        return files
    }

    private static func description(_ community: Community) -> String {
        """
        name: \(community.name)
        district: 武侯区
        as_of: 2024-12
        demo: \(community.isDemonstration)
        figures:
          - {label: 投诉, value: 上百, unit: 件}
        measures:
          households: {label: 户数, unit: 户, agg: sum}
          events: {label: 事件, unit: 件, agg: sum}
          monthly: {label: 当月事件, unit: 件, agg: sum}
          hours: {label: 时长, unit: 小时, agg: wmean(events), decimals: 1}
        map: {area: households, color: events}
        privacy: {people: \(community.people)}

        """
    }

    /// Directives for a text, with what they show.
    mutating func directives() -> (markdown: [String], uses: [Use]) {
        var markdown: [String] = []
        var uses: [Use] = []
        for community in communities {
            let of = "of=\(community.slug)"
            for grid in community.grids where grid.households.known != nil && random.chance(20) {
                markdown.append("户数 :stat{\(of) measure=households code=\(grid.code)} 户。")
            }
            if random.chance(30) {
                markdown.append("::gridmap[网格图]{\(of)}")
                uses.append(Use(slug: community.slug, mapMeasures: ["households", "events"]))
            }
            if random.chance(30) {
                markdown.append("::gridmap[方格图]{\(of) kind=tiles color=hours}")
                uses.append(Use(slug: community.slug, mapMeasures: ["hours"]))
            }
            for chart in charts(of: community) where random.chance(25) { markdown.append(chart) }
        }
        if communities.count == 2, random.chance(40) {
            let slugs = communities.map(\.slug).joined(separator: ",")
            markdown.append("::compare[对比]{of=\"\(slugs)\" measures=\"households,events\" total=yes}")
        }
        uses += communities.filter { community in markdown.contains { $0.contains(community.slug) } }
            .map { Use(slug: $0.slug) }
        if hasTable, random.chance(40) { markdown.append(Self.tableUse) }
        return (markdown, uses)
    }

    /// What asks for the statistics table.
    static let tableUse = "共 :stat{table=各年 measure=count}。\n\n::chart[各年]{table=各年 measure=count}"

    /// Charts of which at least one figure is known.
    private func charts(of community: Community) -> [String] {
        let of = "of=\(community.slug)"
        var charts = [
            "::chart[每月]{\(of) type=line measure=monthly by=grid}",
            "::chart[前后]{\(of) type=before-after measure=monthly by=grid from=2023-01 to=2023-03}",
            "::chart[分开]{\(of) type=multiples measure=monthly by=grid cols=2}",
        ]
        let tops = community.tops.map { top in Community.sum(community.leaves(of: top).map(\.households)) }
        if tops.contains(where: { $0.known != nil }) {
            charts.append("::chart[户数]{\(of) type=bar measure=households}")
        }
        return charts
    }
}
