import Content
import Diagnostics
import Graphics
import Statistics

/// How an editor wants the map of a community.
struct MapSettings: Sendable {
    /// What a map is made of.
    enum Kind: String, Sendable {
        case automatic = "auto"
        case blocks, tiles, counts, geo
    }

    /// What the map is made of; `automatic` never is `geo`.
    var kind = Kind.automatic
    /// The measure that areas stand for, and where it is named.
    var area: Located<String>?
    /// The measure that colours stand for, and where it is named.
    var colour: Located<String>?
    /// At most so many classes of colour.
    var classes = 5
    /// Whether classes hold equally many cells instead of equal steps.
    var usesQuantiles = false
}

/// What may be said of the people in grids.csv.
enum PeoplePrivacy: String, Sendable {
    /// Their office only.
    case role
    /// Their office, and their surname with 某 behind it.
    case surname
    /// Their office and name, with their consent.
    case name
}

/// The data of one community: what its files say, checked, and how they are to be shown.
struct CommunityData: Sendable {
    let statistics: CommunityStatistics
    let map: MapSettings
    let privacy: PeoplePrivacy
    /// The row breaks that were kept; empty where none are.
    let lock: LayoutLock
    /// The boundaries of the grids; nil where there are none.
    let boundary: CommunityBoundary?
    /// Whether the data are made up.
    let isDemonstration: Bool
    /// Where the facts come from.
    let sources: [SourceCitation]
    /// The published numbers that are marked to be drawn as cells.
    let markedCounts: [(name: String, count: Int)]
    /// Its page.
    let path: OutputPath

    var declaration: CommunityDeclaration { statistics.declaration }
}

/// A table of `content/statistics` with what is said about it.
struct TableData: Sendable {
    let statistics: StatisticsTable
    /// May be empty.
    let summary: String
    let sources: [SourceCitation]
    /// Whether the data are made up.
    let isDemonstration: Bool
    /// The description's path as the user would write it.
    let file: String

    var name: String { statistics.declaration.name }
    /// Its page.
    var path: OutputPath { OutputPath("statistics/\(name).html") }
}

/// All data of a site by their names.
struct SiteStatistics: Sendable {
    /// Figures by what texts ask for.
    let library: FigureLibrary
    /// The communities by folder name.
    let communities: [String: CommunityData]
    /// The tables in byte order of their names.
    let tables: [TableData]
    /// Names of communities and tables whose files are faulty: what is asked of them cannot be answered.
    let faulty: Set<String>
    /// What texts about a community are compared with, by its folder name.
    private let knowledge: [String: Knowledge]

    /// All data that passed.
    init(communities: [CommunityData], tables: [TableData], faulty: Set<String>) {
        library = FigureLibrary(communities: communities.map(\.statistics), tables: tables.map(\.statistics))
        self.communities = Dictionary(communities.map { ($0.declaration.slug, $0) }) { first, _ in first }
        self.tables = tables
        self.faulty = faulty
        let names = communities.map(\.declaration.name)
        knowledge = self.communities.mapValues { $0.statistics.knowledge(communities: names) }
    }

    /// No data at all.
    static let empty = SiteStatistics(communities: [], tables: [], faulty: [])

    /// The community with this folder name or name.
    func community(named name: String) -> CommunityData? {
        library.community(named: name).flatMap { communities[$0.declaration.slug] }
    }

    /// What a text about a community is compared with; nothing where it has no data.
    func knowledge(of home: HomeCommunity) -> Knowledge {
        guard case .named(let slug) = home else { return .nothing }
        return knowledge[slug] ?? .nothing
    }

    /// The table with this name.
    func table(named name: String) -> TableData? { tables.first { $0.name == name } }
}
