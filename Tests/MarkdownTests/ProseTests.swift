import Diagnostics
import Markdown
import TestSupport
import Testing

@Suite("Prose for proof-readers")
struct ProseTests {
    private func prose(_ text: String, frontMatter: String = "") -> (MarkdownSource, MarkdownProse) {
        let bytes = Array((frontMatter + text).utf8)
        let source = MarkdownSource(file: "a.md", bytes: bytes, body: frontMatter.utf8.count..<bytes.count)
        return (source, MarkdownParser.parse(source).document.prose(in: source))
    }

    private func marked(_ span: Span, in source: MarkdownSource) -> String {
        String(decoding: source.bytes[span.range], as: UTF8.self)
    }

    @Test("Every block comes in document order with its kind and its words")
    func blocks() {
        let (source, prose) = prose(
            """
            ## 标题 {#a}

            第一段**重**文
            第二行[链](b.md "题")[^1]。

            - [x] 项
            > 引

            术语
            : 解释

            | 甲 | 乙 |
            | -- | -- |
            | 3 |  |

            :::note[注题]
            注文
            :::

            :::chart[图*题*]{of=a measure=b}
            解读:stat[若干]{of=a measure=b}户
            :::

            ![替](c.jpg "图注")

            :::steps[做法]
            1. **一面旗**：说明
            :::

            :::quote{author=丙}
            话
            :::

            [^1]: 脚注
            """, frontMatter: "---\ntitle: 标题\n---\n")
        let expected = [
            "标题", "第一段重文第二行链。", " 项", "引", "术语", "解释", "甲", "乙", "3", "注题", "注文", "图题",
            "解读\u{FFFC}户", "图注", "一面旗", "说明", "做法", "话", "丙", "脚注",
        ]
        #expect(prose.blocks.map(\.text) == expected)
        #expect(prose.blocks.first?.kind == .heading(level: 2))
        #expect(prose.blocks.filter { $0.kind == .caption }.map(\.text) == ["图题", "图注", "做法", "丙"])
        let places = prose.blocks.flatMap(\.runs).map { marked($0.span, in: source) }
        #expect(places.contains(":stat[若干]{of=a measure=b}"))
        #expect(prose.tables.map { $0.rows.map { $0.map(\.text) } } == [[["甲", "乙"], ["3", ""]]])
        #expect(prose.tables.first?.rows.map { $0.map { marked($0.span, in: source) } } == [["甲", "乙"], ["3", ""]])
    }

    @Test("Escapes and entities are pieces of their own, each at its place")
    func pieces() {
        let (source, prose) = prose("共 1\\*2&nbsp;&#51;&amp;4&copy;，`a|5`\n`6`**“7”**")
        #expect(prose.blocks.map(\.text) == ["共 1*2\u{A0}3&4©，a|5 6“7”"])
        let places = prose.blocks.flatMap(\.runs).map { marked($0.span, in: source) }
        #expect(places == ["共 1", "*2", "&nbsp;", "&#51;", "&amp;", "4", "&copy;", "，", "a|5", "", "6", "“7”"])
    }

    /// Text with numbers that a reader sees, and the same numbers where no reader sees them.
    private struct Writer {
        var random: SeededGenerator
        var text = ""
        var seen: [Int] = []
        var number = 100_000
        private var definitions: [(head: String, isSeen: Bool)] = []

        init(seed: UInt64) { random = SeededGenerator(seed: seed) }

        mutating func write(_ pattern: String) {
            number += 1
            if pattern.contains("][Z]") { definitions.append(("[\(number)]: /\(number)\n\n", false)) }
            if pattern.contains("[^Z]") { definitions.append(("[^\(number)]: ", true)) }
            for character in pattern {
                if character == "N" { seen.append(text.utf8.count) }
                text += character == "N" || character == "Z" ? String(number) : String(character)
            }
        }

        /// `N` is seen, `Z` is not.
        static let inline = [
            "共N户", "**N**", "*N*户", "[N](/Z/Z.md \"Z\")", "[N](<Z>)", "[N][Z]", "![Z](Z.jpg)", "`N`", "~~N~~",
            "\\*N\\*",
            "&amp;N", "&nbsp;N", ":mark[N]", ":abbr[N]{title=\"Z\"}", ":ruby[N]{text=Z}", ":stat[Z]{of=Z measure=Z}",
            "，N，", "（N）", "<b>N</b>", "N\n", "。\nN", "  \nN", "[**N**](Z)", "**[N](Z)**", "[^Z]，",
        ]
        static let blocks = [
            "## N {#Z}\n", "- N\n- N\n", "Z. N\n", "> N\n> N\n", "- [ ] N\n", "| N | N |\n|---|--:|\n| N | \\|N |\n",
            ":::note[N]\nN\n:::\n", "::chart[N **N**]{of=Z measure=Z}\n", ":::compare[N]{of=Z measures=Z}\nN\n:::\n",
            "![Z](Z.jpg \"N\")\n", ":::steps[N]\n1. **N**：N\n2. N\n:::\n", ":::levels\n- N\n  - N\n:::\n",
            "N\n: N\n: N\n",
            ":::quote{author=N source=N url=Z}\nN\n:::\n", "[Z]: Z.md\n", "N\n---\n", "```\nZ\n```\n", "  - N\n",
            "::video[N]{src=Z}\n", "::video{src=Z caption=N}\n", "- - N\n  - > N\n", "1. N\n\n   N\n",
        ]

        mutating func next() -> String {
            (text, seen, definitions) = ("", [], [])
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                if Bool.random(using: &random) {
                    write(Self.blocks.randomElement(using: &random) ?? "")
                } else {
                    for _ in 0..<Int.random(in: 1...5, using: &random) {
                        write(Self.inline.randomElement(using: &random) ?? "")
                    }
                    text += "文\n"
                }
                text += "\n"
            }
            for (head, isSeen) in definitions {
                text += head
                if isSeen { write("N\n\n") }
            }
            return text
        }
    }

    /// Where the numbers of six digits stand in the file, by the runs of their blocks.
    private func numbers(in prose: MarkdownProse) -> [Int] {
        prose.blocks.flatMap { block -> [Int] in
            var result: [Int] = []
            for run in block.runs where run.text.utf8.count == run.span.range.count {
                var digits = 0
                for (offset, byte) in run.text.utf8.enumerated() {
                    digits = (0x30...0x39).contains(byte) ? digits + 1 : 0
                    guard digits == 6 else { continue }
                    result.append(run.span.range.lowerBound + offset - 5)
                    digits = 0
                }
            }
            return result
        }
    }

    @Test(
        "A number in the text leads to its place in the file, whatever hides the same number",
        arguments: [41, 42, 43] as [UInt64])
    func places(seed: UInt64) {
        var writer = Writer(seed: seed)
        for number in 0..<400 {
            let text = writer.next()
            let found = numbers(in: prose(text).1)
            if found.sorted() != writer.seen {
                Issue.record(
                    "seed \(seed), document \(number): \(found.sorted()), not \(writer.seen)\n\(text)\n\(prose(text).1.blocks.map(\.text))"
                )
                return
            }
        }
    }
}
