import VoteCore

/// Keeps one election: its log, what decides about ballots, and what is private to the service.
///
/// Every function blocks. They are called from threads of the service's own, never from a task. The rules about
/// ballots are not a store's business: it looks up and writes what `BallotAdmission` asks for, all of a batch at once.
public protocol VoteStore: Sendable {
    /// `sqlite` or `postgresql`, for health answers and messages.
    var kind: String { get }

    /// Runs `body` while no other writer, of this process or another, is at work, and commits.
    ///
    /// Returns only when the commit is on the medium. What `body` throws undoes everything and is thrown on.
    /// - Throws: `StoreFailure` where the medium or the server failed. What was committed is then unknown: the process
    ///   must acknowledge nothing more and end.
    func write<Outcome>(_ body: (any VoteTransaction) throws -> Outcome) throws -> Outcome

    /// Runs `body` on one consistent state of committed data, beside writers.
    func read<Outcome>(_ body: (any VoteReading) throws -> Outcome) throws -> Outcome

    /// Puts records that wait to be written elsewhere where they belong, so that `PrivateReading` finds them.
    func settle() throws

    /// Ends all connections. The store is not used afterwards.
    func close()
}

extension VoteStore {
    /// Nothing, for stores in which no record waits.
    public func settle() throws {}
}

/// What can be looked up in a store.
public protocol VoteReading: PrivateReading {
    /// The log's head; `LogHead.empty` for a new store.
    func head() throws -> LogHead

    /// The bytes of the entries at these places, in order. All of them are there.
    func entries(_ places: Range<Int>) throws -> [[UInt8]]

    /// Roots of complete subtrees of 256^tileLevel leaves, by their numbers from 0, in order: for `tileLevel` 0 the
    /// hashes of leaves. All of them are complete.
    func hashes(tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash]

    /// The ballot with this id.
    func ballot(_ id: Bytes16) throws -> StoredBallot?

    /// Rules or evidence by the hash of their bytes.
    func document(_ hash: MerkleHash) throws -> [UInt8]?

    /// The hashes of every document of a kind, in the order in which they came.
    func documents(_ kind: DocumentKind) throws -> [MerkleHash]

    /// The published checkpoints, oldest first.
    func checkpoints() throws -> [StoredCheckpoint]

    /// The signals of the ballots at these places that are still kept, by place.
    func signals(_ places: Range<Int>) throws -> [BallotSignal]
}

/// What can be done in a transaction.
public protocol VoteTransaction: VoteReading {
    /// Everything that decides about a batch of ballots.
    func facts(_ query: AdmissionQuery) throws -> AdmissionFacts

    /// Adds entries at the end of the log, with all that belongs to them.
    ///
    /// - Precondition: `addition.first` is the size of the log.
    func append(_ addition: LogAddition) throws

    /// Keeps rules or evidence; nothing happens where they are kept already.
    func add(_ document: [UInt8], kind: DocumentKind) throws

    /// Notes that a checkpoint is being published. A size comes once.
    func add(_ checkpoint: StoredCheckpoint) throws

    /// The salt of a day, under which addresses are counted; the first call of a day keeps `fresh`.
    func salt(day: Int, fresh: [UInt8]) throws -> [UInt8]

    /// Keeps the hashes of printed codes; those that are kept already change nothing.
    func addCodes(_ hashes: [MerkleHash]) throws

    /// Removes what is no longer needed: salts and counts of addresses of days before `day`, challenges that ended
    /// before `time`, and all signals where `signals` says so.
    func purge(daysBefore day: Int, challengesBefore time: Int, signals: Bool) throws
}

/// A store that can no longer be trusted with anything.
public struct StoreFailure: Error, Sendable, CustomStringConvertible {
    /// What the library or the server said, without values of parameters.
    public let description: String

    /// A failure with what was said about it.
    public init(_ description: String) { self.description = description }
}
