/// What an organiser decides about the public part of a service.
public struct PublicOptions: Sendable {
    /// The site's origins, such as `https://vote.example.cn`; empty where the site has the host that requests name.
    public var sites: [String] = []
    /// Whether cookies are for TLS only. Off only for tests over plain HTTP on loopback.
    public var usesSecureCookies = true
    /// Which peers say in X-Forwarded-For whom they speak for.
    public var proxies = TrustedProxies.loopback
    /// How hard every puzzle is, in load tests; nil for what belongs to its level.
    public var puzzleBits: Int?
    /// Whether the clock is moved by a rehearsal; health answers say so.
    public var isRehearsal = false
    /// Limits of connections.
    public var limits = ConnectionLimits()

    /// The usual options.
    public init() {}
}
