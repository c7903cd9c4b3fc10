import Diagnostics
import Statistics
import VoteCore

/// Numbers that were counted elsewhere, in a CSV file of fixed columns.
///
///     as_of,source,category,candidate_id,votes,excluded,note
///     2026-09-07 18:00,纸质票,grid-worker,gw-001,120,2,
///
/// Every fault of the file is found in one run. Faults I01 to I08 have these names in their ids.
struct TallyFile {
    static let columns = ["as_of", "source", "category", "candidate_id", "votes", "excluded", "note"]

    /// A row that became a number.
    struct Row {
        let count: ImportedCount
        /// The cells in the order of `columns`.
        let cells: [CSVCell]
    }

    /// The rows in the order in which they are entered: by moment, then as written.
    private(set) var rows: [Row] = []
    /// Everything that is wrong.
    private(set) var diagnostics: [Diagnostic] = []
    /// The text in which the places of diagnostics lie.
    let text: [UInt8]

    private let election: (rules: ElectionRules, replay: LogReplay)
    private let now: Int
    private let hash: MerkleHash

    /// Reads and checks a file against the election as it is.
    ///
    /// - Parameter now: seconds since 1970; numbers cannot be of later.
    init(_ bytes: [UInt8], file: String, election: PublishedCopy, now: Int) {
        self.election = (election.rules, election.replay)
        self.now = now
        hash = MerkleHash(hashing: bytes)
        let decoded = DecodedText(bytes, file: file)
        text = decoded.bytes
        let table = CSVFile.read(decoded, file: file)
        diagnostics = table.diagnostics.map(Self.renamed)
        let header = table.draft.rows.first
        if header?.cells.map(\.text) == Self.columns {
            readRows(table.draft)
        } else if !decoded.diagnostics.containsError {
            reportHeader(header?.span ?? .start(of: file))
        }
        diagnostics = diagnostics.inOrder()
    }

    private mutating func readRows(_ table: CSVFile) {
        for row in table.records where row.cells.count == Self.columns.count { read(row) }
        checkRepeats()
        // Rows of one moment keep their order.
        let order = rows.indices.sorted { (rows[$0].count.asOf, $0) < (rows[$1].count.asOf, $1) }
        rows = order.map { rows[$0] }
        checkGrowth()
    }

    /// The scanner's faults that have a number of their own here.
    private static func renamed(_ fault: Diagnostic) -> Diagnostic {
        let names = ["formula-cell": "i08-formula", "not-utf8": "i07-encoding", "control-character": "i07-character"]
        return Diagnostic(
            names[fault.id] ?? fault.id, fault.severity, at: fault.span, fault.message, notes: fault.notes,
            suggestion: fault.suggestion)
    }

    private mutating func reportHeader(_ span: Span) {
        let columns = Self.columns.joined(separator: ",")
        report("import-header", span, zh: "第一行必须正好是：\(columns)", en: "the first row must be exactly: \(columns)")
    }

    private mutating func report(_ id: String, _ span: Span, zh: String, en: String, notes: [Diagnostic.Note] = []) {
        diagnostics.append(Diagnostic(id, at: span, LocalizedText(zh: zh, en: en), notes: notes))
    }

    /// Reads one row; all its cells are checked, whatever is wrong with the others.
    private mutating func read(_ row: CSVRow) {
        let broken = Set(diagnostics.filter { $0.severity == .error }.map(\.span.range.lowerBound))
        let cells = row.cells
        // A cell that a spreadsheet would run has been reported; its text is not looked at.
        func isSound(_ column: Int) -> Bool {
            let range = cells[column].span.range
            return !broken.contains { range.contains($0) }
        }
        let asOf = isSound(0) ? moment(cells[0]) : nil
        let source = isSound(1) ? words(cells[1]) : nil
        let award = isSound(2) ? award(cells[2]) : nil
        let candidate = isSound(3) ? candidate(cells[3], award) : nil
        let votes = isSound(4) ? number(cells[4]) : nil
        let excluded = isSound(5) ? number(cells[5]) : nil
        if let votes, let excluded, excluded > votes {
            report(
                "i06-excluded", cells[5].span, zh: "剔除的票数 \(excluded) 不能多于收到的 \(votes)",
                en: "\(excluded) votes excluded cannot be more than \(votes) received")
        }
        let note = cells[6].text.isEmpty ? "-" : words(cells[6])
        guard let asOf, let source, let award, let candidate, let votes, let excluded, let note else { return }
        let count = ImportedCount(
            source: source, asOf: asOf, award: award.key, candidate: candidate,
            votes: VoteCount(received: votes, excluded: min(votes, excluded)), file: hash, note: note)
        rows.append(Row(count: count, cells: cells))
    }

