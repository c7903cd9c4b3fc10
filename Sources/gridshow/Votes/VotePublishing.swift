import ArgumentParser
import Diagnostics
import VoteCore

struct PublishVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "公布到现在为止的日志和允许公布的结果 · Publishes the log, and the result where it may be shown.",
        discussion: """
            有服务：请服务立即把日志写进公布文件夹。没有服务：日志每次续写就已公布；本命令在投票期间按规则里的显示方式\
            （daily、every）写出应当显示的票数，并把见证方交来的联署（--cosignature）加到检查点上。
            做完后把整个公布文件夹同步到网站，先 log/tile，最后 log/checkpoint。

            With a service: it writes its log to the published folder now. Without one: writes the numbers that are due \
            while the vote is open, and adds witnesses' cosignatures to the checkpoint.

            gridshow votes publish --folder vote --key keys/log.key --cosignature notary.txt
            """)

    @OptionGroup var place: ElectionPlace
    @Option(help: "见证方联署过的检查点，可以写多次 · a checkpoint that a witness cosigned; may be repeated")
    var cosignature: [String] = []

    func run() throws {
        let log = try place.log()
        if var service = log as? ServiceLog {
            guard cosignature.isEmpty else {
                throw ValidationError(
                    "有服务时联署由服务添加 · with a service, cosignatures are the service's business")
            }
            try endIfBroken(try service.publish())
            return say(zh: "服务已公布 \(service.size) 条", en: "the service has published \(service.size) entries")
        }
        guard let folder = log as? FolderLog else { return }
        let files = try cosigned(folder) + dueResult(folder)
        try folder.write(files)
        for file in files { print("\(place.folder)/\(file.path)") }
        say(
            zh: "公布文件夹已是最新：\(log.size) 条，状态 \(log.state.rawValue)",
            en: "the published folder is up to date: \(log.size) entries, state \(log.state.rawValue)")
    }

    /// The numbers that are to be shown by now, if they are not the published ones.
    private func dueResult(_ log: FolderLog) throws -> [LogExtension.File] {
        let time = try VoteClock.now()
        guard let result = try PublishedElection.shownResult(at: time, size: log.size, log.read),
            try log.read(PublishedElection.result) != result
        else { return [] }
        if let moment = log.replay.rules?.lastDisplay(before: time), ![.published, .frozen].contains(log.state) {
            say(zh: "票数公布到 \(LocalTime.text(moment)) 为止", en: "numbers are shown as of \(LocalTime.text(moment))")
        }
        return [LogExtension.File(path: PublishedElection.result, bytes: result)]
    }

    /// The checkpoint with what witnesses signed.
    private func cosigned(_ log: FolderLog) throws -> [LogExtension.File] {
        guard !cosignature.isEmpty, let rules = log.replay.rules,
            let checkpoint = try log.read(PublishedElection.checkpoint),
            let history = try log.read(PublishedElection.history)
        else { return [] }
        var note = checkpoint
        for name in cosignature {
            let bytes = try requiredFile(name)
            do {
                note = try PublishedElection.adding(cosignaturesOf: bytes, to: note, rules: rules)
            } catch {
                throw endWith(error, in: name, bytes)
            }
        }
        if note == checkpoint { return [] }
        return [
            .init(path: PublishedElection.history, bytes: history.dropLast(checkpoint.count) + note),
            .init(path: PublishedElection.checkpoint, bytes: note),
        ]
    }
}

struct FreezeVotes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: "公示期满，冻结结果 · Freezes the result after the public notice.",
        discussion: """
            结果由日志重算，指纹写进日志；此后结果文件不能再变。公示没有满规则里的工作日数时拒绝。
            工作日按周一至周五算，公示当天不算；节假日和调休写在 --calendar 文件里，每行“2026-10-01 休”或“2026-10-10 班”。

            The result is computed from the log, its hash goes into the log. Refused before the working days of the notice \
            are over: Monday to Friday, less and plus the days of --calendar (“2026-10-01 off”, “2026-10-10 work”); the day \
            of publication does not count.

            gridshow votes freeze --operator op1 --operator op2 --reason 公示期满无异议 --calendar 2026.txt \
            --folder vote --key keys/log.key
            """)

    @OptionGroup var cause: PublicReason
    @OptionGroup var place: ElectionPlace
    @Option(help: "节假日和调休的文件 · the file of holidays and made-up working days")
    var calendar: String?

    func run() throws {
        let published = try place.published()
        try checkNotice(published)
        var log = try place.log()
        let before = log.size
        try endIfBroken(try log.freeze(operators: cause.names, reason: cause.reason))
        log.tellGrowth(from: before)
        say(
            zh: "结果已冻结。请把 log/checkpoint 的三行印在公告里，并请见证方联署",
            en:
                "the result is frozen; print the three lines of log/checkpoint in the announcement and have witnesses cosign"
        )
    }

    private func checkNotice(_ published: PublishedCopy) throws {
        guard published.replay.state == .published,
            let start = try PublishedElection.timeOfState(.published, size: published.replay.size, published.read)
        else {
            complain(
                "freeze-state",
                LocalizedText(
                    zh: "结果公示以后才能冻结；现在是 \(published.replay.state.rawValue)（先 gridshow votes state published）",
                    en:
                        "only a published result can be frozen; the state is \(published.replay.state.rawValue) (first gridshow votes state published)"
                ))
            throw ExitStatus.contentFaults
        }
        let days = try workingDays()
        let first = days.dayAfter(published.rules.noticeDays, following: LocalTime.day(start))
        if calendar == nil {
            say(
                zh: "没有给 --calendar：只按周一至周五算工作日", en: "no --calendar: Monday to Friday are taken for working days")
        }
        guard LocalTime.day(try VoteClock.now()) < first else { return }
        let (began, ends) = (LocalTime.text(start), ElectionClock.date(ofDay: first))
        complain(
            "freeze-notice",
            LocalizedText(
                zh: "公示还没有满：从 \(began) 起 \(published.rules.noticeDays) 个工作日，最早 \(ends) 可以冻结",
                en:
                    "the notice is not over: \(published.rules.noticeDays) working days from \(began); \(ends) is the first day for the freeze"
            ))
        throw ExitStatus.contentFaults
    }

    private func workingDays() throws -> WorkingDays {
        guard let calendar else { return .everyWeek }
        let bytes = try requiredFile(calendar)
        do {
            return try WorkingDays(text: bytes)
        } catch {
            throw endWith(error, in: calendar, bytes)
        }
    }
}
