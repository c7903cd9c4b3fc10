import Diagnostics
import TestSupport
import Testing

@testable import Statistics

private func prose(_ text: String) -> Prose { Prose(text, at: Span(file: "a.md", range: 0..<text.utf8.count)) }

@Suite("Checks of figures over random texts")
struct ProseCheckPropertyTests {
    private func faults(_ text: ConsistentText) -> [Diagnostic] {
        let known = KnownFigure(label: "微网格", value: ExactDecimal(Int128(text.known)), unit: "个", at: nil)
        return NumberInventory.faults(text.sentences.map { prose($0.text) }, known: Knowledge([known]))
    }

    @Test("a text whose figures fit together is left alone", arguments: 0..<400 as Range<UInt64>)
    func consistent(seed: UInt64) {
        let text = ConsistentText(seed: seed)
        #expect(faults(text).isEmpty, "seed \(seed): \(text.sentences.map(\.text).joined())")
    }

    @Test("one planted contradiction is found, and nothing else", arguments: 0..<400 as Range<UInt64>)
    func planted(seed: UInt64) {
        var text = ConsistentText(seed: seed)
        let places = text.sentences.indices.filter { text.sentences[$0].statement != nil }
        let place = places[Int(seed) % places.count]
        let statement = text.plantContradiction(at: place)
        #expect(faults(text).map(\.id) == [statement?.rule], "seed \(seed): \(text.sentences[place].text)")
    }

    @Test("paragraphs that a build does not scan hold no fault", arguments: 0..<300 as Range<UInt64>)
    func skipping(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "从", "由", "其中", "共", "12", "80", "１００", "0.5", "万", "亿", "户", "个", "%", "％", "增至", "降到", "，增长", "占",
            "分别占", "、", "。", "网格", "约",
        ]
        let paragraphs = (0..<4).map { _ in
            prose((0..<Int.random(in: 1...14, using: &random)).map { _ in random.pick(pieces) }.joined())
        }
        let known = Knowledge(
            random.chance(30) ? [KnownFigure(label: "网格", value: ExactDecimal(12), unit: "个", at: nil)] : [])
        let quick = NumberInventory.faults(paragraphs, known: known)
        let all = NumberInventory(paragraphs, known: known).diagnostics
        #expect(quick == all, "seed \(seed): \(paragraphs.map(\.text))")
        if !all.isEmpty {
            var source = paragraphs.map(\.text).joined(separator: "\n\n")
            #expect(source.withUTF8 { NumberInventory.mayFindFaults(in: $0, known: known) }, "seed \(seed): \(source)")
        }
    }

    @Test("tables that add up are left alone, and a wrong number is found", arguments: 0..<200 as Range<UInt64>)
    func tables(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (rows, columns) = (Int.random(in: 2...6, using: &random), Int.random(in: 2...4, using: &random))
        let unit = random.pick(["", "户", "个"])
        var cells = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0...2000, using: &random) } }
        cells.append((0..<columns).map { column in cells.reduce(0) { $0 + $1[column] } })
        let head = ["网格"] + (0..<columns).map { "第\($0 + 1)类" } + ["合计"]
        func table(_ cells: [[Int]]) -> ProseTable {
            let body = cells.enumerated().map { row, line in
                [row == rows ? "合计" : "第\(row + 1)网格"] + (line + [line.reduce(0, +)]).map { "\($0)\(unit)" }
            }
            return ProseTable(
                rows: ([head] + body).enumerated().map { row, texts in
                    texts.enumerated().map { column, text in
                        let start = row * 1000 + column * 50
                        return Prose.Piece(text, at: Span(file: "a.md", range: start..<start + text.utf8.count))
                    }
                })
        }
        #expect(NumberInventory.faults([], tables: [table(cells)]).isEmpty, "seed \(seed)")
        cells[Int.random(in: 0..<rows, using: &random)][0] += 1
        // Its row still adds up; its column and the total of totals do not.
        let found = NumberInventory.faults([], tables: [table(cells)])
        #expect(Set(found.map(\.id)) == ["total-mismatch"] && found.count == 2, "seed \(seed): \(found.count)")
    }

    @Test(
        "words that only look like a contradiction are left alone",
        arguments: [
            "排名从第12位上升到第3位。", "排名从12位上升到3位。", "满意度从80%提升到95%，90%的居民参与。", "办理时限从7天提升到3天。", "水质由5类提升到3类。",
            "从3件增至5件，增长66.6%。", "从3件增至5件，增长66.7%。", "从3人增加到9人，增长到3倍。", "共6个一般网格，其中设83个微网格。",
            "共100人，其中党员60人、女性70人。", "共1.2万户，其中租户12600户。", "党员占60%，女性占55%，退休人员占30%。", "共20户，其中困难户3户；另有租户30户。",
            "2020年有80个微网格。", "计划划分90个微网格。", "每个片区有9个微网格。", "其中9个微网格由物业兼管。", "新增9个微网格。",
            "由80个微网格调整为83个微网格。", "瓦窑村有21个微网格。", "东院网格有12个微网格。",
        ])
    func falseAlarms(text: String) {
        let known = Knowledge(
            [KnownFigure(label: "微网格", value: decimal("83"), unit: "个", asOf: Period("2023"), at: nil)],
            of: "三根松社区", grids: ["东院网格"], communities: ["三根松社区", "瓦窑村"])
        #expect(listing(NumberInventory.faults([prose(text)], known: known), in: text) == [])
    }

    @Test(
        "columns that are no sums, nested rows and merged cells are left alone",
        arguments: [
            "项|平均时长\nx|1\ny|3\n合计|2", "项|满意率\nx|90\ny|98\n合计|95", "项|户数\nx|1\n其中：租户|1\n合计|1",
            "项|户数\nx|1\ny|\nz|3\n合计|9",
            "项|达标比例\nx|90%\ny|95%\nz|98%", "项|数\nx|1个\ny|2户\n合计|9", "项|金额（万元）\nx|1\ny|2\n合计|4",
            "项|数\nx|33.3\ny|33.3\nz|33.3\n合计|100",
        ])
    func tablesLeftAlone(text: String) {
        let rows = text.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map {
                Prose.Piece(String($0), at: Span(file: "a.md", range: 0..<1))
            }
        }
        #expect(NumberInventory.faults([], tables: [ProseTable(rows: rows)]).map(\.message.zh) == [])
    }
}
