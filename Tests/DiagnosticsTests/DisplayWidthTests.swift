import Diagnostics
import Testing

struct DisplayWidthTests {
    @Test(
        "A text takes as many columns as a terminal gives it",
        arguments: [
            ("", 0), ("abc", 3), ("微网格", 6), ("，。“", 5), ("ＡＢ１", 6), ("ｱ", 1), ("e\u{301}", 1), ("é", 1),
            ("𠮷", 2), ("한글", 4), ("😀", 2), ("（）", 4), ("a\u{200B}b", 2), ("カナ", 4), ("①", 1),
        ])
    func width(text: String, columns: Int) {
        #expect(displayWidth(of: text.unicodeScalars) == columns)
    }

    @Test("A language is Chinese by its tag or locale, English otherwise")
    func languages() {
        for tag in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH-TW"] { #expect(Language(tag: tag) == .chinese, "\(tag)") }
        for tag in ["en", "C", "", "de_DE", "C.UTF-8"] { #expect(Language(tag: tag) == .english, "\(tag)") }
    }
}
