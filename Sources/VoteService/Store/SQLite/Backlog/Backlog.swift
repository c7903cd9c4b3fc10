import Synchronization
import VoteCore

/// What recent ballots changed in the tables `ballot`, `voter` and `network`, until it is put there.
///
/// The keys of these tables are random: a batch of ballots changes about as many pages as it has keys, and each page
/// goes whole into the write-ahead log and then into the file. So records are first written one after the other into
/// the tables `waiting_…` and held in memory. When there are enough of them that several share a page they are put into
/// place in the order of their keys, some with each transaction, so that no voter waits for it. (The two upper levels
/// of a log-structured merge-tree: O'Neil and others, Acta Informatica 33, 1996.)
///
/// Only the connection that writes changes a backlog; readers may ask at any time.
final class Backlog: Sendable {
    /// How many records of a kind are collected; so many again may be on their way into place.
    let capacity: Int
    private let state = Mutex(State())

    private struct State {
        var collected = BacklogRecords()
        var settling: SettlingRecords?
        /// The number of the next row in the tables `waiting_…`, which share their numbers.
        var nextNumber = 1
        /// Rows up to this number are in place, and up to this one they are deleted.
        var settledNumber = 0, deletedNumber = 0
        var drops = 0
    }

    /// An empty backlog.
    init(capacity: Int) { self.capacity = capacity }

    /// Whether every record is in place.
    var isEmpty: Bool { state.withLock { $0.collected.count == 0 && $0.settling == nil } }

    /// How often records were dropped because they are in place. A reader whose view of the tables is older than the
    /// last time may find a record neither there nor here.
    var drops: Int { state.withLock { $0.drops } }

    /// The place of a ballot.
    func ballot(_ id: Bytes16) -> Int? {
        state.withLock { $0.collected.ballots[id] ?? $0.settling?.records.ballots[id] }
    }

    /// What a voter has done.
    func voter(_ key: VoterKey) -> VoterRecord? {
        state.withLock { $0.collected.voters[key] ?? $0.settling?.records.voters[key] }
    }

    /// The ballots of an address.
    func network(_ key: NetworkKey) -> Int? {
        state.withLock { $0.collected.networks[key] ?? $0.settling?.records.networks[key] }
    }

    /// Numbers for rows that are written now. Some may stay unused.
    func takeNumbers(_ count: Int) -> Int {
        state.withLock { state in
            defer { state.nextNumber += count }
            return state.nextNumber
        }
    }

    /// The next records to be put into place.
    ///
    /// - Parameter range: counted from the first that is not in place.
    func nextRecords(_ range: Range<Int>) -> BacklogSlice {
        state.withLock { $0.settling?.slice(range) ?? BacklogSlice() }
    }

    /// The numbers of the next rows that may be deleted, at most `count`: up to the upper bound.
    func deletableRows(_ count: Int) -> ClosedRange<Int>? {
        state.withLock { state in
            let last = min(state.settledNumber, state.deletedNumber + count)
            return last > state.deletedNumber ? state.deletedNumber + 1...last : nil
        }
    }

    /// Takes over what a transaction has changed, before it is committed: a reader that sees the commit must find it.
    func willCommit(_ change: BacklogChange) {
        state.withLock { state in
            state.collected.absorb(change.added)
            if let day = change.forgottenDay {
                state.collected.forgetNetworks(before: day)
                state.settling?.records.forgetNetworks(before: day)
            }
        }
    }

    /// Drops what the transaction, which is on the medium now, has put into place.
    func didCommit(_ change: BacklogChange) {
        state.withLock { state in
            if let last = change.lastDeleted { state.deletedNumber = last }
            if change.settlesAll {
                state.collected = BacklogRecords()
                state.settling = nil
                state.settledNumber = state.nextNumber - 1
                state.deletedNumber = state.settledNumber
                state.drops += 1
            }
            state.settling?.advance(by: change.settledCount)
            if let settling = state.settling, settling.isDone {
                state.settledNumber = settling.lastNumber
                state.settling = nil
                state.drops += 1
            }
            if state.settling == nil, state.collected.count >= capacity {
                state.settling = SettlingRecords(state.collected, lastNumber: state.nextNumber - 1)
                state.collected = BacklogRecords()
            }
        }
    }
}

/// What one transaction changes in the backlog.
struct BacklogChange {
    /// Records that it wrote into the tables `waiting_…`.
    var added = BacklogRecords()
    /// How many records of each kind it put into place, of those that are on their way.
    var settledCount = 0
    /// Whether it put everything into place.
    var settlesAll = false
    /// Up to which number it deleted rows of what is in place; nil where it deleted none.
    var lastDeleted: Int?
    /// Addresses of days before this one are forgotten; nil for none.
    var forgottenDay: Int?
}
