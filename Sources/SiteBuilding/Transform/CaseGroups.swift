import Content

/// Cases sorted under one heading: positions in the site's list of cases, newest first.
struct CaseGroup: Sendable {
    /// The heading: a district's, street's or year's name, or a theme's key.
    let name: String
    /// Positions in the list of cases, ascending, which is newest first.
    let positions: [Int]
    /// The folder of the group's list pages, below the site's root.
    let folder: String
    /// The address of its first page, relative to the site's root.
    let url: String

    init(name: String, positions: [Int], folder: String) {
        self.name = name
        self.positions = positions
        self.folder = folder
        url = OutputPath.list(folder, page: 1).url
    }
}

/// The cases by theme, district, street and year.
struct CaseGroups: Sendable {
    /// One group a theme in the order of topics.yaml, empty ones too.
    let topics: [CaseGroup]
    /// Districts with the most cases first, then in byte order.
    let districts: [CaseGroup]
    /// The streets of each district in the same order.
    let streets: [String: [CaseGroup]]
    /// Years, latest first.
    let years: [CaseGroup]
    /// Addresses of districts' lists by name.
    let districtURLs: [String: String]
    /// Addresses of streets' lists by district and name.
    let streetURLs: [String: [String: String]]
    /// Positions by the key of a theme.
    private let positionsByTopic: [String: [Int]]
    /// By the name of a district.
    private let placesByDistrict: [String: DistrictCases]
    /// How many cases there are.
    private let caseCount: Int

    /// How many related cases a page shows.
    static let relatedCount = 3

    /// Sorts `cases` (newest first) into groups.
    init(_ cases: [Article], topics: TopicIndex) {
        var byTopic: [String: [Int]] = [:]
        var byDistrict: [String: DistrictCases] = [:]
        var byYear: [Int: [Int]] = [:]
        for (position, article) in cases.enumerated() {
            for key in article.topics { byTopic[key, default: []].append(position) }
            byDistrict[article.district, default: DistrictCases()].add(article, position)
            if let date = article.date { byYear[date.year, default: []].append(position) }
        }
        self.topics = topics.topics.map {
            CaseGroup(name: $0.key, positions: byTopic[$0.key] ?? [], folder: "topics/\($0.key)")
        }
        districts = largestFirst(byDistrict.mapValues(\.all), in: "districts")
        streets = Dictionary(
            uniqueKeysWithValues: byDistrict.filter { !$0.value.byStreet.isEmpty }.map { name, cases in
                (name, largestFirst(cases.byStreet, in: "districts/\(fileName(name))"))
            })
        years = byYear.keys.sorted(by: >).map {
            CaseGroup(name: String($0), positions: byYear[$0] ?? [], folder: "years/\($0)")
        }
        districtURLs = Dictionary(uniqueKeysWithValues: districts.map { ($0.name, $0.url) })
        streetURLs = streets.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.name, $0.url) }) }
        positionsByTopic = byTopic
        placesByDistrict = byDistrict
        caseCount = cases.count
    }

    /// Up to three other cases: of the same street, then of the same district and theme, then of the same theme,
    /// then any; within each the ones that follow in time, round the end.
    func related(to position: Int, _ article: Article) -> [Int] {
        var found: [Int] = []
        let firstTopic = article.topics.first ?? ""
        let places = placesByDistrict[article.district]
        let rows = [
            places?.byStreet[article.street] ?? [], places?.byFirstTopic[firstTopic] ?? [],
            positionsByTopic[firstTopic] ?? [],
        ]
        for row in rows {
            take(from: row, after: position, into: &found)
            if found.count == Self.relatedCount { return found }
        }
        for offset in 1..<max(2, min(caseCount, Self.relatedCount * 2)) where found.count < Self.relatedCount {
            let candidate = (position + offset) % caseCount
            if candidate != position, !found.contains(candidate) { found.append(candidate) }
        }
        return found
    }

    private func take(from row: [Int], after position: Int, into found: inout [Int]) {
        guard row.count > 1 else { return }
        let start = firstIndex(in: row, above: position)
        for step in 0..<min(row.count, Self.relatedCount * 2) where found.count < Self.relatedCount {
            let candidate = row[(start + step) % row.count]
            if candidate != position, !found.contains(candidate) { found.append(candidate) }
        }
    }

    private func firstIndex(in row: [Int], above value: Int) -> Int {
        var low = 0
        var high = row.count
        while low < high {
            let middle = (low + high) / 2
            if row[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The cases of one district, as positions in the list of all.
private struct DistrictCases: Sendable {
    private(set) var all: [Int] = []
    /// Those that name a street.
    private(set) var byStreet: [String: [Int]] = [:]
    /// By the key of the first theme.
    private(set) var byFirstTopic: [String: [Int]] = [:]

    mutating func add(_ article: Article, _ position: Int) {
        all.append(position)
        if !article.street.isEmpty { byStreet[article.street, default: []].append(position) }
        if let key = article.topics.first { byFirstTopic[key, default: []].append(position) }
    }
}

private func largestFirst(_ rows: [String: [Int]], in folder: String) -> [CaseGroup] {
    rows.map { CaseGroup(name: $0.key, positions: $0.value, folder: "\(folder)/\(fileName($0.key))") }.sorted {
        left, right in
        left.positions.count != right.positions.count
            ? left.positions.count > right.positions.count
            : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
