import ArgumentParser
import Diagnostics
import Glibc
import SiteBuilding
import VoteCore

/// The command line of GridShow. Exit codes: 0 fine, 1 faults in the content, 2 wrong usage, 3 the machine failed.
@main
struct GridShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gridshow",
        abstract: "把 Markdown 案例做成展播网站 · Builds an exhibition website from Markdown cases.",
        version: "gridshow 0.1.0",
        subcommands: [
            Build.self, Check.self, New.self, MarkdownCommand.self, Explain.self, Fields.self, Figures.self, Lock.self,
            Preview.self, Votes.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            Glibc.exit(status.rawValue)
        } catch let failure as MachineError {
            Terminal.error(failure.explanation.text(in: Terminal.environmentLanguage))
            Glibc.exit(ExitStatus.machineFailed.rawValue)
        } catch let fault as FormatFault {
            // A file that changed between being checked and being read.
            complain(fault.id, fault.message)
            Glibc.exit(ExitStatus.contentFaults.rawValue)
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
