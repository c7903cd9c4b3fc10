/// What a connection needs before it is used.
enum PostgreSQLSettings {
    /// Makes the settings of a session.
    ///
    /// Lookups of a batch go through indexes, one descent a value, whatever the server believes about the sizes of
    /// tables that grew since it looked; and a plan is made once. A service that stops in the middle of a transaction
    /// loses its lock after half a minute, so that others can go on.
    static func make(_ connection: PostgreSQLConnection, schema: String) throws {
        let values = [
            ("search_path", try connection.identifier(schema)), ("synchronous_commit", "on"), ("jit", "off"),
            ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("enable_hashjoin", "off"),
            ("enable_mergejoin", "off"), ("enable_bitmapscan", "off"), ("max_parallel_workers_per_gather", "0"),
            ("client_min_messages", "error"), ("idle_in_transaction_session_timeout", "'30s'"),
        ]
        _ = try connection.run(values.map { .text("SET \($0) = \($1)") })
    }

    /// Makes sure that a commit is on the medium when the server says so.
    ///
    /// - Throws: `StoreFailure` with the way out.
    static func check(_ connection: PostgreSQLConnection) throws {
        for (name, reason) in [
            ("fsync", "or a power failure can lose votes that were acknowledged"),
            ("full_page_writes", "or a power failure can destroy the tables"),
            ("synchronous_commit", "or a crash can lose votes that were acknowledged"),
        ] {
            let value = try connection.run([.text("SELECT current_setting('\(name)')")])[0].rows.map { $0.text(0) }
            guard value == ["on"] else {
                throw StoreFailure("PostgreSQL has \(name) = \(value.joined()); set it to on, \(reason)")
            }
        }
        let inRecovery = try connection.run([.text("SELECT pg_is_in_recovery()::int")])[0].rows.map { $0.number(0) }
        guard inRecovery == [0] else {
            throw StoreFailure("this PostgreSQL server only follows another one; connect to the one that writes")
        }
    }
}
