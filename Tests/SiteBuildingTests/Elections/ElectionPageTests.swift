import SiteBuilding
import Testing
import VoteCore
import VoteTestSupport

/// The pages of a vote say what its log says, with and without scripts.
struct ElectionPageTests {
    /// The numbers of a page by their `data-count` names.
    private func numbers(_ page: String) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for match in page.matches(of: /data-count="([^"]+)">([0-9,]+)</) {
            numbers[String(match.output.1)] = Int(match.output.2.filter { $0 != "," })
        }
        return numbers
    }

    @Test(
        "The page of a result has every number of the tally, and a candidate's page that candidate's", arguments: 0..<12
    )
    func numbersAgree(seed: UInt64) throws {
        let election = try SampleElection.story(
            seed: 400 + seed, ballots: 80, end: seed % 2 == 0 ? .frozen : .published)
        let site = try ElectionSite(election)
        #expect(try site.build().diagnostics.isEmpty, "seed \(400 + seed)")
        let shown = numbers(try #require(site.page("results")))
        let tally = try Tally(text: try #require(election.result))
        var expected: [String: Int] = [:]
        func add(_ name: String, _ count: VoteCount) {
            expected["\(name)/received"] = count.received
            expected["\(name)/excluded"] = count.excluded
            expected["\(name)/counted"] = count.counted
        }
        add("ballots", tally.ballots)
        for award in tally.awards {
            add(award.award, award.ballots)
            for standing in award.standings {
                let name = "\(award.award)/\(standing.candidate)"
                add(name, standing.votes)
                expected["\(name)/total"] = standing.total
                if award.standings.contains(where: { $0.imported.received > 0 }) {
                    expected["\(name)/imported"] = standing.imported.counted
                }
                let own = numbers(try #require(site.page("candidates/\(award.award)-\(standing.candidate)")))
                #expect(own["\(name)/counted"] == standing.votes.counted, "seed \(400 + seed): \(name)")
            }
        }
        #expect(shown == expected, "seed \(400 + seed)")
        for exclusion in tally.exclusions {
            #expect(site.page("results")?.contains(exclusion.reason) == true, "seed \(400 + seed)")
        }
    }

    @Test("A ballot is on the page only where there is a service and the vote is not over")
    func ballot() throws {
        let open = try SampleElection.story(seed: 420, ballots: 10, end: .open)
        let site = try ElectionSite(open)
        #expect(try site.build().diagnostics.isEmpty)
        let page = try #require(site.page())
        #expect(page.contains("data-ballot") && page.contains("assets/vote.") && page.contains("data-service=\"/v1\""))
        #expect(page.contains("Content-Security-Policy"))
        // Boxes that do nothing without a script are not shown without one.
        #expect(
            !page.contains("type=\"checkbox\" name=\"choice\" value=\"\(open.rules.awards[0].candidates[0].key)\">"))
        for name in ["results", "verify"] { #expect(site.page(name)?.contains("assets/vote.") == false) }
        let over = try ElectionSite(try SampleElection.story(seed: 420, ballots: 10, end: .frozen))
        #expect(try over.build().diagnostics.isEmpty)
        #expect(over.page()?.contains("data-ballot") == false)
    }

    @Test("Without a service no page asks for one or loads the ballot's script")
    func offline() throws {
        let site = try ElectionSite(try SampleElection.story(seed: 421, ballots: 10, end: .open), service: nil)
        #expect(try site.build().diagnostics.isEmpty)
        let pages = try site.folder.tree("output/elections")
            .filter { $0.key.hasSuffix(".html") }.mapValues { String(decoding: $0, as: UTF8.self) }
        #expect(pages.count > 4)
        for (path, page) in pages {
            #expect(!page.contains("/v1") && !page.contains("assets/vote") && !page.contains("data-ballot"), "\(path)")
        }
    }

    @Test("A made-up vote is marked on every page and kept out of feed, sitemap and search engines")
    func demonstration() throws {
        let site = try ElectionSite(try SampleElection.story(seed: 422, ballots: 10))
        #expect(try site.build().diagnostics.isEmpty)
        let pages = try site.folder.tree("output/elections").filter { $0.key.hasSuffix(".html") }
        for (path, bytes) in pages {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(page.contains("示例数据") && page.contains("noindex"), "\(path)")
        }
        for file in ["sitemap.xml", "feed.xml"] {
            #expect(site.folder.text("output/\(file)")?.contains(site.rules.id) == false, "\(file)")
        }
    }

    @Test("A vote that is only announced has one page without numbers, candidates or a ballot")
    func announced() throws {
        let site = try ElectionSite(try SampleElection(seed: 423), publishes: false)
        try site.folder.remove("content/elections/\(site.rules.id)/candidates")
        try site.writeDescription("title: 点赞\nawards: [{key: worker, title: 最美网格员}]\n")
        #expect(try site.build().diagnostics.isEmpty)
        let pages = try site.folder.tree("output/elections").keys.sorted()
        #expect(pages == ["\(site.rules.id).html"])
        #expect(site.page()?.contains("data-ballot") == false)
    }

    @Test(
        "Words that look like markup stay words",
        arguments: ["<script>alert(1)</script>", "\" onclick=\"x", "{{name}}", "&amp;"])
    func hostile(words: String) throws {
        let site = try ElectionSite(
            try SampleElection(seed: 424) { $0.awards.removeLast($0.awards.count - 1) }, publishes: false)
        let award = site.rules.awards[0]
        let quoted = words.replacing("\"", with: "\"\"")
        let rows = award.candidates.map { "\($0.key),\"\(quoted)\",\"\(quoted)\",\"\(quoted)\"\n" }
        try site.folder.write(
            "id,name,unit,story\n" + rows.joined(), to: "content/elections/\(site.rules.id)/candidates/\(award.key).csv"
        )
        #expect(try site.build().diagnostics.isEmpty)
        let escaped = words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
        for name in [nil, "candidates/\(award.key)-\(award.candidates[0].key)"] {
            let page = try #require(site.page(name))
            #expect(
                page.contains(escaped) && (words == "&amp;" || !page.contains(words) || words == "{{name}}"),
                "\(name ?? "")")
        }
    }
}
