import TestSupport
import VoteCore

/// An election that is being made up, entry by entry, with a count of its own that knows nothing of `LogReplay`.
public struct SampleElection {
    /// A ballot as its voter meant it.
    public struct CastBallot {
        /// The place in the log.
        public let place: Int
        /// The award's key.
        public let award: String
        /// The candidates' keys.
        public let choices: [String]
        /// Whether it is out of the count.
        public var isExcluded = false
    }

    /// The rules in force.
    public private(set) var rules: ElectionRules
    /// The rules that were replaced.
    public private(set) var formerRules: [ElectionRules] = []
    /// The keys of everybody.
    public let keys: SampleKeys
    /// The bytes of the entries.
    public private(set) var entries: [[UInt8]] = []
    /// The replay that judges what is appended.
    public private(set) var replay = LogReplay()
    /// The published checkpoints, oldest first, with the sizes.
    public private(set) var checkpoints: [(size: Int, note: [UInt8])] = []
    /// Every ballot that was cast.
    public private(set) var ballots: [CastBallot] = []
    /// The published result.
    public var result: [UInt8]?
    /// Files of evidence.
    public private(set) var evidence: [[UInt8]] = []
    /// Seconds since 1970.
    public var time = SampleRules.opening - 7200
    /// Where chance comes from.
    public var generator: SeededGenerator
    private var frontier = MerkleFrontier()

    /// An announced election.
    public init(seed: UInt64, change: (inout ElectionRules) -> Void = { _ in }) throws {
        var generator = SeededGenerator(seed: seed)
        guard let keys = SampleKeys(origin: "vote.example/sample-\(seed)") else { throw SampleFault() }
        var rules = SampleRules.draw(keys, using: &generator)
        change(&rules)
        self.keys = keys
        self.rules = rules
        self.generator = generator
        append(.rules(rules.hash))
        step(to: .announced)
    }

    /// Adds an entry at the present time; gives what is wrong with it.
    @discardableResult
    public mutating func append(_ content: LogEntry.Content, index: Int? = nil) -> [LogReplay.Breach] {
        append(text: LogEntry(index: index ?? entries.count, time: time, content).text)
    }

    /// Adds bytes that may not even be an entry.
    @discardableResult
    public mutating func append(text: [UInt8]) -> [LogReplay.Breach] {
        entries.append(text)
        frontier.append(MerkleHash(leaf: text))
        guard let entry = try? LogEntry(text: text[...]) else {
            replay.skip()
            return []
        }
        let known = [rules] + formerRules
        return replay.append(entry) { hash in known.first { $0.hash == hash } }
    }

    /// Goes to the next state.
    @discardableResult
    public mutating func step(to state: ElectionState, reason: String = "按公布的日程进行") -> [LogReplay.Breach] {
        append(.transition(Transition(from: replay.state, to: state, operators: ["op1"], reason: reason)))
    }

    /// Replaces the rules.
    @discardableResult
    public mutating func changeRules(_ change: (inout ElectionRules) -> Void) -> [LogReplay.Breach] {
        formerRules.append(rules)
        change(&rules)
        return append(.rules(rules.hash))
    }

    /// A ballot that the rules allow, of a voter who has not voted.
    public mutating func drawBallot() -> Ballot {
        let award = generator.pick(rules.awards)
        let count = Int.random(in: award.choices, using: &generator)
        let choices = award.candidates.map(\.key).shuffled(using: &generator).prefix(count)
        return Ballot(
            channel: rules.identity.channel, award: award.key, choices: Array(choices), tag: drawBytes16(),
            id: drawBytes16())
    }

    /// Sixteen random bytes.
    public mutating func drawBytes16() -> Bytes16 {
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        guard let value = Bytes16(bytes) else { preconditionFailure("sixteen bytes were drawn") }
        return value
    }

    /// Casts a ballot and counts it.
    @discardableResult
    public mutating func cast(_ ballot: Ballot) -> [LogReplay.Breach] {
        let place = entries.count
        let breaches = append(.ballot(ballot))
        if breaches.isEmpty { ballots.append(CastBallot(place: place, award: ballot.award, choices: ballot.choices)) }
        return breaches
    }

