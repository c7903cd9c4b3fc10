import TestSupport
import Diagnostics
import Testing

/// The well-formed byte sequences of the Unicode Standard, table 3-7, tried one after the other.
private func naiveInvalidOffset(_ bytes: [UInt8]) -> Int? {
    let forms: [[ClosedRange<UInt8>]] = [
        [0x00...0x7F], [0xC2...0xDF, 0x80...0xBF], [0xE0...0xE0, 0xA0...0xBF, 0x80...0xBF],
        [0xE1...0xEC, 0x80...0xBF, 0x80...0xBF], [0xED...0xED, 0x80...0x9F, 0x80...0xBF],
        [0xEE...0xEF, 0x80...0xBF, 0x80...0xBF], [0xF0...0xF0, 0x90...0xBF, 0x80...0xBF, 0x80...0xBF],
        [0xF1...0xF3, 0x80...0xBF, 0x80...0xBF, 0x80...0xBF], [0xF4...0xF4, 0x80...0x8F, 0x80...0xBF, 0x80...0xBF],
    ]
    var offset = 0
    while offset < bytes.count {
        let rest = bytes[offset...]
        guard let form = forms.first(where: { $0.count <= rest.count && zip($0, rest).allSatisfy { $0.contains($1) } })
        else { return offset }
        offset += form.count
    }
    return nil
}

struct TextEncodingTests {
    @Test("The first byte that is not UTF-8 is the one that the Unicode Standard's table gives", arguments: 0..<20)
    func offsets(batch: Int) {
        for seed in (batch * 200)..<(batch * 200 + 200) {
            var random = SeededGenerator(seed: UInt64(seed))
            let pieces = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                random.pick(["a", "é", "网", "𠮷", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{FFFD}", "abcdefgh", "微网实格"])
            }
            var bytes = Array(pieces.joined().utf8)
            for _ in 0..<Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                if random.chance(50) {
                    bytes.remove(at: place)
                } else {
                    bytes[place] = UInt8.random(in: 0x70...0xFF, using: &random)
                }
            }
            let found = firstInvalidUTF8(in: bytes)
            if found?.encoding == .utf16 { continue }
            #expect(found?.offset == naiveInvalidOffset(bytes), "seed \(seed): \(bytes)")
        }
    }

    @Test("A text in GB18030 is recognised, four-byte characters and all")
    func gb18030() {
        // 标题：三根松 in GB18030, then a four-byte character.
        let bytes: [UInt8] = [
            0xB1, 0xEA, 0xCC, 0xE2, 0x3A, 0x20, 0xC8, 0xFD, 0xB8, 0xF9, 0xCB, 0xC9, 0x82, 0x30, 0x82, 0x35,
        ]
        #expect(firstInvalidUTF8(in: bytes)?.encoding == .gb18030)
        #expect(firstInvalidUTF8(in: bytes)?.offset == 0)
        #expect(firstInvalidUTF8(in: Array("title: ".utf8) + bytes)?.offset == 7)
    }

    @Test("A UTF-16 text is recognised by its mark, at its start")
    func utf16() {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x2D, 0x00], [0xFE, 0xFF, 0x00, 0x2D]] {
            #expect(firstInvalidUTF8(in: bytes)?.encoding == .utf16)
            #expect(firstInvalidUTF8(in: bytes)?.offset == 0)
        }
    }

    @Test("A UTF-8 text with a broken byte is damaged, not GB18030; bytes that fit nothing are unknown")
    func damaged() {
        let text = Array("三根松社区的居民在广场议事".utf8)
        for offset in text.indices {
            var bytes = text
            bytes.remove(at: offset)
            #expect(firstInvalidUTF8(in: bytes)?.encoding == .unknown, "without byte \(offset)")
        }
        #expect(firstInvalidUTF8(in: [0x41, 0xFF])?.encoding == .unknown)
    }

    @Test("Every valid text passes, the empty one and one with a byte order mark too")
    func valid() {
        for text in ["", "abc", "微网格𠮷\u{10FFFF}", "\u{FEFF}标题", "\u{0}"] {
            #expect(firstInvalidUTF8(in: Array(text.utf8)) == nil)
        }
    }
}
