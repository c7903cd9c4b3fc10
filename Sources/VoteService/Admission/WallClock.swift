import FoundationEssentials

/// Where the time comes from.
public struct WallClock: Sendable {
    private let read: @Sendable () -> Int

    /// A clock that `milliseconds` since 1970 are read from.
    public init(milliseconds: @escaping @Sendable () -> Int) { read = milliseconds }

    /// The clock of the machine.
    public static let system = WallClock { Int(Date().timeIntervalSince1970 * 1000) }

    /// Milliseconds since 1970.
    public var milliseconds: Int { read() }

    /// Whole seconds since 1970.
    public var seconds: Int { read() / 1000 }
}
