import Diagnostics

/// Reads the cells of one column by its type.
struct ColumnReading {
    let column: TypedColumn
    private(set) var faults: [Diagnostic] = []

    /// - Parameter cells: one a row; nil where the row is too short.
    init(_ declaration: ColumnDeclaration, header: CSVCell, cells: [CSVCell?], rows: [CSVRow]) {
        var faults: [Diagnostic] = []
        func entries<Value>(_ read: (String) throws(CellFault) -> Entry<Value>) -> [Entry<Value>] {
            cells.map { cell in
                guard let cell else { return .missing }
                return Self.entry(cell, declaration, &faults, read)
            }
        }
        let values: ColumnValues =
            switch declaration.type {
            case .number: .number(entries(CellGrammar.number))
            case .text: .text(entries(CellGrammar.text))
            case .code: .code(entries(CellGrammar.code))
            case .date: .date(entries(CellGrammar.date))
            }
        let places = zip(cells, rows).map { cell, row in
            cell?.span ?? Span(file: row.span.file, range: row.span.range.upperBound..<row.span.range.upperBound)
        }
        column = TypedColumn(declaration: declaration, header: header.span, values: values, cells: places)
        self.faults = faults + (declaration.isUnique ? duplicates() : [])
    }

    private static func entry<Value>(
        _ cell: CSVCell, _ column: ColumnDeclaration, _ faults: inout [Diagnostic],
        _ read: (String) throws(CellFault) -> Entry<Value>
    ) -> Entry<Value> {
        let (text, offset) = trimmed(cell.text)
        if text != cell.text { faults.append(.surroundingSpace(cell, text)) }
        do throws(CellFault) {
            let entry = try read(text)
            if column.isRequired, entry.known == nil, entry.isMissing || column.type == .code {
                faults.append(.missingValue(column, at: cell.span))
            }
            return entry
        } catch {
            // What looks like a formula has been reported as one.
            if formulaFaults(cell).isEmpty { faults.append(error.diagnostic(in: cell, offset: offset)) }
            return .missing
        }
    }

    /// Values that were there before in the column.
    private func duplicates() -> [Diagnostic] {
        let texts: [String?] =
            switch column.values {
            case .number(let entries): entries.map { $0.known?.normalized.description }
            case .text(let entries), .code(let entries): entries.map(\.known)
            case .date(let entries): entries.map { $0.known?.description }
            }
        var first: [String: Span] = [:]
        return zip(texts, column.cells).compactMap { text, span in
            guard let text else { return nil }
            guard let other = first[text] else {
                first[text] = span
                return nil
            }
            let id = column.declaration.type == .code ? "duplicate-code" : "duplicate-value"
            return Diagnostic(
                id, at: span,
                LocalizedText(
                    zh: "“\(column.declaration.name)”里“\(text)”出现了两次，每个只能用一次",
                    en: "“\(text)” occurs twice in “\(column.declaration.name)”, where each may stand once"),
                notes: [.init(LocalizedText(zh: "第一次在这里", en: "first here"), at: other)])
        }
    }
}

extension Diagnostic {
    fileprivate static func surroundingSpace(_ cell: CSVCell, _ text: String) -> Diagnostic {
        Diagnostic(
            "surrounding-space", .warning, at: cell.span,
            LocalizedText(zh: "单元格前后有空格，读入时已略去", en: "spaces around the cell were left out"),
            suggestion: cell.isQuoted ? nil : .init(replacing: cell.span, with: text))
    }

    fileprivate static func missingValue(_ column: ColumnDeclaration, at span: Span) -> Diagnostic {
        Diagnostic(
            "missing-value", at: span,
            LocalizedText(
                zh: "“\(column.name)”（\(column.label)）是必填的，这一格不能空着",
                en: "“\(column.name)” (\(column.label)) is required: this cell must not be empty"))
    }
}
