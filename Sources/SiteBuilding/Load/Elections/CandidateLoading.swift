import Content
import Diagnostics
import Foundation
import Statistics

/// The candidates of one award as they were read.
struct LoadedCandidates: Sendable {
    /// In written order; of a faulty file those that could be read, for further checks only.
    var candidates: [Candidate] = []
    /// Whether there is a file.
    var isGiven = false
    /// Whether anything in the file is an error.
    var isFaulty = false
}

/// Reads the candidates of an award.
///
/// - Parameters:
///   - file: the path of the table.
///   - isDemonstration: whether they are made up, so that nobody can consent.
/// - Throws: `MachineError` if the file is there but cannot be read.
func loadCandidates(
    _ file: String, isDemonstration: Bool, diagnostics: inout [Diagnostic]
) throws -> LoadedCandidates {
    guard let table = try loadCSV(file) else { return LoadedCandidates() }
    var reading = CandidateReading(table, isDemonstration: isDemonstration)
    let candidates = reading.candidates()
    diagnostics += reading.diagnostics
    let isFaulty = reading.diagnostics.containsError
    return LoadedCandidates(candidates: candidates, isGiven: true, isFaulty: isFaulty)
}

/// A table of candidates being read.
private struct CandidateReading {
    static let columns = ["id", "no", "name", "unit", "district", "photo", "photo_alt", "story", "consent_ref"]

    private let table: Checked<CSVFile>
    private let isDemonstration: Bool
    private var places: [String: Int] = [:]
    private var firstKeys: [String: CSVCell] = [:]
    private var firstNumbers: [Int: Span] = [:]
    private(set) var diagnostics: [Diagnostic]

    init(_ table: Checked<CSVFile>, isDemonstration: Bool) {
        self.table = table
        self.isDemonstration = isDemonstration
        diagnostics = table.diagnostics
    }

    mutating func candidates() -> [Candidate] {
        if table.hasNoColumns { return [] }
        // Faulty rows too, so that all faults are said in one run.
        let file = table.draft
        readHeader(file)
        guard places["id"] != nil, places["name"] != nil else { return [] }
        return file.records.enumerated().compactMap { position, row in candidate(row, position: position) }
    }

