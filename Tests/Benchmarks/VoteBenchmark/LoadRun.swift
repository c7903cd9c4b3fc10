import Glibc
import Synchronization

/// Whether SIGTERM has asked for an end.
private let isStopAsked = Atomic(false)

/// Casts the ballots of a supply over many connections from one thread, and notes what comes back.
///
/// A ballot whose answer is lost, or that finds the service full, is sent again with the same id until it has one.
struct LoadRun {
    /// How the load is laid on.
    struct Plan {
        /// The service's ports on this machine; the connections take turns.
        let ports: [UInt16]
        let connections: Int
        /// For how long new ballots are sent.
        let seconds: Double
        /// New ballots a second; nil for as many as the answers allow.
        let rate: Double?
        /// How long the last answers may take after that.
        let patience: Double
    }

    /// What came back.
    struct Outcome {
        var statuses: [Int: Int] = [:]
        var latencies = Latencies()
        /// Requests that were sent again.
        var retries = 0
        /// Ballots without an answer at the end.
        var unanswered = 0
        /// Whether all ballots were used up before the time was.
        var isExhausted = false
        /// From the first request to the last answer that came while new ballots were sent.
        var seconds = 0.0
        /// Acknowledgements in each second.
        var acknowledged: [Int] = []
    }

    private static let pause: UInt64 = 20_000_000

    private let supply: BallotSupply
    private let plan: Plan
    private let journal: Journal?
    private let awards: [String]
    private var connections: [Connection]
    private var idle: [Int] = []
    private var again: [(ballot: Int, due: UInt64)] = []
    private var next = 0
    private var outcome = Outcome()
    private var polled: [pollfd]
    private let start: UInt64
    private var end: UInt64
    private var lastAnswer: UInt64
    private var inFlight = 0

    init(_ supply: BallotSupply, _ plan: Plan, awards: [String], journal: Journal?) {
        self.supply = supply
        self.plan = plan
        self.journal = journal
        self.awards = awards
        connections = (0..<plan.connections).map { _ in Connection() }
        polled = [pollfd](repeating: pollfd(fd: -1, events: 0, revents: 0), count: plan.connections)
        start = Self.now()
        end = start + UInt64(plan.seconds * 1e9)
        lastAnswer = start
    }

    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Runs to the end, or until SIGTERM asks for it.
    mutating func run() -> Outcome {
        signal(SIGTERM) { _ in isStopAsked.store(true, ordering: .relaxed) }
        while true {
            let time = Self.now()
            if isStopAsked.load(ordering: .relaxed) { end = min(end, time) }
            connectDown(time)
            sendDue(time)
            if isDone(time) { break }
            if poll(&polled, nfds_t(polled.count), plan.rate == nil ? 20 : 1) <= 0 { continue }
            for place in polled.indices where polled[place].revents != 0 { handle(place) }
        }
        journal?.flush()
        outcome.unanswered = inFlight + again.count
        outcome.seconds = Double(max(lastAnswer, start + 1) - start) / 1e9
        return outcome
    }

    private func isDone(_ time: UInt64) -> Bool {
        let hasMore = time < end && next < supply.count
        if !hasMore, inFlight == 0, again.isEmpty { return true }
        return Double(time) > Double(end) + plan.patience * 1e9
    }

    /// The next ballot to send at `time`, with when it was due.
    private mutating func take(_ time: UInt64) -> (ballot: Int, due: UInt64)? {
        if let retry = again.popLast() { return retry }
        guard time < end else { return nil }
        var due = time
        if let rate = plan.rate {
            due = start + UInt64(Double(next) / rate * 1e9)
            if due > time { return nil }
        }
        guard next < supply.count else {
            if !outcome.isExhausted { outcome.isExhausted = true }
            return nil
        }
        next += 1
        return (next - 1, due)
    }

    private mutating func sendDue(_ time: UInt64) {
        while let place = idle.last, let (ballot, due) = take(time) {
            idle.removeLast()
            send(ballot, due, on: place)
        }
    }

    private mutating func send(_ ballot: Int, _ due: UInt64, on place: Int) {
        let wish = supply.wishes[ballot]
        journal?.intend(ballot, wish, award: awards[wish.award])
        connections[place].ballot = ballot
        connections[place].due = due
        inFlight += 1
        let isSent = supply.withRequest(ballot) { connections[place].send($0) }
        if !isSent { drop(place) }
    }

    /// Gives a broken connection up; its ballot will be sent again.
    private mutating func drop(_ place: Int) {
        if connections[place].state == .waiting {
            again.append((connections[place].ballot, connections[place].due))
            outcome.retries += 1
            inFlight -= 1
        }
        if connections[place].state == .idle { idle.removeAll { $0 == place } }
        disconnect(place)
        connections[place].retryAt = Self.now() + Self.pause
    }

    private mutating func disconnect(_ place: Int) {
        connections[place].disconnect()
        polled[place] = pollfd(fd: -1, events: 0, revents: 0)
    }

    private mutating func connectDown(_ time: UInt64) {
        for place in connections.indices where connections[place].state == .down && connections[place].retryAt <= time {
            let port = plan.ports[(place + Int(time / Self.pause)) % plan.ports.count]
            guard connections[place].connect(port: port) else {
                drop(place)
                continue
            }
            polled[place] = pollfd(fd: connections[place].descriptor, events: Int16(POLLOUT), revents: 0)
        }
    }

    private mutating func handle(_ place: Int) {
        switch connections[place].state {
        case .down: break
        case .connecting:
            guard connections[place].isConnected() else { return drop(place) }
            polled[place].events = Int16(POLLIN)
            connections[place].state = .idle
            idle.append(place)
        case .idle: drop(place)
        case .waiting:
            guard connections[place].receive() else { return drop(place) }
            if let answer = connections[place].answer() { finish(place, answer) }
        }
    }

    private mutating func finish(_ place: Int, _ answer: Connection.Answer) {
        let time = Self.now()
        let connection = connections[place]
        if answer.status == 503 {
            // The service is full or is ending: whether the ballot is in the log is not known.
            outcome.statuses[503, default: 0] += 1
            return drop(place)
        }
        inFlight -= 1
        outcome.statuses[answer.status, default: 0] += 1
        if answer.status == 201 || answer.status == 200 { acknowledge(time, connection.due) }
        journal?.answer(connection.ballot, status: answer.status, body: connection.bytes(answer.body))
        connections[place].state = .idle
        if answer.closes {
            disconnect(place)
        } else if let (ballot, due) = take(time) {
            send(ballot, due, on: place)
        } else {
            idle.append(place)
        }
    }

    private mutating func acknowledge(_ time: UInt64, _ due: UInt64) {
        outcome.latencies.add(nanoseconds: time - due)
        if time <= end { lastAnswer = time }
        let second = Int((time - start) / 1_000_000_000)
        while outcome.acknowledged.count <= second { outcome.acknowledged.append(0) }
        outcome.acknowledged[second] += 1
    }
}
