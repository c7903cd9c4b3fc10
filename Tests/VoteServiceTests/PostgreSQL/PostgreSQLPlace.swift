import Foundation
import TestSupport
import VoteService

@testable import struct VoteService.PostgreSQLParameters
@testable import class VoteService.PostgreSQLConnection

/// A schema of its own in the database that `scripts/with-postgresql` makes; it goes together with this value.
final class PostgreSQLPlace: StorePlace {
    /// The connection string of the database; nil where there is none to test with.
    static let database = ProcessInfo.processInfo.environment["GRIDSHOW_TEST_POSTGRESQL"]
    /// Where the tests that need a database are left out.
    static let isMissing = database == nil

    let schema = "test-\(UUID().uuidString)"
    private let connection: String

    init() throws {
        guard let database = Self.database else {
            throw TestFault("GRIDSHOW_TEST_POSTGRESQL is not set; run the tests through scripts/with-postgresql")
        }
        // The name tells the sessions of this place from those of others.
        connection = "\(database) application_name=\(schema)"
    }

    deinit {
        do {
            try administer("DROP SCHEMA IF EXISTS \"\(schema)\" CASCADE")
        } catch {
            // The whole database goes after the tests.
            print("\(schema) was not removed: \(error)")
        }
    }

    func open() throws -> any VoteStore { try PostgreSQLVoteStore(connection: connection, schema: schema, readers: 2) }

    /// Does something that a store does not do, in this schema, and gives the first column of the last answer.
    @discardableResult
    func administer(_ statements: String...) throws -> [[UInt8]] {
        guard let database = Self.database else { return [] }
        let administrator = try PostgreSQLConnection("\(database) application_name=administrator")
        _ = try administrator.run([.text("SET search_path = \"\(schema)\""), .text("SET client_min_messages = error")])
        let answers = try administrator.run(statements.map { .text($0) })
        return answers.last.map { $0.rows.map { $0.bytes(0) } } ?? []
    }

    /// Has the server end every session of this place, as its administrator can at any time.
    func killSessions() throws {
        try administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '\(schema)'")
    }
}

extension StoreKind {
    static let postgresql = StoreKind(description: "PostgreSQL") { try PostgreSQLPlace() }
}
