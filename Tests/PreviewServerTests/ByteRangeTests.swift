import TestSupport
import Testing

@testable import PreviewServer

struct ByteRangeTests {
    @Test("a range is read as RFC 9110 says")
    func examples() {
        #expect(ByteRange("bytes=0-4", size: 10) == .part(0..<5))
        #expect(ByteRange("bytes=4-", size: 10) == .part(4..<10))
        #expect(ByteRange("bytes=-3", size: 10) == .part(7..<10))
        #expect(ByteRange("bytes=-30", size: 10) == .part(0..<10))
        #expect(ByteRange("bytes=8-99", size: 10) == .part(8..<10))
        #expect(ByteRange("bytes=10-", size: 10) == .unsatisfiable)
        #expect(ByteRange("bytes=-0", size: 10) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
    }

    @Test(
        "a header that makes no sense or asks for several ranges is ignored",
        arguments: [
            nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1",
            "bytes=1-2-3",
            "bytes=+1-2", "bytes=--1",
        ])
    func ignored(header: String?) { #expect(ByteRange(header, size: 10) == .whole) }

    @Test("no range leaves the file, whatever the numbers", arguments: 1...10)
    func bounds(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let numbers = ["", "0", "1", "9", "10", "11", "9223372036854775807", "99999999999999999999999"]
        for _ in 0..<200 {
            let pick = { numbers[Int.random(in: 0..<numbers.count, using: &random)] }
            let (header, size) = ("bytes=\(pick())-\(pick())", Int.random(in: 0...12, using: &random))
            if case .part(let range) = ByteRange(header, size: size) {
                #expect(range.lowerBound >= 0 && range.upperBound <= size && !range.isEmpty, "\(header) of \(size)")
            }
        }
    }
}
