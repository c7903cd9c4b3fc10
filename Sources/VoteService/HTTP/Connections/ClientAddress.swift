import Glibc
import NIOCore

/// Where a request came from. Addresses are counted in memory and forgotten; nothing writes them anywhere.
public struct TrustedProxies: Sendable {
    private let networks: [(bytes: [UInt8], bits: Int)]

    /// Loopback only.
    public static let loopback = TrustedProxies(networks: [
        ([127, 0, 0, 0], 8), ([UInt8](repeating: 0, count: 15) + [1], 128),
    ])

    private init(networks: [(bytes: [UInt8], bits: Int)]) { self.networks = networks }

    /// Addresses or networks such as `10.1.2.3`, `10.0.0.0/8` or `fd00::/8`; nil where one of them is none.
    public init?(_ texts: [String]) {
        var networks: [(bytes: [UInt8], bits: Int)] = []
        for text in texts {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let bytes = NetworkAddress.bytes(parts[0]) else { return nil }
            let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
            guard let bits, (0...bytes.count * 8).contains(bits) else { return nil }
            networks.append((bytes, bits))
        }
        self.init(networks: networks)
    }

    /// Whether requests of this address carry the addresses of others.
    func contains(_ address: [UInt8]) -> Bool {
        networks.contains { network in
            guard network.bytes.count == address.count else { return false }
            let (whole, rest) = (network.bits / 8, network.bits % 8)
            guard address.prefix(whole).elementsEqual(network.bytes.prefix(whole)) else { return false }
            return rest == 0 || (address[whole] ^ network.bytes[whole]) >> UInt8(8 - rest) == 0
        }
    }

    /// The address that a request is counted under: that of the connection, or, behind a trusted proxy, the last one in
    /// X-Forwarded-For, which is what the proxy itself saw.
    ///
    /// - Parameter forwarded: the values of the header in the order in which they came.
    /// - Returns: 4 or 16 bytes; nil where a proxy does not say or says nonsense.
    func client(peer: [UInt8]?, forwarded: [String]) -> [UInt8]? {
        guard let peer, contains(peer) else { return peer }
        guard let last = forwarded.last?.split(separator: ",", omittingEmptySubsequences: false).last else {
            return forwarded.isEmpty ? peer : nil
        }
        return NetworkAddress.bytes(last.trimmingPrefix { $0 == " " || $0 == "\t" })
    }
}

/// Addresses as bytes.
enum NetworkAddress {
    /// 4 bytes of an IPv4 address, 16 of an IPv6 address; an IPv4 address inside IPv6 (`::ffff:a.b.c.d`) has 4.
    static func bytes(_ text: Substring) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, String(text), &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, String(text), &sixteen) == 1 else { return nil }
        return unmapped(withUnsafeBytes(of: sixteen) { Array($0) })
    }

    /// The address of a connection; nil for one over a Unix socket.
    static func bytes(_ address: SocketAddress?) -> [UInt8]? {
        switch address {
        case .v4(let four): withUnsafeBytes(of: four.address.sin_addr) { Array($0) }
        case .v6(let sixteen): unmapped(withUnsafeBytes(of: sixteen.address.sin6_addr) { Array($0) })
        default: nil
        }
    }

    private static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.prefix(12).elementsEqual([UInt8](repeating: 0, count: 10) + [255, 255]) ? Array(bytes.suffix(4)) : bytes
    }
}
