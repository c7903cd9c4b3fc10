import Diagnostics
import FoundationEssentials

/// The outcome of a verification for programs.
///
///     {"sound": true, "election": …, "state": …, "size": …, "root": base 64, "witnesses": n,
///      "awards": [{"award", "received", "excluded", "counted", "candidates": [{"rank", "tied", "candidate",
///                  "received", "excluded", "counted", "imported", "total"}]}],
///      "faults": [{"id", "file", "bytes": [from, to], "message", "notes": []}]}
extension ElectionVerification {
    private struct Report: Encodable {
        struct Candidate: Encodable {
            let rank: Int, tied: Bool, candidate: String
            let received: Int, excluded: Int, counted: Int, imported: Int, total: Int
        }
        struct Award: Encodable {
            let award: String, received: Int, excluded: Int, counted: Int
            let candidates: [Candidate]
        }
        struct Fault: Encodable {
            let id: String, file: String, bytes: [Int], message: String, notes: [String]
        }
        let sound: Bool, election: String?, state: String, size: Int?, root: String?, witnesses: Int
        let awards: [Award]
        let faults: [Fault]
    }

    /// One JSON object with sorted keys and one line break at the end.
    public func json(in language: Language) throws -> String {
        let awards = (tally?.awards ?? []).map { award in
            Report.Award(
                award: award.award, received: award.ballots.received, excluded: award.ballots.excluded,
                counted: award.ballots.counted,
                candidates: award.standings.map { standing in
                    .init(
                        rank: standing.rank, tied: standing.isTied, candidate: standing.candidate,
                        received: standing.votes.received, excluded: standing.votes.excluded,
                        counted: standing.votes.counted, imported: standing.imported.counted, total: standing.total)
                })
        }
        let faults = diagnostics.map { fault in
            Report.Fault(
                id: fault.id, file: fault.span.file, bytes: [fault.span.range.lowerBound, fault.span.range.upperBound],
                message: fault.message.text(in: language), notes: fault.notes.map { $0.message.text(in: language) })
        }
        let report = Report(
            sound: isSound, election: tally?.election, state: state.rawValue, size: checkpoint?.size,
            root: root.map { Base64.standard.encode($0.bytes) }, witnesses: witnessCount, awards: awards, faults: faults
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
    }
}
