import VoteCore

/// What a store and admission must do, said again as simply as possible, with nothing shared and nothing batched.
struct PlainModel {
    enum Expected: Equatable {
        case admitted(Int)
        case repeated(Int)
        case refused(BallotRefusal)
    }

    let rules: ElectionRules
    var state = ElectionState.open
    var size: Int
    var lastTime: Int
    private var known: [Bytes16: (place: Int, wish: String)] = [:]
    private var cast: [String: [[String]]] = [:]
    private var challenges: Set<Bytes16> = []
    private var addresses: [String: Int] = [:]

    init(rules: ElectionRules, size: Int, time: Int) {
        self.rules = rules
        self.size = size
        lastTime = time
    }

    mutating func submit(
        award place: Int, choices: [String], voter: Bytes16, id: Bytes16, challenge: (id: Bytes16, expires: Int),
        address: [UInt8]?, time wallTime: Int
    ) -> Expected {
        let award = rules.awards[place]
        let wish = "\(award.key) \(choices.sorted())"
        if let earlier = known[id] {
            return earlier.wish == wish ? .repeated(earlier.place) : .refused(.idempotencyMismatch)
        }
        if wallTime < lastTime - 2 { return .refused(.clock) }
        let time = max(wallTime, lastTime)
        if state == .paused { return .refused(.paused) }
        if time >= rules.closes { return .refused(.closed) }
        let day = ElectionClock.date(ofDay: ElectionClock.day(ofSlot: time / 600))
        let period = "\(award.key) \(award.period == .day ? day : "-") \(voter)"
        let before = cast[period] ?? []
        if before.count >= award.ballots { return .refused(.alreadyVoted) }
        if before.joined().contains(where: choices.contains) { return .refused(.candidateRepeated) }
        if challenges.contains(challenge.id) { return .refused(.challengeUsed) }
        if time >= challenge.expires { return .refused(.puzzleExpired) }
        let network = "\(award.key) \(day) \(address ?? [])"
        if address != nil, addresses[network, default: 0] >= rules.limits.hard { return .refused(.tooManyFromAddress) }
        cast[period, default: []].append(choices)
        challenges.insert(challenge.id)
        addresses[network, default: 0] += 1
        known[id] = (size, wish)
        lastTime = time
        size += 1
        return .admitted(size - 1)
    }
}
