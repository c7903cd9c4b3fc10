import Diagnostics
import SiteBuilding
import Testing

/// A random site that has been built, with what its pages say.
struct BuiltSite {
    let content: RandomContent
    let folder: TemporaryFolder
    private(set) var pages: [String: BuiltPage] = [:]
    private(set) var files: Set<String> = []

    init(seed: UInt64) throws {
        content = RandomContent(seed: seed)
        folder = try TemporaryFolder()
        for (path, text) in content.files { try folder.write(text, to: "content/\(path)") }
        let report = try SiteBuild(options()).build()
        let faults = report.diagnostics.map { "\($0.span.file): \($0.id) \($0.message.en)" }
        #expect(faults == [], "seed \(seed)")
        for (path, bytes) in try folder.tree("output") {
            files.insert(path)
            if path.hasSuffix(".html") { pages[path] = BuiltPage(path: path, bytes: bytes) }
        }
    }

    func options(jobs: Int = 1) -> BuildOptions {
        var options = BuildOptions()
        options.content = "\(folder.path)/content"
        options.output = "\(folder.path)/output"
        options.templates = ProjectFolder.templates
        options.jobs = jobs
        return options
    }

    /// The pages of a list by number; the first is `index.html`.
    func listPages(_ name: String) -> [BuiltPage] {
        var found = [pages["\(name)/index.html"]].compactMap { $0 }
        while let page = pages["\(name)/page-\(found.count + 1).html"] { found.append(page) }
        return found
    }
}

/// What holds for every site. A failure prints the seed: `RandomContent(seed:)` makes the site again.
struct RandomSiteTests {
    private static let batches = 0..<24
    private static let batchSize: UInt64 = 8

    private func forEachSite(_ batch: Int, _ body: (BuiltSite, UInt64) throws -> Void) throws {
        for seed in (UInt64(batch) * Self.batchSize)..<((UInt64(batch) + 1) * Self.batchSize) {
            try body(BuiltSite(seed: seed), seed)
        }
    }

    @Test(
        "Links lead somewhere, ids are unique, every page is reachable, lists and neighbours are right",
        arguments: batches)
    func structure(batch: Int) throws {
        try forEachSite(batch) { site, seed in
            for page in site.pages.values.sorted(by: { $0.path < $1.path }) {
                expectAddresses(page, site, "seed \(seed), \(page.path)")
                let ids = page.ids
                #expect(Set(ids).count == ids.count, "seed \(seed), \(page.path): an id stands twice in \(ids)")
            }
            expectReachable(site, "seed \(seed)")
            expectLists(site, "seed \(seed)")
            for kind in ["case", "news", "interview"] { try expectChain(kind, site, "seed \(seed), \(kind)") }
            try expectRelated(site, "seed \(seed)")
        }
    }

    private func expectAddresses(_ page: BuiltPage, _ site: BuiltSite, _ place: String) {
        for address in page.addresses {
            guard let (path, fragment) = page.resolve(address) else {
                Issue.record("\(place): “\(address)” must be relative and stay in the site")
                continue
            }
            let isThere = site.files.contains(path)
            #expect(isThere, "\(place): “\(address)” leads to “\(path)”, which is not there")
            guard !fragment.isEmpty, let target = site.pages[path] else { continue }
            let isMarked = target.ids.contains(fragment)
            #expect(isMarked, "\(place): “\(address)”, but \(path) has no such id")
        }
    }

    private func expectReachable(_ site: BuiltSite, _ place: String) {
        var seen: Set = ["index.html", "404.html"]
        var pending = ["index.html"]
        while let path = pending.popLast() {
            for next in site.pages[path]?.linkedPages ?? [] where seen.insert(next).inserted { pending.append(next) }
        }
        // The list of a section that holds nothing is there for old links; nothing leads to it.
        let holdsCommunities = site.content.files.keys.contains { $0.hasPrefix("communities/") }
        if !holdsCommunities { seen.insert("communities/index.html") }
        for kind in ["news", "interview"] where !site.content.items.contains(where: { $0.kind == kind }) {
            seen.insert("\(RandomContent.folder(of: kind))/index.html")
        }
        let lost = Set(site.pages.keys).subtracting(seen).sorted()
        #expect(lost == [], "\(place): no way leads from the home page to these")
    }

