import Diagnostics
import VoteCore

/// A log in a folder that its organiser continues with the log's private key.
struct FolderLog: ElectionLog {
    private let folder: ChangingFolder
    private let signer: NoteSigner
    private let time: Int
    private var base: LogExtension

    var state: ElectionState { base.replay.state }
    var size: Int { base.size }
    /// The log to its end.
    var replay: LogReplay { base.replay }

    /// Opens the folder, which must be sound or hold nothing but rules, for this process alone.
    ///
    /// - Parameter isAdopting: whether new rules may stand in `rules.txt` already.
    init(_ path: String, signer: NoteSigner, isAdopting: Bool = false) throws {
        time = try VoteClock.now()
        let folder = try ChangingFolder(path)
        self.folder = folder
        self.signer = signer
        guard let note = try folder.read(PublishedElection.checkpoint) else {
            guard try folder.read(PublishedElection.history) == nil else {
                _ = try soundVerification(of: path)
                throw ExitStatus.contentFaults
            }
            base = LogExtension()
            return
        }
        var read: PublishedElection.FileReader = { try folder.read($0) }
        if isAdopting, let size = try? CheckpointNote(note[...]).checkpoint.size {
            // Files of entries that cannot be read are reported by the verification.
            read = (try? PublishedElection.withAdoptedRules(size: size, read)) ?? read
        }
        base = try LogExtension(try soundVerification(of: path, read), read)
    }

    /// The bytes of a file; nil where there is none.
    func read(_ name: String) throws -> [UInt8]? { try folder.read(name) }

    /// Writes files that belong to the log as it is.
    func write(_ files: [LogExtension.File]) throws { try folder.write(files) }

    mutating func enter(_ contents: [LogEntry.Content], evidence: [[UInt8]]) throws -> [EntryBreach] {
        try change { log, time in
            evidence.forEach { log.addEvidence($0) }
            return try contents.enumerated().flatMap { place, content in
                try judged(place) { try log.append(content, time: time) }
            }
        }
    }

    mutating func adopt(_ rules: ElectionRules) throws -> [EntryBreach] {
        try change { log, time in try judged(0) { try log.adopt(rules, time: time) } }
    }

    mutating func freeze(operators: [String], reason: String) throws -> [EntryBreach] {
        try change { log, time in
            try judged(0) { try log.freeze(operators: operators, reason: reason, time: time) }
        }
    }

    /// Writes what `body` adds if it breaks no rule.
    private mutating func change(_ body: (inout LogExtension, Int) throws -> [EntryBreach]) throws -> [EntryBreach] {
        var next = base
        let breaches = try body(&next, time)
        guard breaches.isEmpty else { return breaches }
        if let rules = next.replay.rules, rules.logKey != signer.key {
            return [
                EntryBreach(
                    entry: 0, id: "key-foreign",
                    message: LocalizedText(
                        zh: "这不是规则里公布的日志密钥（规则里是 \(rules.logKey.text)）",
                        en: "this is not the log's key that the rules name (\(rules.logKey.text))"))
            ]
        }
        try folder.write(try next.files(signedBy: signer))
        // What was written is the beginning of what this process writes next.
        let folder = folder
        base = try LogExtension(try soundVerification(of: folder.path)) { try folder.read($0) }
        return []
    }
}

/// What an entry breaks; a text that cannot stand in a log is a breach, too.
private func judged(_ entry: Int, _ append: () throws -> [LogReplay.Breach]) throws -> [EntryBreach] {
    do {
        return try append().map { EntryBreach(entry: entry, id: $0.id, message: $0.message) }
    } catch let fault as FormatFault {
        return [EntryBreach(entry: entry, id: fault.id, message: fault.message)]
    }
}
