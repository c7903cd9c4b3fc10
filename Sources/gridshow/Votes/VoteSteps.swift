import ArgumentParser
import Diagnostics
import VoteCore

/// Who acts, and why.
struct PublicReason: ParsableArguments {
    @Option(name: .customLong("operator"), help: "操作员代号，可以写多次 · an operator's short name; may be repeated")
    var operators: [String]
    @Option(help: "理由，会公布 · the reason; it is published")
    var reason: String

    func validate() throws {
        guard !operators.isEmpty else {
            throw ValidationError("请写 --operator · name the --operator")
        }
    }

    /// The short names as entries hold them: in order, each once.
    var names: [String] { Set(operators).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

struct AdoptVoteRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "把规则写进日志（第一条，或开放前的修改） · Enters the rules into the log.",
        discussion: """
            日志的第一条是规则的指纹。先用 gridshow votes rules 由 election.yaml 生成 rules.txt，再用本命令写进日志。
            规则文件可以就是公布文件夹里的 rules.txt：改好以后再运行一次本命令，旧规则留在 rules/ 里。
            投票开放以后，奖项、候选人、票数、复核规则、操作员和日志密钥都不能再改，只能改措辞、显示方式，或推迟结束时间。

            The log begins with the hash of the rules. Once the vote is open only words, display and a later end can change.

            gridshow votes adopt rules.txt --folder vote --key keys/log.key
            """)

    @Argument(help: "规则文件 · the rules")
    var rules: String
    @OptionGroup var place: ElectionPlace

    func run() throws {
        let bytes = try requiredFile(rules)
        let parsed: ElectionRules
        do {
            parsed = try ElectionRules(text: bytes)
        } catch {
            throw endWith(error, in: rules, bytes)
        }
        var log = try place.log(isAdopting: true)
        let before = log.size
        try endIfBroken(try log.adopt(parsed))
        log.tellGrowth(from: before)
    }
}

struct ChangeVoteState: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state",
        abstract: "进入下一个状态 · Goes to the next state.",
        discussion: """
            状态依次是 draft（起草）→ announced（已公布规则）→ open（投票中）⇄ paused（暂停）→ closed（已结束，复核）→ \
            published（结果公示）→ frozen（冻结，用 votes freeze）。open 以后任何时候都可以 annulled（作废，理由至少 \
            \(Approval.shortestReason) 个字）。不能早于公布的时间结束，结束时间过后不能再开放。

            draft → announced → open ⇄ paused → closed → published → frozen (by votes freeze); annulled from any state \
            after open.

            gridshow votes state open --operator op1 --reason 按公布的日程开放 --folder vote --key keys/log.key
            """)

    @Argument(help: "到哪个状态 · the state to go to")
    var state: ElectionState
    @OptionGroup var cause: PublicReason
    @OptionGroup var place: ElectionPlace

    func run() throws {
        guard state != .frozen else {
            throw ValidationError("冻结用 gridshow votes freeze · freeze with gridshow votes freeze")
        }
        var log = try place.log()
        let step = Transition(from: log.state, to: state, operators: cause.names, reason: cause.reason)
        try log.enterOrEnd([.transition(step)])
        if state == .published {
            say(
                zh: "公示从今天开始，期满后才能用 gridshow votes freeze 冻结；请把公布文件夹同步到网站",
                en:
                    "the public notice begins today; gridshow votes freeze works when it is over; bring the folder to the site"
            )
        }
    }
}

extension ElectionState: ExpressibleByArgument {}

struct AddVoteNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "在日志里写一条说明 · Enters a note into the log.",
        discussion: """
            例如停机时段、更正、线下环节。说明会公布，写进去就不能改。

            gridshow votes note "09:10–09:25 检修，投票暂停" --folder vote --key keys/log.key
            """)

    @Argument(help: "说明，一行 · the note, one line")
    var text: String
    @OptionGroup var place: ElectionPlace

    func run() throws {
        var log = try place.log()
        try log.enterOrEnd([.note(text)])
    }
}