    private mutating func moment(_ cell: CSVCell) -> Int? {
        guard let moment = LocalTime.seconds(cell.text) else {
            report(
                "i05-time", cell.span, zh: "时刻写成 2026-09-07 18:00（北京时间）",
                en: "a moment is written as 2026-09-07 18:00 (UTC+8)")
            return nil
        }
        let (opens, now) = (election.rules.opens, now)
        guard moment >= opens, moment <= now else {
            report(
                "i05-time", cell.span,
                zh: "截止时刻必须在投票开始（\(LocalTime.text(opens))）之后、现在（\(LocalTime.text(now))）之前",
                en:
                    "the moment must be after the opening (\(LocalTime.text(opens))) and not after now (\(LocalTime.text(now)))"
            )
            return nil
        }
        return moment
    }

    private mutating func words(_ cell: CSVCell) -> String? {
        let isPlain = cell.text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        if !cell.text.isEmpty, isPlain { return cell.text }
        report(
            "import-words", cell.span, zh: "这里要写字，不能空着，也不能换行", en: "this needs words on one line")
        return nil
    }

    private mutating func award(_ cell: CSVCell) -> ElectionRules.Award? {
        if let award = election.rules.awards.first(where: { $0.key == cell.text }) { return award }
        let known = election.rules.awards.map(\.key).joined(separator: "、")
        report(
            "i01-category", cell.span, zh: "规则里没有这个奖项；有：\(known)",
            en: "the rules have no such award; they have: \(known)")
        return nil
    }

    private mutating func candidate(_ cell: CSVCell, _ award: ElectionRules.Award?) -> String? {
        guard let award else { return nil }
        if award.candidates.contains(where: { $0.key == cell.text }) { return cell.text }
        let known = award.candidates.map(\.key)
        let near = nearestName(to: cell.text, among: known)
        report(
            "i01-candidate", cell.span, zh: "奖项 \(award.key) 里没有这位候选人\(near.map { "；是不是 \($0)？" } ?? "")",
            en: "the award \(award.key) has no such candidate\(near.map { "; is it \($0)?" } ?? "")")
        return nil
    }

    private mutating func number(_ cell: CSVCell) -> Int? {
        let digits = cell.text.utf8
        if (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) { return Int(cell.text) }
        report(
            "i02-number", cell.span, zh: "票数是不小于 0 的整数，最多 9 位，不带千分号和小数点",
            en: "a number of votes is whole, not below 0, at most 9 digits, without separators")
        return nil
    }

    private mutating func checkRepeats() {
        var first: [String: CSVCell] = [:]
        for row in rows {
            let key = "\(row.count.asOf)\t\(row.count.source)\t\(row.count.award)\t\(row.count.candidate)"
            if let earlier = first[key] {
                let note = Diagnostic.Note(LocalizedText(zh: "第一次在这里", en: "the first one is here"), at: earlier.span)
                report(
                    "i04-repeated", row.cells[3].span, zh: "同一时刻、来源、奖项、候选人只能有一行",
                    en: "one row for each moment, source, award and candidate", notes: [note])
            } else {
                first[key] = row.cells[3]
            }
        }
    }

    /// Cumulative numbers grow; each row is compared with the one before it, in the file or in the log.
    private mutating func checkGrowth() {
        var latest: [String: ImportedCount] = [:]
        for row in rows {
            let count = row.count
            let key = "\(count.source)\t\(count.award)\t\(count.candidate)"
            let before =
                latest[key]
                ?? election.replay.imported(source: count.source, award: count.award, candidate: count.candidate)
            latest[key] = count
            guard let before else { continue }
            if count.asOf < before.asOf {
                report(
                    "i05-time", row.cells[0].span, zh: "日志里已有这个来源到 \(LocalTime.text(before.asOf)) 的数，时刻不能倒退",
                    en: "the log has this source's number as of \(LocalTime.text(before.asOf)); moments do not go back")
            }
            let falls = count.votes.received < before.votes.received || count.votes.counted < before.votes.counted
            guard falls, count.note == "-" else { continue }
            report(
                "i03-falls", row.cells[4].span,
                zh: "票数是累计数：前一次收到 \(before.votes.received)、有效 \(before.votes.counted)，变少要在 note 里说明原因",
                en:
                    "numbers are cumulative: \(before.votes.received) received and \(before.votes.counted) counted before; a smaller one needs a note"
            )
        }
    }
}
