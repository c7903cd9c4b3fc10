import Diagnostics
import Testing

@testable import Statistics

@Suite("Aggregates")
struct AggregateTests {
    private var declaration: CommunityDeclaration {
        var declaration = community(Array(measures.prefix(4)))
        declaration.levels = [["总网格"], ["一般网格"], ["微网格"]]
        return declaration
    }

    @Test("aggregates agree with a plain recursion", arguments: 0..<120 as Range<UInt64>)
    func oracle(seed: UInt64) throws {
        let random = RandomCommunity(seed: seed)
        let statistics = try #require(check(declaration, grids: random.text(shuffledWith: seed)).value, "seed \(seed)")
        let hierarchy = try #require(statistics.hierarchy)
        for (index, measure) in declaration.measures.enumerated() {
            let found = try #require(statistics.aggregates(of: measure, period: nil))
            for row in random.rows {
                let position = try #require(hierarchy.position(of: row.code))
                let scale =
                    hierarchy.grids[position].children.isEmpty || !row.figures[index].isMissing ? 0 : places(measure)
                let expected = rounded(random.naive(index, at: row).shown, scale: scale)
                #expect(found.grids[position].entry == expected, "seed \(seed), \(measure.name) of \(row.code)")
            }
            let total = rounded(random.naive(index, at: nil).shown, scale: places(measure))
            #expect(found.total.entry == total, "seed \(seed), \(measure.name)")
        }
    }

    private func places(_ measure: ColumnDeclaration) -> Int { measure.aggregation == .sum ? 0 : measure.decimals ?? 1 }

    private func rounded(_ entry: Entry<(Int, Int)>, scale: Int) -> Entry<ExactDecimal> {
        let power = scale == 0 ? 1 : scale == 1 ? 10 : 100
        return entry.map { ExactDecimal(Int128((2 * $0.0 * power + $0.1) / (2 * $0.1)), scale: scale) }
    }

    @Test("the order of the rows changes nothing", arguments: 0..<30 as Range<UInt64>)
    func orderIndependence(seed: UInt64) throws {
        let random = RandomCommunity(seed: seed)
        func summary(_ shuffle: UInt64) throws -> [String] {
            let statistics = try #require(check(declaration, grids: random.text(shuffledWith: shuffle)).value)
            let hierarchy = try #require(statistics.hierarchy)
            return try declaration.measures.flatMap { measure in
                let found = try #require(statistics.aggregates(of: measure, period: nil))
                return hierarchy.preorder.map { "\(hierarchy.grids[$0].code) \(found.grids[$0])" } + ["\(found.total)"]
            }
        }
        #expect(try summary(seed) == summary(seed + 1))
    }

    @Test("a stated figure is shown as stated, and flagged where it differs from its parts")
    func stated() throws {
        let text = """
            code,parent,kind,name,households,events,hours,score
            G1,,一般,a,100,,,7.5
            M1,G1,微,b,40,2,1.5,7
            M2,G1,微,c,50,1,3,8
            G2,,一般,d,7,,2.00,
            M3,G2,微,e,5,3,2,
            M4,G2,微,f,,-,9,
            G3,,一般,g,4,,,
            M5,G3,微,h,5,,,
            M6,G3,微,i,,,,

            """
        let checked = check(community(measures), grids: text)
        #expect(
            listing(checked.diagnostics, in: text) == [
                "2:10-2:13 (warning) stated-figure", "8:10-8:11 (warning) stated-figure",
            ])
        let statistics = try #require(checked.value)
        let households = try #require(statistics.aggregates(of: measures[0], period: nil))
        #expect(households.total.entry == .value(decimal("111")))
        #expect(households.grids[0].computed == .value(decimal("90")))
        #expect(households.grids[3].missingCount == 1)
        #expect(households.grids[3].knownSum == decimal("5"))
        let hours = try #require(statistics.aggregates(of: measures[2], period: nil))
        #expect(hours.grids[0].entry == .value(decimal("2")))
        #expect(hours.grids[3].entry == .value(decimal("2")))
        #expect(hours.total.entry == .missing)
    }

    @Test("missing makes the whole missing, not applicable is left out, none follows for nothing")
    func propagation() throws {
        let text = """
            code,parent,kind,name,households,events,score,note
            G1,,一般,a,,,,
            M1,G1,微,b,40,-,1,1
            M2,G1,微,c,,-,-,2

            """
        let statistics = try #require(check(community(measures), grids: text).value)
        func total(_ index: Int) -> Entry<ExactDecimal>? {
            statistics.aggregates(of: measures[index], period: nil)?.total.entry
        }
        #expect(total(0) == .missing)
        #expect(total(1) == .notApplicable)
        #expect(total(3) == .value(decimal("1.0")))
        #expect(total(4) == .notApplicable)
    }

    @Test("sums that are too long are an error, not a wrong number")
    func overflow() {
        var wide = column("w", .number, .weightedMean(by: "v"))
        wide.decimals = 30
        let text = "code,kind,name,v,w\nA,一般,a,999999999999999999,999999999999999999\n"
        let checked = check(community([column("v", .number, .sum), wide]), grids: text)
        #expect(checked.diagnostics.map(\.id) == ["number-too-large"])
        #expect(checked.value == nil)
    }
}

