/// A table as a CSV file for downloads: RFC 4180 with CR LF, cells in quotes where they need them.
///
/// A byte order mark stands in front, without which Excel takes Chinese for another encoding.
public func csvText(_ rows: [[String]], byteOrderMark: Bool = true) -> String {
    let lines = rows.map { row in
        let isBlank = row.allSatisfy(\.isEmpty)
        return row.map { isBlank ? "\"\"" : quotedIfNeeded($0) }.joined(separator: ",") + "\r\n"
    }
    return (byteOrderMark ? "\u{FEFF}" : "") + lines.joined()
}

private func quotedIfNeeded(_ cell: String) -> String {
    let needsQuotes = cell.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    guard needsQuotes else { return cell }
    var quoted = "\""
    for scalar in cell.unicodeScalars {
        if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
        quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
}
