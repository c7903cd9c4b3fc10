import Content
import Templates
import VoteCore

extension PageRenderer {
    /// What the page of a result shows.
    func resultFields(_ election: PublicElection) -> [(String, TemplateValue)] {
        guard let publication = election.publication else { return [] }
        return [
            ("imported", .flag(publication.isImported)),
            ("result", .optional(publication.result.map { resultRecord($0, election, publication) })),
        ]
    }

    private func resultRecord(
        _ result: Tally, _ election: PublicElection, _ publication: ElectionPublication
    ) -> TemplateRecord {
        record([
            ("as_of", .text(words.filled("vote_result_size", ["count": grouped(result.size)]))),
            ("ballots", .record(countRecord(result.ballots, "ballots"))),
            ("awards", .list(result.awards.map { awardResult($0, election, publication) })),
            ("exclusions", .list(result.exclusions.map { exclusionRecord($0, publication) })),
            ("imports", .list(importRecords(election, publication))),
        ])
    }

    /// Received, excluded and counted: never one without the others.
    private func countRecord(_ count: VoteCount, _ key: String) -> TemplateRecord {
        [
            "key": .text(key), "received": .text(grouped(count.received)), "excluded": .text(grouped(count.excluded)),
            "counted": .text(grouped(count.counted)),
        ]
    }

    private func awardResult(
        _ tally: Tally.AwardTally, _ election: PublicElection, _ publication: ElectionPublication
    ) -> TemplateRecord {
        let hasImports = tally.standings.contains { $0.imported.received > 0 }
        let most = tally.standings.map(\.total).max() ?? 0
        let award = publication.rules.awards.first { $0.key == tally.award }
        return record([
            ("key", .text(tally.award)), ("title", .text(award?.title ?? tally.award)),
            ("ballots", .record(countRecord(tally.ballots, tally.award))), ("imports", .flag(hasImports)),
            (
                "standings",
                .list(
                    tally.standings.map { standing in
                        standingRecord(standing, award, of: most, election)
                    })
            ),
        ])
    }

    private func standingRecord(
        _ standing: Tally.Standing, _ award: ElectionRules.Award?, of most: Int, _ election: PublicElection
    ) -> TemplateRecord {
        let candidate = award?.candidates.first { $0.key == standing.candidate }
        let key = "\(award?.key ?? "")/\(standing.candidate)"
        // In tenths of a percent of the longest bar, which begins at zero.
        let share = most == 0 ? 0 : standing.total * 1000 / most
        return [
            "rank": .text(String(standing.rank)), "tied": .flag(standing.isTied), "key": .text(key),
            "name": .text(candidate?.name ?? standing.candidate),
            "unit": .text(candidate.map { $0.unit == "-" ? "" : $0.unit } ?? ""),
            "url": .text(candidateURL(standing.candidate, award?.key, election)),
            "votes": .record(countRecord(standing.votes, key)), "imported": .text(grouped(standing.imported.counted)),
            "total": .text(grouped(standing.total)), "bar": .text(String(share)),
        ]
    }

    private func candidateURL(_ key: String, _ award: String?, _ election: PublicElection) -> String {
        guard let position = election.election.awards.firstIndex(where: { $0.key == award }),
            let place = election.candidates[position].firstIndex(where: { $0.key == key })
        else { return "" }
        return election.path(of: .candidate(position, place)).url
    }

    /// An exclusion with its time span, its rule and its reason.
    private func exclusionRecord(
        _ exclusion: Tally.ExclusionRecord, _ publication: ElectionPublication
    ) -> TemplateRecord {
        let rule = publication.rules.reviewRules.first { $0.id == exclusion.rule }
        let chronicle = publication.chronicle
        let reinstatement = chronicle.entries.first { entry in
            if case .reinstatement(let content) = entry.content { content.exclusion == exclusion.index } else { false }
        }
        let isStanding = exclusion.reinstatedBy == nil
        return [
            "index": .text(String(exclusion.index)), "count": .text(grouped(exclusion.count)),
            "rule": .text(exclusion.rule), "rule_text": .text(rule.map { reviewText($0) } ?? exclusion.rule),
            "span": .text(chronicle.spans[exclusion.index].map { words.span($0) } ?? ""),
            "reason": .text(exclusion.reason), "stands": .flag(isStanding),
            "reinstated": .text(isStanding ? "" : reinstatementText(reinstatement)),
        ]
    }

    private func reinstatementText(_ entry: LogEntry?) -> String {
        guard let entry, case .reinstatement(let content) = entry.content else { return "" }
        return words.filled(
            "vote_reinstated_because", ["time": words.moment(entry.time), "reason": content.reason])
    }

    /// Numbers that were counted elsewhere, those that a later number of the same source replaced left out.
    private func importRecords(_ election: PublicElection, _ publication: ElectionPublication) -> [TemplateRecord] {
        var order: [String] = []
        var latest: [String: ImportedCount] = [:]
        for entry in publication.chronicle.entries {
            guard case .imported(let count) = entry.content else { continue }
            let key = "\(count.source)\t\(count.award)\t\(count.candidate)"
            if latest.updateValue(count, forKey: key) == nil { order.append(key) }
        }
        return order.compactMap { latest[$0] }.map { count in
            let award = publication.rules.awards.first { $0.key == count.award }
            return [
                "source": .text(count.source), "award": .text(award?.title ?? count.award),
                "candidate": .text(award?.candidates.first { $0.key == count.candidate }?.name ?? count.candidate),
                "as_of": .text(words.moment(count.asOf)), "votes": .record(countRecord(count.votes, "")),
                "note": .text(count.note == "-" ? "" : count.note),
                "file": .text(Hexadecimal.encode(count.file.bytes)),
            ]
        }
    }

    /// What a candidate's page shows.
    func candidateFields(
        _ election: PublicElection, _ award: Int, _ position: Int
    ) -> [(String, TemplateValue)] {
        let description = election.election.awards[award]
        let candidate = election.candidates[award][position]
        let tally = election.publication?.result?.awards.first { $0.award == description.key }
        let standing = tally?.standings.first { $0.candidate == candidate.key }
        let results = election.path(of: .result).url
        return [
            ("award", .text(description.title)),
            ("award_url", .text("\(election.election.outputPath.url)#award-\(description.key)")),
            ("candidate", .record(candidateRecord(election, award, position))),
            ("story", .paragraphs(candidate.story)),
            (
                "standing",
                .optional(
                    standing.map { standing in
                        [
                            "rank": .text(String(standing.rank)), "tied": .flag(standing.isTied),
                            "votes": .record(countRecord(standing.votes, "\(description.key)/\(candidate.key)")),
                            "total": .text(grouped(standing.total)), "url": .text(results),
                        ]
                    })
            ),
        ]
    }
}
