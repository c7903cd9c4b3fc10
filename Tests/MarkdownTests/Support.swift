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

private let attributeNames = Set(DirectiveDeclaration.all.flatMap(\.attributes).map(\.name)).sorted()

/// An answer to every data directive that says what was asked, and the directive's place in the document.
func insertions(for document: MarkdownDocument) -> [[UInt8]] {
    document.dataDirectives.enumerated().map { index, directive in
        let tag = directive.form == .inline ? "b" : "p"
        let values = attributeNames.filter { directive.value($0) != nil }.map { name in
            " \(name)=" + directive.list(name).map(\.text).joined(separator: "|")
        }
        let form = "\(directive.form)".split(separator: ".").last ?? ""
        let text =
            "\(directive.isFaulty ? "faulty " : "")\(directive.kind) \(form) [\(directive.label)]\(values.joined())"
        let escapes: [UnicodeScalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
        let escaped = text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
        return Array("<\(tag) data-i=\"\(index)\">\(escaped)</\(tag)>".utf8)
    }
}

/// A text without the line breaks at its end.
func trimmingLineBreaks(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text
}
