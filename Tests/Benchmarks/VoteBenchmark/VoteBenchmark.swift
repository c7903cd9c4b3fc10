import ArgumentParser

/// Loads, fills and breaks vote services, for the campaigns in `Tests/Votes` and for `make bench-votes`.
@main
struct VoteBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "VoteBenchmark",
        abstract: "Loads, fills and breaks vote services; never part of what is installed.",
        subcommands: [MakeElection.self, CastLoad.self, FillStore.self, FaultyService.self])
}
