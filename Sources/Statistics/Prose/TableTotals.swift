import Diagnostics

private let totalWords: Set<String> = ["合计", "总计", "共计", "总数", "总和", "Total", "total"]
private let subtotalWords: Set<String> = ["小计", "Subtotal", "subtotal"]
private let shareWords = ["占比", "比例", "比重", "份额"]
/// Columns that are not summed: averages, rates, numbers of order, times.
private let unsummed = ["均", "率", "比", "序号", "编号", "排名", "名次", "日期", "时间", "时长", "年份", "得分"]

/// Rows and columns against 合计 and 小计, and columns of shares against 100 ± rounding.
///
/// A column or row is compared only where each of its cells is a number in one unit, or `-`. An empty cell may be part
/// of a merged one, so a sum with an empty cell is never wrong.
func tableFaults(_ table: ProseTable) -> [Diagnostic] {
    guard let header = table.rows.first, table.rows.count > 2 else { return [] }
    let body = Array(table.rows.dropFirst())
    let names = body.map { name($0.first) }
    return header.indices.dropFirst().flatMap { column -> [Diagnostic] in
        let cells = body.map { $0.indices.contains(column) ? TableNumber($0[column]) : nil }
        let isShare = shareWords.contains(where: header[column].text.contains)
        return isShare ? shareColumn(cells, names) : totalColumn(header[column].text, cells, names)
    } + rowTotals(header, body)
}

private func name(_ piece: Prose.Piece?) -> String {
    trimmed((piece?.text ?? "").filter { $0 != " " && $0 != "　" && $0 != "：" }).text
}

/// A cell of a table in a text: grouped digits, a percent sign and a unit are allowed here.
private struct TableNumber {
    let value: ExactDecimal?
    let unit: Substring
    let isEmpty: Bool
    let piece: Prose.Piece

    /// Nil where the cell holds anything else.
    init?(_ piece: Prose.Piece) {
        let text = trimmed(piece.text).text
        let digits = text.prefix { $0.isASCII && ($0.isNumber || "-.,".contains($0)) }
        let rest = text[digits.endIndex...]
        self.piece = piece
        isEmpty = text.isEmpty
        value = ExactDecimal(ungrouped(digits))
        unit = rest == "％" ? "%" : rest
        if value == nil ? !["", "-", "—", "——", "－"].contains(text) : !isUnit(rest) { return nil }
    }

    var isPercent: Bool { unit == "%" }
}

/// The digits without the commas between groups of three; as they are where the commas stand elsewhere.
private func ungrouped(_ digits: Substring) -> String {
    let groups = digits.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    return isGrouped && (groups.first?.utf8.count ?? 0) <= 4 ? String(digits.filter { $0 != "," }) : String(digits)
}

private func isUnit(_ text: Substring) -> Bool {
    text.isEmpty || text == "％" || NumberWords.units.contains(String(text))
}

/// The numbers of cells whose sum means something: all numbers, of one unit, no shares; nil else.
private func summable(_ cells: [TableNumber?]) -> [TableNumber]? {
    let numbers = cells.compactMap { $0 }
    let units = Set(numbers.filter { $0.value != nil }.map(\.unit))
    return numbers.count == cells.count && units.count <= 1 && !units.contains("%") ? numbers : nil
}

/// A column of numbers: 小计 is the sum of the rows since the last one, 合计 of all rows that are no sums.
private func totalColumn(_ header: String, _ cells: [TableNumber?], _ names: [String]) -> [Diagnostic] {
    guard names.contains(where: { totalWords.contains($0) || subtotalWords.contains($0) }),
        !unsummed.contains(where: header.contains), !names.contains(where: { $0.hasPrefix("其中") }),
        let cells = summable(cells)
    else { return [] }
    let slack = Slack(isRounded: header.contains { "万亿".contains($0) })
    // 合计 may stand above the rows that it sums.
    let isTotal = names.map(totalWords.contains)
    let isSubtotal = names.map(subtotalWords.contains)
    var (faults, since) = ([Diagnostic](), [TableNumber]())
    let plain = cells.indices.filter { !isTotal[$0] && !isSubtotal[$0] }.map { cells[$0] }
    for index in cells.indices {
        if isTotal[index] {
            faults += totalFault(cells[index], parts: plain, slack)
        } else if isSubtotal[index] {
            faults += totalFault(cells[index], parts: since, slack)
            since = []
        } else {
            since.append(cells[index])
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
        index != column && !(shareWords + unsummed).contains(where: header[index].text.contains)
    }
    // 小计 beside 合计, or 其中 in a heading: the columns are not parts side by side.
    let isNested = header.contains { subtotalWords.contains(name($0)) || $0.text.contains("其中") }
    guard others.count > 1, !isNested else { return [] }
    return body.flatMap { row -> [Diagnostic] in
        guard row.indices.contains(column),
            let cells = summable(([column] + others).map { row.indices.contains($0) ? TableNumber(row[$0]) : nil }),
            let sum = cells.first
        else { return [] }
        return totalFault(sum, parts: Array(cells.dropFirst()), Slack(isRounded: false))
    }
}

/// How far a sum of rounded numbers may be from the rounded sum.
private struct Slack {
    /// Whether whole numbers are rounded too, as in a column of 万元.
    let isRounded: Bool

    func allows(_ distance: ExactDecimal, between stated: ExactDecimal, and parts: [ExactDecimal]) -> Bool {
        let scale = ([stated] + parts).map(\.scale).max() ?? 0
        guard isRounded || scale > 0 else { return distance == .zero }
        let halves = ExactDecimal(Int128(parts.count + 1) * 5, scale: scale + 1)
        return distance.magnitude <= halves
    }
}

private func totalFault(_ cell: TableNumber, parts: [TableNumber], _ slack: Slack) -> [Diagnostic] {
    let values = parts.compactMap(\.value)
    guard values.count > 1, !parts.contains(where: \.isEmpty), let stated = cell.value, let sum = try? total(values),
        let distance = try? sum.subtracting(stated), !slack.allows(distance, between: stated, and: values)
    else { return [] }
    return [
        Diagnostic(
            "total-mismatch", .warning, at: cell.piece.span,
            LocalizedText(
                zh: "合计写的是 \(stated)，各项加起来是 \(sum)", en: "the total is given as \(stated), its parts make \(sum)"),
            suggestion: .init(replacing: cell.piece.span, with: "\(sum)\(cell.unit)"))
    ]
}

/// A column of shares against 100; far from it only where a row says that they make 100.
private func shareColumn(_ cells: [TableNumber?], _ names: [String]) -> [Diagnostic] {
    let rows = zip(cells, names)
    let parts = rows.filter { !totalWords.contains($0.1) && !subtotalWords.contains($0.1) }.map(\.0)
    let values = parts.compactMap { $0?.value }
    let isSaid = rows.contains { totalWords.contains($0.1) && $0.0?.value == ExactDecimal(100) }
    guard values.count > 1, parts.allSatisfy({ $0?.value != nil }), let last = parts.last??.piece,
        !names.contains(where: { subtotalWords.contains($0) || $0.hasPrefix("其中") }),
        let sum = try? total(values),
        let fault = shareFault(
            sum, count: values.count, precision: ExactDecimal(1, scale: values.map(\.scale).max() ?? 0)),
        fault.isNear || isSaid
    else { return [] }
    return [fault.diagnostic(at: last.span)]
}
