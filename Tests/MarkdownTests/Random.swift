import TestSupport

/// Random documents out of pieces of Markdown.
struct DocumentGenerator {
    var random: SeededGenerator
    let pieces: [String]

    init(seed: UInt64, pieces: [String]) {
        random = SeededGenerator(seed: seed)
        self.pieces = pieces
    }

    /// The next document: up to `limit` pieces.
    mutating func next(limit: Int = 40) -> String {
        let count = Int.random(in: 1...limit, using: &random)
        var text = ""
        for _ in 0..<count { text += pieces.randomElement(using: &random) ?? "" }
        return text
    }

    /// CommonMark syntax and English words, without anything that GridShow reads in its own way.
    static let plainPieces = [
        "word", " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "__", "`", "``", "```\n", "~", "# ", "## ",
        "> ", "- ",
        "* ", "+ ", "1. ", "2) ", "    ", "  \n", "\\\n", "\\*", "\\_", "\\`", "\\>", "[a]", "[b](c)",
        "[d](e \"f\")",
        "![g](h)", "[a]: /url\n", "<http://x.y>", "<", ">", "&amp;", "&copy;", "&#35;", "!", "(", ")", "]",
        "[", "\"",
        "'", ".", ",", "---\n", "***\n", "===\n", "\t", "é", "tag", "a", "\r\n",
    ]

    /// Everything.
    static let allPieces =
        plainPieces + [
            "微网", "实格", "，", "。", "“", "”", "（", "）", "：", "、", "——", "**“微网”**", "12345", "7*24",
            "138****5678",
            "\n（一）", "\n一、", "\n①", "　　", "|", "| a | b |\n| --- | --: |\n| c | d |\n", "\\|", "~~", "\\~",
            "~~删~~", "[^1]",
            "[^1]: 注\n", "\n[^2]: 二\n", "[^2]", "- [ ] ", "- [x] ", "\n: 解", "https://a.cn/x，", "http://",
            "{#id}", "\n# 甲 {#fn-1}\n", "\n## fnref-1\n", "## 标 {#id}\n",
            ":::note\n", ":::\n", "\n:::提示[标*题*]\n", "::::steps\n", "::::\n", "\n1. **题**：文\n",
            "\n:::loop\n- 甲\n- 乙\n:::\n",
            "\n:::levels\n- 甲\n  - 乙\n:::\n", "\n:::gallery[图]\n![a](b \"c\")\n:::\n",
            "::video[a]{src=b poster=c}\n", ":::nope{x=1}\n",
            "\n:::quote{author=甲 url=u}\n", "::figure[a]{src=b alt=\"c\"}\n", ":mark[", ":mark[重]",
            ":ruby[汉]{text=\"h\"}", ":abbr[A]{title='<&\"'}",
            "\n::gridmap[图]{of=甲 color=b}\n", "\n:::chart[图*表*]{of=\"甲、乙\" measure=b}\n", "::stat[数]{of=甲}\n",
            ":stat[户[^1]数]{of=甲 measure=b}", ":数{table=甲 指标=b}", ":stat[", "\n:::compare[图]{of=甲,,乙}\n",
            "]{of=a measure=b}",
            "![图:stat[数]{of=a measure=b}](a.png)", "\n:::图表[图:stat[数]{of=a measure=b}]{of=a}\n", "| :stat[]{of=a} |",
            ":foo[x]{y}", "<b>", "</b>", "<!-- x -->", "<div>\n", "&#xFDD0;", "&#64976;", "\u{0}", "＊＊",
            "#标题", "＃ 标", "]（a.b）", "：：：",
            "![图](a.jpg \"题\")", "\n\n![图](a.jpg \"题\")\n\n", "✅", "𠀀", "\u{FE00}", "\u{E0100}", "한국",
            "<script>alert(1)</script>",
        ]
}
