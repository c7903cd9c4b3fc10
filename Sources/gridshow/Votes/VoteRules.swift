import ArgumentParser
import Diagnostics
import SiteBuilding

struct WriteVoteRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "按 election.yaml 和候选人表写出评选规则 · Writes the rules after election.yaml and the candidates.",
        discussion: """
            规则（rules.txt）是投票前定死的一切：奖项、候选人、时间、限制、密钥。日志的第一条就是它的指纹，\
            所以先用本命令写出来，请两位操作员逐行看过，再用 adopt（没有服务）或 serve（有服务）开始。
            不写 --output 就打印出来；--check 只比较，不写。

            The rules are all that is fixed before the first ballot. Write them, let two operators read them line by line, \
            then begin with adopt or serve.

            gridshow votes rules zuimei --output content/elections/zuimei/published/rules.txt
            gridshow votes rules zuimei --check content/elections/zuimei/published/rules.txt
            """)

    @Argument(help: "评选的文件夹名或路径 · the election's folder")
    var election: String
    @Option(help: "内容文件夹 · the content folder")
    var content = "content"
    @Option(help: "写到这个文件；已有不同的内容就不动 · write to this file unless it holds something else")
    var output: String?
    @Option(help: "和这个文件比较 · compare with this file")
    var check: String?
    @Flag(help: "文件里有别的规则也换掉 · replace other rules in the file")
    var replace = false

    func run() throws {
        var options = BuildOptions()
        options.content = withoutTrailingSlash(content)
        let rules: ElectionRulesText
        do {
            rules = try electionRules(of: election, options: options)
        } catch let unknown as UnknownElection {
            throw ValidationError(
                "没有评选“\(unknown.name)”\(unknown.nearest.map { "；是不是 \($0)？" } ?? "") · there is no election “\(unknown.name)”"
            )
        }
        let language = rules.language ?? Terminal.environmentLanguage
        Reporting.printText(rules.diagnostics, language: language)
        if rules.diagnostics.containsError { throw ExitStatus.contentFaults }
        guard let bytes = rules.bytes else {
            Terminal.error(
                LocalizedText(
                    zh: "这个评选目前只是公布：写上 keys（公钥）、时间、主办方和候选人以后才有规则",
                    en:
                        "this election is only announced: it has rules once it has keys, times, an organiser and candidates"
                ).text(in: language))
            throw ExitStatus.contentFaults
        }
        if let check { return try compare(bytes, with: check, language) }
        guard let output else { return Terminal.output(bytes) }
        try write(bytes, to: output, language)
    }

    private func compare(_ bytes: [UInt8], with path: String, _ language: Language) throws {
        guard let other = try readFile(path) else { throw ValidationError("没有这个文件 · there is no such file: \(path)") }
        if other == bytes { return }
        let differing = Diagnostic.differentRules(other, path: path, wanted: bytes, election: election)
        Reporting.printText([differing], language: language)
        throw ExitStatus.contentFaults
    }

    private func write(_ bytes: [UInt8], to path: String, _ language: Language) throws {
        if let other = try readFile(path), other != bytes, !replace {
            Terminal.error(
                LocalizedText(
                    zh: "\(path) 里已有别的规则，没有动它：确实要换，加上 --replace，再用 adopt 采用",
                    en: "\(path) holds other rules and was left alone; to replace them add --replace, then adopt them"
                ).text(in: language))
            throw ExitStatus.contentFaults
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeDirectories(String(path[..<slash])) }
        try replaceFile(with: bytes, at: path)
    }
}

extension Diagnostic {
    /// Rules that are not what election.yaml comes to, at the first line that differs.
    fileprivate static func differentRules(
        _ rules: [UInt8], path: String, wanted: [UInt8], election: String
    ) -> Diagnostic {
        func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        }
        let (found, expected) = (lines(rules), lines(wanted))
        let number = zip(found, expected).prefix { $0 == $1 }.count
        let place = number < found.count ? found[number].indices : rules.count..<rules.count
        let command = "gridshow votes rules \(election) --output \(path) --replace"
        let line = number < expected.count ? String(decoding: expected[number], as: UTF8.self) : ""
        return Diagnostic(
            "rules-differ", at: Span(file: path, range: place),
            line.isEmpty
                ? LocalizedText(zh: "按 election.yaml，规则到这里就该结束", en: "by election.yaml the rules should end here")
                : LocalizedText(
                    zh: "按 election.yaml，这一行应当是“\(line)”", en: "by election.yaml this line should be “\(line)”"),
            notes: [
                .init(
                    LocalizedText(
                        zh: "确实要改规则：\(command)，再用 adopt 采用；不改就把 election.yaml 改回去",
                        en: "to change the rules: \(command), then adopt them; otherwise change election.yaml back"))
            ])
    }
}
