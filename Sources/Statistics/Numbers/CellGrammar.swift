import Diagnostics

/// What a cell of a number column may hold: nothing (missing), `-` (not applicable), or a plain number.
public enum CellGrammar {
    /// Reads a cell's text.
    public static func number(_ text: String) throws(CellFault) -> Entry<ExactDecimal> {
        if text.isEmpty { return .missing }
        if text == "-" { return .notApplicable }
        if let number = ExactDecimal(text), !hasLeadingZero(text) { return .value(number) }
        for rule in rules {
            if let fault = rule(text) { throw fault }
        }
        throw CellFault(
            "bad-number", 0..<text.utf8.count,
            zh: "这里要写数字，例如 83 或 -1.5；没有数据就留空，不适用就写 -",
            en: "write a number such as 83 or -1.5; nothing for a missing value, - where none applies")
    }

    /// Each answers with its own fault, or nil where it has nothing to say. The first answer counts.
    private static let rules: [@Sendable (String) -> CellFault?] = [
        fullWidth, spreadsheetError, placeholder, approximate, thousands, percent, scientific, magnitude, unit,
        shape, length,
    ]

    private static func hasLeadingZero(_ text: String) -> Bool {
        let digits = text.drop { $0 == "-" }
        return digits.hasPrefix("0") && digits.utf8.count > 1 && !digits.hasPrefix("0.")
    }

    private static func hasDigit(_ text: some StringProtocol) -> Bool { text.utf8.contains(where: isDigit) }

    @Sendable private static func fullWidth(_ text: String) -> CellFault? {
        var (offset, start): (Int, Int?) = (0, nil)
        var replacement = ""
        for scalar in text.unicodeScalars {
            if let half = halfWidth(scalar) {
                start = start ?? offset
                replacement.unicodeScalars.append(half)
            } else if start != nil {
                break
            }
            offset += UTF8.width(scalar)
        }
        guard let start, hasDigit(text) || hasDigit(replacement) else { return nil }
        return CellFault(
            "full-width-digit", start..<offset, zh: "数字和符号要用半角：\(replacement)",
            en: "digits and signs must be half-width: \(replacement)", fix: replacement)
    }

    @Sendable private static func spreadsheetError(_ text: String) -> CellFault? {
        guard text.hasPrefix("#") else { return nil }
        return CellFault(
            "spreadsheet-error", 0..<text.utf8.count,
            zh: "这是电子表格的出错标记，不是数字：请改正表格里的公式，或把列拉宽，再导出",
            en: "this is an error mark of a spreadsheet: mend its formula or widen its column, then export again")
    }

    private static let missingWords = ["缺失", "缺", "未知", "暂无", "不详", "待补", "待定", "null", "?", "？", "nan"]
    private static let notApplicableWords = ["--", "—", "——", "–", "－", "−", "/", "无", "不适用", "n/a", "na", "none"]

    @Sendable private static func placeholder(_ text: String) -> CellFault? {
        let whole = 0..<text.utf8.count
        if missingWords.contains(text.lowercased()) {
            return CellFault(
                "placeholder", whole, zh: "没有数据就让单元格空着，不要写“\(text)”",
                en: "leave the cell empty where a value is missing, without “\(text)”", fix: "")
        }
        guard notApplicableWords.contains(text.lowercased()) else { return nil }
        return CellFault(
            "placeholder", whole, zh: "不适用写一个半角 -；数目是零写 0；没有数据就留空",
            en: "write - where no value applies, 0 for none, nothing where it is not known", fix: "-")
    }

    @Sendable private static func approximate(_ text: String) -> CellFault? {
        guard hasDigit(text) else { return nil }
        let before = ["大约", "约", "将近", "接近", "近", "超过", "超", "逾", "上", "至少", "不到", "不足", "≥", "≤", ">", "<", "~", "～"]
        let behind = ["左右", "以上", "以下", "余", "多", "+"]
        let length = text.utf8.count
        let range: Range<Int>
        if let word = before.first(where: text.hasPrefix) {
            range = 0..<word.utf8.count
        } else if let word = behind.first(where: text.hasSuffix) {
            range = length - word.utf8.count..<length
        } else {
            return nil
        }
        return CellFault(
            "approximate-number", range, zh: "数据里只写确数；不知道确数就留空，“约”字写在正文里",
            en: "data hold exact numbers; leave the cell empty where none is known, and say “about” in the text",
            fix: "")
    }
}
