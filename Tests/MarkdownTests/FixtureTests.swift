import Diagnostics
import Foundation
import Markdown
import Testing

/// The files in `Specifications/GridShow` show every extension: input, HTML, diagnostics. They are documentation and test at once.
/// For data directives a line with everything that the caller gets stands in the place of the caller's answer.
///
///     === title
///     input
///     --- html
///     output
///     --- diagnostics
///     severity id "what is marked" -> "suggestion"
@Suite("Fixtures")
struct FixtureTests {
    struct Fixture {
        let title: String
        let input: String
        let html: String
        let diagnostics: String
    }

    private func fixtures(_ name: String) throws -> [Fixture] {
        let url = testFolder.appending(path: "Specifications/GridShow/\(name).txt")
        let text = "\n" + (try String(contentsOf: url, encoding: .utf8))
        return text.components(separatedBy: "\n=== ").dropFirst().map { block in
            let parts = block.components(separatedBy: "\n--- html\n")
            let head = parts[0].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let results = (parts.count > 1 ? parts[1] : "").components(separatedBy: "--- diagnostics\n")
            return Fixture(
                title: String(head[0]), input: head.count > 1 ? String(head[1]) : "", html: results[0],
                diagnostics: results.count > 1 ? results[1] : ""
            )
        }
    }

    private func line(_ diagnostic: Diagnostic, _ bytes: [UInt8]) -> String {
        let marked = String(decoding: bytes[diagnostic.span.range], as: UTF8.self)
        let suggestion = diagnostic.suggestion.map { " -> \($0.replacement.debugDescription)" } ?? ""
        return "\(diagnostic.severity) \(diagnostic.id) \(marked.debugDescription)\(suggestion)"
    }

    @Test(
        "Every extension does what its fixture shows",
        arguments: ["blocks", "breaks", "data", "directives", "emphasis", "faults", "inlines"]
    )
    func behaviour(file: String) throws {
        let fixtures = try fixtures(file)
        #expect(fixtures.count > 3)
        for fixture in fixtures {
            let bytes = Array(fixture.input.utf8)
            let (document, diagnostics) = MarkdownParser.parse(MarkdownSource(file: "a.md", bytes: bytes))
            var output: [UInt8] = []
            HTMLWriter.write(document, insertions: insertions(for: document), into: &output)
            let html = trimmingLineBreaks(String(decoding: output, as: UTF8.self))
            #expect(html == trimmingLineBreaks(fixture.html), "\(file): \(fixture.title)")
            let lines = diagnostics.map { line($0, bytes) }.joined(separator: "\n")
            #expect(lines == trimmingLineBreaks(fixture.diagnostics), "\(file): \(fixture.title)")
        }
    }
}
