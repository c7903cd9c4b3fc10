import Diagnostics
import SiteBuilding
import TestSupport
import VoteCore
import VoteTestSupport

/// A little site with one made-up election in it, and what is published of its log.
struct ElectionSite {
    let folder: TemporaryFolder
    let rules: ElectionRules

    /// - Parameters:
    ///   - election: what is published; nil for an election that has not begun.
    ///   - service: the path of the service; nil where the organiser supplies the numbers.
    ///   - extra: more lines of election.yaml.
    init(_ election: SampleElection, service: String? = "/v1", publishes: Bool = true, extra: String = "") throws {
        folder = try TemporaryFolder()
        rules = election.rules
        try folder.write("title: 展\nbase_url: https://example.org/\n", to: "content/site.yaml")
        try folder.write("- {key: governance, title: 治理, introduction: 介绍}\n", to: "content/topics.yaml")
        try writeDescription(Self.yaml(rules, service: service) + extra)
        for award in rules.awards {
            let rows = award.candidates.map { "\($0.key),\($0.name),\($0.unit == "-" ? "" : $0.unit),示例故事\n" }
            try folder.write(
                "id,name,unit,story\n" + rows.joined(),
                to: "content/elections/\(rules.id)/candidates/\(award.key).csv")
        }
        if publishes { try publish(election) }
    }

    func writeDescription(_ text: String) throws {
        try folder.write(text, to: "content/elections/\(rules.id)/election.yaml")
    }

    /// Puts what is published into the content folder.
    func publish(_ election: SampleElection) throws {
        for (path, bytes) in try election.files() {
            try folder.write(bytes, to: "content/elections/\(rules.id)/published/\(path)")
        }
    }

    func options(output: String = "output") -> BuildOptions {
        var options = BuildOptions()
        options.content = "\(folder.path)/content"
        options.output = "\(folder.path)/\(output)"
        options.templates = ProjectFolder.templates
        options.jobs = 2
        return options
    }

    func build(output: String = "output") throws -> BuildReport { try SiteBuild(options(output: output)).build() }

    /// The ids of what a check finds.
    func faults() throws -> [String] { try SiteBuild(options()).check().diagnostics.map(\.id) }

    /// A page of the election by its name below elections/<slug>; the main one without a name.
    func page(_ name: String? = nil) -> String? {
        folder.text("output/elections/\(rules.id)" + (name.map { "/\($0).html" } ?? ".html"))
    }

    /// election.yaml as an organiser would write it for these rules.
    static func yaml(_ rules: ElectionRules, service: String?) -> String {
        func time(_ seconds: Int) -> String {
            let local = seconds + 8 * 3600
            let minutes = local % 86_400 / 60
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return "\(ElectionClock.date(ofDay: local / 86_400)) \(two(minutes / 60)):\(two(minutes % 60))"
        }
        let identity =
            switch rules.identity {
            case .device: "{kind: device}"
            case .code(let count, let commitment):
                "{kind: code, count: \(count), commitment: \(Hexadecimal.encode(commitment.bytes))}"
            }
        let display =
            switch rules.display {
            case .hidden: "hidden"
            case .daily(let minute):
                "daily \(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
            case .every(let minutes): "every \(minutes)"
            }
        var lines = [
            "title: \(rules.title)", "demo: true", "purpose: \(rules.purpose.rawValue)", "origin: \(rules.origin)",
            "opens: \(time(rules.opens))", "closes: \(time(rules.closes))", "identity: \(identity)",
            "display: \(display)", "notice: {days: \(rules.noticeDays)}",
            "limits: {soft: \(rules.limits.soft), hard: \(rules.limits.hard)}",
            "work: {usual: \(rules.work.lowerBound), most: \(rules.work.upperBound)}",
            "organiser: {name: 示例单位, contact: 示例电话}", "awards:",
        ]
        for award in rules.awards {
            lines += [
                "  - key: \(award.key)", "    title: \(award.title)",
                "    choose: {min: \(award.choices.lowerBound), max: \(award.choices.upperBound)}",
                "    ballots: \(award.ballots)", "    period: \(award.period.rawValue)",
            ]
        }
        // The numbers of `SampleRules.reviewRules`.
        lines += [
            "review:", "  A1: {ballots: 50, times: 8}", "  A2: {share: 50, ballots: 200}",
            "  A3: {from: \"01:00\", to: \"05:00\", share: 40, ballots: 200}", "  A4: {variation: 10, ballots: 50}",
            "  A5: {choices: 3, share: 60, ballots: 200}", "  A6: {milliseconds: 15}",
            "  A7: {age: 2, share: 95, ballots: 200}", "  A9: {}", "keys:", "  log: \(rules.logKey.text)",
            "  operators:",
        ]
        lines += rules.operators.map { "    - {id: \($0.id), key: \($0.key.text)}" }
        if !rules.witnesses.isEmpty {
            lines += ["  witnesses:"] + rules.witnesses.map { "    - {id: \($0.id), key: \($0.key.text)}" }
        }
        if let service { lines.append("service: \(service)") }
        return lines.map { $0 + "\n" }.joined()
    }
}
