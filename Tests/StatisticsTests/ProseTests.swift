import TestSupport
import Diagnostics
import Testing

@testable import Statistics

private func prose(_ text: String) -> Prose { Prose(text, at: Span(file: "a.md", range: 0..<text.utf8.count)) }

private func piece(_ text: String, in source: String) -> Prose.Piece {
    let start = source.range(of: text).map { source.utf8.distance(from: source.startIndex, to: $0.lowerBound) } ?? 0
    return Prose.Piece(text, at: Span(file: "a.md", range: start..<start + text.utf8.count))
}

@Suite("Numbers in a text")
struct NumberInventoryTests {
    @Test(
        "a number has its kind, value and unit",
        arguments: [
            ("划分83个微网格", "count 83 83 个"), ("共1.2万户", "count 1.2万 12000 户"), ("约1,200余人次", "count 1,200余 1200 人次 ≈"),
            ("占63.5%", "share 63.5 63.5 %"), ("２０件", "count ２０ 20 件"), ("3亿元", "count 3亿 300000000 元"),
            ("5万亿", "count 5万亿 5000000000000 "),
            ("2022年12月5日", "date 2022年12月5日 nil "), ("12月", "date 12月 nil "), ("2024-12", "date 2024-12 nil "),
            ("3个月", "count 3 3 个月"), ("3年", "count 3 3 年"), ("第3期", "ordinal 3 3 期"), ("09:30开会", "time 09:30 nil "),
            ("电话028-86677889", "identifier 028-86677889 nil "), ("138****5678", "identifier 138****5678 nil "),
            ("编号G01-03", "identifier 01-03 nil "), ("长5 km", "count 5 5 km"), ("提高5个百分点", "count 5 5 个百分点"),
            ("“12345”工作法", "count 12345 12345 "), ("3千克", "count 3 3 千克"), ("2千户", "count 2千 2000 户"),
            ("20多户", "count 20多 20 户 ≈"),
            ("0.5小时", "count 0.5 0.5 小时"), ("1万多人", "count 1万多 10000 人 ≈"),
        ])
    func kinds(text: String, expected: String) throws {
        let mention = try #require(NumberInventory([prose(text)]).mentions.first)
        let value = mention.value.map(\.normalized.description) ?? "nil"
        let words = "\(mention.kind) \(mention.written) \(value) \(mention.unit)" + (mention.isApproximate ? " ≈" : "")
        #expect(words == expected)
    }

    @Test("each number knows its sentence and its bytes, across pieces of the source")
    func places() throws {
        let source = "前文。社区有**83**个网格，*9*个专属。后文1"
        let text = Prose(["前文。社区有", "83", "个网格，", "9", "个专属。后文1"].map { piece($0, in: source) })
        let mentions = NumberInventory([text]).mentions
        #expect(mentions.map(\.sentence) == ["社区有83个网格，9个专属。", "社区有83个网格，9个专属。", "后文1"])
        let bytes = Array(source.utf8)
        #expect(mentions.map { String(decoding: bytes[$0.numberSpan.range], as: UTF8.self) } == ["83", "9", "1"])
        #expect(String(decoding: bytes[mentions[0].span.range], as: UTF8.self) == "83**个")
    }

    @Test("small counts in Chinese numerals are listed if wished")
    func chineseNumerals() {
        let text = prose("建起两个支部、十二户、三十五件，约二十人；第三名，十分好，一个，千家万户，3户")
        let mentions = NumberInventory([text], listsChineseNumerals: true).mentions
        let words = mentions.map { "\($0.value?.description ?? "")\($0.unit)" }
        #expect(words == ["2个", "12户", "35件", "20人", "3户"])
        #expect(mentions.map(\.isApproximate) == [false, false, false, true, false])
        #expect(NumberInventory([text]).mentions.count == 1)
        #expect(["十", "二十", "九十九", "三"].map { chineseNumber($0.unicodeScalars) } == [10, 20, 99, 3])
        #expect(["二三", "十十", "一二十", "十二三"].allSatisfy { chineseNumber($0.unicodeScalars) == nil })
    }

    @Test("the list is grouped by kind and unit")
    func groups() {
        let groups = NumberInventory([prose("6个网格，83户，2个支部，占5%，2022年。"), prose("9户")]).groups
        let words = groups.map { "\($0.kind) \($0.unit) " + $0.mentions.map(\.written).joined(separator: "+") }
        #expect(words == ["count 个 6+2", "count 户 83+9", "share % 5", "date  2022年"])
    }

    @Test("every digit of a random text is in exactly one number", arguments: 0..<60 as Range<UInt64>)
    func coverage(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "1", "20", "3,456", "．", ".", "万", "户", "%", "年", "月", "约", "余", "。", "G", "*", "-", ":", "５", "第", "从",
            "增至", "，增长", "其中", " ",
        ]
        let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
        let inventory = NumberInventory([prose(text)])
        let bytes = Array(text.utf8)
        var covered = Set<Int>()
        for mention in inventory.mentions {
            #expect(mention.range.allSatisfy { covered.insert($0).inserted }, "seed \(seed)")
            #expect(mention.span.range == mention.range)
        }
        #expect(bytes.indices.allSatisfy { !isDigit(bytes[$0]) || covered.contains($0) }, "seed \(seed): \(text)")
    }
}

