import NIOCore

/// Counts the bytes that come in between two requests, before anything is parsed: frames of a chunked body can be of
/// any size and mean nothing.
final class ByteMeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Called with the number of bytes since `reset`, before they are parsed. False drops them.
    var onBytes: ((Int) -> Bool)?
    private var count = 0
    private var place: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { place = context }

    func handlerRemoved(context: ChannelHandlerContext) { place = nil }

    /// Sends bytes past everything that writes HTTP.
    func send(_ bytes: ByteBuffer) { place?.writeAndFlush(NIOAny(bytes), promise: nil) }

    /// Begins to count anew.
    func reset() { count = 0 }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        count += unwrapInboundIn(data).readableBytes
        if onBytes?(count) ?? true { context.fireChannelRead(data) }
    }
}
