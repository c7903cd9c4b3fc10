import NIOHTTP1

/// What is asked of every request beyond what the parser asks, so that no proxy in front of the service can see other
/// boundaries between requests than the service does (request smuggling).
enum RequestForm {
    /// Why a request is not even looked at; nil for a request in order.
    static func problem(_ head: HTTPRequestHead) -> Problem? {
        guard head.version == .http1_1 || head.version == .http1_0 else { return .request }
        let lengths = head.headers["content-length"].count
        let codings = head.headers["transfer-encoding"]
        if lengths > 1 || codings.count > 1 || lengths + codings.count > 1 { return .request }
        if let coding = codings.first {
            guard head.version == .http1_1, coding.lowercased() == "chunked" else { return .request }
        }
        let hosts = head.headers["host"].count
        if hosts > 1 || (hosts == 0 && head.version == .http1_1) { return .request }
        // After an upgrade the bytes of a connection would no longer be requests.
        if head.method == .CONNECT || head.headers.contains(name: "upgrade") { return .request }
        guard head.uri.utf8.first == UInt8(ascii: "/") else { return .request }
        return head.uri.utf8.count <= 2048 ? nil : .headers
    }

    /// The announced length of the body; nil where it comes in chunks.
    static func bodyLength(_ head: HTTPRequestHead) -> Int? {
        if head.headers.contains(name: "transfer-encoding") { return nil }
        guard let text = head.headers.first(name: "content-length") else { return 0 }
        return Int(text) ?? .max
    }
}
