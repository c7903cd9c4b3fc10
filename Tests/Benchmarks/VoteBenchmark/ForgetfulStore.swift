import VoteCore
import VoteService

/// A store that does not say which voters have voted: the check of second ballots is off.
final class ForgetfulStore: VoteStore {
    let kind = "sqlite"
    private let store: any VoteStore

    init(_ store: any VoteStore) { self.store = store }

    func write<Outcome>(_ body: (any VoteTransaction) throws -> Outcome) throws -> Outcome {
        try store.write { try body(Transaction(whole: $0)) }
    }

    func read<Outcome>(_ body: (any VoteReading) throws -> Outcome) throws -> Outcome { try store.read(body) }

    func close() { store.close() }

    private struct Transaction: VoteTransaction {
        let whole: any VoteTransaction

        func facts(_ query: AdmissionQuery) throws -> AdmissionFacts {
            var facts = try whole.facts(query)
            facts.voters = [:]
            return facts
        }

        func head() throws -> LogHead { try whole.head() }
        func entries(_ places: Range<Int>) throws -> [[UInt8]] { try whole.entries(places) }
        func hashes(tileLevel: Int, _ numbers: Range<Int>) throws -> [MerkleHash] {
            try whole.hashes(tileLevel: tileLevel, numbers)
        }
        func ballot(_ id: Bytes16) throws -> StoredBallot? { try whole.ballot(id) }
        func document(_ hash: MerkleHash) throws -> [UInt8]? { try whole.document(hash) }
        func documents(_ kind: DocumentKind) throws -> [MerkleHash] { try whole.documents(kind) }
        func checkpoints() throws -> [StoredCheckpoint] { try whole.checkpoints() }
        func signals(_ places: Range<Int>) throws -> [BallotSignal] { try whole.signals(places) }
        func ballots(_ places: Range<Int>) throws -> [(id: Bytes16, ballot: StoredBallot)] {
            try whole.ballots(places)
        }
        func voters(after key: VoterKey?, limit: Int) throws -> [(key: VoterKey, record: VoterRecord)] {
            try whole.voters(after: key, limit: limit)
        }
        func challenges(after id: Bytes16?, limit: Int) throws -> [(id: Bytes16, expires: Int)] {
            try whole.challenges(after: id, limit: limit)
        }
        func codes(after hash: MerkleHash?, limit: Int) throws -> [MerkleHash] {
            try whole.codes(after: hash, limit: limit)
        }
        func networks(after key: NetworkKey?, limit: Int) throws -> [(key: NetworkKey, ballots: Int)] {
            try whole.networks(after: key, limit: limit)
        }
        func salts() throws -> [(day: Int, bytes: [UInt8])] { try whole.salts() }
        func append(_ addition: LogAddition) throws { try whole.append(addition) }
        func add(_ document: [UInt8], kind: DocumentKind) throws { try whole.add(document, kind: kind) }
        func add(_ checkpoint: StoredCheckpoint) throws { try whole.add(checkpoint) }
        func salt(day: Int, fresh: [UInt8]) throws -> [UInt8] { try whole.salt(day: day, fresh: fresh) }
        func addCodes(_ hashes: [MerkleHash]) throws { try whole.addCodes(hashes) }
        func purge(daysBefore day: Int, challengesBefore time: Int, signals: Bool) throws {
            try whole.purge(daysBefore: day, challengesBefore: time, signals: signals)
        }
    }
}
