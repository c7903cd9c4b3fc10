import SiteBuilding
import Testing
import VoteCore
import VoteTestSupport

/// What is published of a vote is part of the site: verified at every build, copied as it is, shown as it says.
struct ElectionPublicationTests {
    @Test("election.yaml and the candidates come to exactly the rules that they were written after", arguments: 0..<20)
    func rules(seed: UInt64) throws {
        let election = try SampleElection(seed: 300 + seed)
        let site = try ElectionSite(election, publishes: false)
        let rules = try electionRules(of: site.rules.id, options: site.options())
        #expect(rules.diagnostics.isEmpty, "seed \(300 + seed)")
        #expect(
            rules.bytes.map { String(decoding: $0, as: UTF8.self) } == String(decoding: site.rules.text, as: UTF8.self),
            "seed \(300 + seed)")
    }

    @Test(
        "Every state of a sound vote builds, and what was published is copied byte for byte",
        arguments: SampleElection.End.allCases)
    func copied(end: SampleElection.End) throws {
        let election = try SampleElection.story(seed: 320, ballots: 60, end: end)
        let site = try ElectionSite(election)
        let report = try site.build()
        #expect(report.diagnostics.isEmpty, "\(end): \(report.diagnostics)")
        let copy = try site.folder.tree("output/elections/\(site.rules.id)/published")
        #expect(copy == (try election.files()), "\(end)")
        let verification = try ElectionVerification { copy[$0] }
        #expect(verification.isSound, "\(end)")
    }

    @Test("A change of any published file is an error that names the file", arguments: 0..<12)
    func changed(seed: UInt64) throws {
        var election = try SampleElection.story(seed: 330 + seed, ballots: 30)
        let site = try ElectionSite(election)
        let path = election.generator.pick(try election.files().keys.sorted())
        let name = "content/elections/\(site.rules.id)/published/\(path)"
        var bytes = try #require(site.folder.read(name))
        let place = Int.random(in: bytes.indices, using: &election.generator)
        bytes[place] ^= 1
        try site.folder.write(bytes, to: name)
        let report = try SiteBuild(site.options()).check()
        #expect(report.diagnostics.containsError, "seed \(330 + seed): byte \(place) of \(path)")
        #expect(
            report.diagnostics.contains { $0.span.file.contains("/published/") || $0.id == "rules-differ" },
            "seed \(330 + seed): byte \(place) of \(path)")
    }

    @Test("Published rules that are not those of election.yaml are an error; the first line is shown")
    func differing() throws {
        let election = try SampleElection.story(seed: 350, ballots: 10, end: .open)
        let site = try ElectionSite(election)
        var rules = site.rules
        rules.title = "换了名字的评选"
        try site.writeDescription(ElectionSite.yaml(rules, service: "/v1"))
        let found = try SiteBuild(site.options()).check().diagnostics
        #expect(found.map(\.id) == ["rules-differ"])
        #expect(found.first?.notes.first?.span?.file.hasSuffix("published/rules.txt") == true)
        #expect(found.first?.notes.last?.message.zh.contains("换了名字的评选") == true)
    }

    @Test("A frozen result is pinned: another log is an error")
    func frozen() throws {
        let election = try SampleElection.story(seed: 351, ballots: 20)
        let other = try SampleElection.story(seed: 351, ballots: 21)
        let root = Base64.standard.encode(try #require(ElectionVerification { try election.files()[$0] }.root).bytes)
        let site = try ElectionSite(election, extra: "frozen_root: \(root)\n")
        #expect(try site.faults() == [])
        try site.folder.remove("content/elections/\(site.rules.id)/published")
        #expect(try site.faults() == ["frozen-log-missing"])
        try site.publish(other)
        #expect(try site.faults().contains("frozen-log-changed"))
    }

    @Test("An incremental build after more was published equals a clean one", arguments: 0..<6)
    func increments(seed: UInt64) throws {
        var election = try SampleElection(seed: 360 + seed) { $0.display = .hidden }
        try election.publishCheckpoint()
        let site = try ElectionSite(election)
        #expect(try site.build().diagnostics.isEmpty, "seed \(360 + seed)")
        election.time = election.rules.opens
        election.step(to: .open)
        for _ in 0..<4 {
            for _ in 0..<Int.random(in: 1...40, using: &election.generator) { election.cast(election.drawBallot()) }
            if election.generator.chance(50) { election.append(.note("说明")) }
            try election.publishCheckpoint()
            try site.publish(election)
            let report = try site.build()
            #expect(report.diagnostics.isEmpty, "seed \(360 + seed): \(report.diagnostics)")
            try site.folder.write("", to: "nothing")
            _ = try site.build(output: "fresh")
            let (here, there) = (try site.folder.tree("output"), try site.folder.tree("fresh"))
            #expect(
                here.filter { !$0.key.hasPrefix(".") } == there.filter { !$0.key.hasPrefix(".") }, "seed \(360 + seed)")
            try site.folder.remove("fresh")
        }
    }
}
