import Content
import Templates
import VoteCore

extension PageRenderer {
    /// What the main page of an election shows besides what all of its pages do.
    func mainFields(_ election: PublicElection) -> [(String, TemplateValue)] {
        let description = election.election
        return [
            ("summary", .text(description.summary)), ("introduction", .paragraphs(description.introduction)),
            ("opens_text", .text(description.opens.map { words.dateAndTime($0) } ?? "")),
            ("closes_text", .text(description.closes.map { words.dateAndTime($0) } ?? "")),
            ("awards", .list(description.awards.indices.map { awardRecord(election, $0) })),
            ("sources", .list(sourceRecords(description.sources))), ("fields", .fields(description.customFields)),
            ("ballot", .optional(election.takesVotes ? ballotRecord(election) : nil)),
            ("rules", .list(ruleSentences(election).map { ["text": .text($0)] })),
            ("review", .list(reviewRecords(election))),
            ("promises", .list(promises(election).map { ["text": .text($0)] })),
            ("others", .list(otherElections(election))),
        ]
    }

    /// The site's other elections: other pages announce only one.
    private func otherElections(_ election: PublicElection) -> [TemplateRecord] {
        site.elections.map(\.election).filter { $0.slug != election.election.slug }.map { other in
            [
                "title": .text(other.title), "url": .text(other.outputPath.url),
                "demo": .flag(other.isDemonstration),
            ]
        }
    }

    private func awardRecord(_ election: PublicElection, _ award: Int) -> TemplateRecord {
        let description = election.election.awards[award]
        let candidates = election.candidates[award].indices.map { candidateRecord(election, award, $0) }
        return record([
            ("key", .text(description.key)), ("title", .text(description.title)),
            ("description", .text(description.description)), ("number", .text(String(award + 1))),
            ("choose_text", .text(choiceText(description))), ("candidates", .list(candidates)),
        ])
    }

    private func ballotRecord(_ election: PublicElection) -> TemplateRecord {
        let needsCode = if case .code = election.rules?.identity { true } else { false }
        let key: String =
            switch election.stateKey {
            case "open": "vote_open"
            case "paused": "vote_paused"
            default: "vote_not_open"
            }
        return record([
            ("service", .text(election.election.service)), ("slug", .text(election.election.slug)),
            ("identity", .text(needsCode ? "code" : "device")), ("state_text", .text(words[key])),
            ("worker", .text(assets.voteWorker)), ("other_ways", .text(election.election.otherWays)),
            (
                "awards",
                .list(
                    election.election.awards.indices.map { award in
                        let description = election.election.awards[award]
                        return record([
                            ("key", .text(description.key)), ("title", .text(description.title)),
                            ("choose_min", .text(String(description.choices.lowerBound))),
                            ("choose_max", .text(String(description.choices.upperBound))),
                            ("choose_text", .text(choiceText(description))), ("needs_code", .flag(needsCode)),
                            (
                                "candidates",
                                .list(election.candidates[award].indices.map { candidateRecord(election, award, $0) })
                            ),
                        ])
                    })
            ),
        ])
    }

    /// The rules in sentences; those of the log where one is published.
    private func ruleSentences(_ election: PublicElection) -> [String] {
        guard let rules = election.publication?.rules ?? election.rules else { return [] }
        let identity: String =
            switch rules.identity {
            case .device: words["vote_rule_device"]
            case .code(let count, _): words.filled("vote_rule_code", ["count": grouped(count)])
            }
        let display: String =
            switch rules.display {
            case .hidden: words["vote_rule_hidden"]
            case .daily(let minute):
                words.filled("vote_rule_daily", ["time": Self.clock(minute)])
            case .every(let minutes): words.filled("vote_rule_every", ["count": String(minutes)])
            }
        return [
            words["vote_rule_purpose_\(rules.purpose.rawValue)"], identity, display,
            words.filled(
                "vote_rule_limits", ["soft": grouped(rules.limits.soft), "hard": grouped(rules.limits.hard)]),
            words["vote_rule_exclusion"],
            words.filled("vote_rule_notice", ["count": String(rules.noticeDays)]),
        ]
    }

    private static func clock(_ minutes: Int) -> String {
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    /// The rules of review with their numbers in words.
    private func reviewRecords(_ election: PublicElection) -> [TemplateRecord] {
        (election.publication?.rules ?? election.rules)?.reviewRules.map { rule in
            ["id": .text(rule.id), "text": .text(reviewText(rule))]
        } ?? []
    }

    /// A rule of review with its numbers in words.
    func reviewText(_ rule: ReviewRule) -> String {
        func number(_ value: Int) -> String { String(value) }
        let key = "review_\(rule.id)"
        return switch rule {
        case .burst(let ballots, let times):
            words.filled(key, ["ballots": number(ballots), "times": number(times)])
        case .oneSource(let share, let ballots):
            words.filled(key, ["share": number(share), "ballots": number(ballots)])
        case .night(let from, let to, let share, let ballots):
            words.filled(
                key,
                [
                    "from": Self.clock(from), "to": Self.clock(to), "share": number(share),
                    "ballots": number(ballots),
                ])
        case .evenIntervals(let variation, let ballots):
            words.filled(key, ["variation": number(variation), "ballots": number(ballots)])
        case .sameChoices(let choices, let share, let ballots):
            words.filled(
                key, ["choices": number(choices), "share": number(share), "ballots": number(ballots)])
        case .quickWork(let milliseconds): words.filled(key, ["milliseconds": number(milliseconds)])
        case .newTokens(let age, let share, let ballots):
            words.filled(key, ["age": number(age), "share": number(share), "ballots": number(ballots)])
        case .other: words[key]
        }
    }

    /// What the vote does not promise; nothing as long as there is nothing to vote on.
    func promises(_ election: PublicElection) -> [String] {
        guard let rules = election.publication?.rules ?? election.rules else { return [] }
        if election.publication?.isImported == true || election.election.service.isEmpty {
            return [words["vote_limit_imported"], words["vote_limit_purpose"]]
        }
        let isByCode = if case .code = rules.identity { true } else { false }
        let witnesses =
            rules.witnesses.isEmpty
            ? words["vote_limit_no_witness"]
            : words.filled("vote_limit_witnesses", ["count": String(rules.witnesses.count)])
        return [
            words[isByCode ? "vote_limit_code" : "vote_limit_device"], words["vote_limit_work"],
            words["vote_limit_log"], witnesses, words["vote_limit_receipt"], words["vote_limit_address"],
            words["vote_limit_purpose"],
        ]
    }
}
