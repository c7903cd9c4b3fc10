import Diagnostics

/// The rules for rows and cells that hold for every table, one small function a rule.

/// A file in which something else than a comma separates cells.
func separatorFaults(_ header: CSVRow?) -> [Diagnostic] {
    guard let cell = header?.cells.first, header?.cells.count == 1, !cell.isQuoted else { return [] }
    let separators: [(Character, LocalizedText)] = [
        ("\t", LocalizedText(zh: "制表符", en: "tabs")), (";", LocalizedText(zh: "分号", en: "semicolons")),
        ("，", LocalizedText(zh: "中文逗号", en: "Chinese commas")),
    ]
    guard let (character, name) = separators.first(where: { cell.text.contains($0.0) }),
        let index = cell.text.firstIndex(of: character)
    else { return [] }
    let start = cell.text.utf8.distance(from: cell.text.startIndex, to: index)
    return [
        Diagnostic(
            "wrong-separator", at: cell.span(of: start..<start + String(character).utf8.count),
            LocalizedText(zh: "单元格要用英文逗号隔开，这里用的是\(name.zh)", en: "cells are separated by commas, not by \(name.en)"))
    ]
}

/// Rows that have more or fewer cells than the header.
func raggedRows(_ rows: [CSVRow]) -> [Diagnostic] {
    guard let header = rows.first else { return [] }
    let width = header.cells.count
    return rows.dropFirst().filter { $0.cells.count != width }.map { row in
        let file = row.span.file
        let end = row.span.range.upperBound
        let start = row.cells.count > width ? row.cells[width].span.range.lowerBound : end
        let split = splitNumber(row, width: width).map { [$0] } ?? []
        let about = Diagnostic.Note(LocalizedText(zh: "表头在这里", en: "the header is here"), at: header.span)
        return Diagnostic(
            "ragged-row", at: Span(file: file, range: start..<end),
            LocalizedText(
                zh: "第 \(row.number) 行有 \(row.cells.count) 格，表头有 \(width) 格：每行的格数要和表头一样",
                en: "row \(row.number) has \(row.cells.count) cells, the header \(width): every row needs as many as it"
            ),
            notes: split + [about])
    }
}

/// Where a row has one cell too many because of one number like `1,234`: a note that says so.
private func splitNumber(_ row: CSVRow, width: Int) -> Diagnostic.Note? {
    guard row.cells.count == width + 1 else { return nil }
    let pairs = row.cells.indices.dropLast().filter { index in
        let (left, right) = (row.cells[index], row.cells[index + 1])
        return !left.isQuoted && !right.isQuoted && (1...3).contains(left.text.utf8.count)
            && right.text.utf8.count == 3 && (left.text + right.text).utf8.allSatisfy(isDigit)
    }
    guard let index = pairs.first, pairs.count == 1 else { return nil }
    let (left, right) = (row.cells[index], row.cells[index + 1])
    let span = Span(file: left.span.file, range: left.span.range.lowerBound..<right.span.range.upperBound)
    return Diagnostic.Note(
        LocalizedText(
            zh: "“\(left.text),\(right.text)”像是带千分号的一个数：要写成 \(left.text)\(right.text)",
            en: "“\(left.text),\(right.text)” looks like one number: write \(left.text)\(right.text)"), at: span)
}

/// What no cell may hold, whatever its column.
func cellFaults(_ cell: CSVCell) -> [Diagnostic] {
    controlCharacters(cell) + formulaFaults(cell)
}

private func controlCharacters(_ cell: CSVCell) -> [Diagnostic] {
    // Most cells are printable ASCII or Chinese: look at scalars only where a suspicious byte occurs.
    guard cell.text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF })
    else { return [] }
    var faults: [Diagnostic] = []
    var offset = 0
    for scalar in cell.text.unicodeScalars {
        let length = UTF8.width(scalar)
        defer { offset += length }
        let isLineBreak = cell.isQuoted && (scalar == "\n" || scalar == "\r")
        guard !isLineBreak, isInvisible(scalar) else { continue }
        let span = cell.span(of: offset..<offset + length)
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        faults.append(
            Diagnostic(
                "control-character", at: span,
                LocalizedText(
                    zh: "单元格里有看不见的控制字符 \(name)，请删去", en: "the cell holds the invisible character \(name): delete it"),
                suggestion: span.range.count == length ? .init(replacing: span, with: "") : nil))
    }
    return faults
}

/// Control characters (C0, C1), zero-width characters, direction marks and stray byte order marks.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
}

/// A text that a spreadsheet would run as a formula (OWASP, “CSV injection”).
func formulaFaults(_ cell: CSVCell) -> [Diagnostic] {
    let scalars = Array(cell.text.unicodeScalars.prefix(2))
    guard let first = scalars.first else { return [] }
    let isFormula: Bool =
        switch first {
        case "=", "+", "@", "＝", "＋", "＠": true
        case "-": scalars.count > 1 && scalars[1].properties.isAlphabetic
        default: false
        }
    guard isFormula else { return [] }
    let span = cell.span(of: 0..<UTF8.width(first))
    let rest = String(cell.text.unicodeScalars.dropFirst())
    let isSignedNumber = (first == "+" || first == "＋") && ExactDecimal(rest) != nil
    return [
        Diagnostic(
            "formula-cell", at: span,
            LocalizedText(
                zh: "单元格不能以“\(first)”开头：电子表格会把它当作公式来运行；请写算好的值",
                en: "a cell must not begin with “\(first)”: a spreadsheet would run it as a formula; write the value"),
            suggestion: isSignedNumber ? .init(replacing: span, with: "") : nil)
    ]
}
