import Markdown
import Testing

@Suite("Random documents")
struct FuzzTests {
    private let voidElements: Set<String> = ["br", "hr", "img", "input", "source"]

    /// What is wrong with a page as HTML; nil if nothing is.
    private func fault(in html: [UInt8]) -> String? {
        var open: [String] = []
        var ids: Set<String> = []
        var offset = 0
        while offset < html.count {
            if html[offset] == UInt8(ascii: ">") { return "a > outside a tag at \(offset)" }
            guard html[offset] == UInt8(ascii: "<") else {
                offset += 1
                continue
            }
            var end = offset + 1
            var isQuoted = false
            while end < html.count, isQuoted || html[end] != UInt8(ascii: ">") {
                if html[end] == UInt8(ascii: "\"") { isQuoted.toggle() }
                if html[end] == UInt8(ascii: "<") { return "a < in a tag at \(end)" }
                end += 1
            }
            guard end < html.count else { return "a tag without an end at \(offset)" }
            let tag = String(decoding: html[(offset + 1)..<end], as: UTF8.self)
            if let fault = check(tag, &open, &ids) { return fault }
            offset = end + 1
        }
        return open.isEmpty ? nil : "left open: \(open)"
    }

    private func check(_ tag: String, _ open: inout [String], _ ids: inout Set<String>) -> String? {
        if tag.hasPrefix("/") {
            let name = String(tag.dropFirst())
            return open.popLast() == name ? nil : "</\(name)> closes something else"
        }
        let name = String(tag.prefix { $0.isLetter || $0.isNumber })
        if name.isEmpty { return "not a tag: <\(tag)>" }
        if !voidElements.contains(name) { open.append(name) }
        if let start = tag.range(of: " id=\"") {
            let id = String(tag[start.upperBound...].prefix { $0 != "\"" })
            if !ids.insert(id).inserted { return "the id \(id) twice" }
        }
        return nil
    }

    private func hasSentinelEntity(_ html: [UInt8]) -> Bool {
        String(decoding: html, as: UTF8.self).contains("&#xFDD")
    }

    private func hasSentinel(_ html: [UInt8]) -> Bool {
        for offset in html.indices.dropLast(2) where html[offset] == 0xEF && html[offset + 1] == 0xB7 {
            if html[offset + 2] >= 0x90 && html[offset + 2] <= 0xAF { return true }
        }
        return false
    }

    /// What is wrong with the answers to data directives in a page; nil if each stands there once and in order.
    private func insertionFault(_ document: MarkdownDocument, _ html: [UInt8]) -> String? {
        let found = String(decoding: html, as: UTF8.self).split(
            separator: " data-i=\"", omittingEmptySubsequences: false
        )
        .dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }
        if found != Array(document.dataDirectives.indices) { return "insertions \(found)" }
        var bare: [UInt8] = []
        HTMLWriter.write(document, into: &bare)
        return bare.count <= html.count ? nil : "more is written without insertions"
    }

    /// What is wrong with the places of a document's words; nil if each leads to the words themselves.
    private func proseFault(_ document: MarkdownDocument, _ bytes: [UInt8]) -> String? {
        let prose = document.prose(in: MarkdownSource(file: "a.md", bytes: bytes))
        for block in prose.blocks + prose.tables.flatMap({ $0.rows.joined() }) {
            var offset = 0
            for run in block.runs {
                let (text, range) = (Array(run.text.utf8), run.span.range)
                if run.offset != offset { return "a run of \(block.text.debugDescription) begins at \(run.offset)" }
                offset += text.count
                if hasSentinel(text) { return "a sentinel in \(block.text.debugDescription)" }
                guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return "a run outside the file" }
                if text.count == range.count, text != Array(bytes[range]), text != [0x20], text != [0x0A] {
                    return "\(run.text.debugDescription) is not at \(range)"
                }
            }
        }
        return nil
    }

    private func examine(_ bytes: [UInt8], _ place: String) -> Bool {
        let (document, diagnostics) = MarkdownParser.parse(MarkdownSource(file: "a.md", bytes: bytes))
        var output: [UInt8] = []
        HTMLWriter.write(document, insertions: insertions(for: document), into: &output)
        let text = String(decoding: bytes, as: UTF8.self).debugDescription
        if let fault = fault(in: output) {
            Issue.record("\(place): \(fault)\n\(text)\n\(String(decoding: output, as: UTF8.self))")
            return false
        }
        if hasSentinel(output) || hasSentinelEntity(output)
            || document.references.contains(where: { hasSentinel(Array($0.destination.utf8)) })
            || hasSentinel(Array(document.plainText().utf8))
        {
            Issue.record("\(place): a sentinel is left\n\(text)\n\(String(decoding: output, as: UTF8.self))")
            return false
        }
        if let fault = insertionFault(document, output) {
            Issue.record("\(place): \(fault)\n\(text)\n\(String(decoding: output, as: UTF8.self))")
            return false
        }
        let spans =
            diagnostics.map(\.span.range) + document.references.map(\.span.range)
            + document.dataDirectives.flatMap { [$0.span.range, $0.labelSpan.range] }
        if spans.contains(where: { $0.lowerBound < 0 || $0.upperBound > bytes.count }) {
            Issue.record("\(place): a span outside the file\n\(text)")
            return false
        }
        _ = document.summary(limit: 30)
        return true
    }

    @Test(
        "Any mix of Markdown becomes well-formed HTML without sentinels",
        arguments: [21, 22, 23, 24] as [UInt64])
    func mixes(seed: UInt64) {
        var generator = DocumentGenerator(seed: seed, pieces: DocumentGenerator.allPieces)
        for number in 0..<2500
        where !examine(Array(generator.next().utf8), "seed \(seed), document \(number)") { return }
    }

    @Test("Any bytes are read without harm", arguments: [31, 32] as [UInt64])
    func bytes(seed: UInt64) {
        var generator = DocumentGenerator(seed: seed, pieces: DocumentGenerator.allPieces)
        for number in 0..<1000 {
            var bytes = Array(generator.next().utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator.random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &generator.random)
                if Bool.random(using: &generator.random) {
                    bytes[place] = UInt8.random(in: 0...255, using: &generator.random)
                } else {
                    bytes.remove(at: place)
                }
            }
            if !examine(bytes, "seed \(seed), document \(number)") { return }
        }
    }

    @Test("Depth and length do no harm")
    func extremes() {
        let patterns = [
            ">", "*", "[", "|", "~~", ":::\n", ":::note\n", "![](", ":mark[", "**“", "http://((", "：：：",
            "[^1]",
        ]
        for pattern in patterns {
            let length = pattern == ">" ? 20_000 : 50_000
            let text = String(repeating: pattern, count: length / pattern.utf8.count)
            #expect(examine(Array(text.utf8), "many \(pattern.debugDescription)"))
        }
        let nested = (0..<1500).map { String(repeating: " ", count: 2 * $0) + "- a" }.joined(separator: "\n")
        #expect(examine(Array(nested.utf8), "nested lists"))
    }
}
