import Foundation

/// A table of figures as it stands on a built page.
struct BuiltTable {
    struct Cell {
        let id: String
        /// `value`, `missing`, `none` or `text`; empty for the name of the row.
        let state: String
        let text: String
    }

    /// The titles of the columns, the corner first.
    let header: [String]
    /// The cells of every row, its name first.
    let rows: [[Cell]]

    /// The cells of a page's tables of figures by their ids.
    static func cells(in html: String) -> [String: Cell] {
        let cells = all(in: html).flatMap(\.rows).joined().filter { !$0.id.isEmpty }
        return Dictionary(cells.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Every table of figures in a piece of a page.
    static func all(in html: String) -> [BuiltTable] {
        html.components(separatedBy: "<table class=\"data-table").dropFirst().map { piece in
            let table = piece.components(separatedBy: "</table>")[0]
            let parts = table.components(separatedBy: "<tbody>")
            return BuiltTable(
                header: tags("th", in: parts[0]).map(\.text),
                rows: parts.dropFirst().joined().components(separatedBy: "<tr").dropFirst().map { row in
                    tags("th", in: row) + tags("td", in: row)
                })
        }
    }

    /// The cells of one kind in a row.
    private static func tags(_ name: String, in html: String) -> [Cell] {
        html.components(separatedBy: "<\(name) ").dropFirst().map { piece in
            let end = piece.firstIndex(of: ">") ?? piece.startIndex
            let text = piece[end...].dropFirst().components(separatedBy: "</\(name)>")[0]
            return Cell(
                id: attribute("id", in: piece[..<end]), state: attribute("class", in: piece[..<end]),
                text: plainText(text))
        }
    }

    private static func attribute(_ name: String, in tag: Substring) -> String {
        let parts = " \(tag)".components(separatedBy: " \(name)=\"")
        return parts.count > 1 ? plainText(parts[1].components(separatedBy: "\"")[0]) : ""
    }
}

/// A map, chart or table with what stands around it on a built page.
struct BuiltFigure {
    let html: String

    /// Every figure of data on a page, in order.
    static func all(in page: String) -> [BuiltFigure] {
        page.components(separatedBy: "<figure class=\"data-figure").dropFirst().map {
            BuiltFigure(html: $0.components(separatedBy: "</figure>")[0])
        }
    }

    /// The caption without the mark of made-up data.
    var caption: String {
        let inner = html.components(separatedBy: "<figcaption")[1].components(separatedBy: "</figcaption>")[0]
        let text = inner.components(separatedBy: ">").dropFirst().joined(separator: ">")
        return plainText(text.components(separatedBy: "<strong")[0]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The address of the download, as written; nil without one.
    var download: String? {
        let parts = html.components(separatedBy: "<a class=\"download\" href=\"")
        return parts.count > 1 ? plainText(parts[1].components(separatedBy: "\"")[0]) : nil
    }

    var isMarkedAsDemonstration: Bool { html.contains("<strong class=\"demo\">示例数据</strong>") }

    var tables: [BuiltTable] { BuiltTable.all(in: html) }
}

/// The text of a piece of HTML.
func plainText(_ html: String) -> String {
    let pieces = html.components(separatedBy: "<")
    let text =
        pieces[0]
        + pieces.dropFirst().map { $0.components(separatedBy: ">").dropFirst().joined(separator: ">") }.joined()
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .reduce(text) { $0.replacing($1.0, with: $1.1) }
}

/// The rows of a CSV file as GridShow writes it: with a byte order mark, quotes where they are needed.
func csvRows(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var rest = Substring(
        String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\u{FEFF}", with: ""))
    while let character = rest.popFirst() {
        switch character {
        case "\"" where isQuoted && rest.first == "\"": cell.append(rest.removeFirst())
        case "\"": isQuoted.toggle()
        case "," where !isQuoted:
            rows[rows.count - 1].append(cell)
            cell = ""
        case "\n" where !isQuoted:
            rows[rows.count - 1].append(cell)
            cell = ""
            rows.append([])
        default: cell.append(character)
        }
    }
    return rows.filter { !$0.isEmpty }
}
