import Foundation
import Markdown
import Testing

/// The folder of these tests.
let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

/// What `gridshow markdown` prints for a text.
func html(_ text: String, _ options: MarkdownOptions = .gridShow) -> String {
    String(decoding: htmlBytes(Array(text.utf8), options), as: UTF8.self)
}

func htmlBytes(_ bytes: [UInt8], _ options: MarkdownOptions = .gridShow) -> [UInt8] {
    let document = MarkdownParser.parse(MarkdownSource(file: "a.md", bytes: bytes), options: options).document
    var output: [UInt8] = []
    HTMLWriter.write(document, into: &output)
    return output
}

/// A text without the line breaks at its end.
func trimmingLineBreaks(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
}
