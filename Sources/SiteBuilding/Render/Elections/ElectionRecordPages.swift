import Content
import Templates
import VoteCore

extension PageRenderer {
    /// What the public notice shows.
    func noticeFields(_ election: PublicElection) -> [(String, TemplateValue)] {
        let description = election.election
        let days = (election.publication?.rules ?? election.rules)?.noticeDays
        let frozen = election.publication.flatMap { $0.chronicle.time(of: .frozen) }
        return [
            ("from", .text(description.notice.from.map { words.date($0) } ?? "")),
            ("until", .text(description.notice.until.map { words.date($0) } ?? "")),
            ("days", .text(days.map { words.filled("vote_notice_days", ["count": String($0)]) } ?? "")),
            ("frozen", .text(frozen.map { words.filled("vote_frozen_at", ["time": words.moment($0)]) } ?? "")),
            (
                "results_url",
                .text(election.publication?.result == nil ? "" : election.path(of: .result).url)
            ),
            ("verify_url", .text(election.publication == nil ? "" : election.path(of: .verification).url)),
        ]
    }

    /// What the page about verifying shows.
    func verificationFields(_ election: PublicElection) -> [(String, TemplateValue)] {
        guard let publication = election.publication else { return [] }
        let witnesses = publication.rules.witnesses.count
        return [
            ("checkpoint", .text(publication.checkpointText)),
            ("size", .text(grouped(publication.checkpoint.size))),
            ("address", .text(election.publishedURL(""))),
            ("site", .text(site.settings.baseURL)),
            (
                "witnesses",
                .text(
                    witnesses == 0
                        ? words["vote_limit_no_witness"]
                        : words.filled(
                            "vote_witness_count",
                            ["count": String(publication.witnessCount), "all": String(witnesses)]))
            ),
            ("files", .list(publishedFiles(election, publication))),
            ("events", .list(publication.chronicle.entries.compactMap { eventRecord($0, publication) })),
            ("promises", .list(promises(election).map { ["text": .text($0)] })),
        ]
    }

    private func publishedFiles(_ election: PublicElection, _ publication: ElectionPublication) -> [TemplateRecord] {
        let files =
            [PublishedElection.rules, PublishedElection.checkpoint, PublishedElection.history]
            + (publication.result == nil ? [] : [PublishedElection.result])
        return files.map { file in
            let key = file.replacing("/", with: "_").replacing(".txt", with: "")
            return [
                "name": .text(file), "url": .text(election.publishedURL(file)),
                "text": .text(words["vote_file_\(key)"]),
            ]
        }
    }

    /// A step of the election as people read it; nil for numbers that were counted elsewhere, which have their table.
    private func eventRecord(_ entry: LogEntry, _ publication: ElectionPublication) -> TemplateRecord? {
        let text: String
        var reason = ""
        var actors: [String] = []
        switch entry.content {
        case .ballot, .imported: return nil
        case .rules(let hash):
            text = words[entry.index == 0 ? "vote_event_rules" : "vote_event_rules_changed"]
            reason = Hexadecimal.encode(hash.bytes)
        case .transition(let step):
            let key = step.to == .draft ? "announced" : step.to.rawValue
            text = words.filled("vote_event_state", ["state": words["election_state_\(key)"]])
            (reason, actors) = (step.reason, step.operators)
        case .exclusion(let exclusion):
            text = words.filled(
                "vote_event_exclusion", ["count": grouped(exclusion.count), "rule": exclusion.rule])
            reason = exclusion.reason
            actors = exclusion.approval.operators
        case .reinstatement(let reinstatement):
            text = words.filled("vote_event_reinstatement", ["index": String(reinstatement.exclusion)])
            reason = reinstatement.reason
            actors = reinstatement.approval.operators
        case .note(let note):
            text = words["vote_event_note"]
            reason = note
        case .freeze(let freeze):
            text = words["vote_event_freeze"]
            (reason, actors) = (freeze.reason, freeze.operators)
        }
        return [
            "index": .text(String(entry.index)), "time": .text(words.moment(entry.time)), "text": .text(text),
            "reason": .text(reason), "actors": .text(actors.joined(separator: words["list_mark"])),
        ]
    }
}
