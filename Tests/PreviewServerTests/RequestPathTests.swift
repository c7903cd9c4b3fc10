import TestSupport
import Testing

@testable import PreviewServer

struct RequestPathTests {
    @Test(
        "an address that no build could have written is refused",
        arguments: [
            "", "cases/a.html", "/..", "/../a", "/a/../b", "/a/..", "/./a", "/%2e%2e/a", "/%2E%2e/a", "/.%2e/a",
            "/..%2fa", "/a%2fb", "/a%5cb", "/a\\b", "/..\\a", "/a%00b", "/a%0ab", "/a\u{7F}", "//a", "/a//b",
            "/.gridshow-manifest", "/a/.hidden", "/%2Egridshow-manifest", "/%", "/%4", "/%zz", "/%+1", "/%ff",
            "/%c0%ae%c0%ae/a", "/%ed%a0%80",
        ])
    func refused(address: String) { #expect(RequestPath(address) == nil, "\(address) must not reach the disk") }

    @Test("what is decoded is decoded once")
    func once() {
        #expect(RequestPath("/%252e%252e/a")?.parts == ["%2e%2e", "a"])
        #expect(RequestPath("/a%25b")?.parts == ["a%b"])
    }

    @Test("addresses of pages and folders name the file that is served")
    func pages() {
        #expect(RequestPath("/")?.page == "index.html")
        #expect(RequestPath("/cases/")?.page == "cases/index.html")
        #expect(RequestPath("/cases/a.html")?.page == "cases/a.html")
        #expect(RequestPath("/districts/%E6%AD%A6%E4%BE%AF%E5%8C%BA/")?.page == "districts/武侯区/index.html")
        #expect(RequestPath("/a+b%20c.html")?.page == "a+b c.html")
    }

    @Test("whatever passes is a list of plain names", arguments: 1...20)
    func randomAddresses(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "/", "/", "..", ".", "%2e", "%2F", "%5C", "\\", "%00", "a", "é", "%E6", "%AD%A6", "%", "//", "b.html",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...9, using: &random)
            let address =
                "/" + (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            guard let parts = RequestPath(address)?.parts else { continue }
            #expect(
                parts.allSatisfy { part in
                    !part.isEmpty && !part.hasPrefix(".") && !part.utf8.contains { [0, 47, 92].contains($0) }
                }, "\(address) gave \(parts), seed \(seed)")
        }
    }
}
