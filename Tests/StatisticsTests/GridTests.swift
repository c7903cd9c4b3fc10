import Diagnostics
import Testing

@testable import Statistics

func community(_ measures: [ColumnDeclaration] = [], expected: [(String, Int)] = []) -> CommunityDeclaration {
    var declaration = CommunityDeclaration(slug: "jinhualu", name: "锦华路社区")
    declaration.measures = measures
    declaration.expected = expected.map {
        .init(kind: $0.0, count: $0.1, at: Span(file: "community.yaml", range: 0..<1))
    }
    declaration.asOf = Period("2024-12")
    return declaration
}

func check(
    _ declaration: CommunityDeclaration, grids: String? = nil, stats: String? = nil
) -> Checked<CommunityStatistics> {
    CommunityStatistics.check(
        declaration, grids: grids.map { csv($0, file: "grids.csv") }, stats: stats.map { csv($0, file: "stats.csv") })
}

let measures = [
    column("households", .number, label: "户数", unit: "户", .sum),
    column("events", .number, label: "事件", unit: "件", .sum),
    column("hours", .number, label: "时长", unit: "小时", .weightedMean(by: "events"), decimals: 2),
    column("score", .number, label: "得分", unit: "分", .mean, decimals: 1), column("note", .number),
]

@Suite("Grids")
struct GridTests {
    private static let head = "code,parent,kind,name\n"

    @Test("rows become a hierarchy in the order of the editor")
    func hierarchy() throws {
        let text = """
            code,parent,kind,name,short,order,orgs,row,col
            M2,G1,微,微网格2,,2,,,
            M1,G1,微网格,微网格1,微1,1,甲;乙,3,4
            G2,,专属,专属网格,,,,,
            G1,,一般,一般网格,,1,,,
            M3,G1,微,微网格3,,,,,

            """
        let checked = check(community(expected: [("一般网格", 1), ("微网格", 3), ("专属", 1)]), grids: text)
        #expect(listing(checked.diagnostics, in: text).isEmpty)
        let hierarchy = try #require(checked.value?.hierarchy)
        #expect(hierarchy.preorder.map { hierarchy.grids[$0].code } == ["G1", "M1", "M2", "M3", "G2"])
        let first = try #require(hierarchy.position(of: "M1").map { hierarchy.grids[$0] })
        #expect((first.kind, first.short, first.organisations) == ("微网格", "微1", ["甲", "乙"]))
        #expect(first.tile == Grid.Tile(row: 3, column: 4))
        #expect(hierarchy.counts(checked.draft.declaration).map(\.count) == [1, 1, 3])
    }

    @Test(
        "every fault of a hierarchy has its place",
        arguments: [
            ("G1,,一般,a\nG1,,一般,b\n", ["3:1-3:3 duplicate-code"]),
            ("G01,,一般,a\nM1,G10,微,b\n", ["3:4-3:7 unknown-parent -> G01"]),
            ("G1,G1,一般,a\n", ["2:4-2:6 grid-cycle"]),
            ("A,B,微,a\nB,C,微,b\nC,B,微,c\n", ["2:3-2:4 wrong-level", "3:3-3:4 grid-cycle", "4:3-4:4 wrong-level"]),
            ("G1,,一般,a\nM1,,微,b\n", ["3:1-3:3 orphan-grid"]),
            ("M1,,微,b\n", []),
            ("G1,,一般,a\nG2,G1,专属,b\n", ["3:4-3:6 wrong-level"]),
            ("G1,,一半,a\n", ["2:5-2:7 unknown-kind"]),
            ("G1,,一般网络,a\n", ["2:5-2:9 unknown-kind -> 一般网格"]),
            ("G1,,,a\n", ["2:5-2:5 missing-value"]),
        ] as [(String, [String])])
    func faults(rows: String, expected: [String]) {
        let text = Self.head + rows
        #expect(listing(check(community(), grids: text).diagnostics, in: text) == expected)
    }

    @Test("two grids on one tile, and counts that disagree, are errors")
    func tilesAndCounts() {
        let text = "code,parent,kind,name,row,col\nG1,,一般,a,0,1\nG2,,一般,b,0,1\n"
        let checked = check(community(expected: [("一般网格", 6), ("微网", 1)]), grids: text)
        let inTable = checked.diagnostics.filter { $0.span.file == "grids.csv" }
        #expect(listing(inTable, in: text) == ["3:10-3:11 duplicate-tile"])
        let declared = checked.diagnostics.filter { $0.span.file == "community.yaml" }
        #expect(declared.map(\.id) == ["expected-count", "unknown-kind"])
        #expect(declared.first?.message.zh == "公布的一般网格是 6 个，grids.csv 里有 2 个")
        #expect(check(community(expected: [("一般网格", 6)])).diagnostics.isEmpty)
    }

    @Test("stats.csv is checked against grids, measures, units and itself")
    func longForm() {
        let grids = "code,kind,name,households\nG01,一般,a,5\n"
        let text = """
            code,measure,period,value,unit
            G01,households,2023,4,户
            G01,households,2023,5,户
            G02,households,2023,1,
            G01,housholds,2023,1,
            G01,户数,2022,7,件
            jinhualu,events,2023,10,
            G01,events,23,1,
            G01,households,2024-12,6,

            """
        let checked = check(community(measures), grids: grids, stats: text)
        #expect(
            listing(checked.diagnostics, in: text) == [
                "3:1-3:24 duplicate-figure", "4:1-4:4 unknown-code -> G01", "5:5-5:14 unknown-measure -> households",
                "6:15-6:16 wrong-unit -> 户", "8:12-8:14 bad-date",
            ])
        let mended = "code,measure,period,value\nG01,households,2024-12,6\n"
        #expect(
            listing(check(community(measures), grids: grids, stats: mended).diagnostics, in: mended)
                == ["2:24-2:25 (warning) contradicting-figure"])
    }
}
