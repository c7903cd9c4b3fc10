import VoteCore

/// Where a log stands, as it is kept in one row that every writer locks.
public struct LogHead: Sendable, Equatable {
    /// The size and the hashes that further entries build on.
    public var frontier: MerkleFrontier
    /// When the last entry was admitted, in seconds since 1970. Ballots keep only their slot; this is exact.
    public var time: Int
    /// The state after the last entry.
    public var state: ElectionState
    /// The hash of the rules in force.
    public var rules: MerkleHash

    /// The head of a log without entries.
    public static let empty = LogHead(frontier: MerkleFrontier(), time: 0, state: .draft, rules: .empty)

    /// A head from its parts.
    public init(frontier: MerkleFrontier, time: Int, state: ElectionState, rules: MerkleHash) {
        self.frontier = frontier
        self.time = time
        self.state = state
        self.rules = rules
    }

    /// The number of entries.
    public var size: Int { frontier.size }
}

/// What is kept of a ballot beside its entry, to answer a repeated request.
public struct StoredBallot: Sendable, Equatable {
    /// The entry's place in the log.
    public let index: Int
    /// The size of the log that the receipt proves the entry in.
    public let treeSize: Int
    /// What the voter wanted (`BallotRequest.fingerprint`).
    public let fingerprint: MerkleHash

    /// A ballot at its place.
    public init(index: Int, treeSize: Int, fingerprint: MerkleHash) {
        self.index = index
        self.treeSize = treeSize
        self.fingerprint = fingerprint
    }
}

/// A voter in one period of one award.
public struct VoterKey: Sendable, Hashable {
    /// The award's place in the rules.
    public let award: Int
    /// The day in UTC+8 since 1970; -1 where the limit is for the whole election.
    public let period: Int
    /// The tag that stands in the log.
    public let tag: Bytes16

    /// A voter's key.
    public init(award: Int, period: Int, tag: Bytes16) {
        self.award = award
        self.period = period
        self.tag = tag
    }
}

/// What a voter has done in a period.
public struct VoterRecord: Sendable, Equatable {
    /// How many ballots.
    public var ballots: Int
    /// The candidates that were named, by their places in the award, rising. Kept only where a voter has more than
    /// one ballot a period.
    public var candidates: [UInt16]

    /// A record.
    public init(ballots: Int, candidates: [UInt16]) {
        self.ballots = ballots
        self.candidates = candidates
    }
}

/// An address, counted for one award and one day.
public struct NetworkKey: Sendable, Hashable {
    /// The award's place in the rules.
    public let award: Int
    /// The day in UTC+8 since 1970.
    public let day: Int
    /// The tag of the address under that day's salt.
    public let tag: UInt64

    /// An address's key.
    public init(award: Int, day: Int, tag: UInt64) {
        self.award = award
        self.day = day
        self.tag = tag
    }
}

/// What is kept beside a ballot for the review and never published.
public struct BallotSignal: Sendable, Equatable {
    /// The entry's place in the log.
    public let index: Int
    /// When it was admitted, in seconds since 1970.
    public let time: Int
    /// The tag of the address; nil where the request had none.
    public let network: UInt64?
    /// How long the puzzle took, in milliseconds, from handing out to coming back.
    public let workMilliseconds: Int
    /// How old the voter's token was, in seconds.
    public let tokenAge: Int

    /// The signals of a ballot.
    public init(index: Int, time: Int, network: UInt64?, workMilliseconds: Int, tokenAge: Int) {
        self.index = index
        self.time = time
        self.network = network
        self.workMilliseconds = workMilliseconds
        self.tokenAge = tokenAge
    }
}

/// A checkpoint that was published, or whose publication was begun.
public struct StoredCheckpoint: Sendable, Equatable {
    /// The number of entries.
    public let size: Int
    /// The signed note.
    public let note: [UInt8]
    /// When it was signed, in seconds since 1970.
    public let time: Int

    /// A checkpoint.
    public init(size: Int, note: [UInt8], time: Int) {
        self.size = size
        self.note = note
        self.time = time
    }
}

/// Files that the log names by their hash.
public enum DocumentKind: String, Sendable {
    /// A `rules.txt`.
    case rules
    /// What an exclusion points to.
    case evidence
}

/// What a batch of ballots has to know before anything is decided. Values may come more than once.
public struct AdmissionQuery: Sendable {
    /// Ids of ballots.
    public var ballots: [Bytes16] = []
    /// Voters.
    public var voters: [VoterKey] = []
    /// Ids of challenges.
    public var challenges: [Bytes16] = []
    /// Hashes of printed codes.
    public var codes: [MerkleHash] = []
    /// Addresses.
    public var networks: [NetworkKey] = []

    /// An empty query.
    public init() {}
}

/// What a store knows of a query; what it does not know is not in the tables.
public struct AdmissionFacts: Sendable {
    /// Ballots that are in the log.
    public var ballots: [Bytes16: StoredBallot] = [:]
    /// Voters who have voted.
    public var voters: [VoterKey: VoterRecord] = [:]
    /// Challenges that were used.
    public var challenges: Set<Bytes16> = []
    /// Codes that were printed.
    public var codes: Set<MerkleHash> = []
    /// Ballots of each address.
    public var networks: [NetworkKey: Int] = [:]

    /// Nothing known.
    public init() {}
}

/// Entries to be added, with all that is written in the same transaction.
public struct LogAddition: Sendable {
    /// An entry.
    public struct Entry: Sendable {
        /// Its bytes.
        public let text: [UInt8]
        /// Their leaf hash.
        public let leaf: MerkleHash

        /// An entry and its hash.
        public init(text: [UInt8], leaf: MerkleHash) {
            self.text = text
            self.leaf = leaf
        }
    }

    /// The root of a subtree of 256^tileLevel leaves that the addition makes complete; levels from 1.
    public struct TileRoot: Sendable {
        /// 1 for 256 leaves, 2 for 65,536.
        public let tileLevel: Int
        /// Its number within its level, from 0.
        public let number: Int
        /// The hash.
        public let hash: MerkleHash

        /// The root of a subtree.
        public init(tileLevel: Int, number: Int, hash: MerkleHash) {
            self.tileLevel = tileLevel
            self.number = number
            self.hash = hash
        }
    }

    /// The place of the first entry.
    public var first: Int
    /// The entries in order.
    public var entries: [Entry] = []
    /// Subtrees that become complete.
    public var tileRoots: [TileRoot] = []
    /// The ballots among the entries, with their ids.
    public var ballots: [(id: Bytes16, ballot: StoredBallot)] = []
    /// Voters with what they have done after this addition.
    public var voters: [VoterKey: VoterRecord] = [:]
    /// Challenges that are used up, with the first second at which they would have been too late.
    public var challenges: [(id: Bytes16, expires: Int)] = []
    /// Addresses with their ballots after this addition.
    public var networks: [NetworkKey: Int] = [:]
    /// Signals of the ballots.
    public var signals: [BallotSignal] = []
    /// The head after the addition.
    public var head: LogHead

    /// An addition behind `head` that adds nothing yet.
    public init(behind head: LogHead) {
        first = head.size
        self.head = head
    }
}
