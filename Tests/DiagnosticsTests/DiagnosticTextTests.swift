import Diagnostics
import Foundation
import Testing

struct DiagnosticTextTests {
    private let source = "---\n标题：三根松社区\ndate: 昨天\t# 注\n"

    private func span(of part: String) -> Span {
        let range = source.range(of: part)
        let start = range.map { source.utf8.distance(from: source.startIndex, to: $0.lowerBound) } ?? 0
        return Span(file: "content/a.md", range: start..<start + part.utf8.count)
    }

    private func text(_ diagnostic: Diagnostic, _ language: Language, color: Bool = false, bytes: [UInt8]? = nil)
        -> String
    {
        DiagnosticText(language: language, usesColor: color)
            .text(of: [diagnostic]) { $0 == "content/a.md" ? bytes ?? Array(source.utf8) : nil }
    }

    private var badDate: Diagnostic {
        Diagnostic(
            "bad-date", at: span(of: "昨天"), LocalizedText(zh: "“date”要写成日期", en: "“date” must be a date"),
            notes: [
                .init(LocalizedText(zh: "标题在这里", en: "the title is here"), at: span(of: "三根松")),
                .init(LocalizedText(zh: "另见说明", en: "see the manual")),
            ],
            suggestion: .init(replacing: span(of: "昨天"), with: "2023-12-15"))
    }

    @Test("A report in Chinese: carets as wide as the characters above them, the way out, the notes")
    func chinese() {
        #expect(
            text(badDate, .chinese) == """
                content/a.md:3:7: 错误[bad-date] “date”要写成日期
                 3 | date: 昨天 # 注
                   |       ^^^^
                   = 改为：2023-12-15
                   = 标题在这里 (content/a.md:2:4)
                   = 另见说明


                """)
    }

    @Test("The same report in English")
    func english() {
        let shown = text(badDate, .english)
        #expect(shown.hasPrefix("content/a.md:3:7: error[bad-date] “date” must be a date\n"))
        #expect(
            shown.contains(
                "   = fix: write 2023-12-15\n   = the title is here (content/a.md:2:4)\n   = see the manual\n"))
    }

    @Test("What stands before the fault is as wide in the line of carets")
    func gap() {
        let fault = Diagnostic("x", .warning, at: span(of: "社区"), LocalizedText(zh: "改", en: "fix"))
        #expect(
            text(fault, .chinese) == """
                content/a.md:2:7: 警告[x] 改
                 2 | 标题：三根松社区
                   |             ^^^^


                """)
    }

    @Test("An empty range, a whole file, a file that cannot be read")
    func places() {
        let point = Span(file: "content/a.md", range: 4..<4)
        #expect(
            text(Diagnostic("x", .hint, at: point, LocalizedText(zh: "改", en: "fix")), .english).contains("\n   | ^\n"))
        let whole = Diagnostic("x", at: .start(of: "content/a.md"), LocalizedText(zh: "改", en: "fix"))
        #expect(text(whole, .english) == "content/a.md: error[x] fix\n\n")
        let elsewhere = Diagnostic("x", at: Span(file: "b.md", range: 3..<4), LocalizedText(zh: "改", en: "fix"))
        #expect(text(elsewhere, .english) == "b.md: error[x] fix\n\n")
    }

    @Test("A fault over several lines is marked on its first; a replacement by nothing is a deletion")
    func severalLines() {
        let span = Span(file: "content/a.md", range: 0..<source.utf8.count)
        let fault = Diagnostic(
            "x", at: Span(file: span.file, range: 1..<span.range.upperBound), LocalizedText(zh: "改", en: "fix"),
            suggestion: .init(replacing: span, with: ""))
        let shown = text(fault, .chinese)
        #expect(shown.contains(" 1 | ---\n   |  ^^\n"))
        #expect(shown.contains("   = 改法：删去这一处\n"))
    }

    @Test("A long line is shown as a window, its carets still below the fault")
    func longLine() throws {
        let line = String(repeating: "长", count: 100) + "错误" + String(repeating: "行", count: 100)
        let fault = Diagnostic("x", at: Span(file: "content/a.md", range: 300..<306), LocalizedText(zh: "改", en: "fix"))
        let shown = text(fault, .chinese, bytes: Array(line.utf8)).split(separator: "\n").map(String.init)
        let excerpt = try #require(shown.dropFirst().first)
        let carets = try #require(shown.dropFirst(2).first)
        #expect(excerpt.hasPrefix(" 1 | …长") && excerpt.hasSuffix("行…"))
        let before = excerpt.prefix { $0 != "错" }
        #expect(displayWidth(of: before.unicodeScalars) == carets.prefix { $0 != "^" }.count)
        #expect(carets.hasSuffix(" ^^^^"))
    }

    @Test("Colours are written only where they are wanted")
    func colors() {
        #expect(!text(badDate, .chinese).contains("\u{1B}"))
        #expect(text(badDate, .chinese, color: true).contains("\u{1B}[31;1m错误[bad-date]\u{1B}[0m"))
    }

    @Test("The closing line counts by severity")
    func summary() {
        let list = [Severity.error, .warning, .warning, .hint].map {
            Diagnostic("x", $0, at: .start(of: "a"), LocalizedText(zh: "", en: ""))
        }
        #expect(DiagnosticText(language: .chinese).summary(of: list) == "1 个错误，2 个警告，1 个提示")
        #expect(DiagnosticText(language: .english).summary(of: list) == "1 error, 2 warnings, 1 hint")
        #expect(DiagnosticText(language: .english).summary(of: []) == "0 errors, 0 warnings, 0 hints")
    }
}
