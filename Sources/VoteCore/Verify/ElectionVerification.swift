import Diagnostics

/// Checks a published election from nothing but its files. Anyone can do it; no key and no server is needed.
///
/// Checked are: the rules and that the log begins with them; every signature of every checkpoint; that each
/// published checkpoint is the beginning of the next; every hash in every tile; the form and the rules of every
/// entry, so that no tag votes too often and no ballot vanishes; both signatures of every exclusion; the result.
public struct ElectionVerification: Sendable {
    /// Everything that is wrong, in its one order. Files are named by their path below the election's folder.
    public let diagnostics: [Diagnostic]
    /// The newest checkpoint; nil where it cannot be read.
    public let checkpoint: Checkpoint?
    /// The root over the published entries; nil where the log is not complete.
    public let root: MerkleHash?
    /// The state after the last entry.
    public let state: ElectionState
    /// What follows from the whole log, whatever the published result says; nil where the log is not complete.
    public let tally: Tally?
    /// How many of the announced witnesses countersigned the newest checkpoint.
    public let witnessCount: Int

    /// The log as it was followed, for whoever continues it.
    let replay: LogReplay
    /// The tree as it was rebuilt, for whoever continues it.
    let tree: TileCheck

    /// Whether nothing is wrong.
    public var isSound: Bool { diagnostics.isEmpty }

    /// Checks the election whose files `read` gives.
    ///
    /// - Parameters:
    ///   - receipts: receipts of voters, with the names to report them under.
    ///   - olderCopies: what somebody kept of this log: a `log/checkpoint` or a `log/history`, with the names to
    ///     report them under. The log must be their continuation.
    /// - Throws: what `read` throws.
    public init(
        receipts: [(name: String, bytes: [UInt8])] = [], olderCopies: [(name: String, bytes: [UInt8])] = [],
        _ read: @escaping PublishedElection.FileReader
    ) throws {
        var verifier = Verifier(read)
        try verifier.readRules()
        try verifier.readCheckpoints()
        verifier.readReceipts(receipts)
        verifier.readOlderCopies(olderCopies)
        try verifier.walk()
        try verifier.checkEvidence()
        try verifier.checkResult()
        diagnostics = verifier.diagnostics.inOrder()
        checkpoint = verifier.checkpoint
        root = verifier.isComplete ? verifier.tree.frontier.root : nil
        state = verifier.replay.state
        tally = verifier.isComplete ? verifier.replay.tally : nil
        witnessCount = verifier.witnessCount
        replay = verifier.replay
        tree = verifier.tree
    }
}

/// Something that says what the log's root was at a size.
struct HeadClaim {
    let root: MerkleHash
    /// Who says so, and what is wrong if it is not true.
    let fault: Diagnostic
}

/// A check under way.
struct Verifier {
    let read: PublishedElection.FileReader
    var diagnostics: [Diagnostic] = []
    var rules: ElectionRules?
    var checkpoint: Checkpoint?
    var witnessCount = 0
    /// What is said about the log's root, by the size it is said of.
    var claims: [Int: [HeadClaim]] = [:]
    /// Entries that receipts hold, with the fault if the log has another at their place.
    var claimedEntries: [Int: [(leaf: MerkleHash, fault: Diagnostic)]] = [:]
    var tree = TileCheck()
    var replay = LogReplay()
    /// The size that the published result states, and the result as of that size once the walk has come there.
    var result: (bytes: [UInt8], size: Int?, expected: [UInt8]?)?
    /// The entries that are being read: their file and the places of the entries in it.
    var bundle: (path: String, entries: [Range<Int>]) = ("", [])
    /// Whether every entry was read.
    var isComplete = false

    init(_ read: @escaping PublishedElection.FileReader) { self.read = read }

    mutating func report(
        _ id: String, _ file: String, _ range: Range<Int> = 0..<0, zh: String, en: String,
        notes: [Diagnostic.Note] = []
    ) {
        let span = Span(file: file, range: range)
        diagnostics.append(Diagnostic(id, at: span, LocalizedText(zh: zh, en: en), notes: notes))
    }

    /// The bytes of a file that must be there.
    mutating func required(_ path: String) throws -> [UInt8]? {
        if let bytes = try read(path) { return bytes }
        report("file-missing", path, zh: "缺少这个文件，下载可能不完整", en: "this file is missing; the download may be incomplete")
        return nil
    }

    mutating func readRules() throws {
        guard let bytes = try required(PublishedElection.rules) else { return }
        do {
            rules = try ElectionRules(text: bytes)
        } catch {
            diagnostics.append(error.diagnostic(in: PublishedElection.rules))
        }
    }