    /// Signs a checkpoint of the log as it is, by the log and by the announced witnesses.
    public mutating func publishCheckpoint() throws {
        if checkpoints.last?.size == entries.count { return }
        let head = Checkpoint(origin: rules.origin, size: entries.count, root: frontier.root)
        var note = try head.note(signedBy: keys.log)
        for (witness, signer) in zip(rules.witnesses, keys.witnesses) where witness.key == signer.key {
            note += try SignedNote.line(head.text, signer: signer, time: UInt64(time))
        }
        checkpoints.append((entries.count, note))
    }

    /// Makes the result of the log as it is the published one.
    public mutating func publishResult() { result = replay.tally?.text }

    /// The exclusion of these ballots, signed by two operators.
    public mutating func exclusion(
        _ places: [Int], rule: String = "A1", signers: (Int, Int) = (0, 1), reason: String = "同一时段集中提交，经两人核查"
    ) throws -> Exclusion {
        let file = Array("{\"ballots\": \(places.count)}\n".utf8)
        evidence.append(file)
        func exclusion(_ approval: Approval) -> Exclusion {
            Exclusion(
                rule: rule, ranges: Self.ranges(places), evidence: MerkleHash(hashing: file), after: entries.count,
                approval: approval, reason: reason)
        }
        let unsigned = exclusion(Approval((id: "op1", signature: []), (id: "op2", signature: [])))
        return exclusion(try approval(of: unsigned.statement(election: rules.id), by: signers))
    }

    /// The signatures of two operators, by their numbers from 0.
    public func approval(of statement: [UInt8], by signers: (Int, Int)) throws -> Approval {
        func signature(_ number: Int) throws -> (id: String, signature: [UInt8]) {
            ("op\(number + 1)", try keys.operators[number].signature(of: statement))
        }
        return Approval(try signature(signers.0), try signature(signers.1))
    }

    /// Excludes ballots, in the log and in the count.
    @discardableResult
    public mutating func exclude(_ places: [Int]) throws -> [LogReplay.Breach] {
        let breaches = append(.exclusion(try exclusion(places)))
        if breaches.isEmpty { setExcluded(places, true) }
        return breaches
    }

    /// Reinstates what the exclusion at `place` took away.
    @discardableResult
    public mutating func reinstate(_ place: Int, ballots places: [Int]) throws -> [LogReplay.Breach] {
        let reason = "申诉成立，经两人复核恢复"
        let unsigned = Reinstatement(
            exclusion: place, approval: Approval((id: "op1", signature: []), (id: "op3", signature: [])), reason: reason
        )
        let approval = try approval(of: unsigned.statement(election: rules.id), by: (2, 0))
        let breaches = append(.reinstatement(Reinstatement(exclusion: place, approval: approval, reason: reason)))
        if breaches.isEmpty { setExcluded(places, false) }
        return breaches
    }

    private mutating func setExcluded(_ places: [Int], _ value: Bool) {
        let places = Set(places)
        for index in ballots.indices where places.contains(ballots[index].place) { ballots[index].isExcluded = value }
    }

    /// Declares the published result final.
    @discardableResult
    public mutating func freeze() -> [LogReplay.Breach] {
        publishResult()
        let count = VoteCount(received: ballots.count, excluded: ballots.count { $0.isExcluded })
        return append(
            .freeze(
                Freeze(result: MerkleHash(hashing: result ?? []), ballots: count, operators: ["op1"], reason: "公示期满")))
    }

    /// Ranges that cover exactly these places.
    public static func ranges(_ places: [Int]) -> [ClosedRange<Int>] {
        places.sorted().reduce(into: []) { ranges, place in
            if let last = ranges.last, last.upperBound + 1 == place {
                ranges[ranges.count - 1] = last.lowerBound...place
            } else {
                ranges.append(place...place)
            }
        }
    }
}

/// A sample that could not be made.
struct SampleFault: Error {}
