import Content
import VoteCore

/// An election with everything that its pages show.
struct PublicElection: Sendable {
    /// What election.yaml says.
    let election: Election
    /// The candidates of each award, in the order of `election.awards`; all empty while only the vote is announced.
    let candidates: [[Candidate]]
    /// The rules that follow from election.yaml and the candidates; nil while something of them is not known yet.
    let rules: ElectionRules?
    /// What is published of its log; nil before.
    let publication: ElectionPublication?

    /// Whether people can vote on its page: there is a service, and nothing says that the vote is over.
    var takesVotes: Bool {
        guard !election.service.isEmpty, rules != nil else { return false }
        return publication?.state.isOver != true && election.state != .closed
    }
}

/// The published folder of an election, content/elections/<slug>/published, which was found sound.
struct ElectionPublication: Sendable {
    /// The rules in force, from rules.txt.
    let rules: ElectionRules
    /// The newest checkpoint.
    let checkpoint: Checkpoint
    /// The bytes of log/checkpoint, to be printed and shown.
    let checkpointText: String
    /// The state after the last entry.
    let state: ElectionState
    /// What result.txt says; nil while no result is shown.
    let result: Tally?
    /// What happened besides ballots.
    let chronicle: ElectionChronicle
    /// How many of the announced witnesses countersigned the newest checkpoint.
    let witnessCount: Int

    /// Whether every number was counted by the organiser and none of it can be checked ballot by ballot.
    var isImported: Bool {
        guard let result else { return false }
        return result.ballots.received == 0
            && result.awards.contains { $0.standings.contains { $0.imported.received > 0 } }
    }
}

extension ElectionState {
    /// Whether no ballot will be taken any more.
    var isOver: Bool { [.closed, .published, .frozen, .annulled].contains(self) }
}
