import Diagnostics

/// Reading the log from its first entry to its last.
extension Verifier {
    mutating func walk() throws {
        if let bytes = try read(PublishedElection.result) {
            result = (bytes, Tally.statedSize(in: bytes), nil)
        }
        guard let size = checkpoint?.size else { return }
        if size == 0 {
            report("log-empty", PublishedElection.checkpoint, zh: "日志是空的", en: "the log is empty")
        }
        noteFutureClaims(size)
        passSize()
        var index = 0
        while index * Tile.fullWidth < size {
            let width = min(Tile.fullWidth, size - index * Tile.fullWidth)
            guard try readBundle(Tile(.entries, index: index, width: width)) else { return }
            index += 1
        }
        try checkPartialTiles(isRequired: true, bundle: nil)
        isComplete = size > 0
        if isComplete, let rules, replay.rules != nil, replay.rules != rules {
            report(
                "rules-current", PublishedElection.rules, zh: "rules.txt 必须是日志里最后一次公布的规则",
                en: "rules.txt must hold the rules that the log adopted last")
        }
    }

    /// Reports whatever speaks of a larger log than the one that is published.
    private mutating func noteFutureClaims(_ size: Int) {
        diagnostics += claims.filter { $0.key > size }.flatMap { $0.value.map(\.fault) }
        diagnostics += claimedEntries.filter { $0.key >= size }.flatMap { $0.value.map(\.fault) }
    }

    /// Reads one file of entries. False where the walk cannot go on.
    private mutating func readBundle(_ tile: Tile) throws -> Bool {
        let path = PublishedElection.tile(tile)
        guard let bytes = try required(path) else { return false }
        guard let ranges = Tile.entries(in: bytes), ranges.count == tile.width else {
            report(
                "bundle-form", path, bytes.indices, zh: "这个文件必须正好装着 \(tile.width) 条带长度的记录",
                en: "this file must hold exactly \(tile.width) entries, each after its length")
            return false
        }
        bundle = (path, ranges)
        for range in ranges {
            try readEntry(bytes[range], path)
            for full in tree.append(MerkleHash(leaf: bytes[range])) { try check(full, isRequired: true) }
            passSize()
            if claims[tree.frontier.size] != nil, tree.frontier.size != checkpoint?.size {
                try checkPartialTiles(isRequired: false, bundle: Array(bytes[..<range.upperBound]))
            }
        }
        return true
    }

    private mutating func readEntry(_ bytes: ArraySlice<UInt8>, _ path: String) throws {
        for claim in claimedEntries[tree.frontier.size] ?? [] where claim.leaf != MerkleHash(leaf: bytes) {
            diagnostics.append(claim.fault)
        }
        // Without rules every entry would be reported, and nothing would be learnt.
        let hasLostRules = rules == nil || (replay.rules == nil && replay.size > 0)
        do {
            let entry = try LogEntry(text: bytes)
            guard !hasLostRules else { return replay.skip() }
            var adopted: ElectionRules?
            if case .rules(let hash) = entry.content { adopted = try publishedRules(hash) }
            for breach in replay.append(entry, rulesWithHash: { _ in adopted }) {
                reportEntry(FormatFault(breach.id, at: bytes.indices, breach.message), path)
            }
        } catch let fault as FormatFault {
            reportEntry(fault, path)
            replay.skip()
        }
    }

    /// Reports a fault of the entry at the end of the tree; files of entries have no lines to point at.
    private mutating func reportEntry(_ fault: FormatFault, _ path: String) {
        let place = "\(fault.range.lowerBound)–\(fault.range.upperBound)"
        let note = LocalizedText(
            zh: "日志第 \(tree.frontier.size) 条（从 0 数起），文件的第 \(place) 字节",
            en: "entry \(tree.frontier.size) of the log (from 0), bytes \(place) of the file")
        diagnostics.append(
            Diagnostic(
                fault.id, at: Span(file: path, range: fault.range), fault.message, notes: [Diagnostic.Note(note)]))
    }

    /// Looks at everything that speaks of the log as it is now.
    private mutating func passSize() {
        let size = tree.frontier.size
        for claim in claims[size] ?? [] where claim.root != tree.frontier.root {
            diagnostics.append(claim.fault)
        }
        if result?.size == size { result?.expected = replay.tally?.text ?? [] }
    }

    /// Compares the partial tiles of the log as it is now. Those of an older size may have been removed.
    private mutating func checkPartialTiles(isRequired: Bool, bundle: [UInt8]?) throws {
        for tile in tree.partialTiles { try check(tile, isRequired: isRequired) }
        let width = tree.frontier.size % Tile.fullWidth
        guard let bundle, width > 0 else { return }
        let entries = Tile(.entries, index: tree.frontier.size / Tile.fullWidth, width: width)
        try check((entries, bundle), isRequired: false)
    }

    private mutating func check(_ expected: (tile: Tile, bytes: [UInt8]), isRequired: Bool) throws {
        let path = PublishedElection.tile(expected.tile)
        let found = isRequired ? try required(path) : try read(path)
        guard let found, found != expected.bytes else { return }
        let same = zip(found, expected.bytes).prefix { $0 == $1 }.count
        // The hash of a leaf and its entry contradict each other; both places are named.
        var notes: [Diagnostic.Note] = []
        if expected.tile.content == .hashes(level: 0), same / 32 < bundle.entries.count {
            let span = Span(file: bundle.path, range: bundle.entries[same / 32])
            notes.append(.init(LocalizedText(zh: "与它对不上的记录", en: "the entry that it contradicts"), at: span))
        }
        report(
            "tile-changed", path, same..<min(same + 1, max(same, found.count)),
            zh: "从第 \(same) 字节起（从 0 数），文件与公布的记录对不上",
            en: "from byte \(same) on (from 0) the file does not follow from the published entries", notes: notes)
    }

    mutating func checkResult() throws {
        let path = PublishedElection.result
        guard let result else {
            if replay.state.needsResult { _ = try required(path) }
            return
        }
        guard isComplete else { return }
        guard let size = result.size, let expected = result.expected else {
            let length = result.bytes.count
            return report(
                "result-form", path, 0..<length, zh: "结果的第三行必须说明算到日志的第几条",
                en: "the third line of a result must state how many entries of the log it counts")
        }
        if expected != result.bytes {
            let same = zip(expected, result.bytes).prefix { $0 == $1 }.count
            let lineEnd = result.bytes[same...].firstIndex(of: UInt8(ascii: "\n")) ?? result.bytes.count
            report(
                "result-wrong", path, same..<lineEnd, zh: "结果与日志算出的不一致，从这里开始不同",
                en: "the result is not the one that follows from the log; it differs from here on")
        }
        if replay.state.needsResult, replay.lastCountingEntry >= size {
            report(
                "result-stale", path, 0..<result.bytes.count, zh: "结果算好以后，又有选票、剔除或恢复进入日志",
                en: "ballots, exclusions or reinstatements were logged after this result was made")
        }
        if let frozen = replay.frozenResult, frozen.hash != MerkleHash(hashing: result.bytes) {
            report(
                "result-not-frozen", path, 0..<result.bytes.count, zh: "结果必须是日志里宣布冻结的那一份",
                en: "the result must be the one that the log declares frozen")
        }
    }
}
