import Dispatch
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Listens for connections and lets an API answer their requests.
final class HTTPListener: Sendable {
    private let server: any Channel
    private let connections: OpenConnections

    /// Where to listen.
    enum Place: Sendable {
        /// An address or host name and a port; 0 for any that is free.
        case port(String, Int)
        /// A Unix socket that only the process's user may use.
        case socket(String)
    }

    private init(server: any Channel, connections: OpenConnections) {
        self.server = server
        self.connections = connections
    }

    /// Begins to listen.
    ///
    /// - Throws: what the system says where that is not possible.
    static func listen(
        at place: Place, answering: any RequestAnswering, limits: ConnectionLimits, proxies: TrustedProxies,
        group: any EventLoopGroup
    ) async throws -> HTTPListener {
        let connections = OpenConnections(most: limits.connections)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(limits.backlog))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Connections that come in one wave are all taken in one turn of the loop.
            .serverChannelOption(.maxMessagesPerRead, value: 64)
            .childChannelInitializer { channel in
                guard connections.add(channel) else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    try configure(channel, answering, limits, proxies)
                }
            }
        let server: any Channel
        switch place {
        case .port(let host, let port): server = try await bootstrap.bind(host: host, port: port).get()
        case .socket(let path): server = try await PrivateSocket.bind(bootstrap, path)
        }
        return HTTPListener(server: server, connections: connections)
    }

    private static func configure(
        _ channel: any Channel, _ answering: any RequestAnswering, _ limits: ConnectionLimits,
        _ proxies: TrustedProxies
    ) throws {
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headerBytes
        decoding.maxHeaderListSize = limits.headerBytes
        decoding.maxHeaderFieldCount = limits.headerCount
        let pipeline = channel.pipeline.syncOperations
        let meter = ByteMeter()
        try pipeline.addHandler(meter)
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: true, withErrorHandling: false, withOutboundHeaderValidation: true,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoding)
        try pipeline.addHandler(
            HTTPConnection(answering: answering, limits: limits, proxies: proxies, meter: meter))
    }

    /// The port that is listened at; nil for a Unix socket.
    var port: Int? { server.localAddress?.port }

    /// How many connections are open.
    var openConnections: Int { connections.count }

    /// Takes no more connections, lets requests that have begun get their answers, and ends the others.
    func close(within time: TimeAmount) async {
        server.close(promise: nil)
        connections.quiesce()
        let end = NIODeadline.now() + time
        while connections.count > 0, NIODeadline.now() < end, !Task.isCancelled { await Self.pause() }
        connections.closeAll()
    }

    private static func pause() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(10)) { continuation.resume() }
        }
    }
}

/// The connections that are open.
final class OpenConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let most: Int

    init(most: Int) { self.most = most }

    var count: Int { channels.withLock { $0.count } }

    /// Takes a connection in until it ends; false where there are too many.
    func add(_ channel: any Channel) -> Bool {
        let key = ObjectIdentifier(channel)
        let isTaken = channels.withLock { channels in
            guard channels.count < most else { return false }
            channels[key] = channel
            return true
        }
        if isTaken { channel.closeFuture.whenComplete { [self] _ in channels.withLock { $0[key] = nil } } }
        return isTaken
    }

    /// Ends connections as soon as they have no request.
    func quiesce() {
        for channel in channels.withLock({ Array($0.values) }) {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    func closeAll() {
        for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
    }
}
