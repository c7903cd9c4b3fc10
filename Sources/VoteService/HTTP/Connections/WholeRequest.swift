import NIOHTTP1

/// A request that has come in completely and within all limits.
struct WholeRequest: Sendable {
    /// Method, target and headers as they were sent.
    let head: HTTPRequestHead
    /// The body; empty where there was none.
    let body: [UInt8]
    /// The address that the request came from, 4 or 16 bytes; nil where it is not known.
    let address: [UInt8]?

    /// The target without its query.
    var path: Substring { head.uri.prefix { $0 != "?" } }

    /// The value of a header that must not come twice; nil where there is none or more than one.
    func only(_ name: String) -> String? {
        let values = head.headers[name]
        return values.count == 1 ? values[0] : nil
    }
}

/// What a request gets: at once, or from a task.
enum Reply: Sendable {
    /// The answer.
    case now(HTTPAnswer)
    /// The answer needs something that takes time.
    case later(@Sendable () async -> HTTPAnswer)
}

/// Answers whole requests.
protocol RequestAnswering: Sendable {
    /// The most bytes of a body that may come to this target.
    func longestBody(to head: HTTPRequestHead) -> Int
    /// The answer. Called on a thread that many connections share: what blocks must not be done here.
    func reply(to request: WholeRequest) -> Reply
}
