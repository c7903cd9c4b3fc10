import Diagnostics

/// The values of a column, one entry a row.
public enum ColumnValues: Sendable, Hashable {
    case number([Entry<ExactDecimal>])
    case text([Entry<String>])
    case code([Entry<String>])
    case date([Entry<Period>])

    /// The numbers; nil in a column of another type.
    public var numbers: [Entry<ExactDecimal>]? {
        if case .number(let entries) = self { return entries }
        return nil
    }

    /// The texts or codes; nil in a column of another type.
    public var texts: [Entry<String>]? {
        switch self {
        case .text(let entries), .code(let entries): entries
        case .number, .date: nil
        }
    }

    /// The dates; nil in a column of another type.
    public var dates: [Entry<Period>]? {
        if case .date(let entries) = self { return entries }
        return nil
    }
}

/// One column: what was declared, and what the file holds.
public struct TypedColumn: Sendable {
    /// What the editor declared.
    public let declaration: ColumnDeclaration
    /// The header's cell.
    public let header: Span
    /// The values from the first row below the header down.
    public let values: ColumnValues
    /// The place of each value's cell.
    public let cells: [Span]
}

/// A table whose cells have been read by their columns' types.
public struct TypedTable: Sendable {
    /// The file's path as the user would write it.
    public let file: String
    /// The columns in the order of the file.
    public let columns: [TypedColumn]
    /// The spreadsheet's number of each row, from 2 up.
    public let rowNumbers: [Int]
    /// The place of each row.
    public let rows: [Span]

    /// Reads a file by its declarations. Declared columns that are not required may be absent.
    public static func read(_ csv: Checked<CSVFile>, columns declared: [ColumnDeclaration]) -> Checked<TypedTable> {
        let file = csv.draft
        var faults = csv.diagnostics
        let matched = HeaderMatch.match(file, declared: declared)
        if !csv.hasNoColumns { faults += matched.faults }
        let records = Array(file.records)
        var columns: [TypedColumn] = []
        for (index, declaration) in matched.columns {
            let cells = records.map { $0.cells.indices.contains(index) ? $0.cells[index] : nil }
            let reading = ColumnReading(declaration, header: file.header[index], cells: cells, rows: records)
            faults += reading.faults
            columns.append(reading.column)
        }
        let table = TypedTable(
            file: file.file, columns: columns, rowNumbers: records.map(\.number), rows: records.map(\.span))
        return Checked(table, faults)
    }

    /// The column of this name.
    public func column(_ name: String) -> TypedColumn? { columns.first { $0.declaration.name == name } }

    /// The place of a row's cell in a column, to trace a figure.
    public func source(row: Int, column: TypedColumn) -> CellSource {
        CellSource(span: column.cells[row], row: rowNumbers[row], column: column.declaration.name)
    }
}

/// The cell that a figure comes from.
public struct CellSource: Sendable, Hashable {
    /// The cell's bytes.
    public let span: Span
    /// The row as a spreadsheet numbers it, from 1; 0 where the source is no table.
    public let row: Int
    /// The name of the column.
    public let column: String

    /// A cell of a file.
    public init(span: Span, row: Int, column: String) {
        self.span = span
        self.row = row
        self.column = column
    }

    /// The file's path as the user would write it.
    public var file: String { span.file }
}
