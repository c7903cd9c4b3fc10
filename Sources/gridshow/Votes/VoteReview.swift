import ArgumentParser
import Diagnostics
import SiteBuilding
import VoteCore

/// Ballots that an announced rule finds unusual, from a folder or a service.
struct ReviewFlag {
    let rule: String
    let award: String
    let candidate: String?
    let ranges: [ClosedRange<Int>]
    let outOf: Int
    let evidence: [UInt8]

    var count: Int { ranges.reduce(0) { $0 + $1.count } }
}

struct ReviewVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "按事先公布的规则 A1–A7 查找异常选票，不剔除 · Looks for unusual ballots by the announced rules; excludes nothing.",
        discussion: """
            列出每处异常：规则、奖项、候选人、票数、占该候选人选票的比例。写 --output 时，每处再写一份剔除草稿（exclusion-1.txt）\
            和证据（exclusion-1.json，只有数字）。草稿要由两名操作员看过、写明理由、分别签名（votes sign），再用 votes exclude 写入日志。
            异常不等于作弊：校园、小区的真实投票也会集中在一段时间、一个网络里。
            没有服务时看不到网络、解题时间和令牌（A2、A6、A7 查不出），时间只精确到十分钟。

            Prints each flag with counts and shares; with --output writes drafts that two operators must sign. A flag is not \
            proof: real voters of one street come in bursts, too. Without a service A2, A6 and A7 have nothing to look at.

            gridshow votes review --folder vote --output review
            gridshow votes review --folder vote --service /run/gridshow/admin.sock --output review
            """)

    @Option(help: "公布文件夹 · the published folder")
    var folder: String
    @Option(help: "投票服务的 Unix 套接字 · the service's Unix socket")
    var service: String?
    @Option(help: "草稿写到哪个文件夹（要已经存在） · the folder for drafts, which must exist")
    var output: String?

    func run() throws {
        let published = try PublishedCopy(withoutTrailingSlash(folder))
        let (flags, size) = try flags(published)
        if flags.isEmpty {
            return say(
                zh: "没有发现异常：\(published.rules.reviewRules.count) 条规则，日志 \(size) 条",
                en: "nothing unusual: \(published.rules.reviewRules.count) rules, \(size) entries")
        }
        var number = 0
        for flag in flags {
            let remarks = words(flag, published.rules)
            print(remarks.text(in: Terminal.environmentLanguage))
            guard let output else { continue }
            for ranges in flag.ranges.inPieces() {
                let draft = ApprovalDraft(
                    election: published.rules.id,
                    .exclusion(
                        rule: flag.rule, ranges: ranges, evidence: MerkleHash(hashing: flag.evidence), after: size),
                    operators: published.rules.operators, remarks: [remarks.zh, remarks.en])
                let name = try newDraft(draft, evidence: flag.evidence, folder: output, number: &number)
                print("  \(name)")
            }
        }
        say(
            zh: "共 \(flags.count) 处。没有剔除任何选票：由两名操作员核查后决定",
            en: "\(flags.count) in all. Nothing was excluded: two operators look into it and decide")
    }

    private func flags(_ published: PublishedCopy) throws -> (flags: [ReviewFlag], size: Int) {
        if let service {
            let log = try ServiceLog(AdminConnection(socket: service))
            let flags = try log.flags().map { flag in
                ReviewFlag(
                    rule: flag.rule, award: flag.award, candidate: flag.candidate,
                    ranges: try Exclusion.ranges(text: Array(flag.ranges.utf8)), outOf: flag.outOf,
                    evidence: Array(flag.evidence.utf8))
            }
            return (flags, log.size)
        }
        let observations = try PublishedElection.observations(published.replay, published.read)
        let flags = Anomalies.flags(observations, rules: published.rules).map { flag in
            ReviewFlag(
                rule: flag.rule.id, award: flag.award, candidate: flag.candidate, ranges: flag.ranges,
                outOf: flag.outOf, evidence: flag.evidence)
        }
        return (flags, published.replay.size)
    }

    private func words(_ flag: ReviewFlag, _ rules: ElectionRules) -> LocalizedText {
        let award = rules.awards.first { $0.key == flag.award }
        let candidate = award?.candidates.first { $0.key == flag.candidate }
        let title = rules.reviewRules.first { $0.id == flag.rule }?.title
        let tenths = flag.outOf > 0 ? (flag.count * 1000 + flag.outOf / 2) / flag.outOf : 0
        let share = "\(tenths / 10).\(tenths % 10)%"
        let name = candidate.map { "\($0.name)（\($0.key)）" } ?? "–"
        return LocalizedText(
            zh:
                "\(flag.rule) \(title?.zh ?? "")：\(award?.title ?? flag.award)，\(name)，\(flag.count) 张，占 \(flag.outOf) 张的 \(share)",
            en:
                "\(flag.rule) \(title?.en ?? ""): \(award?.title ?? flag.award), \(name), \(flag.count) of \(flag.outOf) ballots, \(share)"
        )
    }

    /// Writes a draft and its evidence under the next free number.
    private func newDraft(
        _ draft: ApprovalDraft, evidence: [UInt8], folder: String, number: inout Int
    ) throws -> String {
        let folder = withoutTrailingSlash(folder)
        guard isFolder(folder) else { throw ValidationError("没有这个文件夹 · there is no such folder: \(folder)") }
        while true {
            number += 1
            let name = "\(folder)/exclusion-\(number)"
            guard try createFile("\(name).txt", with: draft.text) else { continue }
            try replaceDurably("\(name).json", with: evidence)
            return "\(name).txt"
        }
    }
}

