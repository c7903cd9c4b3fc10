import ArgumentParser
import Diagnostics
import SiteBuilding
import VoteCore

/// A draft in a file.
struct DraftFile {
    let path: String
    var draft: ApprovalDraft

    /// - Throws: `ExitStatus.contentFaults` after a report of what is wrong in the file.
    init(_ path: String) throws {
        let bytes = try requiredFile(path)
        self.path = path
        do {
            draft = try ApprovalDraft(text: bytes)
        } catch {
            throw endWith(error, in: path, bytes)
        }
    }

    /// The evidence that the draft names, from the file beside it; nil where it names none.
    func evidence() throws -> [UInt8]? {
        guard case .exclusion(_, _, let hash?, _) = draft.subject else { return nil }
        let name = evidencePath(ofDraft: path)
        let bytes = try requiredFile(name)
        guard MerkleHash(hashing: bytes) == hash else {
            complain(
                "evidence-changed",
                LocalizedText(
                    zh: "\(name) 不是草稿写明的那份证据（SHA-256 不同）；请换回原来的文件，或重新做一份草稿",
                    en:
                        "\(name) is not the evidence that the draft names (its SHA-256 differs); put the old file back or make a new draft"
                ))
            throw ExitStatus.contentFaults
        }
        return bytes
    }

    /// What is signed, in words.
    func words() throws -> LocalizedText {
        let reason = draft.reason.isEmpty ? "–" : draft.reason
        let signers = draft.signatures.isEmpty ? "–" : draft.signatures.map(\.id).joined(separator: ", ")
        switch draft.subject {
        case .exclusion(let rule, let ranges, _, let after):
            let count = ranges.reduce(0) { $0 + $1.count }
            let places = Exclusion.text(of: ranges)
            let evidence = try evidence().map { String(decoding: $0.prefix(2000), as: UTF8.self) } ?? "–\n"
            return LocalizedText(
                zh: """
                    评选 \(draft.election)：剔除 \(count) 张选票，不计入结果，选票仍留在公开日志里
                    规则 \(rule)；位置 \(places)；依据前 \(after) 条日志
                    理由（会公布）：\(reason)
                    证据（会公布）：\(evidence)已签名：\(signers)
                    """,
                en: """
                    Election \(draft.election): \(count) ballots leave the count; they stay in the public log
                    rule \(rule); places \(places); on the first \(after) entries
                    reason (published): \(reason)
                    evidence (published): \(evidence)signed by: \(signers)
                    """)
        case .reinstatement(let place):
            return LocalizedText(
                zh: """
                    评选 \(draft.election)：恢复日志第 \(place) 条剔除的全部选票，重新计入结果
                    理由（会公布）：\(reason)
                    已签名：\(signers)
                    """,
                en: """
                    Election \(draft.election): all ballots of the exclusion at \(place) come back into the count
                    reason (published): \(reason)
                    signed by: \(signers)
                    """)
        }
    }

    /// Enters the signed draft into the log, or ends the command with what is wrong.
    func enter(into log: inout any ElectionLog) throws {
        guard let entry = draft.entry else {
            complain(
                "approval-missing",
                LocalizedText(
                    zh: "\(path) 有 \(draft.signatures.count) 个签名，需要两名不同操作员的签名：gridshow votes sign \(path) --key …",
                    en:
                        "\(path) has \(draft.signatures.count) signatures and needs those of two operators: gridshow votes sign \(path) --key …"
                ))
            throw ExitStatus.contentFaults
        }
        do {
            try draft.checkSignatures()
        } catch {
            complain("approval", error.message)
            throw ExitStatus.contentFaults
        }
        try log.enterOrEnd([entry], evidence: try evidence().map { [$0] } ?? [])
    }
}

