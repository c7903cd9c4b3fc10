import Diagnostics
import SiteBuilding

/// The list of numbers for a spreadsheet: UTF-8 with a byte order mark, CR LF, quotes where they are needed.
struct FigureListCSV {
    let language: Language

    /// The table, one row a number.
    func bytes(of list: FigureList) -> [UInt8] {
        let rows =
            [heading]
            + list.texts.flatMap { text in
                text.groups.flatMap(\.numbers).map(row) + text.dataFigures.map(row)
            }
        let lines = rows.map { $0.map(field).joined(separator: ",") + "\r\n" }
        return [0xEF, 0xBB, 0xBF] + Array(lines.joined().utf8)
    }

    private var heading: [String] {
        language == .chinese
            ? ["核对", "文件", "行", "列", "类别", "数", "单位", "约数", "句子", "数据出处"]
            : ["checked", "file", "line", "column", "kind", "number", "unit", "approximate", "sentence", "source"]
    }

    private func row(_ number: FigureList.Number) -> [String] {
        let yes = LocalizedText(zh: "是", en: "yes").text(in: language)
        return [
            "", number.place.file, String(number.place.line), String(number.place.column),
            number.kind.label.text(in: language), number.written, number.unit, number.isApproximate ? yes : "",
            number.sentence, "",
        ]
    }

    private func row(_ figure: FigureList.DataFigure) -> [String] {
        let words = FigureWords(language: language)
        return [
            "", figure.place.file, String(figure.place.line), String(figure.place.column),
            LocalizedText(zh: "数据", en: "data").text(in: language), figure.text ?? "", "", "",
            "\(figure.owner) · \(figure.label) · \(words.asOf(figure))", words.cells(of: figure, most: .max),
        ]
    }

    /// A field as RFC 4180 has it. A text that a spreadsheet would take for a formula begins with an apostrophe.
    private func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t".contains($0) } == true
        let safe = (isFormula ? "'" : "") + text
        guard safe.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