@Suite("Checks of figures in a text")
struct ProseCheckTests {
    @Test(
        "from A to B by C",
        arguments: [
            ("户数从200户增至250户，增长25%。", []), ("户数从200户增至250户，增长20%。", ["1:17-1:20 (warning) growth-mismatch -> 25"]),
            ("由3件增加到4件，增幅33.3%", []), ("由3件增加到4件，增幅33.4%", ["1:12-1:17 (warning) growth-mismatch -> 33.3"]),
            ("从120件下降到90件，下降25%", []), ("从120件下降到90件，减少40件", ["1:15-1:18 (warning) growth-mismatch -> 30"]),
            ("从120件增至90件", ["1:8-1:11 (warning) wrong-direction"]), ("从80%提高到95%，提高15个百分点", []),
            ("从80%提高到95%，提升20个百分点", ["1:14-1:20 (warning) growth-mismatch -> 15"]),
            ("从5件增至15件，增长2倍", []), ("从0件增至15件，增长100%", ["1:12-1:16 (warning) growth-from-zero"]),
            ("从10件增至15件，下降50%", ["1:13-1:16 (warning) wrong-direction"]), ("从约200户增至250户，增长20%", []),
            ("从1.2万户增至1.5万户，增长25%", []), ("从60件增至83个，增长9%", []),
        ] as [(String, [String])])
    func growth(text: String, expected: [String]) {
        #expect(listing(NumberInventory([prose(text)]).diagnostics, in: text) == expected)
    }

    @Test(
        "shares and parts",
        arguments: [
            ("甲、乙、丙分别占33.3%、33.3%、33.3%。", []), ("甲、乙分别占60%、50%。", ["1:7-1:14 (warning) share-total"]),
            ("甲占60%，乙占20%，丙占18%。", ["1:3-1:18 (warning) share-total"]), ("甲占60%，乙占20%，丙占10%。", []),
            ("共100户，其中租户40户、业主60户。", []), ("共100户，其中租户140户。", ["1:11-1:15 (warning) parts-exceed-whole"]),
            ("共100户，其中租户40户、业主70户。", ["1:11-1:20 (warning) parts-exceed-whole"]), ("共100户，其中党员140人。", []),
            ("全村1.2万户。另一处说12000户。", ["1:3-1:8 (hint) mixed-notation"]), ("全村1.2万户。另一处说13000户。", []),
        ] as [(String, [String])])
    func sharesAndParts(text: String, expected: [String]) {
        #expect(listing(NumberInventory([prose(text)]).diagnostics, in: text) == expected)
    }

    @Test(
        "a number beside a known figure that contradicts it",
        arguments: [
            ("社区有83个微网格。", []), ("社区有80个微网格。", ["1:4-1:7 (warning) contradicts-data -> 83"]), ("80个微网格长", []),
            ("约80个微网格", []), ("从6个微网格起步", []), ("户数为12000户", ["1:4-1:10 (warning) contradicts-data -> 12345"]),
            ("户数为1.2万户", []), ("户数1.3万户", ["1:3-1:8 (warning) contradicts-data -> 12345"]), ("80户微网格", []),
        ] as [(String, [String])])
    func known(text: String, expected: [String]) {
        let known = [
            KnownFigure(label: "微网格", value: decimal("83"), unit: "个", at: nil),
            KnownFigure(label: "户数", value: decimal("12345"), unit: "户", at: Span(file: "b.csv", range: 1..<2)),
        ]
        #expect(listing(NumberInventory([prose(text)], known: Knowledge(known)).diagnostics, in: text) == expected)
    }

    @Test(
        "tables against their totals",
        arguments: [
            ("项|甲|乙\nx|1|2\ny|3|4\n合计|4|6", []),
            ("项|甲|乙\nx|1|2\ny|3|4\n合计|4|7", ["4:6-4:7 (warning) total-mismatch -> 6"]),
            ("项|甲\nx|1\ny|3\n小 计|5\nz|2\nw|3\n小计|5\n合计|9", ["4:5-4:6 (warning) total-mismatch -> 4"]),
            ("项|甲\n合计|1,200\nx|1,000\ny|-\nz|200", []), ("项|甲\nx|约1\ny|3\n合计|9", []),
            ("项|春|夏|合计\nx|1|2|3\ny|2|2|5", ["3:7-3:8 (warning) total-mismatch -> 4"]),
            ("项|占比\nx|60%\ny|30%\nz|8%", ["4:3-4:5 (warning) share-total"]),
            ("项|占比\nx|33.3\ny|33.3\nz|33.3\n合计|100", []),
        ] as [(String, [String])])
    func tables(text: String, expected: [String]) {
        var offset = 0
        let rows = text.split(separator: "\n").map { line in
            line.split(separator: "|").map { cell in
                defer { offset += cell.utf8.count + 1 }
                return Prose.Piece(String(cell), at: Span(file: "a.md", range: offset..<offset + cell.utf8.count))
            }
        }
        #expect(listing(NumberInventory([], tables: [ProseTable(rows: rows)]).diagnostics, in: text) == expected)
    }
}
