import Diagnostics

/// How far an election has come.
public enum ElectionState: String, Sendable, CaseIterable {
    /// Being written.
    case draft
    /// Its rules are public.
    case announced
    /// Ballots are taken.
    case open
    /// Ballots are not taken for a while.
    case paused
    /// No more ballots; suspicious ones are being looked at.
    case closed
    /// The result is on public notice; appeals are heard.
    case published
    /// The result stands.
    case frozen
    /// The vote is void.
    case annulled

    /// The states that an entry of kind S may lead to. Only an entry of kind F leads to `frozen`.
    public var successors: [ElectionState] {
        switch self {
        case .draft: [.announced]
        case .announced: [.open]
        case .open: [.paused, .closed, .annulled]
        case .paused: [.open, .closed, .annulled]
        case .closed: [.published, .annulled]
        case .published: [.annulled]
        case .frozen: [.published, .annulled]
        case .annulled: []
        }
    }

    /// Whether ballots may be excluded and reinstated, and tallies imported.
    public var allowsReview: Bool { [.open, .paused, .closed, .published].contains(self) }

    /// Whether the rules may still be replaced, and if so how freely.
    var rulesMayChange: (freely: Bool, carefully: Bool) {
        switch self {
        case .draft, .announced: (true, true)
        case .open, .paused: (false, true)
        case .closed, .published, .frozen, .annulled: (false, false)
        }
    }

    /// Whether a published folder must hold the result.
    var needsResult: Bool { self == .published || self == .frozen }
}
