import Diagnostics

/// A figure with all that a page must print beside it.
public struct Figure: Sendable {
    /// Where the number comes from.
    public enum Origin: Sendable, Hashable {
        /// It stands in this cell, or at this place of a description (row 0).
        case stated(CellSource)
        /// It follows from these cells, in the order of their rows.
        case computed([CellSource])
    }

    /// What is known.
    public let entry: Entry<ExactDecimal>
    /// The name of the measure on the page.
    public let label: String
    /// The unit; may be empty.
    public let unit: String
    /// The digits behind the point; nil prints what was written.
    public let decimals: Int?
    /// The time that it belongs to, if it is known.
    public let asOf: Period?
    /// Where it can be looked up.
    public let origin: Origin
    /// The value as it was published where that is no plain number, such as 上百; `entry` is missing then.
    public var words: String?

    /// What `words` say about the number, where they say any.
    public var bound: NumberBound? { words.flatMap { NumberBound($0) } }

    /// The figure with its unit, or nil if there is no value; words as published. The declared decimals win over the format's.
    public func text(_ format: NumberFormat = NumberFormat()) -> String? {
        if let words { return words + unit }
        var format = format
        format.decimals = decimals ?? format.decimals
        return entry.known.map { format.text(of: $0, unit: unit) }
    }
}

/// A figure that `:stat` asks for.
public struct FigureRequest: Sendable, Hashable {
    /// A community's folder name or name, or the name of a statistics table.
    public let of: String
    /// The measure, the published figure, or the column.
    public let measure: String
    /// The time as it is written; nil for the time of grids.csv, else the latest.
    public let period: String?
    /// The grid, or the row of a table; nil for the whole.
    public let code: String?

    /// A request as it is written in a directive.
    public init(of owner: String, measure: String, period: String? = nil, code: String? = nil) {
        self.of = owner
        self.measure = measure
        self.period = period
        self.code = code
    }
}

/// Why there is no such figure.
public struct FigureFault: Error, Hashable {
    /// The part of the request that leads nowhere.
    public enum Part: String, Sendable, Hashable {
        case of
        case measure
        case period
        case code
    }

    /// What is wrong.
    public let part: Part
    /// What was written there; empty where something had to be written.
    public let written: String
    /// All that could have been written, in order.
    public let known: [String]

    /// A fault in one part of a request.
    public init(part: Part, written: String, known: [String]) {
        self.part = part
        self.written = written
        self.known = known
    }

    /// What was most likely meant.
    public var nearest: String? { nearestName(to: written, among: known) }

    /// The fault at the place of the part in the directive.
    public func diagnostic(at span: Span) -> Diagnostic {
        let (id, what): (String, LocalizedText) =
            switch part {
            case .of: ("unknown-community", LocalizedText(zh: "社区或统计表", en: "community or table"))
            case .measure: ("unknown-measure", LocalizedText(zh: "指标", en: "measure"))
            case .period: ("unknown-period", LocalizedText(zh: "时间", en: "period"))
            case .code: ("unknown-code", LocalizedText(zh: "编码", en: "code"))
            }
        let list = LocalizedText(
            zh: known.prefix(12).joined(separator: "、") + (known.count > 12 ? "……" : ""),
            en: known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : ""))
        return Diagnostic(
            id, at: span,
            LocalizedText(
                zh: "数据里没有\(part.rawValue)为“\(written)”的\(what.zh)；可用的有：\(list.zh)",
                en: "the data have no \(what.en) “\(written)”; there are: \(list.en)"),
            suggestion: nearest.map { .init(replacing: span, with: $0) })
    }
}

/// All figures of a site by their names.
public struct FigureLibrary: Sendable {
    /// The communities in byte order of their folder names.
    public let communities: [CommunityStatistics]
    /// The statistics tables in byte order of their names.
    public let tables: [StatisticsTable]
    /// Positions by folder name, and by name for the first community of each name.
    private let communityPositions: [String: Int]
    private let tablePositions: [String: Int]

    /// A library; the order of the arguments does not matter.
    public init(communities: [CommunityStatistics], tables: [StatisticsTable] = []) {
        self.communities = communities.sorted {
            $0.declaration.slug.utf8.lexicographicallyPrecedes($1.declaration.slug.utf8)
        }
        self.tables = tables.sorted { $0.declaration.name.utf8.lexicographicallyPrecedes($1.declaration.name.utf8) }
        let slugs = self.communities.enumerated().map { ($1.declaration.slug, $0) }
        let names = self.communities.enumerated().map { ($1.declaration.name, $0) }
        communityPositions = Dictionary(slugs + names) { first, _ in first }
        tablePositions = Dictionary(self.tables.enumerated().map { ($1.declaration.name, $0) }) { first, _ in first }
    }

    /// The community with this folder name, else the first with this name.
    public func community(named name: String) -> CommunityStatistics? {
        communityPositions[name].map { communities[$0] }
    }

    /// The table with this name.
    public func table(named name: String) -> StatisticsTable? { tablePositions[name].map { tables[$0] } }

    /// Every name of a community or table, folder names first.
    public var names: [String] {
        communities.flatMap { [$0.declaration.slug, $0.declaration.name] } + tables.map(\.declaration.name)
    }

    /// Looks a figure up. A figure that is there but missing or not applicable is an answer, not a fault.
    public func figure(_ request: FigureRequest) throws(FigureFault) -> Figure {
        if let community = community(named: request.of) {
            return try CommunityLookup(community: community, request: request).figure()
        }
        if let table = table(named: request.of) { return try table.figure(request) }
        throw FigureFault(part: .of, written: request.of, known: names)
    }
}
