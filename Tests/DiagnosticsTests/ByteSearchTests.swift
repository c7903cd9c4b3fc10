import Diagnostics
import TestSupport
import Testing

struct ByteSearchTests {
    private static let tests: [(words: @Sendable (EightBytes) -> UInt64, bytes: @Sendable (UInt8) -> Bool)] = [
        ({ $0.equal(0) }, { $0 == 0 }), ({ $0.equal(0x26) }, { $0 == 0x26 }), ({ $0.equal(0xEF) }, { $0 == 0xEF }),
        ({ $0.equal(0x27, but: 1) }, { $0 == 0x26 || $0 == 0x27 }), ({ $0.below(0x20) }, { $0 < 0x20 }),
        ({ $0.below(128) }, { $0 < 128 }), ({ $0.digits }, { 0x30...0x39 ~= $0 }),
        (
            { $0.digits | $0.equal(0xEF) | $0.equal(0x3E, but: 2) },
            { 0x30...0x39 ~= $0 || [0xEF, 0x3C, 0x3E].contains($0) }
        ),
    ]

    @Test("The first byte that passes is found, wherever it stands and whatever stands around it", arguments: 0..<40)
    func first(batch: Int) {
        for seed in (batch * 100)..<(batch * 100 + 100) {
            var random = SeededGenerator(seed: UInt64(seed))
            let palette = (0..<Int.random(in: 1..<5, using: &random)).map { _ in
                random.pick([
                    0, 0x1F, 0x20, 0x25, 0x26, 0x27, 0x2F, 0x30, 0x39, 0x3A, 0x3C, 0x7F, 0x80, 0xB0, 0xEE, 0xEF, 0xF0,
                ])
                    as UInt8
            }
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in random.pick(palette) }
            let start = Int.random(in: 0...bytes.count, using: &random)
            for (index, test) in Self.tests.enumerated() {
                let found = bytes.withUnsafeBytes { firstOffset(in: $0, from: start, where: test.words) }
                #expect(found == bytes[start...].firstIndex(where: test.bytes), "test \(index), seed \(seed): \(bytes)")
            }
        }
    }

    @Test("Eight bytes beyond ASCII hold none, and one below 128 among them is seen")
    func ascii() {
        func holds(_ bytes: [UInt8]) -> Bool {
            bytes.withUnsafeBytes { firstOffset(in: $0) { $0.holdASCII ? 0x80 : 0 } } != nil
        }
        #expect(!holds(Array(repeating: 0xE4, count: 8)))
        for place in 0..<8 {
            var bytes = [UInt8](repeating: 0x80, count: 8)
            bytes[place] = 0x7F
            #expect(holds(bytes))
        }
    }
}
