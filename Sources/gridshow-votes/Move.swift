import ArgumentParser
import VoteCore
import VoteService

/// `gridshow-votes move`: the votes of an election into another store.
struct Move: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "把选票搬到另一个存储 · Moves the votes into another store.",
        discussion: """
            从 SQLite 搬到 PostgreSQL，或者搬回来。搬之前停止所有收票进程；搬完以后旧的存储只留作备份，不能再用它启动服务：
            从同一处各自往下写的两份日志会互相矛盾。全部条目的指纹重新计算，根哈希和两边的计票一致才算搬完；中途出错，新存储里什么都没有。

            Stop every service first. Afterwards the old store is a copy and nothing else: two logs that go on from one \
            point contradict each other. All hashes are made again; root and tally must agree. After an error the new \
            store is empty.
            Exit codes: 0 moved, 2 usage, 3 nothing to move, not empty, damaged, or the machine failed.

            gridshow-votes move --rules rules.txt --data /var/lib/gridshow-votes/data --postgresql "dbname=votes"
            gridshow-votes move --rules rules.txt --data data --postgresql "dbname=votes" --back
            """)

    @Option(help: "规则文件 rules.txt · the rules")
    var rules: String
    @Option(help: "SQLite 数据库所在的文件夹 · the folder of the SQLite store")
    var data: String
    @Option(help: "PostgreSQL：libpq 的连接串 · a connection string of libpq")
    var postgresql: String
    @Flag(help: "从 PostgreSQL 搬回 SQLite · from PostgreSQL to SQLite")
    var back = false

    func run() throws {
        let rules = try ElectionFiles.readRules(self.rules)
        do {
            let sqlite = try ElectionFiles.openSQLite(in: data)
            let server = try ElectionFiles.openPostgreSQL(postgresql, rules)
            let (old, new): (any VoteStore, any VoteStore) = back ? (server, sqlite) : (sqlite, server)
            let head = try ElectionMove.move(from: old, to: new)
            let (before, after) = (try tally(of: old), try tally(of: new))
            guard before == after else {
                throw Ending.machine("两边的计票不一致，新存储不能用", "the tallies differ; the new store must not be used")
            }
            let root = Base64.standard.encode(head.frontier.root.bytes)
            Console.say(
                "已搬完 \(head.size) 条，根哈希 \(root)，计票一致；旧的存储不要再用",
                "moved \(head.size) entries, root \(root), the tallies agree; do not use the old store again")
        } catch let refusal as ElectionMove.Refusal {
            throw Self.ending(refusal)
        } catch let failure as StoreFailure {
            throw Ending.machine("没有搬：\(failure)", "nothing was moved: \(failure)")
        }
    }

    /// The result as it follows from the entries of a store.
    private func tally(of store: any VoteStore) throws -> [UInt8]? {
        try store.read { reading in
            var replay = LogReplay()
            let size = try reading.head().size
            var place = 0
            while place < size {
                let places = place..<min(size, place + 4096)
                for text in try reading.entries(places) {
                    guard let entry = try? LogEntry(text: text[...]) else {
                        throw ElectionMove.Refusal.damaged(place)
                    }
                    _ = replay.append(entry) { hash in
                        ((try? reading.document(hash)) ?? nil).flatMap { try? ElectionRules(text: $0) }
                    }
                }
                place = places.upperBound
            }
            return replay.tally?.text
        }
    }

    private static func ending(_ refusal: ElectionMove.Refusal) -> Ending {
        switch refusal {
        case .nothingToMove: .machine("旧的存储里没有选票", "there is nothing in the old store")
        case .occupied(let count):
            .machine("新的存储里已有 \(count) 条，没有动它", "the new store holds \(count) entries already and was left alone")
        case .damaged(let place):
            .machine(
                "旧的存储从第 \(place) 条起与记录的指纹不符，没有搬", "from entry \(place) on the old store is damaged; nothing was moved")
        }
    }
}
