import Diagnostics

/// Divides bytes into rows and cells.
///
/// Own code, since SwiftCSV and the standard library give texts only, and every printed figure must lead to bytes.
struct CSVScanner {
    private let bytes: [UInt8]
    private let file: String
    private var offset: Int
    /// What is wrong with quotes and control characters, in the order of reading.
    private(set) var diagnostics: [Diagnostic] = []
    private var saidCarriageReturn = false

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// All rows, blank lines too.
    mutating func scanAll() -> [CSVRow] {
        var rows: [CSVRow] = []
        while offset < bytes.count { rows.append(scanRow(number: rows.count + 1)) }
        return rows
    }

    private mutating func scanRow(number: Int) -> CSVRow {
        let start = offset
        var cells = [scanCell()]
        while offset < bytes.count, bytes[offset] == Self.comma {
            offset += 1
            cells.append(scanCell())
        }
        let end = offset
        skipLineBreak()
        return CSVRow(number: number, cells: cells, span: span(start..<end))
    }

    /// Steps over LF, CR LF, or a lone CR, which is a fault but ends the row.
    private mutating func skipLineBreak() {
        guard offset < bytes.count else { return }
        if bytes[offset] == Self.carriageReturn {
            if offset + 1 < bytes.count, bytes[offset + 1] == Self.lineFeed {
                offset += 1
            } else if !saidCarriageReturn {
                saidCarriageReturn = true
                diagnostics.append(.loneCarriageReturn(at: span(offset..<offset + 1)))
            }
        }
        offset += 1
    }

    private mutating func scanCell() -> CSVCell {
        if offset < bytes.count, bytes[offset] == Self.quote { return scanQuoted() }
        let start = offset
        skipUnquoted()
        for index in start..<offset where bytes[index] == Self.quote {
            diagnostics.append(.strayQuote(at: span(index..<index + 1)))
        }
        return CSVCell(text: text(start..<offset), span: span(start..<offset), isQuoted: false)
    }

    private mutating func skipUnquoted() {
        while offset < bytes.count, !isEnd(bytes[offset]) { offset += 1 }
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    /// A cell in quotes; `offset` stands on the opening one.
    private mutating func scanQuoted() -> CSVCell {
        let start = offset
        offset += 1
        var content: [UInt8] = []
        while offset < bytes.count {
            if bytes[offset] != Self.quote {
                content.append(bytes[offset])
            } else if offset + 1 < bytes.count, bytes[offset + 1] == Self.quote {
                content.append(Self.quote)
                offset += 1
            } else {
                return closedCell(content, from: start)
            }
            offset += 1
        }
        diagnostics.append(.unclosedQuote(at: span(start..<start + 1)))
        return CSVCell(text: String(decoding: content, as: UTF8.self), span: span(start..<offset), isQuoted: true)
    }

    /// Ends a quoted cell at its closing quote; what stands between that and the next comma is a fault.
    private mutating func closedCell(_ content: [UInt8], from start: Int) -> CSVCell {
        let closing = offset
        offset += 1
        let behind = offset
        skipUnquoted()
        if offset > behind { diagnostics.append(.strayQuote(at: span(closing..<offset))) }
        return CSVCell(text: String(decoding: content, as: UTF8.self), span: span(start..<behind), isQuoted: true)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func span(_ range: Range<Int>) -> Span { Span(file: file, range: range) }
}

extension Diagnostic {
    fileprivate static func strayQuote(at span: Span) -> Diagnostic {
        Diagnostic(
            "stray-quote", at: span,
            LocalizedText(
                zh: "英文双引号只能包住整个单元格；格内的引号要写成两个 \"\"，整格再用引号包住",
                en: "a double quote may only enclose a whole cell; inside one, write \"\" and enclose the cell"))
    }

    fileprivate static func unclosedQuote(at span: Span) -> Diagnostic {
        Diagnostic(
            "unclosed-quote", at: span,
            LocalizedText(zh: "这个引号没有配对的后引号，后面的内容全成了一格", en: "this quote is never closed: all that follows is one cell")
        )
    }

    fileprivate static func loneCarriageReturn(at span: Span) -> Diagnostic {
        Diagnostic(
            "control-character", at: span,
            LocalizedText(
                zh: "行尾只有 CR（旧式 Mac 换行）：请用 LF 或 CRLF 保存这个文件",
                en: "lines end in CR alone (old Mac): save the file with LF or CR LF"))
    }
}
