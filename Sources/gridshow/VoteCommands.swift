import ArgumentParser
import Diagnostics
import Glibc
import SiteBuilding
import VoteCore

struct Votes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "投票的公开日志 · The public log of a vote.",
        subcommands: [VerifyVotes.self])
}

struct VerifyVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "核验一次投票：重算全部票数，检查每个签名 · Recounts a vote and checks every signature.",
        discussion: """
            文件夹里是公布的文件：rules.txt（规则）、log/（日志）、result.txt（结果）。任何人都可以核验，不需要密钥，也不联网。
            核验会检查：规则没有在开始后改动；历次检查点的签名和先后；每条记录的指纹；每张票符合规则且没有重复；每次剔除有两人签名、\
            规则和理由；结果等于由日志重算的结果。
            有凭证（.tlog-proof）的人用 --receipt 核对自己的票是否还在日志里。
            退出码：0 核验通过，1 有问题（逐条列出文件和位置），2 用法不对，3 文件读不了。

            The folder holds the published files: rules.txt, log/, result.txt. Anyone can verify; it takes no key and no network.
            Exit codes: 0 sound, 1 faults (each with file and place), 2 wrong usage, 3 a file cannot be read.

            gridshow votes verify downloads/zuimei --receipt my.tlog-proof
            """)

    @Argument(help: "下载的投票文件夹 · the folder with the vote's published files")
    var path: String
    @Option(help: "报告格式 · the form of the report: text, json")
    var format = ReportFormat.text
    @Option(help: "投票人的凭证，可以写多次 · a voter's receipt; may be repeated")
    var receipt: [String] = []

    enum ReportFormat: String, ExpressibleByArgument {
        case text
        case json
    }

    func run() throws {
        let language = Terminal.environmentLanguage
        let folder = withoutTrailingSlash(path)
        guard isFolder(folder) else { throw ValidationError("没有这个文件夹 · there is no such folder: \(path)") }
        let receipts = try receipt.map { name in
            guard let bytes = try contents(of: name) else {
                throw ValidationError("没有这个文件 · there is no such file: \(name)")
            }
            return (name: name, bytes: bytes)
        }
        let verification = try ElectionVerification(receipts: receipts) { try contents(of: "\(folder)/\($0)") }
        switch format {
        case .json: Terminal.output(Array(try verification.json(in: language).utf8))
        case .text:
            let writer = DiagnosticText(language: language, usesColor: Terminal.usesColor)
            // Tiles are not text: their faults name the byte instead of a line.
            let faults = writer.text(of: verification.diagnostics) { file in
                if receipt.contains(file) { return try? contents(of: file) }
                return file.hasPrefix("log/tile/") ? nil : try? contents(of: "\(folder)/\(file)")
            }
            Terminal.errorText(faults)
            let rules = try contents(of: "\(folder)/\(PublishedElection.rules)").flatMap {
                try? ElectionRules(text: $0)
            }
            print(verification.summary(in: language, rules: rules), terminator: "")
        }
        if !verification.isSound { throw ExitStatus.contentFaults }
    }

    /// The bytes of a file; nil where there is none or a folder of that name.
    private func contents(of name: String) throws -> [UInt8]? {
        do {
            return try readFile(name)
        } catch let failure as MachineError where failure.code == EISDIR {
            return nil
        }
    }

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