    /// The rules with this hash, from `rules.txt` or from among those that were replaced; nil after a report.
    mutating func publishedRules(_ hash: MerkleHash) throws -> ElectionRules? {
        if let rules, rules.hash == hash { return rules }
        let path = PublishedElection.formerRules(hash)
        guard let bytes = try required(path) else { return nil }
        guard MerkleHash(hashing: bytes) == hash else {
            report(
                "rules-changed-file", path, bytes.indices, zh: "规则文件的 SHA-256 必须是它的文件名",
                en: "the SHA-256 of a file of rules must be its name")
            return nil
        }
        do {
            return try ElectionRules(text: bytes)
        } catch {
            diagnostics.append(error.diagnostic(in: path))
            return nil
        }
    }

    mutating func readCheckpoints() throws {
        guard let bytes = try required(PublishedElection.checkpoint) else { return }
        guard let newest = readNote(bytes[...], in: PublishedElection.checkpoint) else { return }
        checkpoint = newest.checkpoint
        if let rules {
            witnessCount = newest.check(log: rules.logKey, witnesses: rules.witnesses.map(\.key)).witnesses.count
        }
        guard let history = try required(PublishedElection.history) else { return }
        var last = -1
        let notes = PublishedElection.notes(inHistory: history)
        for note in notes {
            guard let head = readNote(note, in: PublishedElection.history) else { continue }
            if head.checkpoint.size <= last {
                report(
                    "history-order", PublishedElection.history, note.indices, zh: "历次检查点的条目数必须越来越大",
                    en: "the sizes of successive checkpoints must rise")
            }
            last = head.checkpoint.size
        }
        if let end = notes.last, !end.elementsEqual(bytes) {
            report(
                "history-end", PublishedElection.history, end.indices, zh: "最后一个检查点必须与 log/checkpoint 相同",
                en: "the last checkpoint must be the one in log/checkpoint")
        }
    }

    /// The checkpoint of a note; its faults are reported and its claim is kept for the walk.
    private mutating func readNote(_ bytes: ArraySlice<UInt8>, in file: String) -> CheckpointNote? {
        do {
            let head = try CheckpointNote(bytes)
            let text = head.offset..<head.offset + head.note.text.count
            if let rules {
                let faults = head.check(log: rules.logKey, witnesses: rules.witnesses.map(\.key)).faults
                diagnostics += faults.map { $0.diagnostic(in: file) }
                if head.checkpoint.origin != rules.origin {
                    report(
                        "checkpoint-origin", file, text, zh: "检查点的日志名必须是规则里的“\(rules.origin)”",
                        en: "a checkpoint's first line must be the rules' origin, “\(rules.origin)”")
                }
            }
            let fault = Diagnostic(
                "checkpoint-root", at: Span(file: file, range: text),
                LocalizedText(
                    zh: "检查点的根哈希与公布的记录对不上：有记录被改动、删去或插入",
                    en:
                        "the checkpoint's root is not that of the published entries: some were changed, removed or inserted"
                ))
            claims[head.checkpoint.size, default: []].append(HeadClaim(root: head.checkpoint.root, fault: fault))
            return head
        } catch {
            diagnostics.append(error.diagnostic(in: file))
            return nil
        }
    }

    mutating func readReceipts(_ receipts: [(name: String, bytes: [UInt8])]) {
        guard let rules else { return }
        for (name, bytes) in receipts {
            do {
                let receipt = try Receipt(text: bytes)
                diagnostics += receipt.faults(rules: rules).map { $0.diagnostic(in: name) }
                let head = try CheckpointNote(receipt.note[...]).checkpoint
                let fault = Diagnostic(
                    "receipt-lost", at: Span(file: name, range: bytes.indices),
                    LocalizedText(
                        zh: "公布的日志里没有这张凭证所证明的记录：选票被删改，或者日志还没有公布到那里",
                        en:
                            "the published log does not hold what this receipt proves: the ballot was changed or removed, or the log has not been published so far"
                    ))
                claims[head.size, default: []].append(HeadClaim(root: head.root, fault: fault))
                claimedEntries[receipt.index, default: []].append((MerkleHash(leaf: receipt.entry), fault))
            } catch {
                diagnostics.append(FormatFault(error.id, at: bytes.indices, error.message).diagnostic(in: name))
            }
        }
    }

    mutating func checkEvidence() throws {
        for hash in replay.evidence {
            let path = PublishedElection.evidence(hash)
            guard let bytes = try required(path), MerkleHash(hashing: bytes) != hash else { continue }
            report(
                "evidence-changed", path, bytes.indices, zh: "证据文件的 SHA-256 必须是它的文件名",
                en: "the SHA-256 of a file of evidence must be its name")
        }
    }
}
