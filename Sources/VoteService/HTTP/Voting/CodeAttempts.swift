import Synchronization

/// How many wrong printed codes each network has sent in the present minute. Kept in memory only.
final class CodeAttempts: Sendable {
    /// The most wrong codes a minute.
    static let most = 5
    /// The most networks that are remembered; beyond it nobody may try until the minute is over.
    private static let capacity = 100_000

    private struct Minute {
        var number = 0
        var attempts: [[UInt8]: Int] = [:]
    }

    private let minute = Mutex(Minute())

    /// The part of an address that attempts are counted under.
    private static func network(_ address: [UInt8]?) -> [UInt8] { Array((address ?? []).prefix(8)) }

    /// Counts an attempt before it is known whether the code is right; false where there were too many.
    func begin(_ address: [UInt8]?, time: Int) -> Bool {
        minute.withLock { minute in
            if minute.number != time / 60 { minute = Minute(number: time / 60) }
            let network = Self.network(address)
            let attempts = minute.attempts[network] ?? 0
            guard attempts < Self.most, attempts > 0 || minute.attempts.count < Self.capacity else { return false }
            minute.attempts[network] = attempts + 1
            return true
        }
    }

    /// Takes an attempt back that did not fail for its code.
    func forgive(_ address: [UInt8]?) {
        minute.withLock { minute in
            let network = Self.network(address)
            if let attempts = minute.attempts[network] { minute.attempts[network] = attempts > 1 ? attempts - 1 : nil }
        }
    }
}
