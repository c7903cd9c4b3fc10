import CMark
import Foundation
import Markdown
import Testing

@Suite("Comparison with libcmark")
struct DifferentialTests {
    private func reference(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBufferPointer { buffer -> String? in
            buffer.withMemoryRebound(to: CChar.self) { text in
                guard let base = text.baseAddress,
                    let html = cmark_markdown_to_html(base, text.count, CMARK_OPT_UNSAFE)
                else { return nil }
                defer { free(html) }
                return String(cString: html)
            }
        }
        return result ?? ""
    }

    @Test("Our writer prints what libcmark prints", arguments: [1, 2, 3] as [UInt64])
    func writer(seed: UInt64) {
        var generator = DocumentGenerator(seed: seed, pieces: DocumentGenerator.allPieces)
        for number in 0..<2000 {
            let text = generator.next()
            let (ours, theirs) = (html(text, .commonMark), reference(text))
            if ours != theirs {
                Issue.record("seed \(seed), document \(number): \(text.debugDescription)\n\(ours)\n\(theirs)")
                return
            }
        }
    }

    @Test(
        "Without Chinese text and extensions GridShow reads CommonMark", arguments: [11, 12, 13] as [UInt64])
    func preparation(seed: UInt64) {
        let pieces = DocumentGenerator.plainPieces.filter { $0 != "<" }
        var generator = DocumentGenerator(seed: seed, pieces: pieces)
        var compared = 0
        for number in 0..<2000 {
            let text = generator.next()
            let expected = reference(text)
            // Figures and strikethrough are extensions.
            if text.contains("~~") || (expected.contains("<img") && expected.contains("title=")) { continue }
            compared += 1
            let ours = removingIDs(html(text))
            if ours != expected {
                Issue.record(
                    "seed \(seed), document \(number): \(text.debugDescription)\n\(ours)\n\(expected)")
                return
            }
        }
        #expect(compared > 1000)
    }

    /// GridShow gives headings an id.
    private func removingIDs(_ html: String) -> String {
        var result = ""
        var rest = Substring(html)
        while let start = rest.range(of: " id=\"") {
            result += rest[..<start.lowerBound]
            let value = rest[start.upperBound...]
            rest = value.drop { $0 != "\"" }.dropFirst()
        }
        return result + rest
    }
}
