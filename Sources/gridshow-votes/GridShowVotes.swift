import ArgumentParser
import Diagnostics
import Glibc

/// The vote service's program. Exit codes: 0 ended as asked, 1 faults in the rules, 2 wrong usage, 3 the machine failed
/// (store, port, keys), 4 a published file is not what was published.
@main
struct GridShowVotes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gridshow-votes",
        abstract: "收票服务 · The service that takes the votes.",
        version: "gridshow-votes 0.1.0",
        subcommands: [Serve.self, Move.self])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let ending as Ending {
            Console.error(ending.message)
            Glibc.exit(ending.status)
        } catch {
            let text = fullMessage(for: error)
            if exitCode(for: error).isSuccess {
                print(text)
                Glibc.exit(0)
            }
            Console.errorText(text + "\n")
            Glibc.exit(2)
        }
    }
}

/// Why the program ends other than as asked.
struct Ending: Error {
    /// The exit code.
    let status: Int32
    /// What the person at the machine reads: the rule, and the way out.
    let message: LocalizedText

    static func rules(_ zh: String, _ en: String) -> Ending {
        Ending(status: 1, message: LocalizedText(zh: zh, en: en))
    }
    static func usage(_ zh: String, _ en: String) -> Ending {
        Ending(status: 2, message: LocalizedText(zh: zh, en: en))
    }
    static func machine(_ zh: String, _ en: String) -> Ending {
        Ending(status: 3, message: LocalizedText(zh: zh, en: en))
    }
    static func machine(_ message: LocalizedText) -> Ending { Ending(status: 3, message: message) }
    static func folder(_ message: LocalizedText) -> Ending { Ending(status: 4, message: message) }
}
