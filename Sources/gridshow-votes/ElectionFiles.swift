import Diagnostics
import Glibc
import VoteCore
import VoteService

/// Everything on disk that a service is started with.
struct ElectionFiles {
    /// The file of rules.
    let rules: String
    /// The folder of keys.
    let keys: String
    /// The folder of the store.
    let data: String
    /// The published folder.
    let published: String
    /// A connection string, where the votes are kept in PostgreSQL.
    let postgresql: String?

    /// An election that is ready to be served.
    struct Opened {
        let rules: ElectionRules
        let keys: ServiceKeys
        let store: any VoteStore
        let log: FollowedLog
    }

    /// Opens the store and makes sure that everything belongs together.
    ///
    /// - Throws: `Ending`.
    func open(clock: WallClock) throws -> Opened {
        let rules = try Self.readRules(rules)
        let keys = try KeyFolder(path: keys).keys()
        do {
            let store = try openStore(rules)
            let folder = PublishedFolder(published)
            let log = try ElectionStart(store: store, keys: keys).open(
                rules: rules, time: clock.seconds, published: { try folder.read($0) })
            return Opened(rules: rules, keys: keys, store: store, log: log)
        } catch let refusal as StartRefusal {
            throw Ending(
                status: refusal.id.hasPrefix("rules") ? 1 : refusal.id.hasPrefix("folder") ? 4 : 3,
                message: refusal.message)
        } catch let failure as StoreFailure {
            throw Ending.machine("存储打不开：\(failure)", "the store cannot be opened: \(failure)")
        } catch let failure as PublicationFailure {
            throw Ending.machine(failure.message)
        }
    }

    private func openStore(_ rules: ElectionRules) throws -> any VoteStore {
        if let postgresql { return try Self.openPostgreSQL(postgresql, rules) }
        return try Self.openSQLite(in: data)
    }

    /// Opens the election's own schema in a database.
    static func openPostgreSQL(_ connection: String, _ rules: ElectionRules) throws -> PostgreSQLVoteStore {
        let schema = "gridshow_" + rules.id.map { $0 == "-" ? "_" : String($0) }.joined()
        return try PostgreSQLVoteStore(connection: connection, schema: schema)
    }

    /// Opens the SQLite store in a folder, which is made where it is missing.
    static func openSQLite(in data: String) throws -> SQLiteVoteStore {
        if mkdir(data, 0o700) != 0, errno != EEXIST {
            let words = String(cString: strerror(errno))
            throw Ending.machine("无法新建文件夹 \(data)：\(words)", "the folder \(data) cannot be made: \(words)")
        }
        if let warning = SQLiteVoteStore.libraryWarning { Console.say("注意：\(warning)", "NOTE: \(warning)") }
        return try SQLiteVoteStore(path: "\(data)/votes.sqlite")
    }

    /// The rules in a file.
    ///
    /// - Throws: `Ending`.
    static func readRules(_ rules: String) throws -> ElectionRules {
        guard let bytes = try PlainFile.read(rules) else {
            throw Ending.machine("没有规则文件 \(rules)", "there is no file of rules at \(rules)")
        }
        do {
            return try ElectionRules(text: bytes)
        } catch {
            let text = DiagnosticText(language: Console.language).text(of: [error.diagnostic(in: rules)]) { _ in bytes }
            Console.errorText(text)
            throw Ending.rules("规则有误，服务没有启动", "the rules are not sound; the service was not started")
        }
    }
}

/// A file of moderate size that is read at once.
enum PlainFile {
    /// Its bytes; nil where there is none.
    static func read(_ path: String) throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            let words = String(cString: strerror(errno))
            throw Ending.machine("无法读取 \(path)：\(words)", "\(path) cannot be read: \(words)")
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &part, part.count)
            guard count > 0 else { return bytes }
            bytes += part[..<count]
        }
    }
}