struct SignDraft: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "操作员看过草稿后签名 · An operator signs a draft after reading it.",
        discussion: """
            先把要签的内容用文字列出来，回答 yes（或 是）才签。理由必须在第一个人签名之前写好。草稿和证据文件要放在一起传给另一位操作员。
            每位操作员在自己的机器上用自己的私钥签；两个签名齐了，用 votes exclude 或 votes reinstate 写入日志。

            Shows in words what is signed and asks; the answer must be yes. Both operators sign on their own machines.

            gridshow votes sign review/exclusion-1.txt --key op1.key --reason 同一时段同一网络集中提交，经核查不是真实投票
            """)

    @Argument(help: "草稿 · the draft")
    var draft: String
    @Option(help: "操作员的私钥 · the operator's private key")
    var key: String
    @Option(help: "理由（草稿里还没有时） · the reason, where the draft has none yet")
    var reason: String?
    @Flag(help: "不再询问 · do not ask")
    var yes = false

    func run() throws {
        var file = try DraftFile(draft)
        let signer = try signer(inFile: key)
        let before = file.draft
        do {
            try file.draft.sign(with: signer, reason: reason)
        } catch let refusal as SigningRefusal {
            complain("sign-refused", refusal.message)
            throw ExitStatus.contentFaults
        }
        // What is shown is what was signed, without the new signature.
        var shown = file
        shown.draft = ApprovalDraft(showing: file.draft, signaturesOf: before)
        print(try shown.words().text(in: Terminal.environmentLanguage))
        guard try yes || agrees() else {
            complain(LocalizedText(zh: "没有签名", en: "nothing was signed"))
            throw ExitStatus.contentFaults
        }
        try replaceDurably(draft, with: file.draft.text)
        let id = file.draft.signatures.last?.id ?? ""
        let left = 2 - file.draft.signatures.count
        say(
            zh: "\(id) 已签名，" + (left == 0 ? "签名已齐，可以写入日志" : "还需要另一名操作员签名"),
            en: "signed by \(id); " + (left == 0 ? "both signatures are there" : "another operator must sign"))
    }

    private func agrees() throws -> Bool {
        say(zh: "以上内容要公布，并记在您的名下。同意签名请输入 yes：", en: "This is published under your name. Type yes to sign:")
        return ["yes", "y", "是"].contains(readLine() ?? "")
    }
}

struct ExcludeVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclude",
        abstract: "把两人签过的剔除草稿写入日志 · Enters an exclusion that two operators signed.",
        discussion: """
            要求：两名不同操作员的有效签名、事先公布的规则、至少 \(Approval.shortestReason) 个字的理由、位置都是仍然有效的选票。\
            选票不会删除，只是不计票；候选人可以申诉，可以用 votes reinstate 恢复。

            gridshow votes exclude review/exclusion-1.txt --folder vote --key keys/log.key
            """)

    @Argument(help: "草稿 · the draft")
    var draft: String
    @OptionGroup var place: ElectionPlace

    func run() throws {
        let file = try DraftFile(draft)
        guard case .exclusion = file.draft.subject else {
            throw ValidationError(
                "这是恢复的草稿，请用 gridshow votes reinstate · this draft is a reinstatement; use gridshow votes reinstate")
        }
        var log = try place.log()
        try file.enter(into: &log)
        say(
            zh: "现在可以恢复它：gridshow votes reinstate \(log.size - 1)",
            en: "to take it back: gridshow votes reinstate \(log.size - 1)")
    }
}

struct ReinstateVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "恢复被剔除的选票，同样要两人签名 · Reinstates excluded ballots, by two signatures.",
        discussion: """
            写剔除记录在日志里的位置，得到一份草稿；两名操作员用 votes sign 签名后，再写草稿的文件名，写入日志。

            Name the place of an exclusion to get a draft; when two operators have signed it, name the draft.

            gridshow votes reinstate 812 --reason 候选人申诉成立，经两人复核恢复 --folder vote --output reinstate-812.txt
            gridshow votes reinstate reinstate-812.txt --folder vote --key keys/log.key
            """)

    @Argument(help: "剔除记录的位置，或两人签过的草稿 · the place of the exclusion, or the signed draft")
    var subject: String
    @Option(help: "理由，会公布；也可以签名时再写 · the reason, published; may be given at signing")
    var reason = ""
    @Option(help: "草稿写到哪个新文件 · the new file for the draft")
    var output: String?
    @OptionGroup var place: ElectionPlace

    func run() throws {
        guard let number = Int(subject) else { return try enter() }
        let published = try place.published()
        let exclusions = published.replay.tally?.exclusions ?? []
        guard exclusions.contains(where: { $0.index == number && $0.reinstatedBy == nil }) else {
            let standing = exclusions.filter { $0.reinstatedBy == nil }.map { "\($0.index)" }.joined(separator: ", ")
            complain(
                "reinstatement",
                LocalizedText(
                    zh: "日志第 \(number) 条不是仍然有效的剔除；仍然有效的是：\(standing.isEmpty ? "没有" : standing)",
                    en:
                        "entry \(number) is no exclusion that still stands; those are: \(standing.isEmpty ? "none" : standing)"
                ))
            throw ExitStatus.contentFaults
        }
        let draft = ApprovalDraft(
            election: published.rules.id, .reinstatement(exclusion: number), reason: reason,
            operators: published.rules.operators)
        let name = output ?? "reinstatement-\(number).txt"
        guard try createFile(name, with: draft.text) else { throw ValidationError("已经有 \(name) · \(name) exists") }
        print(name)
    }

    private func enter() throws {
        let file = try DraftFile(subject)
        guard case .reinstatement = file.draft.subject else {
            throw ValidationError(
                "这是剔除的草稿，请用 gridshow votes exclude · this draft is an exclusion; use gridshow votes exclude")
        }
        var log = try place.log()
        try file.enter(into: &log)
    }
}
