import Diagnostics
import Foundation
import SiteBuilding
import TestSupport
import Testing

/// What holds for figures on every site. A failure prints the seed: `RandomContent(seed:)` makes the site again.
struct RandomDataTests {
    private static let seeds: Range<UInt64> = 20_000..<20_024

    private func text(_ site: BuiltSite, _ path: String) -> String { site.folder.text("output/\(path)") ?? "" }

    @Test("The table of a community holds what its files say, and the sums of its parts", arguments: seeds)
    func tables(seed: UInt64) throws {
        let site = try BuiltSite(seed: seed)
        for community in site.content.data.communities {
            let cells = BuiltTable.cells(in: text(site, "communities/\(community.slug).html"))
            let whole = RandomData.Community.sum
            for (measure, entry) in [("households", \RandomData.Grid.households), ("events", \.events)] {
                for top in community.grids {
                    let parts = community.leaves.filter { $0.code == top.code || $0.parent == top.code }
                    expect(cells, "v-\(top.code)-\(measure)", whole(parts.map { $0[keyPath: entry] }), seed)
                }
                expect(cells, "v-_all-\(measure)", whole(community.leaves.map { $0[keyPath: entry] }), seed)
            }
        }
    }

    private func expect(
        _ cells: [String: BuiltTable.Cell], _ id: String, _ entry: RandomData.Entry, _ seed: UInt64
    ) {
        let (state, text) =
            switch entry {
            case .missing: ("missing", "缺失")
            case .notApplicable: ("none", "不适用")
            case .value(let number): ("value", String(number))
            }
        let cell = cells[id]
        #expect(cell?.state == state, "seed \(seed): \(id)")
        #expect(cell?.text.replacing(",", with: "") == text, "seed \(seed): \(id)")
    }

    @Test("Every figure has a caption, and a download whose rows are those of its table", arguments: seeds)
    func figures(seed: UInt64) throws {
        let site = try BuiltSite(seed: seed)
        for path in site.pages.keys.sorted() {
            try expectFigures(text(site, path), at: path, "seed \(seed), \(path)") { site.folder.read("output/\($0)") }
        }
    }

    @Test("Made-up data are marked on every page that leads to them, and no machine is led there", arguments: seeds)
    func demonstrations(seed: UInt64) throws {
        let site = try BuiltSite(seed: seed)
        let madeUp = Set(
            site.content.data.communities.filter(\.isDemonstration).map { "communities/\($0.slug).html" })
        let machines = site.files.filter { $0.hasSuffix(".xml") }.map { text(site, $0) }.joined()
        for (path, page) in site.pages where madeUp.contains(path) || !madeUp.isDisjoint(with: page.linkedPages) {
            #expect(text(site, path).contains("示例数据"), "seed \(seed): \(path) is not marked")
            if path == "communities/index.html" { continue }
            #expect(text(site, path).contains("noindex"), "seed \(seed): \(path) invites search engines")
            let name = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
            #expect(!machines.contains("/\(name)<"), "seed \(seed): \(path) is in the sitemap or the feed")
        }
    }

    @Test("No name of a person is in any file, unless the community says so; then the surname alone", arguments: seeds)
    func privacy(seed: UInt64) throws {
        let site = try BuiltSite(seed: seed)
        let everything = try site.folder.tree("output").values.map { String(decoding: $0, as: UTF8.self) }.joined()
        for community in site.content.data.communities {
            let page = text(site, "communities/\(community.slug).html")
            for grid in community.grids {
                #expect(!everything.contains(grid.lead), "seed \(seed): \(grid.lead) is published")
                let surname = ["欧阳", "诸葛"].first { grid.lead.hasPrefix($0) } ?? String(grid.lead.prefix(1))
                let isShown = page.contains("\(surname)某")
                #expect(isShown == (community.people == "surname") || isShown, "seed \(seed): \(grid.lead)")
                if community.people == "role" { #expect(!isShown, "seed \(seed): \(surname)某 is published") }
            }
        }
    }

    @Test("Changing one cell changes the pages that print it, and no other", arguments: seeds)
    func oneCell(seed: UInt64) throws {
        let site = try BuiltSite(seed: seed)
        var random = SeededGenerator(seed: seed)
        guard let community = site.content.data.communities.randomElement(using: &random),
            let leaf = community.leaves.randomElement(using: &random)
        else { return }
        let home = "communities/\(community.slug).html"
        let before = try site.folder.tree("output")
        var data = site.content.data
        data.change(community.slug, leaf.code)
        let table = "communities/\(community.slug)/grids.csv"
        try site.folder.write(data.files[table] ?? "", to: "content/\(table)")
        let report = try SiteBuild(site.options()).build()
        #expect(report.diagnostics.isEmpty, "seed \(seed)")
        let after = try site.folder.tree("output")
        try expectSameWithCache(site, before: site.content.data.files[table], after, table, seed)
        let changedCells = differences(before[home], after[home])
        #expect(changedCells.contains("v-\(leaf.code)-households"), "seed \(seed): its own cell does not change")
        let expected = Set(
            site.pages.values.filter { page in
                let isMapped = (site.content.dataUses[page.path] ?? []).contains {
                    $0.slug == community.slug && $0.mapMeasures.contains("households")
                }
                let later = BuiltPage(path: page.path, bytes: after[page.path] ?? [])
                return isMapped
                    || (page.addresses + later.addresses).compactMap(page.resolve).contains {
                        $0.path == home && changedCells.contains($0.fragment)
                    }
            }.map(\.path) + [home])
        let changed = Set(before.keys.filter { before[$0] != after[$0] }).union(
            Set(after.keys).symmetricDifference(before.keys))
        #expect(
            changed.filter { $0.hasSuffix(".html") } == expected,
            "seed \(seed), \(community.slug) \(leaf.code): other pages change than print it")
        expectDownloads(changed, expected, "seed \(seed), \(community.slug) \(leaf.code)")
    }

