import Diagnostics

/// One cell of a CSV file.
public struct CSVCell: Sendable, Hashable {
    /// The text without its quotes, doubled quotes made single.
    public let text: String
    /// The bytes of the cell with its quotes, without the commas around it.
    public let span: Span
    /// Whether the cell stood in quotes.
    public let isQuoted: Bool

    /// The place of a piece of the text, given in UTF-8 bytes of `text`.
    ///
    /// A quoted cell with doubled quotes in it is answered as a whole, since its bytes do not match its text.
    public func span(of range: Range<Int>) -> Span {
        let margin = isQuoted ? 1 : 0
        guard span.range.count == text.utf8.count + 2 * margin else { return span }
        let start = span.range.lowerBound + margin
        return Span(file: span.file, range: start + range.lowerBound..<start + range.upperBound)
    }
}

/// One record of a CSV file.
public struct CSVRow: Sendable, Hashable {
    /// The number of the row as a spreadsheet shows it, from 1; a quoted line break does not begin a row.
    public let number: Int
    /// The cells from left to right; at least one.
    public let cells: [CSVCell]
    /// The bytes of the row without its line break.
    public let span: Span
}

/// A CSV file after RFC 4180 with UTF-8, LF or CR LF, and an optional byte order mark.
///
/// Blank lines, and rows in which every cell is empty, hold no record; they count for row numbers only.
public struct CSVFile: Sendable {
    /// The path as the user would write it.
    public let file: String
    /// The rows in written order; the first is the header.
    public let rows: [CSVRow]

    /// Reads the text of `source`; the faults of its encoding are among the diagnostics.
    public static func read(_ source: DecodedText, file: String) -> Checked<CSVFile> {
        var scanner = CSVScanner(source.bytes, file: file)
        let scanned = scanner.scanAll()
        let rows = scanned.filter { row in row.cells.contains { !$0.text.isEmpty || $0.isQuoted } }
        var faults = source.diagnostics + scanner.diagnostics
        faults += separatorFaults(rows.first)
        faults += raggedRows(rows)
        for cell in rows.flatMap(\.cells) { faults += cellFaults(cell) }
        return Checked(CSVFile(file: file, rows: rows), faults)
    }

    /// Reads a file's bytes.
    public static func read(_ bytes: [UInt8], file: String) -> Checked<CSVFile> {
        read(DecodedText(bytes, file: file), file: file)
    }

    /// The header's cells; none in an empty file.
    public var header: [CSVCell] { rows.first?.cells ?? [] }

    /// The rows below the header.
    public var records: ArraySlice<CSVRow> { rows.dropFirst() }
}

extension Checked<CSVFile> {
    /// Whether the file as a whole cannot be read as a table: then what its columns lack need not be said.
    package var hasNoColumns: Bool {
        diagnostics.contains { $0.severity == .error && ["not-utf8", "wrong-separator"].contains($0.id) }
    }
}
