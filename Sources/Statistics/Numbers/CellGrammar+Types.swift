import Diagnostics

/// The grammars of columns that hold no numbers.
extension CellGrammar {
    /// A text column: nothing, `-`, or any text.
    public static func text(_ text: String) -> Entry<String> {
        text.isEmpty ? .missing : text == "-" ? .notApplicable : .value(text)
    }

    /// A code column: letters, digits, `-`, `_` and `.`; leading zeros stay.
    public static func code(_ text: String) throws(CellFault) -> Entry<String> {
        if text.isEmpty { return .missing }
        if text == "-" { return .notApplicable }
        if text.utf8.allSatisfy(isPlainCode) { return .value(text) }
        // What a spreadsheet makes of a long code; 2E1 may well be a code.
        if text.contains("E+"), let fault = scientific(text) { throw fault }
        if let fault = fullWidthCode(text) { throw fault }
        var offset = 0
        for scalar in text.unicodeScalars {
            let length = UTF8.width(scalar)
            guard
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_.".unicodeScalars.contains(scalar)
            else {
                throw CellFault(
                    "bad-code", offset..<offset + length, zh: "编码只能用文字、数字和 - _ .，不能有“\(scalar)”",
                    en: "a code holds letters, digits and - _ . only, no “\(scalar)”")
            }
            offset += length
        }
        return .value(text)
    }

    /// A date column: a year, a month or a day.
    public static func date(_ text: String) throws(CellFault) -> Entry<Period> {
        if text.isEmpty { return .missing }
        if text == "-" { return .notApplicable }
        if let period = Period(text) { return .value(period) }
        throw CellFault(
            "bad-date", 0..<text.utf8.count, zh: "日期要写成 2024、2024-12 或 2024-12-31，并且确实存在",
            en: "write a date that exists as 2024, 2024-12 or 2024-12-31", fix: mendedDate(text))
    }

    private static func isPlainCode(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The half-width text where digits or letters are full-width.
    private static func fullWidthCode(_ text: String) -> CellFault? {
        let mended = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
                }))
        guard mended != text else { return nil }
        return CellFault(
            "full-width-digit", 0..<text.utf8.count, zh: "编码要用半角：\(mended)", en: "a code is half-width: \(mended)",
            fix: mended)
    }

    /// `2024/1/5`, `2024年1月`, `2024.12`: put into the right form.
    private static func mendedDate(_ text: String) -> String? {
        let half = String(String.UnicodeScalarView(text.unicodeScalars.map { halfWidth($0) ?? $0 }))
        let parts = half.split { !$0.isASCII || !$0.isNumber }.map(String.init)
        guard (1...3).contains(parts.count) else { return nil }
        let padded = parts.map { $0.utf8.count == 1 ? "0\($0)" : $0 }
        return Period(padded.joined(separator: "-"))?.description
    }
}