    /// A build that remembers the one before the change comes to the same.
    private func expectSameWithCache(
        _ site: BuiltSite, before: String?, _ expected: [String: [UInt8]], _ table: String, _ seed: UInt64
    ) throws {
        let changed = site.folder.text("content/\(table)") ?? ""
        var options = site.options(jobs: 2)
        options.cache = "\(site.folder.path)/cache"
        options.output = "\(site.folder.path)/remembered"
        for text in [before ?? "", changed] {
            try site.folder.write(text, to: "content/\(table)")
            _ = try SiteBuild(options).build()
        }
        let remembered = try site.folder.tree("remembered")
        let different = Set(expected.keys).union(remembered.keys).filter { expected[$0] != remembered[$0] }
        #expect(different.sorted() == [], "seed \(seed), \(table): a build with a cache differs")
    }

    /// The ids of the cells of a page that read differently.
    private func differences(_ before: [UInt8]?, _ after: [UInt8]?) -> Set<String> {
        let old = BuiltTable.cells(in: String(decoding: before ?? [], as: UTF8.self))
        let new = BuiltTable.cells(in: String(decoding: after ?? [], as: UTF8.self))
        return Set(new.keys.filter { new[$0]?.text != old[$0]?.text })
    }

    /// Nothing changes but pages and their own downloads.
    private func expectDownloads(_ changed: Set<String>, _ pages: Set<String>, _ place: String) {
        for path in changed where !path.hasSuffix(".html") {
            let isOfPage = pages.contains { path.hasPrefix("data/\($0.dropLast(5))") && path.hasSuffix(".csv") }
            #expect(isOfPage, "\(place): \(path) changes, too")
        }
    }
}

extension RandomData {
    /// Gives one grid another number of households.
    mutating func change(_ slug: String, _ code: String) {
        for index in communities.indices where communities[index].slug == slug {
            for grid in communities[index].grids.indices where communities[index].grids[grid].code == code {
                let number = communities[index].grids[grid].households.known ?? 6
                communities[index].grids[grid].households = .value(number + 1)
            }
        }
    }
}

/// Every figure of a page has a caption, and a download that holds its table.
func expectFigures(
    _ html: String, at path: String, _ place: String, read: (String) -> [UInt8]?
) throws {
    let page = BuiltPage(path: path, bytes: [])
    // The map of districts shows no data but ways to cases: its tiles are its table.
    for figure in BuiltFigure.all(in: html) where !figure.html.contains("id=\"district-map\"") {
        #expect(!figure.caption.isEmpty, "\(place): a figure has no caption")
        let table = try #require(figure.tables.first, "\(place), \(figure.caption): there is no table")
        let address = try #require(figure.download, "\(place), \(figure.caption): there is no download")
        let file = try #require(page.resolve(address)?.path.removingPercentEncoding)
        let rows = csvRows(try #require(read(file), "\(place): \(file) is not there"))
        #expect(rows.count == table.rows.count + 1, "\(place): \(file) has other rows than the table")
        for (row, line) in zip(table.rows, rows.dropFirst()) {
            #expect(row.map(\.text).count == line.count, "\(place): \(file), \(line)")
            for (cell, plain) in zip(row, line) where !isSame(cell, plain) {
                Issue.record("\(place): the page says “\(cell.text)”, \(file) “\(plain)”")
            }
        }
    }
}

/// Whether a cell of a page and one of its download say the same.
private func isSame(_ cell: BuiltTable.Cell, _ plain: String) -> Bool {
    switch cell.state {
    case "missing": return plain.isEmpty
    case "none": return plain == "-"
    case "value":
        let shown = cell.text.replacing(",", with: "")
        if shown.hasPrefix(plain) { return true }
        // The page rounds to the declared decimals, the download does not.
        guard let rounded = Double(shown), let exact = Double(plain) else { return false }
        return abs(rounded - exact) <= 0.051
    default: return cell.text == plain
    }
}
