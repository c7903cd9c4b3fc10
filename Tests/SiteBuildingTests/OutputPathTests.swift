import Testing

@testable import SiteBuilding

struct OutputPathTests {
    @Test(
        "A page knows its way to the root, its address and its canonical address",
        arguments: [
            ("index.html", "", "index.html", "https://x/"), ("about.html", "", "about.html", "https://x/about.html"),
            ("cases/index.html", "../", "cases/index.html", "https://x/cases/index.html"),
            (
                "districts/武侯区/索引/index.html", "../../../",
                "districts/%E6%AD%A6%E4%BE%AF%E5%8C%BA/%E7%B4%A2%E5%BC%95/index.html",
                "https://x/districts/%E6%AD%A6%E4%BE%AF%E5%8C%BA/%E7%B4%A2%E5%BC%95/index.html"
            ),
            (
                "cases/a b?#%&\"'.html", "../", "cases/a%20b%3F%23%25%26%22%27.html",
                "https://x/cases/a%20b%3F%23%25%26%22%27.html"
            ),
            ("cases/my-index.html", "../", "cases/my-index.html", "https://x/cases/my-index.html"),
        ])
    func addresses(path: String, root: String, url: String, canonical: String) {
        #expect(OutputPath(path).root == root)
        #expect(OutputPath(path).url == url)
        #expect(OutputPath(path).canonical("https://x/") == canonical)
    }

    @Test("Decoding undoes encoding for every text", arguments: 0..<100)
    func decoding(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = (0..<10).map { _ in
            random.pick(["a", "/", "%", "%2F", "网", "𠮷", " ", "\u{0}", "+", "é", "e\u{301}"])
        }.joined()
        #expect(percentDecoded(percentEncoded(text)).map { Array($0.utf8) } == Array(text.utf8), "seed \(seed)")
    }

    @Test("Faulty encoding is no text", arguments: ["%", "%4", "%zz", "%FF", "%E7%93", "a%"])
    func faulty(text: String) {
        #expect(percentDecoded(text) == nil)
    }

    @Test(
        "A name that people gave becomes one part of a path",
        arguments: [("武侯区", "武侯区"), ("天府 新区", "天府-新区"), ("A/B", "A-B"), (".hidden", "-hidden"), ("..", "-.")])
    func names(name: String, part: String) {
        #expect(fileName(name) == part)
    }

    @Test("Thousands are separated", arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")])
    func grouping(number: Int, text: String) {
        #expect(grouped(number) == text)
    }

    @Test("The hash of a file is eight hexadecimal digits of FNV-1a, folded")
    func hashes() {
        // FNV-1a of nothing is its offset basis cbf29ce484222325.
        #expect(contentHash([]) == "4fd0bfc1")
        #expect(contentHash([1]) != contentHash([2]))
        #expect((0..<200).allSatisfy { contentHash([UInt8($0)]).utf8.count == 8 })
    }
}
