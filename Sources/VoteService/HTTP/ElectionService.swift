import NIOCore
import NIOPosix
import Synchronization
import VoteCore

/// A vote service: one election, its store, its two listeners, and what has to be done from time to time.
public final class ElectionService: Sendable {
    let store: any VoteStore
    let keys: ServiceKeys
    let clock: WallClock
    let log: FollowedLog
    let desk: BallotDesk
    let options: ServiceOptions
    let board = TallyBoard()
    let keeping = ServiceKeeping()
    let notify: @Sendable (ServiceNotice) -> Void
    private let isStopped = Mutex(false)

    /// A service over a store whose log has begun and was checked.
    ///
    /// - Parameters:
    ///   - log: the log as `ElectionStart` opened it.
    ///   - notify: called from any thread.
    /// - Throws: `StoreFailure`.
    public init(
        store: any VoteStore, log: FollowedLog, keys: ServiceKeys, clock: WallClock, options: ServiceOptions,
        notify: @escaping @Sendable (ServiceNotice) -> Void
    ) throws {
        guard let rules = log.replay.rules else { throw StoreFailure("the log has no rules") }
        self.store = store
        self.keys = keys
        self.clock = clock
        self.log = log
        self.options = options
        self.notify = notify
        desk = try BallotDesk(store: store, rules: rules, keys: keys, clock: clock)
    }

    /// Ends the service: `run` returns after the requests that have begun are answered. May be called from any thread.
    public func stop() { isStopped.withLock { $0 = true } }

    var shouldStop: Bool { isStopped.withLock { $0 } }

    /// Serves until `stop` is called.
    ///
    /// - Throws: `ServiceEnd`.
    public func run() async throws(ServiceEnd) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
        let listeners = try await listeners(group)
        let end = await watch()
        // What waits in the queue is written and answered before connections end; after a failure there is little time.
        let time = TimeAmount.milliseconds(end == nil ? 5_000 : 300)
        for listener in listeners { await listener.close(within: time) }
        desk.close()
        keeping.stop()
        if let path = options.adminSocket { PrivateSocket.remove(path) }
        store.close()
        group.shutdownGracefully { _ in }
        if let end { throw end }
    }

    private func listeners(_ group: any EventLoopGroup) async throws(ServiceEnd) -> [HTTPListener] {
        do {
            let voting = options.voting
            let voters = try await HTTPListener.listen(
                at: .port(options.address, options.port), answering: publicAPI, limits: voting.limits,
                proxies: voting.proxies, group: group)
            let host = options.address.contains(":") ? "[\(options.address)]" : options.address
            notify(.listening("http://\(host):\(voters.port ?? options.port)"))
            guard let path = options.adminSocket else { return [voters] }
            let organisers = try await HTTPListener.listen(
                at: .socket(path), answering: adminAPI, limits: ConnectionLimits(), proxies: .loopback, group: group)
            notify(.administering(path))
            return [voters, organisers]
        } catch {
            throw .cannotListen("\(error)")
        }
    }

    /// The public part.
    var publicAPI: PublicAPI {
        PublicAPI(
            desk: desk, rules: RulesInForce(desk.status.rules), board: board, clock: clock, options: options.voting,
            storeKind: store.kind, secret: keys.secret)
    }

    /// The organiser's part.
    var adminAPI: AdminAPI {
        AdminAPI(
            desk: desk,
            operations: ElectionOperations(desk: desk, log: log, store: store, clock: clock), storeKind: store.kind,
            duties: duties)
    }
}
