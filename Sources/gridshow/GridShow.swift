import ArgumentParser
import Diagnostics
import Glibc
import SiteBuilding

/// The command line of GridShow. Exit codes: 0 fine, 1 faults in the content, 2 wrong usage, 3 the machine failed.
@main
struct GridShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gridshow",
        abstract: "把 Markdown 案例做成展播网站 · Builds an exhibition website from Markdown cases.",
        version: "gridshow 0.1.0",
        subcommands: [
            Build.self, Check.self, New.self, MarkdownCommand.self, Explain.self, Fields.self, Figures.self, Lock.self,
            Votes.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            Glibc.exit(status.rawValue)
        } catch let failure as MachineError {
            Terminal.error(MachineFailure.explanation(of: failure).text(in: Terminal.environmentLanguage))
            Glibc.exit(ExitStatus.machineFailed.rawValue)
        } catch {
            let text = fullMessage(for: error)
            if exitCode(for: error).isSuccess {
                print(text)
                Glibc.exit(ExitStatus.fine.rawValue)
            }
            Terminal.error(text)
            Glibc.exit(ExitStatus.wrongUsage.rawValue)
        }
    }
}

/// How a command ends.
enum ExitStatus: Int32, Error {
    case fine = 0
    case contentFaults = 1
    case wrongUsage = 2
    case machineFailed = 3
}

/// What the machine's failures mean.
enum MachineFailure {
    /// The failure and a way out, in both languages.
    static func explanation(of failure: MachineError) -> LocalizedText {
        let advice: LocalizedText =
            switch failure.code {
            case ENOSPC, EDQUOT: LocalizedText(zh: "磁盘满了，腾出空间再试", en: "the disk is full; make room and try again")
            case EACCES, EPERM, EROFS:
                LocalizedText(zh: "没有权限，换一个文件夹或检查权限", en: "permission denied; check the folder's rights")
            case EWOULDBLOCK:
                LocalizedText(
                    zh: "另一个 gridshow 正在写这个文件夹，等它结束再试",
                    en: "another gridshow is writing this folder; wait for it to end")
            case EEXIST, ENOTDIR, EISDIR:
                LocalizedText(zh: "这个位置有别的文件挡着，请移开", en: "something else stands at this place; move it away")
            default: LocalizedText(zh: "机器出错", en: "the machine failed")
            }
        return LocalizedText(zh: "\(advice.zh)（\(failure)）", en: "\(advice.en) (\(failure))")
    }
}
