import TestSupport
import VoteService

/// Where a store lies while a test runs: it can be opened, closed and opened again.
protocol StorePlace: Sendable {
    func open() throws -> any VoteStore
}

/// A kind of store that must pass the tests.
struct StoreKind: Sendable, CustomStringConvertible {
    /// What the tests report it as.
    let description: String
    /// Makes an empty place.
    let place: @Sendable () throws -> any StorePlace

    /// Every kind that can be tested here.
    static let all: [StoreKind] = [.sqlite, .sqliteInMotion] + (PostgreSQLPlace.isMissing ? [] : [.postgresql])

    static let sqlite = StoreKind(description: "SQLite") { try SQLitePlace() }

    /// Some records are always on their way into place.
    static let sqliteInMotion = StoreKind(description: "SQLite with a backlog of 50 records") {
        try SQLitePlace(backlogCapacity: 50)
    }
}

/// A SQLite file in a folder of its own.
final class SQLitePlace: StorePlace {
    let folder: TemporaryFolder
    private let backlogCapacity: Int
    var path: String { "\(folder.path)/votes.sqlite" }

    init(backlogCapacity: Int = SQLiteVoteStore.standardBacklogCapacity) throws {
        folder = try TemporaryFolder()
        self.backlogCapacity = backlogCapacity
    }

    func open() throws -> any VoteStore { try SQLiteVoteStore(path: path, backlogCapacity: backlogCapacity) }
}