@Suite("Looking figures up")
struct FigureLookupTests {
    static let grids = """
        code,parent,kind,name,households,events,hours
        G1,,一般,a,,,
        M1,G1,微,b,40,2,1.5
        M2,G1,微,c,50,1,3

        """
    private static let stats = """
        code,measure,period,value
        M1,households,2023,30
        M2,households,2023,31
        ,events,2022,12000
        M1,events,2024-12,5

        """

    private func library() throws -> FigureLibrary {
        var declaration = community(measures, expected: [("微网格", 2)])
        declaration.figures = [
            StatedFigure(
                name: "branches", label: "网格党支部", value: "3", unit: "个", at: Span(file: "community.yaml", range: 4..<5)),
            StatedFigure(
                name: "cases", label: "化解纠纷", value: "上百", unit: "件", at: Span(file: "community.yaml", range: 6..<9)),
        ]
        return FigureLibrary(communities: [try #require(check(declaration, grids: Self.grids, stats: Self.stats).value)]
        )
    }

    @Test(
        "a figure has its value, unit, time and cells",
        arguments: [
            (.init(of: "jinhualu", measure: "households", code: "M1"), "40户 2024-12 grids.csv:40"),
            (.init(of: "锦华路社区", measure: "户数"), "90户 2024-12 grids.csv:40 grids.csv:50"),
            (
                .init(of: "jinhualu", measure: "households", period: "2023", code: "G1"),
                "61户 2023 stats.csv:30 stats.csv:31"
            ),
            (.init(of: "jinhualu", measure: "events", period: "2022"), "12,000件 2022 stats.csv:12000"),
            (.init(of: "jinhualu", measure: "hours", code: "G1"), "2.00小时 2024-12 grids.csv:1.5 grids.csv:3"),
            (.init(of: "jinhualu", measure: "网格党支部"), "3个 - community.yaml"),
            (.init(of: "jinhualu", measure: "cases"), "上百件 - community.yaml"),
            (.init(of: "jinhualu", measure: "微网格"), "2个 2024-12 community.yaml"),
        ] as [(FigureRequest, String)])
    func figures(request: FigureRequest, expected: String) throws {
        let figure = try library().figure(request)
        let cells: [CellSource] =
            switch figure.origin {
            case .stated(let cell): [cell]
            case .computed(let cells): cells
            }
        let places = cells.map { cell in
            guard cell.row > 0 else { return cell.file }
            let bytes = Array((cell.file == "grids.csv" ? Self.grids : Self.stats).utf8)
            return "\(cell.file):\(String(decoding: bytes[cell.span.range], as: UTF8.self))"
        }
        let words = [figure.text() ?? "nil", figure.asOf?.description ?? "-"] + places
        #expect(words.joined(separator: " ") == expected)
    }

    @Test(
        "what is not there is a fault with what is near",
        arguments: [
            (.init(of: "jinhualv", measure: "households"), .of, "jinhualu"),
            (.init(of: "jinhualu", measure: "houshold"), .measure, "households"),
            (.init(of: "jinhualu", measure: "网格支部"), .measure, "网格党支部"),
            (.init(of: "jinhualu", measure: "households", code: "M11"), .code, "M1"),
            (.init(of: "jinhualu", measure: "households", period: "2024"), .period, "2023"),
            (.init(of: "jinhualu", measure: "微网格", period: "2020"), .period, nil),
        ] as [(FigureRequest, FigureFault.Part, String?)])
    func faults(request: FigureRequest, part: FigureFault.Part, nearest: String?) throws {
        let library = try library()
        let fault = try #require(throws: FigureFault.self) { try library.figure(request) }
        #expect(fault.part == part)
        #expect(fault.nearest == nearest)
        let diagnostic = fault.diagnostic(at: Span(file: "a.md", range: 2..<5))
        #expect(diagnostic.suggestion?.replacement == nearest)
        #expect(diagnostic.span.range == 2..<5)
    }

    @Test("what a text can be compared with is what the community states and what follows from it")
    func knownFigures() throws {
        let community = try library().communities[0]
        let known = community.knownFigures
        #expect(
            known.map { "\($0.label) \($0.value)\($0.unit)" } == [
                "户数 90户", "事件 3件", "时长 2.00小时", "网格党支部 3个", "微网格 2个",
            ])
        let text = "锦华路社区有3个微网格、90户。"
        let prose = Prose(text, at: Span(file: "a.md", range: 0..<text.utf8.count))
        #expect(
            listing(NumberInventory([prose], known: community.knowledge(communities: [])).diagnostics, in: text) == [
                "1:7-1:9 (warning) contradicts-data -> 2"
            ])
    }

    @Test("times of a measure are listed earliest first")
    func periods() throws {
        let library = try library()
        #expect(library.communities[0].periods(of: "households").map { $0?.description } == ["2023", "2024-12"])
        #expect(library.communities[0].periods(of: "events").map { $0?.description } == ["2022", "2024-12"])
    }
}
