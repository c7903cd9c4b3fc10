import NIOCore

/// What one connection may take of the service, and all of them together.
public struct ConnectionLimits: Sendable {
    /// The most connections at a time; further ones are closed as soon as they come.
    public var connections = 10_000
    /// Connections that the system keeps waiting.
    public var backlog = 4_096
    /// How long a request may take to come in, from its first byte to its last; also how long a connection may be silent
    /// between two requests, or after it was opened.
    public var patience = TimeAmount.seconds(15)
    /// The most bytes of all headers of a request together, and of its target.
    public var headerBytes = 8_192
    /// The most headers.
    public var headerCount = 64

    /// The usual limits.
    public init() {}

    /// How long a connection is kept open after a refusal, so that the refusal is not lost with it.
    static let farewell = TimeAmount.milliseconds(500)
    /// What framing (chunk sizes, chunk extensions, trailers) and requests that wait behind one another may add to a
    /// body, in bytes.
    static let framing = 262_144
}
