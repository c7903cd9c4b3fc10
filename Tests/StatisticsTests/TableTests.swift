import Diagnostics
import Testing

@testable import Statistics

func column(
    _ name: String, _ type: ColumnType, label: String? = nil, unit: String = "", required: Bool = false,
    _ aggregation: Aggregation = .none, decimals: Int? = nil
) -> ColumnDeclaration {
    var column = ColumnDeclaration(name, label: label ?? name, type: type, at: Span(file: "a.yaml", range: 0..<0))
    column.unit = unit
    column.isRequired = required
    column.aggregation = aggregation
    column.decimals = decimals
    return column
}

@Suite("Typed tables")
struct TableTests {
    private let columns = [
        column("code", .code, required: true), column("户数", .number, unit: "户", .sum),
        column("name", .text, label: "名称"),
        column("date", .date), column("rate", .number, unit: "小时", .weightedMean(by: "户数"), decimals: 1),
    ]

    @Test("cells are read by their columns' types, and codes keep their zeros")
    func types() throws {
        let table = try #require(
            TypedTable.read(csv("code,户数（户）,名称,date\n007,0,甲,2024-03\n008,,-,\n009,-,丙,2024\n"), columns: columns).value
        )
        #expect(table.column("code")?.values.texts == [.value("007"), .value("008"), .value("009")])
        #expect(table.column("户数")?.values.numbers == [.value(.zero), .missing, .notApplicable])
        #expect(table.column("name")?.values.texts == [.value("甲"), .notApplicable, .value("丙")])
        #expect(table.column("date")?.values.dates?.map(\.known?.description) == ["2024-03", nil, "2024"])
        #expect(table.rowNumbers == [2, 3, 4])
        #expect(table.column("rate") == nil)
    }

    @Test(
        "a fault is reported at its cell",
        arguments: [
            ("code,户\n1,2\n", ["1:6-1:7 unknown-column -> 户数"]),
            ("code,naem\n1,2\n", ["1:6-1:10 unknown-column -> name"]),
            ("户数,name\n1,2\n", ["1:1-1:8 missing-column"]),
            ("code,name,名称\n1,2,3\n", ["1:11-1:13 duplicate-column"]),
            ("code,,name\n1,2,3\n", ["1:6-1:6 empty-header"]),
            ("code,户数（件）\n1,2\n", ["1:9-1:10 wrong-unit -> 户"]),
            ("code,户数\n1,2\n1,3\n", ["3:1-3:2 duplicate-code"]),
            ("code,户数\n,2\n-,3\n", ["2:1-2:1 missing-value", "3:1-3:2 missing-value"]),
            ("code,户数\n1,约2\n", ["2:3-2:4 approximate-number -> "]),
            ("code,户数\n1, 2\n", ["2:3-2:5 (warning) surrounding-space -> 2"]),
            ("code,户数\n1, 2%\n", ["2:3-2:6 (warning) surrounding-space -> 2%", "2:5-2:6 percent-sign -> "]),
            ("code,date\n1,2024/1/5\n", ["2:3-2:11 bad-date -> 2024-01-05"]),
            ("code,date\n1,2024年3月\n", ["2:3-2:10 bad-date -> 2024-03"]),
            ("code,date\n1,明天\n", ["2:3-2:5 bad-date"]),
            ("code,户数\nG 1,2\n", ["2:2-2:3 bad-code"]),
            ("code,户数\nＧ1,2\n", ["2:1-2:3 full-width-digit -> G1"]),
            ("code,户数\n1.2E+05,2\n", ["2:1-2:8 scientific-number -> 120000"]),
            ("", ["1:1-1:1 empty-table"]),
        ] as [(String, [String])])
    func faults(text: String, expected: [String]) {
        #expect(listing(TypedTable.read(csv(text), columns: columns).diagnostics, in: text) == expected)
    }

    @Test("declarations are checked for themselves")
    func declarations() {
        let faults = [
            column("a", .number, .weightedMean(by: "eventz")), column("events", .number), column("a", .number),
            column("t", .text, .sum),
        ].faults()
        #expect(Set(faults.map(\.id)) == ["unknown-measure", "duplicate-column", "wrong-aggregation"])
        #expect(faults.compactMap(\.suggestion?.replacement) == ["wmean(events)"])
        #expect(["sum", "mean", "wmean(events)", "none"].allSatisfy { Aggregation($0)?.description == $0 })
        #expect(["total", "wmean()", "wmean(a b)", "wmean(a"].allSatisfy { Aggregation($0) == nil })
    }

    @Test("a table of its own answers for a cell and for a column")
    func statisticsTable() throws {
        let text = "code,户数,rate\nA,10,1.5\nB,30,2.5\nC,-,\n"
        let declaration = StatisticsTable.Declaration(name: "t", title: "表", columns: columns, asOf: Period("2024"))
        let table = try #require(StatisticsTable.check(declaration, csv: csv(text)).value)
        let library = FigureLibrary(communities: [], tables: [table])
        #expect(try library.figure(.init(of: "t", measure: "户数")).text() == "40户")
        #expect(try library.figure(.init(of: "t", measure: "rate")).text() == "2.3小时")
        let cell = try library.figure(.init(of: "t", measure: "rate", code: "B"))
        #expect(cell.text() == "2.5小时")
        #expect(cell.asOf?.description == "2024")
        guard case .stated(let source) = cell.origin else { return #expect(Bool(false)) }
        #expect((source.row, source.column) == (3, "rate"))
        #expect(String(decoding: Array(text.utf8)[source.span.range], as: UTF8.self) == "2.5")
        let fault = #expect(throws: FigureFault.self) { try library.figure(.init(of: "t", measure: "rat")) }
        #expect(fault?.nearest == "rate")
    }
}
