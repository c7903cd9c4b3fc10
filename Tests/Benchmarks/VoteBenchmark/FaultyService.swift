import ArgumentParser
import Foundation
import VoteCore
import VoteService

/// A service that is broken on purpose: negative controls for the campaigns. A campaign that does not find its faults
/// proves nothing. No switch of the real program can make it behave so.
struct FaultyService: AsyncParsableCommand {
    /// What is wrong with it.
    enum Fault: String, ExpressibleByArgument, CaseIterable {
        /// Nothing: shows that it is the fault that a campaign finds, not this program.
        case none
        /// Acknowledges ballots before they are committed.
        case hasty
        /// Does not look whether a voter has voted.
        case forgetful
    }

    static let configuration = CommandConfiguration(
        commandName: "faulty", abstract: "Serves an election with a fault; for negative controls.")

    @Option(help: "What is wrong with it: none, hasty or forgetful.")
    var fault: Fault
    @Option(help: "How many records the store collects before it puts them into place.")
    var backlog = SQLiteVoteStore.standardBacklogCapacity
    @Option var rules: String
    @Option var keys: String
    @Option var data: String
    @Option var publish: String
    @Option var address: String
    @Option var port: Int
    @Option var adminSocket: String
    @Option var puzzleBits: Int

    func run() async throws {
        let rules = try ElectionRules(text: read(self.rules))
        let keys = ServiceKeys(
            log: try NoteSigner(privateText: read("\(keys)/log.key")), secret: try read("\(keys)/service.key"))
        let sound = try SQLiteVoteStore(path: "\(data)/votes.sqlite", backlogCapacity: backlog)
        let store: any VoteStore =
            switch fault {
            case .none: sound
            case .hasty: HastyStore(sound)
            case .forgetful: ForgetfulStore(sound)
            }
        let log = try ElectionStart(store: sound, keys: keys).open(rules: rules, time: WallClock.system.seconds)
        var options = ServiceOptions(publishedFolder: publish)
        options.address = address
        options.port = port
        options.adminSocket = adminSocket
        options.voting.puzzleBits = puzzleBits
        let service = try ElectionService(
            store: store, log: log, keys: keys, clock: .system, options: options
        ) { print($0) }
        signal(SIGTERM, SIG_IGN)
        let ending = DispatchSource.makeSignalSource(signal: SIGTERM)
        ending.setEventHandler { service.stop() }
        ending.resume()
        do {
            try await service.run()
        } catch {
            // As the real program ends.
            print(error)
            throw ExitCode(3)
        }
        ending.cancel()
    }

    private func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
}
