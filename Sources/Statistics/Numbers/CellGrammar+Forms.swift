import Diagnostics

/// Rules about numbers in a form that is not plain.
extension CellGrammar {
    @Sendable static func thousands(_ text: String) -> CellFault? {
        guard text.wholeMatch(of: /-?[0-9]{1,3}(?:[, '’][0-9]{3})+(?:\.[0-9]+)?/) != nil else { return nil }
        let plain = text.filter { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".") }
        return CellFault(
            "thousands-separator", 0..<text.utf8.count, zh: "不要写千分号：\(plain)",
            en: "write no thousands separators: \(plain)", fix: plain)
    }

    @Sendable static func percent(_ text: String) -> CellFault? {
        guard let sign = text.last, "%‰％".contains(sign), ExactDecimal(String(text.dropLast())) != nil else {
            return nil
        }
        let length = text.utf8.count
        return CellFault(
            "percent-sign", length - String(sign).utf8.count..<length,
            zh: "单元格里只写数字；百分号是单位，写在这一列的 unit 里（unit: \"\(sign)\"）",
            en: "a cell holds the number only; the sign is the column's unit (unit: \"\(sign)\")", fix: "")
    }

    @Sendable static func scientific(_ text: String) -> CellFault? {
        guard let parts = text.wholeMatch(of: /(-?[0-9]+(?:\.[0-9]+)?)[eE]([+-]?[0-9]{1,2})/)?.output else {
            return nil
        }
        let power = Int(parts.2.filter { $0 != "+" }) ?? 0
        let plain = ExactDecimal(String(parts.1)).flatMap { try? $0.scaled(byPowerOfTen: power) }
        return CellFault(
            "scientific-number", 0..<text.utf8.count, zh: "不要用科学记数法：请把表格里的这一列设成“数值”或“文本”再导出",
            en: "write no powers of ten: set the column to “number” or “text” in the spreadsheet and export again",
            fix: plain.map(\.normalized.description))
    }

    @Sendable static func magnitude(_ text: String) -> CellFault? {
        guard let parts = text.wholeMatch(of: /(-?[0-9]+(?:\.[0-9]+)?)\s*(万亿|[十百千万亿])/)?.output,
            let places = magnitudePlaces[String(parts.2)],
            let plain = ExactDecimal(String(parts.1)).flatMap({ try? $0.scaled(byPowerOfTen: places) })
        else { return nil }
        return CellFault(
            "unit-in-cell", text.utf8.count - parts.2.utf8.count..<text.utf8.count,
            zh: "单元格里要写全数字，不带“\(parts.2)”：\(plain.normalized)",
            en: "write all digits, without “\(parts.2)”: \(plain.normalized)")
    }

    @Sendable static func unit(_ text: String) -> CellFault? {
        guard let parts = text.wholeMatch(of: /(-?[0-9]+(?:\.[0-9]+)?)(\s*[\p{L}㎡℃¥￥$][\p{L}²³0-9\/]*)/)?.output else {
            return nil
        }
        return CellFault(
            "unit-in-cell", parts.1.utf8.count..<text.utf8.count,
            zh: "单元格里只写数字；单位“\(parts.2)”写在这一列的 unit 里",
            en: "a cell holds the number only; “\(parts.2)” belongs to the column's unit", fix: "")
    }

    /// `.5`, `5.`, `+5`, `007`: nearly a number.
    @Sendable static func shape(_ text: String) -> CellFault? {
        guard let parts = text.wholeMatch(of: /([+-]?)0*([0-9]*)(\.?)([0-9]*)/)?.output,
            !parts.2.isEmpty || !parts.4.isEmpty || text.contains("0")
        else { return nil }
        let whole = parts.2.isEmpty ? "0" : String(parts.2)
        let plain = (parts.1 == "-" ? "-" : "") + whole + (parts.4.isEmpty ? "" : ".\(parts.4)")
        guard plain != text, ExactDecimal(plain) != nil else { return nil }
        return CellFault(
            "bad-number", 0..<text.utf8.count, zh: "这个数要写成 \(plain)；前面的零要保留的话，这一列应声明为 code",
            en: "write \(plain); if zeros in front matter, declare the column as code", fix: plain)
    }

    @Sendable static func length(_ text: String) -> CellFault? {
        guard text.wholeMatch(of: /-?[0-9]+(?:\.[0-9]+)?/) != nil else { return nil }
        let most = ExactDecimal.maximumDigits
        return CellFault(
            "number-too-long", 0..<text.utf8.count, zh: "一个数最多 \(most) 位；编号一类的列应声明为 code",
            en: "a number may have \(most) digits at most; declare a column of identifiers as code")
    }
}

/// How many zeros a Chinese word behind a number stands for.
let magnitudePlaces = ["十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12]

/// The ASCII character of a full-width digit or of a sign that occurs in numbers; nil for all others.
func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0xFF10...0xFF19, 0xFF05, 0xFF0C...0xFF0E: Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x2212: "-"
    default: nil
    }
}
