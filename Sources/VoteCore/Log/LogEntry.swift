/// One entry of an election's log: what is hashed, published and never changed.
public struct LogEntry: Sendable, Equatable {
    /// What an entry says.
    public enum Content: Sendable, Equatable {
        /// D: these are the rules; the hash of `rules.txt`.
        case rules(MerkleHash)
        /// S: the election goes from one state to another.
        case transition(Transition)
        /// B: a ballot.
        case ballot(Ballot)
        /// X: two operators exclude ballots.
        case exclusion(Exclusion)
        /// R: two operators reinstate what an exclusion took away.
        case reinstatement(Reinstatement)
        /// I: a number that the organiser counted elsewhere.
        case imported(ImportedCount)
        /// N: a note, such as an outage.
        case note(String)
        /// F: the result stands.
        case freeze(Freeze)
    }

    /// The place in the log, from 0.
    public let index: Int
    /// When it was admitted: seconds since 1970, for ballots the beginning of a slot.
    public let time: Int
    /// What it says.
    public let content: Content

    /// An entry at `index`.
    ///
    /// - Parameter time: seconds since 1970; for a ballot only the ten minutes that it falls in are kept.
    public init(index: Int, time: Int, _ content: Content) {
        self.index = index
        if case .ballot = content {
            self.time = time / ElectionClock.slot * ElectionClock.slot
        } else {
            self.time = time
        }
        self.content = content
    }

    /// The slot that the entry falls in: ten minutes, counted from 1970.
    public var slot: Int { time / ElectionClock.slot }
}

/// A step of an election from one state to the next.
public struct Transition: Sendable, Equatable {
    /// The state before.
    public let from: ElectionState
    /// The state after.
    public let to: ElectionState
    /// The ids of the operators who did it.
    public let operators: [String]
    /// Why; public.
    public let reason: String

    /// A step that `operators` take.
    public init(from: ElectionState, to: ElectionState, operators: [String], reason: String) {
        self.from = from
        self.to = to
        self.operators = operators
        self.reason = reason
    }
}

/// A number that was counted elsewhere, such as on paper: everything that `source` had counted for a candidate by a
/// moment. A later number of the same source for the same candidate takes its place.
public struct ImportedCount: Sendable, Equatable {
    /// Who counted; what is added up.
    public let source: String
    /// The moment up to which was counted, in seconds since 1970.
    public let asOf: Int
    /// The award's key.
    public let award: String
    /// The candidate's key.
    public let candidate: String
    /// Votes received and, of these, excluded.
    public let votes: VoteCount
    /// The hash of the file that the number came in.
    public let file: MerkleHash
    /// A remark; `-` without one. A number that falls needs one.
    public let note: String

    /// A number from `source`.
    public init(
        source: String, asOf: Int, award: String, candidate: String, votes: VoteCount, file: MerkleHash, note: String
    ) {
        self.source = source
        self.asOf = asOf
        self.award = award
        self.candidate = candidate
        self.votes = votes
        self.file = file
        self.note = note
    }
}

/// The declaration that a result stands.
public struct Freeze: Sendable, Equatable {
    /// The hash of `result.txt` as it follows from the entries before this one.
    public let result: MerkleHash
    /// The ballots of all awards, for people who read the log.
    public let ballots: VoteCount
    /// The ids of the operators who did it.
    public let operators: [String]
    /// Why now; public.
    public let reason: String

    /// The declaration of `operators`.
    public init(result: MerkleHash, ballots: VoteCount, operators: [String], reason: String) {
        self.result = result
        self.ballots = ballots
        self.operators = operators
        self.reason = reason
    }
}

/// Received, excluded and counted: never one without the others.
public struct VoteCount: Sendable, Hashable {
    /// Everything that came in.
    public var received: Int
    /// What of it was excluded.
    public var excluded: Int
    /// What counts.
    public var counted: Int { received - excluded }

    /// Numbers, 0 unless given.
    public init(received: Int = 0, excluded: Int = 0) {
        self.received = received
        self.excluded = excluded
    }
}
