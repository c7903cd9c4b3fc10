import VoteCore

/// Looking through what a store keeps beside the log, for a move to another store, after `VoteStore.settle()`. Pages are
/// read in one snapshot: each begins behind the last value of the page before, and the last page has fewer values than
/// `limit`.
public protocol PrivateReading {
    /// The ballots among the entries at these places, in order, with their ids.
    func ballots(_ places: Range<Int>) throws -> [(id: Bytes16, ballot: StoredBallot)]

    /// Voters behind `key`, or the first ones.
    func voters(after key: VoterKey?, limit: Int) throws -> [(key: VoterKey, record: VoterRecord)]

    /// Used challenges behind `id`, or the first ones.
    func challenges(after id: Bytes16?, limit: Int) throws -> [(id: Bytes16, expires: Int)]

    /// Printed codes behind `hash`, or the first ones.
    func codes(after hash: MerkleHash?, limit: Int) throws -> [MerkleHash]

    /// Counted addresses behind `key`, or the first ones.
    func networks(after key: NetworkKey?, limit: Int) throws -> [(key: NetworkKey, ballots: Int)]

    /// The salts that are kept, by day.
    func salts() throws -> [(day: Int, bytes: [UInt8])]
}