    /// Which list shows which articles, found from what was written, not from what was built.
    private func expectedLists(_ content: RandomContent) -> [String: [String]] {
        var lists = ["cases": [], "interviews": []].merging(
            content.topics.map { ("topics/\($0)", [String]()) }, uniquingKeysWith: { first, _ in first })
        func part(_ name: String) -> String { name.replacing("/", with: "-").replacing(" ", with: "-") }
        for item in content.items {
            lists[RandomContent.folder(of: item.kind), default: []].append(item.page)
            guard item.kind == "case" else { continue }
            for topic in item.topics { lists["topics/\(topic)", default: []].append(item.page) }
            let district = "districts/\(part(item.district))"
            lists[district, default: []].append(item.page)
            if !item.street.isEmpty { lists["\(district)/\(part(item.street))", default: []].append(item.page) }
            lists["years/\(item.date.prefix(4))", default: []].append(item.page)
        }
        return lists
    }

    private func expectLists(_ site: BuiltSite, _ place: String) {
        let articles = Set(site.content.items.map(\.page))
        let expected = expectedLists(site.content)
        for (list, members) in expected {
            let pages = site.listPages(list).map { Set($0.linkedPages.filter(articles.contains)) }
            let size = site.content.pageSize
            #expect(pages.count == max(1, (members.count + size - 1) / size), "\(place): pages of \(list)")
            #expect(
                pages.dropLast().allSatisfy { $0.count == size }, "\(place): only the last page of \(list) may be short"
            )
            #expect(
                pages.flatMap { $0 }.sorted() == members.sorted(),
                "\(place): \(list) must show each of its articles once")
        }
        // News without items have a page only where the navigation leads to it.
        let kept = ["topics", "districts", "communities"] + (expected["news"] == nil ? ["news"] : [])
        let lists = site.pages.keys.filter { $0.hasSuffix("/index.html") }.map {
            String($0.dropLast("/index.html".count))
        }
        #expect(Set(lists).subtracting(kept) == Set(expected.keys), "\(place): there is a list too many or too few")
    }

    private func expectChain(_ kind: String, _ site: BuiltSite, _ place: String) throws {
        let pages = site.content.items.filter { $0.kind == kind }.map(\.page)
        var walked: [String] = []
        for path in pages {
            let page = try #require(site.pages[path], "\(place): \(path) was not built")
            if let next = page.target(rel: "next") {
                #expect(
                    site.pages[next]?.target(rel: "prev") == path, "\(place): \(next) does not lead back to \(path)")
            } else {
                walked.append(path)
            }
        }
        #expect(walked.count == min(1, pages.count), "\(place): the chain must have one end, not \(walked)")
        while let last = walked.last, let next = site.pages[last]?.target(rel: "prev"), walked.count <= pages.count {
            walked.append(next)
        }
        #expect(walked.sorted() == pages.sorted(), "\(place): the chain must pass every article once")
    }

    private func expectRelated(_ site: BuiltSite, _ place: String) throws {
        let cases = Set(site.content.items.filter { $0.kind == "case" }.map(\.page))
        for path in cases.sorted() {
            let page = try #require(site.pages[path])
            // Cards have a heading of the third level around their link.
            let cards = zip(page.tags, page.tags.dropFirst()).filter { $0.0.name == "h3" && $0.1.name == "a" }
            let related = cards.compactMap { $0.1.attributes["href"].flatMap(page.resolve)?.path }.filter(
                cases.contains)
            #expect(!related.contains(path), "\(place): \(path) is related to itself")
            #expect(Set(related).count == related.count, "\(place): \(path) names a related case twice")
            #expect(related.count == min(3, cases.count - 1), "\(place): \(path) should name up to three others")
        }
    }
}
