import Diagnostics

/// Which cell of a header names which declared column.
///
/// A header cell is a column's name or its label, with the unit in brackets behind it or without: `households`,
/// `户数`, `户数（户）`.
struct HeaderMatch {
    /// Index in the row and declaration, in the order of the file.
    private(set) var columns: [(index: Int, declaration: ColumnDeclaration)] = []
    private(set) var faults: [Diagnostic] = []

    static func match(_ file: CSVFile, declared: [ColumnDeclaration]) -> HeaderMatch {
        var match = HeaderMatch()
        guard !file.header.isEmpty else {
            let isUnreadable = file.rows.isEmpty && declared.isEmpty
            if !isUnreadable { match.faults.append(.emptyTable(file.file)) }
            return match
        }
        var seen: [String: CSVCell] = [:]
        for (index, cell) in file.header.enumerated() {
            match.take(cell, at: index, declared: declared, seen: &seen)
        }
        for column in declared where column.isRequired && seen[column.name] == nil {
            match.faults.append(.missingColumn(column, header: file.rows[0].span))
        }
        return match
    }

    private mutating func take(
        _ cell: CSVCell, at index: Int, declared: [ColumnDeclaration], seen: inout [String: CSVCell]
    ) {
        let (name, unit) = parts(of: cell.text)
        guard !name.isEmpty else { return faults.append(.emptyHeader(cell)) }
        guard let column = declared.first(where: { $0.name == name }) ?? declared.first(where: { $0.label == name })
        else { return faults.append(.unknownColumn(name, cell, declared: declared)) }
        if let first = seen[column.name] { return faults.append(.duplicateColumn(column, cell, first: first)) }
        seen[column.name] = cell
        if let unit, unit.text != column.unit {
            faults.append(.wrongUnit(unit.text, of: column, at: cell.span(of: unit.range)))
        }
        columns.append((index, column))
    }

    /// `户数（户）` as `户数` and `户` with its bytes.
    private func parts(of text: String) -> (name: String, unit: (text: String, range: Range<Int>)?) {
        let pattern = /\s*(.*?)\s*[(（]([^()（）]*)[)）]\s*/
        guard let match = text.wholeMatch(of: pattern)?.output else { return (trimmed(text).text, nil) }
        let start = text.utf8.distance(from: text.startIndex, to: match.2.startIndex)
        return (String(match.1), (String(match.2), start..<start + match.2.utf8.count))
    }
}

/// A text without the spaces around it, and how many bytes stood before it.
func trimmed(_ text: String) -> (text: String, offset: Int) {
    let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" || $0 == "\u{3000}" }
    let scalars = text.unicodeScalars
    let start = scalars.firstIndex { !isSpace($0) } ?? scalars.endIndex
    let end = scalars[start...].lastIndex { !isSpace($0) }.map { scalars.index(after: $0) } ?? start
    return (String(scalars[start..<end]), text.utf8.distance(from: text.startIndex, to: start))
}

extension Diagnostic {
    fileprivate static func emptyTable(_ file: String) -> Diagnostic {
        Diagnostic(
            "empty-table", at: .start(of: file),
            LocalizedText(zh: "这个表是空的：第一行要写列名", en: "the table is empty: its first row names the columns"))
    }

    fileprivate static func emptyHeader(_ cell: CSVCell) -> Diagnostic {
        Diagnostic(
            "empty-header", at: cell.span,
            LocalizedText(zh: "每一列都要有列名；没用的列请删去", en: "every column needs a name; delete columns that are not used"))
    }

    fileprivate static func unknownColumn(_ name: String, _ cell: CSVCell, declared: [ColumnDeclaration]) -> Diagnostic
    {
        let names = declared.map(\.name)
        let nearest = nearestName(to: name, among: names + declared.map(\.label).filter { !$0.isEmpty })
        return Diagnostic(
            "unknown-column", at: cell.span,
            LocalizedText(
                zh: "没有声明“\(name)”这一列；可用的有：\(names.joined(separator: "、"))",
                en: "the column “\(name)” is not declared; there are: \(names.joined(separator: ", "))"),
            suggestion: nearest.map { .init(replacing: cell.span, with: $0) })
    }

    fileprivate static func duplicateColumn(_ column: ColumnDeclaration, _ cell: CSVCell, first: CSVCell) -> Diagnostic
    {
        Diagnostic(
            "duplicate-column", at: cell.span,
            LocalizedText(zh: "“\(column.name)”这一列出现了两次", en: "the column “\(column.name)” is there twice"),
            notes: [Note(LocalizedText(zh: "第一次在这里", en: "first here"), at: first.span)])
    }

    fileprivate static func missingColumn(_ column: ColumnDeclaration, header: Span) -> Diagnostic {
        Diagnostic(
            "missing-column", at: header,
            LocalizedText(
                zh: "缺少“\(column.name)”这一列（\(column.label)，\(column.type.label.zh)）",
                en: "the column “\(column.name)” is missing (\(column.label), \(column.type.label.en))"),
            notes: [Note(LocalizedText(zh: "在这里声明为必填", en: "it is required here"), at: column.span)])
    }

    static func wrongUnit(_ unit: String, of column: ColumnDeclaration, at span: Span) -> Diagnostic {
        Diagnostic(
            "wrong-unit", at: span,
            LocalizedText(
                zh: "“\(column.name)”的单位声明为“\(column.unit)”，这里是“\(unit)”",
                en: "the unit of “\(column.name)” is declared as “\(column.unit)”, here it is “\(unit)”"),
            notes: [Note(LocalizedText(zh: "声明在这里", en: "declared here"), at: column.span)],
            suggestion: .init(replacing: span, with: column.unit))
    }
}
