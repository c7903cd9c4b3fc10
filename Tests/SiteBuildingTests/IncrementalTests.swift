import Diagnostics
import SiteBuilding
import TestSupport
import Testing

/// A build that remembers the last one gives what a build from nothing gives, byte for byte and word for word.
struct IncrementalTests {
    private func options(_ edits: RandomEdits, output: String, cache: Bool, jobs: Int = 2) -> BuildOptions {
        var options = BuildOptions()
        options.content = "\(edits.folder.path)/content"
        options.templates = "\(edits.folder.path)/templates"
        options.output = "\(edits.folder.path)/\(output)"
        options.cache = cache ? "\(edits.folder.path)/cache" : nil
        options.jobs = jobs
        return options
    }

    @Test("After random edits the tree equals a clean build", arguments: 0..<16)
    func randomEdits(seed: Int) throws {
        var edits = try RandomEdits(seed: UInt64(40_000 + seed))
        var history: [String] = []
        var faultyBuilds = 0
        for step in 0..<25 {
            if step > 0 { history.append("\(step): " + (try edits.edit()).joined(separator: "; ")) }
            // A site must not stay broken for ever, or nothing would be compared.
            if faultyBuilds > 3 {
                try edits.mend()
                history.append("\(step): everything is put back")
            }
            let before = try edits.folder.tree("output")
            let clean = try SiteBuild(options(edits, output: "clean", cache: false, jobs: 1)).build()
            let report = try SiteBuild(options(edits, output: "output", cache: true)).build()
            let story = "seed \(40_000 + seed)\n" + history.joined(separator: "\n")
            #expect(Self.words(report) == Self.words(clean), "\(story)")
            faultyBuilds = clean.summary == nil ? faultyBuilds + 1 : 0
            let after = try edits.folder.tree("output")
            if clean.summary == nil {
                #expect(Self.differences(after, before) == [], "an error changed the site: \(story)")
            } else {
                let expected = try edits.folder.tree("clean")
                #expect(Self.differences(after, expected) == [], "\(story)")
            }
            if Self.words(report) != Self.words(clean) { return }
        }
    }

    @Test("A live site whose texts are edited stays equal to a clean build", arguments: 0..<6)
    func liveEdits(seed: Int) throws {
        var edits = try RandomEdits(seed: UInt64(44_000 + seed))
        let live = LiveBuild(options(edits, output: "output", cache: true))
        _ = try live.update()
        var history: [String] = []
        for step in 0..<20 {
            let files = try step % 7 == 6 ? edits.changeFrontMatter() : edits.changeTexts()
            history.append("\(step): \(files.sorted().joined(separator: ", "))")
            let report = try live.update(changed: Set(files.map { "\(edits.folder.path)/\($0)" })).report
            let clean = try SiteBuild(options(edits, output: "clean", cache: false, jobs: 1)).build()
            let story = "seed \(44_000 + seed)\n" + history.joined(separator: "\n")
            #expect(Self.words(report) == Self.words(clean), "\(story)")
            guard clean.summary != nil else { continue }
            let differences = Self.differences(try edits.folder.tree("output"), try edits.folder.tree("clean"))
            #expect(differences == [], "\(story)")
            if !differences.isEmpty { return }
        }
    }

    @Test("A build without changes says what the last one said and makes nothing", arguments: 0..<4)
    func nothingChanged(seed: Int) throws {
        let edits = try RandomEdits(seed: UInt64(41_000 + seed))
        let first = try SiteBuild(options(edits, output: "output", cache: true)).build()
        let second = try SiteBuild(options(edits, output: "output", cache: true)).build()
        #expect(Self.words(first) == Self.words(second))
        #expect(second.summary?.written == 0)
        #expect(first.summary?.written == second.summary?.unchanged)
    }

    /// What one edit makes again: the pages whose bytes change, and no other.
    @Test(
        "An edit makes those pages again that show it",
        arguments: [
            ("content/pages/figures.md", "支部", "党的支部", ["figures.html"]),
            ("content/communities/data/grids.csv", "甲1,100", "甲1,101", ["communities/data.html", "figures.html"]),
            ("templates/404.mustache", "<", "<!-- --><", ["404.html"]),
        ])
    func exactPages(file: String, old: String, new: String, pages: [String]) throws {
        let edits = try RandomEdits(seed: 43_000)
        _ = try SiteBuild(options(edits, output: "output", cache: true)).build()
        let before = try edits.folder.tree("output")
        let text = try #require(edits.folder.text(file))
        let place = try #require(text.range(of: old), "\(file) holds no “\(old)” any more: mend this test")
        try edits.folder.write(text.replacingCharacters(in: place, with: new), to: file)
        let report = try SiteBuild(options(edits, output: "output", cache: true)).build()
        #expect(report.madeCount == pages.count)
        let after = try edits.folder.tree("output")
        let changed = Self.differences(before, after).filter { $0.hasSuffix(".html") }
        #expect(changed == pages)
    }

    /// Negative control: the comparison above can fail.
    @Test("A page that is left as it was although its text changed is found")
    func comparisonFails() throws {
        let edits = try RandomEdits(seed: 42_000)
        _ = try SiteBuild(options(edits, output: "output", cache: true)).build()
        let stale = try edits.folder.tree("output")
        let text = try #require(edits.folder.text("content/pages/figures.md"))
        try edits.folder.write("\(text)\n新的一段。\n", to: "content/pages/figures.md")
        _ = try SiteBuild(options(edits, output: "clean", cache: false)).build()
        #expect(Self.differences(stale, try edits.folder.tree("clean")) == ["figures.html"])
    }

    private static func words(_ report: BuildReport) -> [String] {
        report.diagnostics.map { "\($0.span.file):\($0.span.range): \($0.severity)[\($0.id)] \($0.message.zh)" }
    }

    private static func differences(_ first: [String: [UInt8]], _ second: [String: [UInt8]]) -> [String] {
        Set(first.keys).union(second.keys).filter { first[$0] != second[$0] }.sorted()
    }
}
