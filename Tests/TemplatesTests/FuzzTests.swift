import Diagnostics
import Templates
import Testing

struct FuzzTests {
    private static let pieces = [
        "{{", "}}", "{{{", "}}}", "{", "}", "#", "^", "/", "$", "<", ">", "!", "&", "=", "%", "*", ".", " ",
        "\n",
        "\r\n", "a", "b", "page", "p", "q", "strings", "strings.s", "{{#a}}", "{{/a}}", "{{^b}}", "{{/b}}",
        "{{> p}}", "{{>q}}", "{{<p}}", "{{/p}}", "{{<q}}", "{{/q}}", "{{$x}}", "{{/x}}", "{{$y}}", "{{/y}}",
        "{{a}}", "{{{b}}}", "{{.}}", "{{! c", "网", "\u{FEFF}",
    ]
    private static let shape = TemplateShape.record([
        "a": .list(["b": .text]), "b": .html, "page": .optional(["a": .record(["b": .flag])]),
    ])

    private func makeText(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<30, using: &random) {
            bytes += Array(Self.pieces[Int.random(in: Self.pieces.indices, using: &random)].utf8)
        }
        if Int.random(in: 0..<8, using: &random) == 0, !bytes.isEmpty {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    @Test("Whatever the templates are, they are compiled or reported, within their files", arguments: 0..<20)
    func malformed(batch: Int) throws {
        for seed in (batch * 150)..<(batch * 150 + 150) {
            var random = SeededGenerator(seed: UInt64(seed))
            let sources = ["page", "p", "q"].map { name in
                TemplateSource(name: name, file: name, bytes: makeText(&random))
            }
            let (library, faults) = TemplateLibrary.compile(
                sources, pages: ["page": Self.shape], strings: ["s": "S"]
            )
            for span in faults.flatMap({ [$0.span] + $0.notes.compactMap(\.span) }) {
                let count = try #require(sources.first { $0.file == span.file }).bytes.count
                #expect(span.range.upperBound <= count, "seed \(seed)")
            }
            #expect(faults == faults.inOrder(), "seed \(seed)")
            var output: [UInt8] = []
            let data: TemplateRecord = ["a": .list([["b": .text("1")]]), "b": .html([]), "page": .absent]
            let rendered: ()? = try? library.render("page", data, into: &output)
            let pageIsFaulty = faults.contains { $0.severity == .error && $0.span.file == "page" }
            if pageIsFaulty { #expect(rendered == nil, "seed \(seed)") }
            if !faults.containsError { #expect(rendered != nil, "seed \(seed)") }
        }
    }
}
