import ArgumentParser

/// The vote service's program.
@main
struct GridShowVotes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gridshow-votes",
        abstract: "收票服务 · The service that takes the votes.")
}
