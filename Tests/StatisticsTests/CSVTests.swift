import Diagnostics
import Testing

@testable import Statistics

@Suite("Reading CSV")
struct CSVTests {
    @Test("LF, CR LF, a byte order mark and a missing last line break all read the same")
    func lineBreaks() {
        for text in ["a,b\n1,2\n", "a,b\r\n1,2\r\n", "\u{FEFF}a,b\n1,2\n", "a,b\n1,2", "a,b\n\n1,2\n\n"] {
            let file = csv(text)
            #expect(file.diagnostics.isEmpty)
            #expect(file.draft.rows.map { $0.cells.map(\.text) } == [["a", "b"], ["1", "2"]])
        }
    }

    @Test("a quoted cell holds commas, quotes and line breaks")
    func quotedCells() {
        let file = csv("a,b\n\"x, \"\"y\"\"\nz\",2\n")
        #expect(file.value?.rows[1].cells.map(\.text) == ["x, \"y\"\nz", "2"])
        #expect(file.value?.rows[1].number == 2)
    }

    @Test("every cell knows its bytes")
    func spans() {
        let text = "名,b\n\"甲,\",2\n"
        let bytes = Array(text.utf8)
        let written = csv(text).draft.rows.flatMap(\.cells).map {
            String(decoding: bytes[$0.span.range], as: UTF8.self)
        }
        #expect(written == ["名", "b", "\"甲,\"", "2"])
    }

    @Test(
        "a fault is reported at its place",
        arguments: [
            ("a,b\n1\n", ["2:2-2:2 ragged-row"]),
            ("a,b\n1,2,3,4\n", ["2:5-2:8 ragged-row"]),
            ("a,b\n1,x\"y\n", ["2:4-2:5 stray-quote"]),
            ("a,b\n1,\"x\"y\n", ["2:5-2:7 stray-quote"]),
            ("a,b\n1,\"xy\n", ["2:3-2:4 unclosed-quote"]),
            ("a,b\n1,x\u{7}y\n", ["2:4-2:5 control-character -> "]),
            ("a,b\n1,\u{200B}2\n", ["2:3-2:4 control-character -> "]),
            ("a,b\n1,\"x\ty\"\n", ["2:5-2:6 control-character -> "]),
            ("a,b\n1,=SUM(A1)\n", ["2:3-2:4 formula-cell"]),
            ("a,b\n1,\"@x\"\n", ["2:4-2:5 formula-cell"]),
            ("a,b\n1,+5\n", ["2:3-2:4 formula-cell -> "]),
            ("a,b\n-x,-5\n", ["2:1-2:2 formula-cell"]),
            ("a,b\n-甲,-\n", ["2:1-2:2 formula-cell"]),
            ("a;b\n1;2\n", ["1:2-1:3 wrong-separator"]),
            ("甲，乙\n1，2\n", ["1:2-1:3 wrong-separator"]),
            ("a,b\r1,2\r", ["1:4-2:1 control-character"]),
        ] as [(String, [String])])
    func faults(text: String, expected: [String]) {
        #expect(listing(csv(text).diagnostics, in: text) == expected)
        #expect(csv(text).value == nil)
    }

    @Test("a number that a comma has split is named beside the ragged row")
    func splitNumber() {
        let notes = csv("a,b\nx,1,234\n").diagnostics.flatMap(\.notes).map(\.message.en)
        #expect(notes.first == "“1,234” looks like one number: write 1234")
    }

    @Test("GB18030 from Excel is read, and a warning says so")
    func gb18030() {
        // “名称,户数” and “三根松,12”, with the four-byte form of U+0080 not among them.
        let bytes: [UInt8] =
            [0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xBB, 0xA7, 0xCA, 0xFD, 0x0D, 0x0A, 0xC8, 0xFD, 0xB8, 0xF9, 0xCB, 0xC9]
            + Array(",12\r\n".utf8)
        let source = DecodedText(bytes, file: "a.csv")
        let file = CSVFile.read(source, file: "a.csv")
        #expect(source.wasGB18030)
        #expect(file.value?.rows.map { $0.cells.map(\.text) } == [["名称", "户数"], ["三根松", "12"]])
        #expect(listing(file.diagnostics, in: source.bytes) == ["1:1-1:1 (warning) not-utf8"])
        #expect(source.bytes[file.draft.rows[1].cells[0].span.range].elementsEqual("三根松".utf8))
    }

    @Test("bytes that are no text are an error", arguments: [[0xFF, 0xFE, 0x41, 0x00], [0x41, 0xFF], [0x81, 0x20]])
    func noText(bytes: [UInt8]) {
        let file = CSVFile.read(bytes, file: "a.csv")
        #expect(file.value == nil)
        #expect(file.diagnostics.map(\.id) == ["not-utf8"])
    }

    @Test("a download quotes what it must, and nothing else")
    func download() {
        let text = csvText([["名称", "a,b"], ["x \"y\"", "1\n2"], ["", ""]])
        #expect(text == "\u{FEFF}名称,\"a,b\"\r\n\"x \"\"y\"\"\",\"1\n2\"\r\n\"\",\"\"\r\n")
    }

    @Test("random tables come back as they were written", arguments: 0..<60 as Range<UInt64>)
    func roundTrip(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = ["a", "甲", "\"", ",", "\n", "\r\n", " ", "1", ".", "", "𠀀"]
        let width = Int.random(in: 1...5, using: &random)
        let table = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            (0..<width).map { _ in
                (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                    .joined()
            }
        }
        let newline = Bool.random(using: &random) ? "\n" : "\r\n"
        let text = table.map { $0.map(quoted).joined(separator: ",") }.joined(separator: newline) + newline
        let file = csv(text)
        #expect(file.draft.rows.map { $0.cells.map(\.text) } == table, "seed \(seed)")
        #expect(file.diagnostics.isEmpty, "seed \(seed)")
        #expect(naiveCSV(text) == table, "seed \(seed)")
        #expect(csv(csvText(table)).draft.rows.map { $0.cells.map(\.text) } == table, "seed \(seed)")
        let bytes = Array(text.utf8)
        for cell in file.draft.rows.flatMap(\.cells) {
            #expect(String(decoding: bytes[cell.span.range], as: UTF8.self) == quoted(cell.text))
        }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    /// The obvious reader, character by character, for files without faults in which every cell is quoted.
    private func naiveCSV(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell = ""
        var isInside = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" {
                if !isInside, cell.hasSuffix("\u{0}") {
                    cell = String(cell.dropLast()) + "\""
                } else if isInside {
                    cell += "\u{0}"
                }
                isInside.toggle()
            } else if isInside {
                cell.unicodeScalars.append(scalar)
            } else if scalar == "," || scalar == "\n" {
                rows[rows.count - 1].append(String(cell.dropLast()))
                cell = ""
                if scalar == "\n" { rows.append([]) }
            }
        }
        return Array(rows.dropLast())
    }
}
