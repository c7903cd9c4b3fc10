import Diagnostics

private let totalWords: Set<String> = ["合计", "总计", "共计", "总数", "总和", "Total", "total"]
private let subtotalWords: Set<String> = ["小计", "Subtotal", "subtotal"]
private let shareWords = ["占比", "比例", "比重", "份额"]

/// Rows and columns against 合计 and 小计, and columns of shares against 100 ± rounding.
///
/// A column or row is compared only where each of its cells is a number, empty or `-`.
func tableFaults(_ table: ProseTable) -> [Diagnostic] {
    guard let header = table.rows.first, table.rows.count > 2 else { return [] }
    let body = Array(table.rows.dropFirst())
    let names = body.map { name($0.first) }
    return header.indices.dropFirst().flatMap { column -> [Diagnostic] in
        let cells = body.map { $0.indices.contains(column) ? TableNumber($0[column]) : nil }
        let isShare = shareWords.contains(where: header[column].text.contains)
        return isShare ? shareColumn(cells, names) : totalColumn(cells, names)
    } + rowTotals(header, body)
}

private func name(_ piece: Prose.Piece?) -> String {
    trimmed((piece?.text ?? "").filter { $0 != " " && $0 != "　" && $0 != "：" }).text
}

/// A cell of a table in a text: grouped digits and a percent sign are allowed here.
private struct TableNumber {
    let value: ExactDecimal?
    let isPercent: Bool
    let piece: Prose.Piece

    /// Nil where the cell holds anything else.
    init?(_ piece: Prose.Piece) {
        var text = trimmed(piece.text).text
        isPercent = text.hasSuffix("%") || text.hasSuffix("％")
        if isPercent { text.removeLast() }
        if text.wholeMatch(of: /-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?/) != nil { text.removeAll { $0 == "," } }
        self.piece = piece
        value = ExactDecimal(text)
        if value == nil, !["", "-", "—", "——", "－"].contains(text) { return nil }
    }
}

/// A column of numbers: 小计 is the sum of the rows since the last one, 合计 of all rows that are no sums.
private func totalColumn(_ cells: [TableNumber?], _ names: [String]) -> [Diagnostic] {
    guard !cells.contains(where: { $0 == nil || $0?.isPercent == true }),
        names.contains(where: { totalWords.contains($0) || subtotalWords.contains($0) })
    else { return [] }
    // 合计 may stand above the rows that it sums.
    let isTotal = names.map(totalWords.contains)
    let isSubtotal = names.map(subtotalWords.contains)
    var (faults, since) = ([Diagnostic](), [ExactDecimal]())
    let plain = cells.indices.filter { !isTotal[$0] && !isSubtotal[$0] }.compactMap { cells[$0]?.value }
    for index in cells.indices {
        guard let cell = cells[index] else { continue }
        if isTotal[index] {
            faults += totalFault(cell, parts: plain)
        } else if isSubtotal[index] {
            faults += totalFault(cell, parts: since)
            since = []
        } else if let value = cell.value {
            since.append(value)
        }
    }
    return faults
}

/// Each row against the column that is headed 合计.
private func rowTotals(_ header: [Prose.Piece], _ body: [[Prose.Piece]]) -> [Diagnostic] {
    guard let column = header.indices.dropFirst().first(where: { totalWords.contains(name(header[$0])) }) else {
        return []
    }
    let others = header.indices.dropFirst().filter { index in
        index != column && !shareWords.contains(where: header[index].text.contains)
    }
    return body.flatMap { row -> [Diagnostic] in
        guard row.indices.contains(column), let sum = TableNumber(row[column]), others.count > 1 else { return [] }
        let cells = others.map { row.indices.contains($0) ? TableNumber(row[$0]) : nil }
        guard !cells.contains(where: { $0 == nil || $0?.isPercent == true }) else { return [] }
        return totalFault(sum, parts: cells.compactMap { $0?.value })
    }
}

private func totalFault(_ cell: TableNumber, parts: [ExactDecimal]) -> [Diagnostic] {
    guard parts.count > 1, let stated = cell.value, let sum = try? total(parts), sum != stated else { return [] }
    return [
        Diagnostic(
            "total-mismatch", .warning, at: cell.piece.span,
            LocalizedText(
                zh: "合计写的是 \(stated)，各项加起来是 \(sum)", en: "the total is given as \(stated), its parts make \(sum)"),
            suggestion: .init(replacing: cell.piece.span, with: sum.description))
    ]
}

/// A column of shares against 100.
private func shareColumn(_ cells: [TableNumber?], _ names: [String]) -> [Diagnostic] {
    let parts = zip(cells, names).filter { !totalWords.contains($0.1) && !subtotalWords.contains($0.1) }.map(\.0)
    let values = parts.compactMap { $0?.value }
    guard values.count > 1, parts.allSatisfy({ $0?.value != nil }), let last = parts.last??.piece,
        let sum = try? total(values),
        let fault = shareFault(
            sum, count: values.count, precision: ExactDecimal(1, scale: values.map(\.scale).max() ?? 0))
    else { return [] }
    return [fault.diagnostic(at: last.span)]
}
