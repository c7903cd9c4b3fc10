import VoteCore

/// Records of ballots by their keys; the latest of each key.
struct BacklogRecords {
    /// The places of ballots.
    var ballots: [Bytes16: Int] = [:]
    /// What voters have done.
    var voters: [VoterKey: VoterRecord] = [:]
    /// Ballots of addresses.
    var networks: [NetworkKey: Int] = [:]

    /// No records.
    init() {}

    /// The records of an addition to the log.
    init(_ addition: LogAddition) {
        ballots = Dictionary(addition.ballots.lazy.map { ($0.id, $0.ballot.index) }) { $1 }
        voters = addition.voters
        networks = addition.networks
    }

    /// How many there are of the kind of which there are the most.
    var count: Int { max(ballots.count, voters.count, networks.count) }

    /// Takes in later records.
    mutating func absorb(_ later: BacklogRecords) {
        if count == 0 {
            self = later
            return
        }
        ballots.merge(later.ballots) { $1 }
        voters.merge(later.voters) { $1 }
        networks.merge(later.networks) { $1 }
    }

    /// Removes addresses of days before `day`.
    mutating func forgetNetworks(before day: Int) {
        if networks.keys.contains(where: { $0.day < day }) { networks = networks.filter { $0.key.day >= day } }
    }
}

/// Some records in the order of their keys.
struct BacklogSlice {
    var ballots: [(id: Bytes16, place: Int)] = []
    var voters: [(key: VoterKey, record: VoterRecord)] = []
    var networks: [(key: NetworkKey, ballots: Int)] = []
}

/// Records on their way into place, in the order in which the tables have them.
struct SettlingRecords {
    var records: BacklogRecords
    /// The number of their last row in the tables `waiting_…`.
    let lastNumber: Int
    private let ballots: [Bytes16]
    private let voters: [VoterKey]
    private let networks: [NetworkKey]
    private var settledCount = 0

    init(_ records: BacklogRecords, lastNumber: Int) {
        self.records = records
        self.lastNumber = lastNumber
        ballots = records.ballots.keys.sorted(by: <)
        voters = records.voters.keys.sorted { ($0.award, $0.period, $0.tag) < ($1.award, $1.period, $1.tag) }
        networks = records.networks.keys.sorted {
            ($0.day, $0.award, $0.tag.signed) < ($1.day, $1.award, $1.tag.signed)
        }
    }

    /// Whether all are in place.
    var isDone: Bool { settledCount >= max(ballots.count, voters.count, networks.count) }

    /// Records by their position behind those that are in place.
    func slice(_ range: Range<Int>) -> BacklogSlice {
        let positions = settledCount + range.lowerBound..<settledCount + range.upperBound
        func keys<Key>(_ all: [Key]) -> ArraySlice<Key> { all[positions.clamped(to: all.indices)] }
        return BacklogSlice(
            ballots: keys(ballots).compactMap { id in records.ballots[id].map { (id, $0) } },
            voters: keys(voters).compactMap { key in records.voters[key].map { (key, $0) } },
            networks: keys(networks).compactMap { key in records.networks[key].map { (key, $0) } })
    }

    /// Notes that more records are in place.
    mutating func advance(by count: Int) { settledCount += count }
}
