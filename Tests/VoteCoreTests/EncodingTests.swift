import Foundation
import TestSupport
import Testing
@testable import VoteCore

struct EncodingTests {
    @Test("Base 64 is that of Foundation, and every other text of the same bytes is refused")
    func base64() {
        var generator = SeededGenerator(seed: 64)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...50, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let text = Base64.standard.encode(bytes)
            #expect(text == Data(bytes).base64EncodedString())
            #expect(Base64.standard.decode(text.utf8) == bytes)
            let url = Base64.url.encode(bytes)
            #expect(url == text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
            #expect(Base64.url.decode(url.utf8) == bytes)
            var changed = Array(text.utf8)
            guard !changed.isEmpty else { continue }
            changed[Int.random(in: changed.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            let read = Base64.standard.decode(changed)
            #expect(read == nil || read != bytes || changed == Array(text.utf8), "two texts for the same bytes")
        }
        for bad in ["A", "AA", "AAA", "AA=A", "====", "A===", "AB==", "AAB=", "AA==AAAA", "AA-_", "AAAA\n"] {
            #expect(Base64.standard.decode(bad.utf8) == nil, "\(bad)")
        }
        for bad in ["A", "AB", "AAB", "AA==", "AA+/"] { #expect(Base64.url.decode(bad.utf8) == nil, "\(bad)") }
    }

    @Test("Whole numbers have one text each, up to 2^53 - 1")
    func wholeNumbers() {
        #expect(WholeNumber.value(of: "0".utf8) == 0 && WholeNumber.value(of: "9007199254740991".utf8) == 1 << 53 - 1)
        for bad in ["", "00", "01", "+1", "-1", "1 ", "9007199254740992", "99999999999999999999", "１"] {
            #expect(WholeNumber.value(of: bad.utf8) == nil, "\(bad)")
        }
    }

    @Test("Sixteen bytes come back from their text, and comparison in constant time is equality")
    func bytes16() throws {
        var generator = SeededGenerator(seed: 16)
        var last = try #require(Bytes16([UInt8](repeating: 0, count: 16)))
        for _ in 0..<500 {
            let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let value = try #require(Bytes16(bytes))
            #expect(value.bytes == bytes && Bytes16(text: value.text.utf8) == value)
            #expect(value.isEqualInConstantTime(to: value) && !value.isEqualInConstantTime(to: last))
            last = value
        }
        #expect(Bytes16(text: "AAAAAAAAAAAAAAAAAAAAAB".utf8) == nil, "the last digit has bits that no byte takes")
    }

    @Test("Words that hide something are refused")
    func words() {
        for bad in ["", "a\tb", "a\u{202E}b", "\u{200B}", "\u{FEFF}a", "\u{2066}", "a\u{0}"] {
            #expect(PlainWords.problem(Array(bad.utf8)[...]) != nil, "\(bad.debugDescription)")
        }
        #expect(PlainWords.problem([0xC3, 0x28]) != nil, "this is not UTF-8")
        #expect(PlainWords.problem(Array("示例社区 · A1".utf8)[...]) == nil)
    }

    @Test("Days and dates are those of UTC+8")
    func clock() {
        #expect(ElectionClock.date(ofDay: ElectionClock.day(ofSlot: 1_788_224_400 / 600)) == "2026-09-01")
        #expect(ElectionClock.minuteOfDay(ofSlot: 1_788_224_400 / 600) == 540)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        for slot in stride(from: 2_600_000, to: 4_000_000, by: 997) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(slot) * 600))
            let written = ElectionClock.date(ofDay: ElectionClock.day(ofSlot: slot)).split(separator: "-").compactMap {
                Int($0)
            }
            #expect(written == [parts.year, parts.month, parts.day].compactMap { $0 }, "slot \(slot)")
        }
    }
}
