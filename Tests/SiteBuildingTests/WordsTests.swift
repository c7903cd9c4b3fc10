import Testing

@testable import SiteBuilding

struct WordsTests {
    private let words = Words([
        "count": "共 {count} 个，{count} 个", "odd": "{unknown} {a", "date_long": "{year}年{month}月{day}日", "plain": "没有",
    ])

    @Test("Every place with a name that has a value is filled in, and nothing else")
    func places() {
        #expect(words.filled("count", ["count": "3"]) == "共 3 个，3 个")
        #expect(words.filled("count", ["count": "{count}"]) == "共 {count} 个，{count} 个")
        #expect(words.filled("odd", ["a": "x"]) == "{unknown} {a")
        #expect(words.filled("plain", ["a": "x"]) == "没有")
        #expect(words.filled("missing", ["a": "x"]) == "[missing]")
    }
}
