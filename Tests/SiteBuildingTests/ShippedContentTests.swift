import Diagnostics
import Foundation
import SiteBuilding
import TestSupport
import Testing

/// The exhibition that comes with GridShow, in a folder of its own where a test may change it.
struct ShippedSite {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: "\(ProjectFolder.root)/content", toPath: "\(folder.path)/content")
    }

    /// The output after a build, without what is kept for the next one.
    func build(jobs: Int = 2) throws -> [String: [UInt8]] {
        var options = BuildOptions()
        options.content = "\(folder.path)/content"
        options.output = "\(folder.path)/output"
        options.templates = ProjectFolder.templates
        options.jobs = jobs
        let report = try SiteBuild(options).build()
        #expect(report.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
        return try folder.tree("output").filter { !$0.key.hasPrefix(".") }
    }

    /// Replaces a text that stands once in a file.
    func replace(_ old: String, with new: String, in file: String) throws {
        let text = try #require(folder.text("content/\(file)"))
        #expect(text.components(separatedBy: old).count == 2, "“\(old)” should stand once in \(file)")
        try folder.write(text.replacingOccurrences(of: old, with: new), to: "content/\(file)")
    }
}

/// What holds for the shipped exhibition.
struct ShippedContentTests {
    /// The files that differ between two builds with one change between them.
    private func changes(_ old: String, _ new: String, in file: String) throws -> [String] {
        let site = try ShippedSite()
        let before = try site.build()
        try site.replace(old, with: new, in: file)
        let after = try site.build()
        #expect(Set(before.keys) == Set(after.keys))
        return before.keys.filter { before[$0] != after[$0] }.sorted()
    }

    private static let communityPage = "communities/demo.html"
    private static let grids = "communities/demo/grids.csv"

    @Test("One cell of the grids changes the community, the pages that print the figure, and their downloads")
    func cellOfGrids() throws {
        // Households are drawn by the first map of the sample page; the other figures do not know them.
        #expect(
            try changes("微网格02,02,微网格长,210,15", "微网格02,02,微网格长,211,15", in: Self.grids) == [
                Self.communityPage, "data/communities/demo/grids.csv", "data/demo-1.csv", "demo.html",
            ])
    }

    @Test("One figure of a later table changes what draws it, and not the grids")
    func cellOfSeries() throws {
        #expect(
            try changes("G02,monthly,2024-05,37", "G02,monthly,2024-05,39", in: "communities/demo/stats.csv") == [
                Self.communityPage, "data/communities/demo/series-monthly.csv", "data/demo-5.csv", "data/demo-6.csv",
                "demo.html",
            ])
    }

    @Test("A word in the table that is printed nowhere else changes the community only")
    func nameOfGrid() throws {
        #expect(
            try changes("G01-04,G01,微网格,微网格04,04,微网格长", "G01-04,G01,微网格,微网格04,04,组长", in: Self.grids) == [
                Self.communityPage, "data/communities/demo/grids.csv",
            ])
    }

    @Test("One published figure changes its community and the pages that show it")
    func publishedFigure() throws {
        let changed = try changes("value: 上百", "value: 约200", in: "communities/xuefu/community.yaml")
        #expect(
            changed == [
                "cases/xuefu.html", "communities/xuefu.html", "data/demo-7.csv", "data/reports/sanchu-9.csv",
                "demo.html", "reports/sanchu.html",
            ])
    }

    @Test("Every figure has a caption and a download that holds its table")
    func figures() throws {
        let output = try ShippedSite().build()
        for (path, bytes) in output where path.hasSuffix(".html") {
            try expectFigures(String(decoding: bytes, as: UTF8.self), at: path, path) { output[$0] }
        }
    }

    @Test("Links of the exhibition lead to pages and elements that are there, and no id stands twice")
    func links() throws {
        let output = try ShippedSite().build()
        let pages = output.filter { $0.key.hasSuffix(".html") }
            .reduce(into: [:]) { $0[$1.key] = BuiltPage(path: $1.key, bytes: $1.value) }
        for (path, page) in pages {
            #expect(Set(page.ids).count == page.ids.count, "\(path): an id stands twice")
            for (target, fragment) in page.addresses.compactMap(page.resolve) {
                #expect(output[target] != nil, "\(path) leads to \(target), which is not there")
                let isThere = fragment.isEmpty || pages[target]?.ids.contains(fragment) ?? true
                #expect(isThere, "\(path): \(target) has no element \(fragment)")
            }
        }
    }

    @Test("Made-up data are marked wherever they appear, and machines are not led there")
    func demonstration() throws {
        let output = try ShippedSite().build()
        func text(_ path: String) -> String { String(decoding: output[path] ?? [], as: UTF8.self) }
        let touching = output.keys.filter { path in
            path.hasSuffix(".html") && (path == Self.communityPage || text(path).contains("communities/demo.html"))
        }.sorted()
        #expect(touching.contains("demo.html"), "the sample page no longer shows the made-up community")
        for path in touching { #expect(text(path).contains("<strong class=\"demo\">示例数据</strong>"), "\(path)") }
        for path in [Self.communityPage, "demo.html"] {
            #expect(text(path).contains("<meta name=\"robots\" content=\"noindex\""), "\(path)")
            #expect(!text("sitemap.xml").contains("/\(path)<") && !text("feed.xml").contains("/\(path)"), "\(path)")
        }
        #expect(text("sitemap.xml").contains("/communities/xuefu.html<"), "the others are in the sitemap")
    }
}
