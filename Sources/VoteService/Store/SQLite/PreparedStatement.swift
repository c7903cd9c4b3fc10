import GRDB
import GRDBSQLite
import VoteCore

/// A statement of GRDB's cache whose values go in and out without being boxed: a batch runs thousands of them.
///
/// A statement is bound and run by one function at a time and is reset at the end of it.
struct PreparedStatement {
    /// SQLite makes its own copy of a value.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    /// Keeps the handle alive.
    private let statement: Statement
    private var handle: OpaquePointer { statement.sqliteStatement }

    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    /// Puts a number at a place, from 1.
    func bind(_ place: Int32, _ value: Int) { sqlite3_bind_int64(handle, place, Int64(value)) }

    /// Puts 64 bits at a place; they are kept as a signed number with the same bits.
    func bind(_ place: Int32, _ value: UInt64?) {
        if let value {
            sqlite3_bind_int64(handle, place, Int64(bitPattern: value))
        } else {
            sqlite3_bind_null(handle, place)
        }
    }

    /// Puts sixteen bytes at a place.
    func bind(_ place: Int32, _ value: Bytes16) { value.withUnsafeBytes { bind(place, $0) } }

    /// Puts a hash at a place.
    func bind(_ place: Int32, _ value: MerkleHash) { value.withUnsafeBytes { bind(place, $0) } }

    /// Puts bytes at a place; no bytes are an empty value, not a missing one.
    func bind(_ place: Int32, _ value: [UInt8]) { value.withUnsafeBytes { bind(place, $0) } }

    /// Puts nothing at a place.
    func bindNull(_ place: Int32) { sqlite3_bind_null(handle, place) }

    private func bind(_ place: Int32, _ value: UnsafeRawBufferPointer) {
        if value.count == 0 {
            sqlite3_bind_zeroblob(handle, place, 0)
        } else {
            sqlite3_bind_blob(handle, place, value.baseAddress, Int32(value.count), Self.copied)
        }
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        let code = sqlite3_step(handle)
        defer { sqlite3_reset(handle) }
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// Gives each row to `body`.
    func forEachRow(_ body: (borrowing Row) throws -> Void) throws {
        defer { sqlite3_reset(handle) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try body(Row(handle: handle))
            case SQLITE_DONE: return
            case let code: throw failure(code)
            }
        }
    }

    /// What `body` makes of the first row; nil where there is none.
    func firstRow<Value>(_ body: (borrowing Row) throws -> Value) throws -> Value? {
        defer { sqlite3_reset(handle) }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return try body(Row(handle: handle))
        case SQLITE_DONE: return nil
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: Int32) -> StoreFailure {
        let words = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) } ?? ""
        return StoreFailure("SQLite error \(code): \(words)")
    }

    /// The row that a statement stands on.
    struct Row: ~Copyable {
        fileprivate let handle: OpaquePointer

        /// The number in a column, from 0.
        func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

        /// The 64 bits in a column; nil where there is nothing.
        func bits(_ column: Int32) -> UInt64? {
            sqlite3_column_type(handle, column) == SQLITE_NULL
                ? nil : UInt64(bitPattern: sqlite3_column_int64(handle, column))
        }

        /// The bytes in a column.
        func bytes(_ column: Int32) -> [UInt8] {
            guard let start = sqlite3_column_blob(handle, column) else { return [] }
            return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
        }

        /// The hash in a column.
        func hash(_ column: Int32) throws -> MerkleHash {
            guard let hash = MerkleHash(bytes(column)) else { throw StoreFailure("a stored hash has 32 bytes") }
            return hash
        }
    }
}
