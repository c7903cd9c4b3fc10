import ArgumentParser
import Diagnostics
import SiteBuilding
import VoteCore

struct VerifyVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "核验一次投票：重算全部票数，检查每个签名 · Recounts a vote and checks every signature.",
        discussion: """
            文件夹里是公布的文件：rules.txt（规则）、log/（日志）、result.txt（结果）；也可以写网址，文件会先下载（要有 curl）。\
            任何人都可以核验，不需要密钥。
            核验会检查：规则没有在开始后改动；历次检查点的签名和先后；每条记录的指纹；每张票符合规则且没有重复；每次剔除有两人签名、\
            规则和理由；结果等于由日志重算的结果。
            有凭证（.tlog-proof）的人用 --receipt 核对自己的票是否还在日志里。
            用 --against 和以前下载的文件夹（或抄下的检查点）比对：日志只能变长，被退回、被改写、给不同的人看不同的日志都会查出来。
            退出码：0 核验通过，1 有问题（逐条列出文件和位置），2 用法不对，3 文件读不了、网址打不开或下载不完整。

            The folder holds the published files: rules.txt, log/, result.txt; an address is downloaded first (curl must be \
            there). Anyone can verify; it takes no key. --against compares with what you downloaded or wrote down before: a \
            log only grows, and rollback, rewriting and split views are found.
            Exit codes: 0 sound, 1 faults (each with file and place), 2 wrong usage, 3 unreadable, unreachable or incomplete.

            gridshow votes verify downloads/zuimei --receipt my.tlog-proof --against last-week/zuimei
            gridshow votes verify https://example.org/vote/zuimei/ --save downloads/zuimei
            """)

    @Argument(help: "下载的投票文件夹，或网址 · the folder with the vote's published files, or their address")
    var path: String
    @Option(help: "报告格式 · the form of the report: text, json")
    var format = ReportFormat.text
    @Option(help: "投票人的凭证，可以写多次 · a voter's receipt; may be repeated")
    var receipt: [String] = []
    @Option(
        help: "以前的下载（文件夹）或抄下的检查点（文件），可以写多次 · an older download or a checkpoint that was kept; may be repeated")
    var against: [String] = []
    @Option(help: ArgumentHelp("最新检查点至少要有几家见证方联署 · how many witnesses must have cosigned", valueName: "N"))
    var requireWitness = 0
    @Option(help: "网址下载的文件留在这个新文件夹里 · keep the download in this new folder")
    var save: String?

    enum ReportFormat: String, ExpressibleByArgument {
        case text
        case json
    }

    func run() throws {
        let receipts = try receipt.map { (name: $0, bytes: try requiredFile($0)) }
        let copies = try against.flatMap(olderCopies)
        if path.hasPrefix("https://") || path.hasPrefix("http://") {
            try ElectionDownload(from: path, into: save).whileKept { try verify($0, receipts, copies) }
        } else {
            let folder = withoutTrailingSlash(path)
            guard isFolder(folder) else { throw ValidationError("没有这个文件夹 · there is no such folder: \(path)") }
            try verify(folder, receipts, copies)
        }
    }

    private func verify(
        _ folder: String, _ receipts: [(name: String, bytes: [UInt8])], _ copies: [(name: String, bytes: [UInt8])]
    ) throws {
        let language = Terminal.environmentLanguage
        let verification = try ElectionVerification(receipts: receipts, olderCopies: copies) {
            try contents(of: "\(folder)/\($0)")
        }
        let hasWitnesses = verification.witnessCount >= requireWitness
        switch format {
        case .json: Terminal.output(Array(try verification.json(in: language).utf8))
        case .text:
            let named = Dictionary((receipts + copies).map { ($0.name, $0.bytes) }) { first, _ in first }
            Terminal.errorText(faultText(verification.diagnostics, folder: folder, other: named))
            let rules = try contents(of: "\(folder)/\(PublishedElection.rules)").flatMap {
                try? ElectionRules(text: $0)
            }
            print(verification.summary(in: language, rules: rules), terminator: "")
            if verification.isSound, !copies.isEmpty {
                say(
                    zh: "与 \(against.count) 份以前的副本一致：日志只是变长了",
                    en: "consistent with \(against.count) older copies: the log has only grown")
            }
        }
        if !hasWitnesses {
            complain(
                "witness-few",
                LocalizedText(
                    zh: "要求至少 \(requireWitness) 家见证方联署，最新检查点只有 \(verification.witnessCount) 家",
                    en:
                        "\(requireWitness) witnesses are required, and \(verification.witnessCount) cosigned the newest checkpoint"
                ))
        }
        if !verification.isSound || !hasWitnesses { throw ExitStatus.contentFaults }
    }

    /// The checkpoints in an older download, or in a file.
    private func olderCopies(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
        guard isFolder(name) else { return [(name, try requiredFile(name))] }
        let folder = withoutTrailingSlash(name)
        let files = ["\(folder)/\(PublishedElection.checkpoint)", "\(folder)/\(PublishedElection.history)"]
        let copies = try files.compactMap { file in try contents(of: file).map { (name: file, bytes: $0) } }
        guard !copies.isEmpty else {
            throw ValidationError("\(name) 里没有 log/checkpoint · there is no log/checkpoint in \(name)")
        }
        return copies
    }
}
