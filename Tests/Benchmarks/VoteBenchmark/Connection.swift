import Glibc

/// One keep-alive connection to a service, with the ballot that is under way on it.
struct Connection {
    enum State {
        case down
        case connecting
        case idle
        case waiting
    }

    /// An answer as far as it matters.
    struct Answer {
        let status: Int
        /// Where the body lies in the buffer.
        let body: Range<Int>
        let closes: Bool
    }

    private static let capacity = 1 << 14

    var state = State.down
    var descriptor: Int32 = -1
    /// The ballot's number.
    var ballot = -1
    /// When it should have been sent, in nanoseconds of the monotonic clock.
    var due: UInt64 = 0
    /// When a new attempt to connect may be made, in the same.
    var retryAt: UInt64 = 0
    private(set) var filled = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 8)

    /// Begins to connect to a port of this machine; false where that is refused at once.
    mutating func connect(port: UInt16) -> Bool {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let outcome = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        state = .connecting
        return outcome == 0 || errno == EINPROGRESS
    }

    /// Whether the attempt to connect has succeeded.
    func isConnected() -> Bool {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
        return error == 0
    }

    mutating func disconnect() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        state = .down
        filled = 0
    }

    /// Sends a whole request; false where the connection is broken. A request is smaller than any socket's buffer.
    mutating func send(_ request: UnsafeRawBufferPointer) -> Bool {
        filled = 0
        state = .waiting
        return Glibc.send(descriptor, request.baseAddress, request.count, Int32(MSG_NOSIGNAL)) == request.count
    }

    /// Reads what has come; false where the connection is broken.
    mutating func receive() -> Bool {
        guard let base = buffer.baseAddress, filled < Self.capacity else { return false }
        let count = recv(descriptor, base + filled, Self.capacity - filled, 0)
        if count > 0 { filled += count }
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
    }

    /// The answer, once all of it has come.
    func answer() -> Answer? {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
        guard filled > 12, let headEnd = Self.headEnd(bytes) else { return nil }
        let head = UnsafeRawBufferPointer(rebasing: bytes[..<headEnd])
        let length = Self.value("content-length", in: head)?.reduce(0) { $0 * 10 + Int($1) - 48 } ?? 0
        guard filled >= headEnd + 4 + length else { return nil }
        let status = bytes[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
        let closes = Self.value("connection", in: head)?.elementsEqual("close".utf8) ?? false
        return Answer(status: status, body: headEnd + 4..<headEnd + 4 + length, closes: closes)
    }

    /// The bytes of a body that `answer` has found.
    func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[range]) }

    /// Where the empty line begins that ends the head.
    private static func headEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var place = 3
        while place < bytes.count {
            switch bytes[place] {
            case 0x0A where bytes[place - 1] == 0x0D && bytes[place - 2] == 0x0A: return place - 3
            case 0x0D: place += 1
            case 0x0A: place += 2
            default: place += 4
            }
        }
        return nil
    }

    /// The value of a header; `name` is in small letters.
    private static func value(_ name: StaticString, in head: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
        let name = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        var start = 0
        while start + name.count < head.count {
            if head[start + name.count] == UInt8(ascii: ":"),
                zip(head[start..<start + name.count], name).allSatisfy({ $0 | 0x20 == $1 })
            {
                let value = head[(start + name.count + 1)...].drop { $0 == 0x20 }
                return value.prefix { $0 > 0x20 }
            }
            while start < head.count, head[start] != 0x0A { start += 1 }
            start += 1
        }
        return nil
    }
}
