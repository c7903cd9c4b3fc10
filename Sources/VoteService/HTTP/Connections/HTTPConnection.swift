import NIOCore
import NIOHTTP1

/// One connection: puts requests together, keeps limits and times, and writes answers.
///
/// Requests come one after the other: the pipeline handler in front holds the next one back until the answer is written.
final class HTTPConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Stage {
        /// No byte of a request has come.
        case idle
        /// Bytes of a request have come.
        case reading(HTTPRequestHead?, [UInt8])
        /// The request is whole, its answer is awaited.
        case answering
        /// Nothing more is read; the connection is about to end.
        case ending
    }

    private let answering: any RequestAnswering
    private let limits: ConnectionLimits
    private let proxies: TrustedProxies
    private let meter: ByteMeter
    private var stage = Stage.idle
    private var peer: [UInt8]?
    private var longestBody = 0
    /// When the peer has been slow for too long; nil while it is our turn.
    private var deadline: NIODeadline?
    private var timer: Scheduled<Void>?

    init(
        answering: any RequestAnswering, limits: ConnectionLimits, proxies: TrustedProxies, meter: ByteMeter
    ) {
        self.answering = answering
        self.limits = limits
        self.proxies = proxies
        self.meter = meter
    }

    func handlerAdded(context: ChannelHandlerContext) {
        peer = NetworkAddress.bytes(context.remoteAddress)
        meter.onBytes = { [unowned self] count in bytesCame(count, context) }
        deadline = .now() + limits.patience
        schedule(.now() + limits.patience, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        meter.onBytes = nil
        timer?.cancel()
    }

    // MARK: Reading

    private func bytesCame(_ count: Int, _ context: ChannelHandlerContext) -> Bool {
        switch stage {
        case .idle:
            stage = .reading(nil, [])
            deadline = .now() + limits.patience
        case .reading where count > longestBody + ConnectionLimits.framing:
            refuse(.tooLarge, context)
            return false
        case .reading, .answering: break
        case .ending: return false
        }
        return true
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, context)
        case .body(var part):
            guard case .reading(let head, var body) = stage else { return }
            guard body.count + part.readableBytes <= longestBody else { return refuse(.tooLarge, context) }
            stage = .idle
            body += part.readBytes(length: part.readableBytes) ?? []
            stage = .reading(head, body)
        case .end:
            guard case .reading(let head?, let body) = stage else { return }
            stage = .answering
            deadline = nil
            meter.reset()
            answer(head, body, context)
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        if case .ending = stage { return }
        stage = .reading(head, [])
        if let problem = RequestForm.problem(head) { return refuse(problem, context) }
        longestBody = answering.longestBody(to: head)
        if let length = RequestForm.bodyLength(head), length > longestBody { return refuse(.tooLarge, context) }
        // A request that waited behind another one begins only now.
        if deadline == nil { deadline = .now() + limits.patience }
        if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
            let go = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case HTTPParserError.headerOverflow: refuse(.headers, context)
        case is HTTPParserError: refuse(.request, context)
        default: context.close(promise: nil)
        }
    }

    // MARK: Answering

    private func answer(_ head: HTTPRequestHead, _ body: [UInt8], _ context: ChannelHandlerContext) {
        let address = proxies.client(peer: peer, forwarded: head.headers["x-forwarded-for"])
        switch answering.reply(to: WholeRequest(head: head, body: body, address: address)) {
        case .now(let answer): write(answer, to: head, context)
        case .later(let work):
            let loop = context.eventLoop
            let bound = NIOLoopBound((self, context), eventLoop: loop)
            Task {
                let answer = await work()
                loop.execute { bound.value.0.write(answer, to: head, bound.value.1) }
            }
        }
    }

    private func write(_ answer: HTTPAnswer, to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .answering = stage, context.channel.isActive else { return }
        let isLast = answer.endsConnection || !head.isKeepAlive
        send(answer, withBody: head.method != .HEAD, isLast: isLast, context)
        if isLast { return end(context) }
        stage = .idle
        deadline = .now() + limits.patience
    }

    /// Answers before the request is whole; the connection cannot be used afterwards.
    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        if case .ending = stage { return }
        switch stage {
        case .answering: break
        case .reading(.some, _): send(problem.answer(), withBody: true, isLast: true, context)
        case .idle, .reading(nil, _), .ending: meter.send(bytes(of: problem.answer(), context))
        }
        end(context)
    }

    private func send(_ answer: HTTPAnswer, withBody: Bool, isLast: Bool, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(answer.headers)
        headers.add(name: "content-length", value: "\(answer.body.count)")
        if isLast { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if withBody, !answer.body.isEmpty {
            let bytes = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// A whole answer as bytes. The handlers in front know of no request before its head is whole, and let no answer
    /// through.
    private func bytes(of answer: HTTPAnswer, _ context: ChannelHandlerContext) -> ByteBuffer {
        let status = HTTPResponseStatus(statusCode: answer.status)
        let lines =
            ["HTTP/1.1 \(status.code) \(status.reasonPhrase)"] + answer.headers.map { "\($0.0): \($0.1)" }
            + ["content-length: \(answer.body.count)", "connection: close", "", ""]
        var buffer = context.channel.allocator.buffer(string: lines.joined(separator: "\r\n"))
        buffer.writeBytes(answer.body)
        return buffer
    }

    // MARK: Ending

    /// Ends the connection so that the answer arrives: closing at once while bytes still come in would cut it off.
    private func end(_ context: ChannelHandlerContext) {
        stage = .ending
        deadline = nil
        context.close(mode: .output, promise: nil)
        schedule(.now() + ConnectionLimits.farewell, context)
    }

    private func schedule(_ time: NIODeadline, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: time) { [weak self] in
            self?.watch(context)
        }
    }

    /// Looks at the deadline. The timer is not set anew for every request: that would cost more than looking twice.
    private func watch(_ context: ChannelHandlerContext) {
        switch stage {
        case .ending: context.close(promise: nil)
        case .reading where isLate: refuse(.timeout, context)
        case .idle where isLate: context.close(promise: nil)
        case .idle, .reading, .answering: schedule(deadline ?? .now() + limits.patience, context)
        }
    }

    private var isLate: Bool { deadline.map { $0 <= .now() } ?? false }
}
