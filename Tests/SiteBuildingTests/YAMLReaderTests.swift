import Content
import Diagnostics
import TestSupport
import Testing

@testable import SiteBuilding

struct YAMLReaderTests {
    private func read(_ text: String, from start: Int = 0) -> (value: RawValue?, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let bytes = Array(text.utf8)
        let value = YAMLReader.read(bytes, range: start..<bytes.count, file: "a.yaml", diagnostics: &diagnostics)
        return (value, diagnostics)
    }

    /// What stands in the text at every key and scalar, in order.
    private func places(_ value: RawValue, in text: String) -> [String] {
        func written(_ span: Span) -> String { String(decoding: Array(text.utf8)[span.range], as: UTF8.self) }
        switch value {
        case .scalar(_, _, let span): return [written(span)]
        case .list(let elements, _): return elements.flatMap { places($0, in: text) }
        case .map(let entries, _): return entries.flatMap { [written($0.keySpan)] + places($0.value, in: text) }
        }
    }

    private func texts(_ value: RawValue) -> [String] {
        switch value {
        case .scalar(let text, _, _): [text]
        case .list(let elements, _): elements.flatMap { texts($0) }
        case .map(let entries, _): entries.flatMap { [$0.key] + texts($0.value) }
        }
    }

    @Test(
        "Each key and value has the place at which it is written, quotes and all",
        arguments: [
            ("标题: 三根松\n日期: 2023\n", ["标题", "三根松", "日期", "2023"]),
            ("a: \"三\\\"根\" # 注\nb: '它''s'\n", ["a", "\"三\\\"根\"", "b", "'它''s'"]),
            ("a:\nb: ~\n", ["a", "", "b", "~"]), ("- [甲, 乙 丙]\n- {丁: 戊}\n", ["甲", "乙 丙", "丁", "戊"]),
            ("a: 一\n  二\nb: |  # 块\n  三\n  四\nc: 五", ["a", "一\n  二", "b", "|  # 块", "c", "五"]),
            ("a: 一\r\nb: 二\r\n", ["a", "一", "b", "二"]), ("\u{FEFF}a: 一", ["a", "一"]),
            ("a: \"一\u{2028}二\"\nb: 三", ["a", "\"一\u{2028}二\"", "b", "三"]),
            ("\"a\": 1\n? b\n: 2", ["\"a\"", "1", "b", "2"]),
        ])
    func spans(text: String, expected: [String]) throws {
        let (value, diagnostics) = read(text)
        #expect(diagnostics.isEmpty)
        #expect(places(try #require(value), in: text) == expected)
    }

    @Test("Places count from the start of the file, not of the YAML in it")
    func base() throws {
        let text = "---\n标: 题\n"
        #expect(places(try #require(read(text, from: 4).value), in: text) == ["标", "题"])
    }

    @Test("A reference stands for what it names, at the place of that")
    func aliases() throws {
        let text = "a: &x [1, 2]\nb: *x\n"
        let value = try #require(read(text).value)
        #expect(texts(value) == ["a", "1", "2", "b", "1", "2"])
        for text in ["a: *x", "a: &x [*x]", "a: &x\n  b: *x"] {
            #expect(read(text).diagnostics.map(\.id) == ["yaml-syntax"], "\(text)")
        }
    }

    @Test("A key that comes twice is shown where it comes again, whether in quotes or not")
    func duplicates() throws {
        for text in ["标: 1\n题: 2\n\"标\": 3\n", "a: 1\nb: {标: 2, 题: 1, '标': 3}"] {
            let found = try #require(read(text).diagnostics.first)
            let written = Array(text.utf8)[found.span.range]
            #expect(found.id == "duplicate-key" && written.count == 5, "\(text)")
            #expect(
                found.notes.count == 1 && (found.notes[0].span?.range.upperBound ?? .max) <= found.span.range.lowerBound
            )
        }
        #expect(read("- {a: 1}\n- {a: 2}\n").diagnostics.isEmpty)
    }

    @Test("Lists may stand in one another a hundred deep, not more")
    func depth() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(read(nested(100)).value != nil)
        let (value, diagnostics) = read(nested(101))
        #expect(value == nil && diagnostics.map(\.id) == ["yaml-too-large"])
        #expect(diagnostics.first?.span.range == 100..<101)
        #expect(read(String(repeating: "[", count: 200_000)).diagnostics.map(\.id) == ["yaml-too-large"])
        #expect(read(String(repeating: "- ", count: 200_000)).diagnostics.map(\.id) == ["yaml-too-large"])
    }

    @Test("Nothing, and a document of nothing, are a null")
    func empty() {
        for text in ["", "\n", "# 注\n", "---\n", "~"] {
            #expect(read(text).value?.isNull == true, "\(text.debugDescription)")
        }
    }

    @Test("Any text gives a value with places inside it, or one diagnostic inside it", arguments: 0..<40)
    func anything(batch: Int) {
        let pieces = [
            "a", "网", ": ", ":", "\n", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "&x ", "*x", "|\n", ">\n", "#",
            "\t",
            "\u{2028}", "\u{85}", "\r\n", "\u{FEFF}", "---\n", "...\n", "!!str ", "%", "? ", "<<: *x", "\\u0041",
        ]
        for seed in (batch * 100)..<(batch * 100 + 100) {
            var random = SeededGenerator(seed: UInt64(seed))
            let text = (0..<Int.random(in: 0..<24, using: &random)).map { _ in random.pick(pieces) }.joined()
            let (value, diagnostics) = read(text)
            #expect((value == nil) == (diagnostics.count == 1) && diagnostics.count < 2, "seed \(seed): \(text)")
            let count = text.utf8.count
            #expect(diagnostics.allSatisfy { $0.span.range.upperBound <= count }, "seed \(seed): \(text)")
            guard let value else { continue }
            #expect(lie(value, in: 0...count), "seed \(seed): \(text)")
        }
    }

    private func lie(_ value: RawValue, in range: ClosedRange<Int>) -> Bool {
        func holds(_ span: Span) -> Bool {
            range.contains(span.range.lowerBound) && range.contains(span.range.upperBound)
        }
        switch value {
        case .scalar(_, _, let span): return holds(span)
        case .list(let elements, let span): return holds(span) && elements.allSatisfy { lie($0, in: range) }
        case .map(let entries, let span):
            return holds(span) && entries.allSatisfy { holds($0.keySpan) && lie($0.value, in: range) }
        }
    }
}