    private mutating func report(
        _ id: String, _ span: Span, zh: String, en: String, notes: [Diagnostic.Note] = [], fix: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                id, at: span, LocalizedText(zh: zh, en: en), notes: notes,
                suggestion: fix.map { .init(replacing: span, with: $0) }))
    }

    private mutating func readHeader(_ file: CSVFile) {
        for (position, cell) in file.header.enumerated() {
            if !Self.columns.contains(cell.text) {
                report(
                    "unknown-column", cell.span,
                    zh: "候选人表没有“\(cell.text)”这一列，可用的列：\(Self.columns.joined(separator: "、"))",
                    en:
                        "a table of candidates has no column “\(cell.text)”, only \(Self.columns.joined(separator: ", "))",
                    fix: nearestName(to: cell.text, among: Self.columns))
            } else if places.updateValue(position, forKey: cell.text) != nil {
                report(
                    "duplicate-column", cell.span, zh: "“\(cell.text)”这一列写了两次",
                    en: "the column “\(cell.text)” comes twice")
            }
        }
        for name in ["id", "name"] where places[name] == nil {
            report(
                "missing-column", file.rows.first?.span ?? .start(of: file.file), zh: "候选人表缺少“\(name)”这一列",
                en: "the table of candidates lacks the column “\(name)”")
        }
    }

    private func cell(_ name: String, _ row: CSVRow) -> CSVCell? {
        places[name].flatMap { $0 < row.cells.count ? row.cells[$0] : nil }
    }

    private func text(_ name: String, _ row: CSVRow) -> String { cell(name, row)?.text ?? "" }

    private mutating func candidate(_ row: CSVRow, position: Int) -> Candidate? {
        checkKey(row)
        checkWords(row)
        let number = number(row, position: position)
        checkPhoto(row)
        checkConsent(row)
        return Candidate(
            key: text("id", row), number: number, name: text("name", row), unit: text("unit", row),
            district: text("district", row),
            photo: cell("photo", row).flatMap { $0.text.isEmpty ? nil : Located($0.text, at: $0.span) },
            photoAlternative: text("photo_alt", row), story: text("story", row),
            consentReference: text("consent_ref", row))
    }

    private mutating func checkKey(_ row: CSVRow) {
        guard let cell = cell("id", row) else { return }
        if cell.text.wholeMatch(of: /[a-z0-9][a-z0-9-]{1,23}/) == nil {
            report(
                "bad-format", cell.span, zh: "候选人代号是 2 到 24 个小写字母、数字或连字符，例如 gw-001",
                en: "a candidate's id has 2 to 24 lower-case letters, digits or hyphens, such as gw-001")
        } else if let first = firstKeys[cell.text] {
            report(
                "duplicate-code", cell.span, zh: "代号 \(cell.text) 已经有人用了：每位候选人的代号各不相同",
                en: "the id \(cell.text) is taken: every candidate has an id of their own",
                notes: [.init(LocalizedText(zh: "先用的在这里", en: "it is used here"), at: first.span)])
        } else {
            firstKeys[cell.text] = cell
        }
    }

    /// Names and units stand in the rules and in every result: short, one line, one way of writing each character.
    private mutating func checkWords(_ row: CSVRow) {
        for (column, most, isRequired) in [("name", 40, true), ("unit", 60, false), ("district", 40, false)] {
            guard let cell = cell(column, row) else { continue }
            if cell.text.isEmpty {
                if isRequired { report("missing-value", cell.span, zh: "候选人要有姓名", en: "a candidate needs a name") }
            } else if cell.text.count > most || cell.text.contains(where: \.isNewline) {
                report(
                    "out-of-range", cell.span, zh: "“\(column)”写在一行里，最多 \(most) 个字，现有 \(cell.text.count) 个",
                    en: "“\(column)” is one line of at most \(most) characters; it has \(cell.text.count)")
            } else if cell.text.first?.isWhitespace == true || cell.text.last?.isWhitespace == true {
                report("bad-format", cell.span, zh: "前后不能有空格", en: "there may be no space around it")
            } else if case let composed = cell.text.precomposedStringWithCanonicalMapping,
                !composed.utf8.elementsEqual(cell.text.utf8)
            {
                report(
                    "not-nfc", cell.span, zh: "字符要用合成形式（Unicode NFC），否则同一个名字会有两种写法",
                    en: "characters must be composed (Unicode NFC), or one name could be written in two ways",
                    fix: cell.isQuoted ? nil : composed)
            }
        }
        if let story = cell("story", row) {
            diagnostics += personalNumberFaults(in: Array(story.text.utf8), file: story.span.file).map { fault in
                Diagnostic(fault.id, at: story.span(of: fault.span.range), fault.message)
            }
        }
    }

    /// The number that is written, else the row's place among the candidates, from 1.
    private mutating func number(_ row: CSVRow, position: Int) -> Int {
        var number = position + 1
        let cell = cell("no", row)
        if let cell, !cell.text.isEmpty {
            guard let written = Int(cell.text), (1...9999).contains(written), String(written) == cell.text else {
                report(
                    "bad-number", cell.span, zh: "“no”是候选人的编号：1 到 9999 的整数",
                    en: "“no” is the candidate's number: whole, from 1 to 9999")
                return number
            }
            number = written
        }
        let place = cell?.span ?? row.span
        if let first = firstNumbers.updateValue(place, forKey: number) {
            report(
                "duplicate-code", place, zh: "编号 \(number) 已经有人用了；不写“no”时，编号是第几行候选人",
                en: "the number \(number) is taken; without “no” the number is the candidate's row",
                notes: [.init(LocalizedText(zh: "先用的在这里", en: "it is used here"), at: first)])
        }
        return number
    }

    private mutating func checkPhoto(_ row: CSVRow) {
        guard let photo = cell("photo", row), !photo.text.isEmpty, text("photo_alt", row).isEmpty else { return }
        report(
            "missing-alt", cell("photo_alt", row)?.span ?? photo.span, zh: "有照片就要写 photo_alt：照片里是什么，读屏软件会念给看不见的人",
            en: "a photograph needs photo_alt: what it shows, for those who hear the page")
    }

    /// A person is put up for a public vote only with consent (个人信息保护法 Art. 13, 25).
    private mutating func checkConsent(_ row: CSVRow) {
        guard !isDemonstration, text("consent_ref", row).isEmpty else { return }
        report(
            "missing-consent", cell("consent_ref", row)?.span ?? row.span,
            zh: "没有本人同意，不能把人放上来投票：在 consent_ref 里写明同意书存在哪里（不会公布）；编出来的评选写 demo: true",
            en:
                "nobody is put up for a vote without consent: say in consent_ref where it is filed (it is not published); a made-up vote has demo: true"
        )
    }
}
