import Dispatch
import Glibc

/// What came back on a connection.
struct RawAnswer: Sendable {
    /// The status code.
    let status: Int
    /// The headers, names in lower case, in order.
    let headers: [(name: String, value: String)]
    /// The body.
    let body: [UInt8]

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field of a flat JSON object as it is written.
    func field(_ name: String) -> String? {
        guard let start = text.firstRange(of: "\"\(name)\":")?.upperBound else { return nil }
        let rest = text[start...]
        if rest.first == "\"" { return String(rest.dropFirst().prefix { $0 != "\"" }) }
        return String(rest.prefix { $0 != "," && $0 != "}" })
    }

    /// The code of a refusal.
    var code: String? { field("code") }
}

/// A connection that sends exactly the bytes it is given. It blocks, on a thread that no task runs on.
final class RawClient: Sendable {
    private static let queue = DispatchQueue(label: "raw-client", attributes: .concurrent)
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// A connection to a port on loopback.
    static func connect(port: Int) throws -> RawClient {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return try connect(AF_INET, &address)
    }

    /// A connection to a Unix socket.
    static func connect(socket path: String) throws -> RawClient {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return try connect(AF_UNIX, &address)
    }

    private static func connect<Address>(_ family: Int32, _ address: inout Address) throws -> RawClient {
        let descriptor = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw TestFault("no socket: \(errno)") }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw TestFault("cannot connect: \(errno)")
        }
        return RawClient(descriptor)
    }

    /// Sends bytes; nothing is wrong with a peer that no longer listens.
    func send(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            offset += count
        }
    }

    /// The next answer; nil where the connection ends without one.
    func answer() -> RawAnswer? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = read(1)?.first else { return nil }
            head.append(byte)
        }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), String(parts.last?.drop { $0 == " " } ?? ""))
        }
        let length = headers.first { $0.0 == "content-length" }.flatMap { Int($0.1) } ?? 0
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        return RawAnswer(status: status, headers: headers, body: read(length) ?? [])
    }

    /// Whether the peer has ended the connection, within the time that reading may take.
    func isEnded() -> Bool { read(1) == nil }

    private func read(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: max(1, count))
        while bytes.count < count {
            let more = recv(descriptor, &part, count - bytes.count, 0)
            if more <= 0 { return nil }
            bytes += part[..<more]
        }
        return bytes
    }

    /// Runs what blocks on a thread of its own.
    static func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
