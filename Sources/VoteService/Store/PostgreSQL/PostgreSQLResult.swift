import CPostgreSQL
import VoteCore

/// The answer to one statement, its values in binary form. It never changes and may be read by any thread.
final class PostgreSQLResult: Sendable {
    nonisolated(unsafe) private let handle: OpaquePointer

    /// Takes over a result of libpq.
    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    /// Whether this stands for the end of a pipeline.
    var isPipelineEnd: Bool { PQresultStatus(handle) == PGRES_PIPELINE_SYNC }

    /// What the statement did, such as `COMMIT`: also where the server made something else of it.
    var command: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// The server's error, if it is one. Its details and its context are left out: they contain values.
    var failure: StoreFailure? {
        let status = PQresultStatus(handle)
        if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK { return nil }
        if status == PGRES_PIPELINE_ABORTED { return StoreFailure("PostgreSQL did not reach a statement") }
        let state = field("C") ?? "-"
        return StoreFailure("PostgreSQL error \(state): \(field("M") ?? "the connection failed")")
    }

    /// The number of rows.
    var count: Int { Int(PQntuples(handle)) }

    /// The rows in order.
    var rows: some Sequence<Row> { (0..<Int32(count)).lazy.map { Row(result: self, number: $0) } }

    /// One of the fields of an error, named by its letter in the protocol.
    private func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(handle, Int32(letter.value)).map { String(cString: $0) }
    }

    /// A row. Columns are counted from 0.
    struct Row {
        fileprivate let result: PostgreSQLResult
        fileprivate let number: Int32

        /// The bytes in a column; none where there is nothing.
        func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

        /// The whole number in a column of any width; 0 where there is nothing.
        func number(_ column: Int32) -> Int {
            withBytes(column) { bytes in
                let start: Int = bytes.first.map { $0 >= 0x80 ? -1 : 0 } ?? 0
                return bytes.reduce(start) { $0 << 8 | Int($1) }
            }
        }

        /// The 64 bits of a signed number in a column; nil where there is nothing.
        func bits(_ column: Int32) -> UInt64? {
            isNull(column) ? nil : UInt64(bitPattern: Int64(number(column)))
        }

        /// The text in a column.
        func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

        /// The hash in a column.
        func hash(_ column: Int32) throws -> MerkleHash {
            guard let hash = MerkleHash(bytes(column)) else { throw StoreFailure("a stored hash has 32 bytes") }
            return hash
        }

        /// The sixteen bytes in a column.
        func bytes16(_ column: Int32) throws -> Bytes16 {
            guard let value = Bytes16(bytes(column)) else { throw StoreFailure("a stored id has 16 bytes") }
            return value
        }

        private func isNull(_ column: Int32) -> Bool { PQgetisnull(result.handle, number, column) == 1 }

        private func withBytes<Outcome>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Outcome) -> Outcome {
            let length = Int(PQgetlength(result.handle, number, column))
            return body(UnsafeRawBufferPointer(start: PQgetvalue(result.handle, number, column), count: length))
        }
    }
}
