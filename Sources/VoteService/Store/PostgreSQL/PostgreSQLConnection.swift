import CPostgreSQL

/// A connection to a PostgreSQL server. Only this file and `PostgreSQLResult` call libpq.
///
/// libpq wants one thread at a time for a connection: `PostgreSQLConnections` lends each to one caller. The connection
/// is in pipeline mode, so that several statements take one round trip. It stays blocking: what the server answers
/// before the end of a pipeline is small here, so neither side can fill the other's buffers.
final class PostgreSQLConnection: Sendable {
    /// Something to be done by the server.
    enum Step {
        /// A text without parameters.
        case text(String)
        /// A prepared statement with its parameters.
        case statement(PostgreSQLStatement, PostgreSQLParameters)
    }

    nonisolated(unsafe) private let handle: OpaquePointer

    /// Connects with a libpq connection string, which may name other time-outs than the ones that stand here.
    ///
    /// - Throws: `StoreFailure` with what libpq says about it, which is never the password.
    init(_ connectionString: String) throws {
        let defaults = [
            ("application_name", "gridshow-votes"), ("connect_timeout", "10"), ("keepalives_idle", "10"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
        ]
        let options = defaults + [("dbname", connectionString)]
        let made = Self.withStrings(options.map(\.0)) { keys in
            Self.withStrings(options.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
        }
        guard let made else { throw StoreFailure("there is no memory for a connection") }
        handle = made
        guard PQstatus(handle) == CONNECTION_OK else { throw lost("cannot connect to PostgreSQL") }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQenterPipelineMode(handle) == 1 else { throw lost("cannot begin a pipeline") }
    }

    deinit { PQfinish(handle) }

    /// Makes the server know a statement for as long as the connection lasts.
    func prepare(_ statement: PostgreSQLStatement) throws {
        guard PQsendPrepare(handle, statement.name, statement.sql, 0, nil) == 1 else { throw lost() }
        _ = try answers(1)
    }

    /// Does all steps in one round trip and gives an answer for each.
    ///
    /// - Throws: `StoreFailure` for the first step that failed; the server has then done none of the later ones.
    func run(_ steps: [Step]) throws -> [PostgreSQLResult] {
        for step in steps {
            let isSent =
                switch step {
                case .text(let sql): PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1)
                case .statement(let statement, let parameters): send(statement, parameters)
                }
            guard isSent == 1 else { throw lost() }
        }
        return try answers(steps.count)
    }

    /// Text as a word of SQL: quoted, whatever it contains.
    func identifier(_ name: String) throws -> String {
        guard let quoted = PQescapeIdentifier(handle, name, name.utf8.count) else { throw lost() }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }

    private func send(_ statement: PostgreSQLStatement, _ parameters: PostgreSQLParameters) -> Int32 {
        parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                handle, statement.name, Int32(lengths.count), values.baseAddress, lengths.baseAddress,
                formats.baseAddress, 1)
        }
    }

    /// Ends the pipeline and takes its answers, all of them also where one is an error.
    private func answers(_ count: Int) throws -> [PostgreSQLResult] {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        var results: [PostgreSQLResult] = []
        var failure: StoreFailure?
        for _ in 0..<count {
            let result = try next()
            failure = failure ?? result.failure
            results.append(result)
            // A null pointer ends the answer to a statement.
            if let more = PQgetResult(handle) {
                PQclear(more)
                throw failure ?? lost("an answer has more than one part")
            }
            if PQstatus(handle) != CONNECTION_OK { throw failure ?? lost() }
        }
        guard try next().isPipelineEnd else { throw failure ?? lost("the end of a pipeline is missing") }
        if let failure { throw failure }
        return results
    }

    private func next() throws -> PostgreSQLResult {
        guard let result = PQgetResult(handle) else { throw lost() }
        return PostgreSQLResult(result)
    }

    private func lost(_ what: String = "the connection to PostgreSQL failed") -> StoreFailure {
        let words = String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: "; ")
        return StoreFailure(words.isEmpty ? what : "\(what): \(words)")
    }

    /// Calls `body` with C strings, and a null pointer behind the last.
    private static func withStrings<Outcome>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Outcome
    ) -> Outcome {
        let bytes = strings.map { Array($0.utf8CString) }
        let starts = bytes.indices.map { index in bytes[..<index].reduce(0) { $0 + $1.count } }
        return bytes.flatMap(\.self).withUnsafeBufferPointer { buffer in
            let pointers = starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil]
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }
}
