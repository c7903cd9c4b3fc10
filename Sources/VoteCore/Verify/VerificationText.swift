import Diagnostics

/// The outcome of a verification in words for people.
extension ElectionVerification {
    /// What was checked and what came out, line by line; the faults themselves are not among them.
    ///
    /// - Parameter rules: for the names of awards and candidates; without rules their keys stand for them.
    public func summary(in language: Language, rules: ElectionRules? = nil) -> String {
        var lines = isSound ? soundLines : [faultLine]
        if let tally, isSound {
            for award in tally.awards {
                let declared = rules?.awards.first { $0.key == award.award }
                lines.append(Self.line(award, title: declared?.title ?? award.award))
                lines += award.standings.map { standing in
                    let candidate = declared?.candidates.first { $0.key == standing.candidate }
                    return Self.line(standing, name: candidate?.name ?? standing.candidate)
                }
            }
        }
        return lines.map { $0.text(in: language) + "\n" }.joined()
    }

    private var faultLine: LocalizedText {
        let count = diagnostics.count
        return LocalizedText(
            zh: "核验没有通过：\(count) 处问题。请把这份报告和下载的文件一起保存，并询问主办方",
            en:
                "not sound: \(count) fault\(count == 1 ? "" : "s"); keep this report with the files and ask the organiser"
        )
    }

    private var soundLines: [LocalizedText] {
        let size = checkpoint?.size ?? 0
        let root = checkpoint.map { Base64.standard.encode($0.root.bytes) } ?? ""
        let ballots = tally?.ballots ?? VoteCount()
        let witnesses =
            witnessCount == 0
            ? LocalizedText(
                zh: "见证方 0 家：主办方理论上可以给不同的人看不同的日志，请与别人核对上面的指纹",
                en:
                    "0 witnesses: the organiser could show different logs to different people; compare the root with others"
            )
            : LocalizedText(
                zh: "见证方 \(witnessCount) 家联署", en: "countersigned by \(witnessCount) of the announced witnesses")
        return [
            LocalizedText(
                zh: "核验通过：日志 \(size) 条，签名、证明、规则和结果都对得上",
                en: "sound: \(size) entries; signatures, proofs, rules and result agree"),
            LocalizedText(zh: "日志指纹 \(root)", en: "root \(root)"), witnesses,
            LocalizedText(zh: "状态 \(state.rawValue)", en: "state \(state.rawValue)"),
            LocalizedText(
                zh: "选票：收到 \(ballots.received)，剔除 \(ballots.excluded)，有效 \(ballots.counted)",
                en: "ballots: \(ballots.received) received, \(ballots.excluded) excluded, \(ballots.counted) counted"),
            LocalizedText(
                zh: "能证明的是：收到的票没有被改动或删去，总数由日志算出；不能证明每张票都来自真人",
                en:
                    "this shows that no logged ballot was changed or removed and that the totals follow from the log; it cannot show that every ballot came from a person"
            ),
        ]
    }

    private static func line(_ award: Tally.AwardTally, title: String) -> LocalizedText {
        let count = award.ballots
        return LocalizedText(
            zh: "\(title)：收到 \(count.received)，剔除 \(count.excluded)，有效 \(count.counted)",
            en: "\(title): \(count.received) received, \(count.excluded) excluded, \(count.counted) counted")
    }

    private static func line(_ standing: Tally.Standing, name: String) -> LocalizedText {
        let place = "\(standing.rank)" + (standing.isTied ? "=" : "")
        let votes = standing.votes
        let numbers = LocalizedText(
            zh: "收到 \(votes.received)，剔除 \(votes.excluded)，另计 \(standing.imported.counted)",
            en: "\(votes.received) received, \(votes.excluded) excluded, \(standing.imported.counted) counted elsewhere"
        )
        return LocalizedText(
            zh: "  \(place)  \(name)（\(standing.candidate)）\(standing.total) 票（\(numbers.zh)）",
            en: "  \(place)  \(name) (\(standing.candidate)): \(standing.total) (\(numbers.en))")
    }
}
