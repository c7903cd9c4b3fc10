import Dispatch
import Synchronization

/// A fixed number of connections, each lent to one caller at a time; who comes when all are lent waits.
final class PostgreSQLConnections: Sendable {
    private let idle: Mutex<[PostgreSQLConnection]?>
    private let available: DispatchSemaphore

    init(_ connections: [PostgreSQLConnection]) {
        idle = Mutex(connections)
        // A semaphore must not have less than its first value when it goes, so it begins with none.
        available = DispatchSemaphore(value: 0)
        for _ in connections { available.signal() }
    }

    /// Lends a connection to `body`.
    ///
    /// - Throws: `StoreFailure` after `close()`, or what `body` throws.
    func lend<Outcome>(_ body: (PostgreSQLConnection) throws -> Outcome) throws -> Outcome {
        available.wait()
        defer { available.signal() }
        guard let connection = idle.withLock({ $0?.popLast() }) else { throw StoreFailure("the store is closed") }
        defer { idle.withLock { $0?.append(connection) } }
        return try body(connection)
    }

    /// Ends the connections, those that are lent when they come back.
    func close() { idle.withLock { $0 = nil } }
}
