import Diagnostics
import Testing

@testable import Statistics

@Suite("Anything at all as input")
struct FuzzTests {
    @Test("random bytes never crash the reader, and every place lies in the file", arguments: 0..<80 as Range<UInt64>)
    func bytes(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet: [UInt8] = [
            0x22, 0x2C, 0x0A, 0x0D, 0x41, 0x31, 0x2D, 0x3D, 0x20, 0x09, 0xC3, 0xFB, 0xE4, 0xB8, 0xAD, 0x00,
        ]
        let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0
        }
        let source = DecodedText(bytes, file: "a.csv")
        let columns = [column("A", .code, required: true), column("1", .number)]
        let table = TypedTable.read(CSVFile.read(source, file: "a.csv"), columns: columns)
        for span in table.diagnostics.flatMap({ [$0.span] + $0.notes.compactMap(\.span) }) where span.file == "a.csv" {
            #expect(span.range.upperBound <= source.bytes.count, "seed \(seed)")
        }
        #expect(table.diagnostics == table.diagnostics.inOrder())
    }

    @Test("a random cell is a number or has a fault inside its text", arguments: 0..<200 as Range<UInt64>)
    func cells(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "0", "1", "23", ".", "-", ",", "约", "％", "%", "万", "户", "e", "E+", "余", "　", " ", "＋", "５", "#", "𠀀", "456",
            "/",
        ]
        let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
        do throws(CellFault) {
            let entry = try CellGrammar.number(text)
            #expect(entry.known == nil ? ["", "-"].contains(text) : entry.known?.description == text, "seed \(seed)")
        } catch {
            #expect(error.range.upperBound <= text.utf8.count && !error.range.isEmpty, "seed \(seed): \(text)")
            let bytes = Array(text.utf8)
            #expect(String(validating: bytes[error.range], as: UTF8.self) != nil, "seed \(seed): \(text)")
        }
        #expect((try? CellGrammar.code(text)) != nil || !text.isEmpty)
        #expect((try? CellGrammar.date(text)) != nil || !text.isEmpty)
    }

    @Test(
        "mending what has a suggestion leads to a number",
        arguments: ["1,234", "12%", "３８", "约200", "12户", "007", "1.2E+05", ".5"])
    func mending(text: String) throws {
        let fault = try #require(throws: CellFault.self) { try CellGrammar.number(text) }
        var bytes = Array(text.utf8)
        bytes.replaceSubrange(fault.range, with: Array(try #require(fault.replacement).utf8))
        #expect(try CellGrammar.number(String(decoding: bytes, as: UTF8.self)).known != nil)
    }

    @Test("places in a GB18030 file are those that its editor shows")
    func gb18030Places() {
        // “户数,甲” and “３,乙” (with a full-width 3).
        let bytes: [UInt8] = [0xBB, 0xA7, 0xCA, 0xFD, 0x2C, 0xBC, 0xD7, 0x0A, 0xA3, 0xB3, 0x2C, 0xD2, 0xD2, 0x0A]
        let source = DecodedText(bytes, file: "a.csv")
        let columns = [column("户数", .number), column("甲", .number)]
        let table = TypedTable.read(CSVFile.read(source, file: "a.csv"), columns: columns)
        #expect(
            listing(table.diagnostics, in: source.bytes) == [
                "1:1-1:1 (warning) not-utf8", "2:1-2:2 full-width-digit -> 3", "2:3-2:4 bad-number",
            ])
    }

    @Test("stats.csv needs its columns")
    func longColumns() {
        let text = "code,measure,period\n,households,2023\n"
        #expect(listing(check(community(measures), stats: text).diagnostics, in: text) == ["1:1-1:5 missing-column"])
        let other = "code,period,value\n,2023,5\n"
        #expect(listing(check(community(measures), stats: other).diagnostics, in: other) == ["1:1-1:18 missing-column"])
    }

    @Test("figures of a community without grids come from stats.csv alone")
    func withoutGrids() throws {
        let text = "code,measure,period,value\n,households,2023,83\n,events,2023,\n"
        let statistics = try #require(check(community(measures), stats: text).value)
        let library = FigureLibrary(communities: [statistics])
        #expect(try library.figure(.init(of: "jinhualu", measure: "households")).text() == "83户")
        #expect(try library.figure(.init(of: "jinhualu", measure: "events")).entry == .missing)
    }
}
