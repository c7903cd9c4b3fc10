import Content
import Diagnostics
import VoteCore

/// Reads what belongs to an election besides its description: candidates, and what is published of its log.
///
/// - Throws: `MachineError` if something is there but cannot be read.
func loadElection(
    _ election: Election, _ values: FieldValues, _ listing: ContentListing, readsPublication: Bool = true,
    diagnostics: inout [Diagnostic]
) throws -> PublicElection {
    let folder = listing.file("elections/\(election.slug)")
    var found = strayTables(election, listing)
    let candidates = try election.awards.map { award in
        try loadCandidates(
            "\(folder)/candidates/\(award.key).csv", isDemonstration: election.isDemonstration, diagnostics: &found)
    }
    var reading = RulesReading(values, election, candidates: candidates)
    let rules = reading.rules()
    found += reading.diagnostics
    let publication =
        try !readsPublication
        ? nil
        : loadPublication(
            election, rules, frozenRoot: values.locatedText("frozen_root"), folder: "\(folder)/published",
            diagnostics: &found)
    // What is not published yet must not stop what is; a key that got out and a log that was changed cannot wait.
    let urgent = ["private-key", "frozen-log-changed", "frozen-log-missing"]
    diagnostics += found.map { election.isDraft && !urgent.contains($0.id) ? $0.asWarning : $0 }
    return PublicElection(
        election: election, candidates: candidates.map(\.candidates), rules: rules, publication: publication)
}

/// Tables of candidates that belong to no award: their candidates would silently be left out.
private func strayTables(_ election: Election, _ listing: ContentListing) -> [Diagnostic] {
    let awards = election.awards.map(\.key)
    return (listing.candidates[election.slug] ?? []).filter { !awards.contains($0) }.map { name in
        Diagnostic(
            "unknown-award", at: .start(of: listing.file("elections/\(election.slug)/candidates/\(name).csv")),
            LocalizedText(
                zh: "election.yaml 里没有代号是“\(name)”的奖项，这些候选人不会出现",
                en: "election.yaml has no award “\(name)”, so these candidates would appear nowhere"),
            notes: nearestName(to: name, among: awards).map {
                [.init(LocalizedText(zh: "是不是要叫 \($0).csv？", en: "did you mean \($0).csv?"))]
            } ?? [])
    }
}
