import Foundation
import Markdown
import Testing

@Suite("Specifications")
struct SpecificationTests {
    struct CommonMarkExample: Decodable {
        let example: Int
        let markdown: String
        let html: String
    }

    struct ChineseCase: Decodable {
        let id: String
        let markdown: String
        let html: String
    }

    private func load<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
        let url = testFolder.appending(path: "Specifications/\(name)")
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }

    @Test("All 652 examples of CommonMark 0.30 come out byte for byte")
    func commonMark() throws {
        let examples = try load("commonmark-0.30.json", as: [CommonMarkExample].self)
        #expect(examples.count == 652)
        for example in examples {
            #expect(html(example.markdown, .commonMark) == example.html, "example \(example.example)")
        }
    }

    @Test("Everyday Chinese prose comes out as its cases say")
    func chinese() throws {
        let cases = try load("chinese-markdown.json", as: [ChineseCase].self)
        #expect(cases.count == 28)
        for each in cases {
            #expect(
                trimmingLineBreaks(html(each.markdown)) == trimmingLineBreaks(each.html), "case \(each.id)"
            )
        }
    }
}
