/// Under which names the preview answers.
///
/// On loopback only its own names count: a page elsewhere whose name leads to 127.0.0.1 (DNS rebinding) must not read
/// drafts.
enum AllowedHosts: Sendable {
    case loopback
    case any

    /// What suits a server that listens at `address`.
    init(address: String) { self = Self.isLoopback(address) ? .loopback : .any }

    /// Whether a request for `host`, perhaps with a port, is answered.
    func allow(_ host: String?) -> Bool {
        guard self == .loopback, let host else { return true }
        let end = host.last == "]" ? nil : host.lastIndex(of: ":")
        return Self.isLoopback(String(host[..<(end ?? host.endIndex)]))
    }

    private static func isLoopback(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isIPv4 || ["localhost", "::1", "[::1]"].contains(name.lowercased())
    }
}
