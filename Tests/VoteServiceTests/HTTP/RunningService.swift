import Synchronization
import TestSupport
import VoteCore
import VoteTestSupport

@testable import VoteService

/// A whole service on a free port of loopback, over a SQLite file in a folder of its own.
final class RunningService: Sendable {
    let folder: TemporaryFolder
    let rules: ElectionRules
    let keys: SampleKeys
    let clock: TestElection.Clock
    let port: Int
    let socket: String
    let store: any VoteStore
    let service: ElectionService
    private let running: Task<Result<Void, ServiceEnd>, Never>

    private init(
        folder: TemporaryFolder, rules: ElectionRules, keys: SampleKeys, clock: TestElection.Clock, port: Int,
        socket: String, store: any VoteStore, service: ElectionService, running: Task<Result<Void, ServiceEnd>, Never>
    ) {
        self.folder = folder
        self.rules = rules
        self.keys = keys
        self.clock = clock
        self.port = port
        self.socket = socket
        self.store = store
        self.service = service
        self.running = running
    }

    /// Runs `body` with a service whose election is open, ten seconds after its opening; puzzles have one bit.
    static func with(
        rules change: (inout ElectionRules) -> Void = { _ in },
        options: (inout ServiceOptions) -> Void = { _ in },
        store wrap: (any VoteStore) -> any VoteStore = { $0 }, isOpen: Bool = true,
        _ body: (RunningService) async throws -> Void
    ) async throws {
        guard let keys = SampleKeys(origin: "vote.example/http") else { throw TestFault("no keys") }
        let rules = TestElection.rules(keys, change)
        let service = try await start(rules, keys, options, wrap)
        do {
            if isOpen {
                try await service.step(.draft, .announced)
                service.clock.seconds = rules.opens + 10
                try await service.step(.announced, .open)
            }
            try await body(service)
        } catch {
            _ = await service.stop()
            throw error
        }
        _ = await service.stop()
    }

    private static func start(
        _ rules: ElectionRules, _ keys: SampleKeys, _ change: (inout ServiceOptions) -> Void,
        _ wrap: (any VoteStore) -> any VoteStore
    ) async throws -> RunningService {
        let folder = try TemporaryFolder()
        var options = ServiceOptions(publishedFolder: "\(folder.path)/published")
        options.port = 0
        options.threads = 1
        options.adminSocket = "\(folder.path)/admin.sock"
        options.voting.puzzleBits = 1
        change(&options)
        let clock = TestElection.Clock(rules.opens - 60)
        let serviceKeys = ServiceKeys(log: keys.log, secret: TestElection.secret)
        let store = wrap(try SQLiteVoteStore(path: "\(folder.path)/votes.sqlite"))
        let log = try ElectionStart(store: store, keys: serviceKeys).open(rules: rules, time: clock.seconds)
        let notices = AsyncStream.makeStream(of: ServiceNotice.self)
        let service = try ElectionService(
            store: store, log: log, keys: serviceKeys, clock: clock.wall, options: options
        ) { notices.continuation.yield($0) }
        let running = Task<Result<Void, ServiceEnd>, Never> {
            defer { notices.continuation.finish() }
            do throws(ServiceEnd) {
                return .success(try await service.run())
            } catch {
                return .failure(error)
            }
        }
        var port: Int?
        for await notice in notices.stream {
            if case .listening(let address) = notice { port = address.split(separator: ":").last.flatMap { Int($0) } }
            if case .administering = notice { break }
        }
        guard let port, let socket = options.adminSocket else {
            throw TestFault("the service did not start: \(await running.value)")
        }
        return RunningService(
            folder: folder, rules: rules, keys: keys, clock: clock, port: port, socket: socket, store: store,
            service: service, running: running)
    }

    /// Ends the service; why it had ended by itself, if it had.
    func stop() async -> ServiceEnd? {
        service.stop()
        return await end()
    }

    /// Waits for the end; why it ended by itself, if it did.
    func end() async -> ServiceEnd? {
        if case .failure(let end) = await running.value { end } else { nil }
    }

    // MARK: Requests

    /// A request on a connection of its own.
    func request(
        _ method: String, _ path: String, _ body: String? = nil, _ headers: [String] = []
    ) async throws -> RawAnswer {
        try await send(Self.bytes(method, path, body, headers)) { try RawClient.connect(port: self.port) }
    }

    /// A request of an organiser.
    func admin(_ method: String, _ path: String, _ body: [UInt8] = []) async throws -> RawAnswer {
        let head = "\(method) /admin/v1/\(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\n\r\n"
        return try await send(Array(head.utf8) + body) { try RawClient.connect(socket: self.socket) }
    }

    private func send(
        _ bytes: [UInt8], _ connect: @escaping @Sendable () throws -> RawClient
    ) async throws -> RawAnswer {
        try await RawClient.blocking {
            let client = try connect()
            client.send(bytes)
            guard let answer = client.answer() else { throw TestFault("no answer") }
            return answer
        }
    }

    /// The bytes of a request; with a body it is one of the election's own page unless headers say otherwise.
    static func bytes(_ method: String, _ path: String, _ body: String? = nil, _ headers: [String] = []) -> [UInt8] {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: vote.example"] + headers
        if let body {
            lines.append("Content-Length: \(body.utf8.count)")
            func has(_ name: String) -> Bool { headers.contains { $0.lowercased().hasPrefix(name) } }
            if !has("content-type") { lines.append("Content-Type: application/json") }
            if !has("sec-fetch-site") && !has("origin") { lines.append("Sec-Fetch-Site: same-origin") }
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")).utf8)
    }

    func step(_ old: ElectionState, _ new: ElectionState) async throws {
        let line = "gv1\tS\t0\t0\t\(old.rawValue)\t\(new.rawValue)\top1\t按公布的日程进行\n"
        let answer = try await admin("POST", "entries", Array(line.utf8))
        guard answer.status == 200 else { throw TestFault("step to \(new): \(answer.text)") }
    }

    /// Where the election's resources lie.
    var base: String { "/v1/elections/\(rules.id)" }
}
