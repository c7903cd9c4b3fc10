import Diagnostics
import Testing

/// The rule of `LineIndex` in its slowest and plainest form: walk over all scalars and count.
private struct NaiveLines {
    /// The line and column of each byte offset, the one past the end included.
    var positions: [(line: Int, column: Int)] = []
    /// Each line's text without its break.
    var lines: [String] = [""]

    init(_ text: String) {
        var line = 1
        var column = 1
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isMark = index == 0 && scalar == "\u{FEFF}"
            positions += Array(repeating: (line, column), count: String(scalar).utf8.count)
            if isMark { continue }
            let endsLine =
                scalar == "\n" || (scalar == "\r" && !(index + 1 < scalars.count && scalars[index + 1] == "\n"))
            if endsLine {
                line += 1
                column = 1
                lines.append("")
            } else {
                column += 1
                if scalar != "\r" { lines[line - 1].unicodeScalars.append(scalar) }
            }
        }
        positions.append((line, column))
    }
}

struct LineIndexTests {
    private static let pieces = ["a", "网", "𠮷", "é", "e\u{301}", "\n", "\r\n", "\r", "\t", " ", "😀", "\u{2028}", "："]

    private func text(_ random: inout SeededGenerator) -> String {
        let start = random.chance(20) ? "\u{FEFF}" : ""
        return start + (0..<Int.random(in: 0..<40, using: &random)).map { _ in random.pick(Self.pieces) }.joined()
    }

    @Test("Lines and columns are those that a count over all scalars gives", arguments: 0..<20)
    func positions(batch: Int) {
        for seed in (batch * 50)..<(batch * 50 + 50) {
            var random = SeededGenerator(seed: UInt64(seed))
            let text = text(&random)
            let bytes = Array(text.utf8)
            let index = LineIndex(bytes)
            let naive = NaiveLines(text)
            #expect(index.lineCount == naive.lines.count, "seed \(seed): \(text.debugDescription)")
            for offset in 0...bytes.count where offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
                let found = index.position(of: offset)
                let expected = naive.positions[offset]
                #expect(
                    found.line == expected.line && found.column == expected.column,
                    "seed \(seed), offset \(offset) of \(text.debugDescription): \(found), not \(expected)")
            }
            for (number, line) in naive.lines.enumerated() {
                #expect(index.text(ofLine: number + 1) == line, "seed \(seed), line \(number + 1)")
            }
        }
    }

    @Test("An offset comes back from its line and column", arguments: 0..<10)
    func inverse(batch: Int) {
        for seed in (batch * 50)..<(batch * 50 + 50) {
            var random = SeededGenerator(seed: UInt64(1_000_000 + seed))
            let bytes = Array(text(&random).utf8)
            let index = LineIndex(bytes)
            for line in 1...index.lineCount {
                for offset in index.range(ofLine: line) where bytes[offset] & 0xC0 != 0x80 {
                    let place = index.position(of: offset)
                    #expect(place.line == line, "seed \(1_000_000 + seed), offset \(offset)")
                    #expect(
                        index.offset(line: place.line, column: place.column) == offset,
                        "seed \(1_000_000 + seed), offset \(offset)")
                }
            }
        }
    }

    @Test("Places outside the text are held within it")
    func outside() {
        let index = LineIndex(Array("甲\n乙".utf8))
        #expect(index.position(of: 100) == index.position(of: 7))
        #expect(index.offset(line: 1, column: 99) == 3)
        #expect(index.offset(line: 9, column: 1) == 7)
        #expect(index.range(ofLine: 0) == 7..<7)
        #expect(LineIndex([]).lineCount == 1)
        #expect(LineIndex([]).position(of: 5) == LineIndex([]).position(of: 0))
    }
}
