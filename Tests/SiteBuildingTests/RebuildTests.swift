import Diagnostics
import SiteBuilding
import Testing

/// The same content gives the same bytes, and a change changes what it must and nothing else.
struct RebuildTests {
    private func site(_ seed: Int) throws -> BuiltSite { try BuiltSite(seed: UInt64(10_000 + seed)) }

    @Test("Two jobs, another folder and another order of files give the same bytes", arguments: 0..<20)
    func sameBytes(seed: Int) throws {
        let first = try site(seed)
        let copy = try TemporaryFolder()
        for (path, text) in first.content.files.sorted(by: { $0.key > $1.key }) {
            try copy.write(text, to: "deep/er/内容/\(path)")
        }
        var options = first.options(jobs: 2)
        options.content = "\(copy.path)/deep/er/内容"
        options.output = "\(copy.path)/out put"
        #expect(try SiteBuild(options).build().summary != nil)
        let here = try first.folder.tree("output")
        let there = try copy.tree("out put")
        #expect(here.keys.sorted() == there.keys.sorted(), "seed \(10_000 + seed)")
        let different = here.keys.filter { here[$0] != there[$0] }.sorted()
        #expect(different == [], "seed \(10_000 + seed): these bytes depend on jobs, folder or order")
    }

    @Test("A second build writes nothing", arguments: 0..<20)
    func secondBuild(seed: Int) throws {
        let site = try site(seed)
        let summary = try SiteBuild(site.options(jobs: 2)).build().summary
        #expect(summary?.written == 0 && summary?.deleted == 0, "seed \(10_000 + seed)")
        #expect(summary?.unchanged == site.files.filter { !$0.hasPrefix(".") }.count, "seed \(10_000 + seed)")
    }

    @Test("Removing an article gives the site that never had it", arguments: 0..<20)
    func removal(seed: Int) throws {
        let site = try site(seed)
        // Texts that link to the article would be faulty without it.
        let removable = site.content.items.filter { item in
            !site.content.files.contains { $0.key != item.path && $0.value.contains("../\(item.path)") }
        }
        guard let removed = removable.first else { return }
        try site.folder.remove("content/\(removed.path)")
        let report = try SiteBuild(site.options()).build()
        let seedText = "seed \(10_000 + seed), without \(removed.path)"
        #expect(report.diagnostics.isEmpty, "\(seedText)")
        let after = try site.folder.tree("output")
        #expect(after[removed.page] == nil, "\(seedText)")
        var fresh = site.options()
        fresh.output = "\(site.folder.path)/fresh"
        #expect(try SiteBuild(fresh).build().summary != nil)
        let expected = try site.folder.tree("fresh")
        #expect(after.keys.sorted() == expected.keys.sorted(), "\(seedText)")
        #expect(after.keys.filter { after[$0] != expected[$0] } == [], "\(seedText)")
        #expect(report.summary?.deleted == site.files.subtracting(after.keys).count, "\(seedText)")
    }

    @Test("An error leaves the old site as it was, byte for byte", arguments: 0..<5)
    func errorKeepsSite(seed: Int) throws {
        let site = try site(seed)
        let before = try site.folder.tree("output")
        try site.folder.write("---\ntitle: 坏\n---\n", to: "content/cases/bad.md")
        let report = try SiteBuild(site.options()).build()
        #expect(report.summary == nil && report.diagnostics.containsError)
        #expect(try site.folder.tree("output") == before, "seed \(10_000 + seed)")
    }
}