extension [ClosedRange<Int>] {
    /// The ranges in pieces that fit into an entry each.
    fileprivate func inPieces() -> [[ClosedRange<Int>]] {
        var pieces: [[ClosedRange<Int>]] = []
        var length = Int.max
        for range in self {
            let text = Exclusion.text(of: [range]).utf8.count + 1
            if length > LogEntry.maximumLength - 4096 - text {
                pieces.append([])
                length = 0
            }
            pieces[pieces.count - 1].append(range)
            length += text
        }
        return pieces
    }
}

struct ProposeExclusion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "为指定的选票写一份剔除草稿 · Drafts the exclusion of given ballots.",
        discussion: """
            用于 votes review 查不到而有书面依据的情形（规则 A9“其他”），或只剔除一部分。位置是选票在日志里的序号。

            For what the review cannot find but papers show (rule A9), or for a part of a flag.

            gridshow votes propose --rule A9 --ranges 120-131,140 --reason 主办方工作人员测试时误投的选票 \
            --folder vote --output exclusion-a9.txt
            """)

    @Option(help: "引用的复核规则 · the rule of review")
    var rule: String
    @Option(help: "选票的位置，例如 12-15,20 · the places of the ballots, such as 12-15,20")
    var ranges: String
    @Option(help: "理由，会公布；也可以签名时再写 · the reason, published; may be given at signing")
    var reason = ""
    @Option(help: "证据文件，会公布，不能有个人信息 · a file of evidence; it is published and must hold no personal data")
    var evidence: String?
    @Option(help: "公布文件夹 · the published folder")
    var folder: String
    @Option(help: "草稿写到哪个新文件（.txt） · the new file for the draft (.txt)")
    var output: String

    func run() throws {
        let published = try PublishedCopy(withoutTrailingSlash(folder))
        let places: [ClosedRange<Int>]
        do {
            places = try Exclusion.ranges(text: Array(ranges.utf8))
        } catch {
            complain(error.id, error.message)
            throw ExitStatus.contentFaults
        }
        try check(places, published)
        let bytes = try evidence.map { try requiredFile($0) }
        let draft = ApprovalDraft(
            election: published.rules.id,
            .exclusion(
                rule: rule, ranges: places, evidence: bytes.map { MerkleHash(hashing: $0) },
                after: published.replay.size),
            reason: reason, operators: published.rules.operators)
        guard try createFile(output, with: draft.text) else {
            throw ValidationError("已经有 \(output) · \(output) exists")
        }
        if let bytes { try replaceDurably(evidencePath(ofDraft: output), with: bytes) }
        print(output)
    }

    private func check(_ places: [ClosedRange<Int>], _ published: PublishedCopy) throws {
        let rules = published.rules.reviewRules.map(\.id)
        if !rules.contains(rule) {
            complain(
                "review-rule",
                LocalizedText(
                    zh: "剔除只能引用事先公布的复核规则：\(rules.joined(separator: "、"))",
                    en: "an exclusion must cite a rule of review that was announced: \(rules.joined(separator: ", "))"))
        }
        if !published.replay.areCounted(places) {
            complain(
                "exclusion-ranges",
                LocalizedText(
                    zh: "这些位置必须都是日志里仍然有效的选票（日志共 \(published.replay.size) 条，从 0 数起）",
                    en:
                        "these places must all be ballots of the log that still count (it has \(published.replay.size) entries, from 0)"
                ))
        }
        guard rules.contains(rule), published.replay.areCounted(places) else { throw ExitStatus.contentFaults }
    }
}

/// Where the evidence of a draft lies: beside it, under the same name with `.json`.
func evidencePath(ofDraft path: String) -> String {
    (path.hasSuffix(".txt") ? String(path.dropLast(4)) : path) + ".json"
}
