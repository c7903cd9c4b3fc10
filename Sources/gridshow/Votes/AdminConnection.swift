import ArgumentParser
import Diagnostics
import Glibc
import SiteBuilding

/// Requests to the vote service on this machine, through its Unix socket: HTTP/1.1 with Content-Length, one request a
/// connection. Both ends are ours, so nothing more of HTTP is needed.
struct AdminConnection {
    /// The socket's path.
    let socket: String

    /// An answer.
    struct Answer {
        let status: Int
        let body: [UInt8]
    }

    /// Longer than any operation of a service takes.
    private static let secondsToWait = 120

    /// Sends a request and waits for its answer.
    ///
    /// - Throws: `MachineError` where the service does not answer.
    func request(_ method: String, _ path: String, _ body: [UInt8] = []) throws -> Answer {
        let descriptor = try connected()
        defer { close(descriptor) }
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: \(body.count)\r\n\r\n"
        try send(Array(head.utf8) + body, descriptor)
        return try answer(descriptor)
    }

    private func connected() throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(socket.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !bytes.isEmpty, bytes.count < room else {
            throw ValidationError(
                "套接字路径最长 \(room - 1) 字节 · a socket's path has at most \(room - 1) bytes: \(socket)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw MachineError("connect \(socket)") }
        var limit = timeval(tv_sec: Self.secondsToWait, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let failure = MachineError("connect \(socket)")
            close(descriptor)
            complain(
                LocalizedText(
                    zh: "连不上投票服务：它没有在运行，或者套接字路径不对，或者没有权限（\(failure)）",
                    en:
                        "the service cannot be reached: it does not run, the path is wrong, or access is denied (\(failure))"
                ))
            throw ExitStatus.machineFailed
        }
        return descriptor
    }

    private func send(_ bytes: [UInt8], _ descriptor: Int32) throws {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { throw MachineError("send to \(socket)") }
            offset += count
        }
    }

    private func answer(_ descriptor: Int32) throws -> Answer {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = Array("\r\n\r\n".utf8)
        var head: (status: Int, length: Int, size: Int)?
        while true {
            if head == nil, let place = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) {
                head = try Self.head(bytes[..<place], size: place + 4)
            }
            if let head, bytes.count >= head.size + head.length {
                return Answer(status: head.status, body: Array(bytes[head.size..<(head.size + head.length)]))
            }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw MachineError("read from \(socket)") }
            if count == 0 { throw MachineError("read from \(socket)", code: ECONNRESET) }
            bytes += buffer[..<count]
        }
    }

    /// Status and length of the body from the lines of a head.
    private static func head(_ bytes: ArraySlice<UInt8>, size: Int) throws -> (status: Int, length: Int, size: Int) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        let length = lines.dropFirst().compactMap { line -> Int? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
            return Int(parts[1].trimmingPrefix { $0 == " " })
        }
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]), length.count == 1,
            length[0] >= 0
        else { throw MachineError("read the service's answer", code: EPROTO) }
        return (status, length[0], size)
    }
}
