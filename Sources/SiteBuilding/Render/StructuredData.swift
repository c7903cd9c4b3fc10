import Content
import Diagnostics

/// schema.org data as JSON-LD. Written by hand because it stands on every page, where a general JSON encoder
/// would cost more than the page's whole template.
struct StructuredData {
    private var bytes: [UInt8] = []

    /// The data of a home page or an article; empty for other pages. No `<` occurs in it, so it can stand
    /// inside `<script>`.
    static func bytes(
        _ description: PageDescription, settings: SiteSettings, canonical: String, image: String
    ) -> [UInt8] {
        guard description.kind == "home" || description.article != nil else { return [] }
        let article = description.article
        let type = article.map { $0.kind == .news ? "NewsArticle" : $0.kind == .page ? "WebPage" : "Article" }
        var data = StructuredData()
        data.bytes.reserveCapacity(1024)
        data.add("@context", "https://schema.org")
        data.add("@type", type ?? "WebSite")
        data.add("name", description.title)
        if let article { data.add("headline", article.title) }
        data.add("url", canonical)
        data.addGiven("description", description.summary)
        data.add("inLanguage", settings.languageTag)
        data.addGiven("datePublished", article?.date?.isoText ?? "")
        data.addGiven("dateModified", article?.updated?.isoText ?? "")
        data.addGiven("keywords", article?.tags.joined(separator: ",") ?? "")
        data.addGiven("image", image)
        data.add(publishers: settings.organisers.map(\.name))
        data.bytes.append(UInt8(ascii: "}"))
        return data.bytes
    }

    private mutating func addGiven(_ name: String, _ text: String) {
        if !text.isEmpty { add(name, text) }
    }

    private mutating func add(_ name: String, _ text: String) {
        addName(name)
        addQuoted(text)
    }

    private mutating func add(publishers: [String]) {
        if publishers.isEmpty { return }
        addName("publisher")
        for (number, name) in publishers.enumerated() {
            bytes.append(contentsOf: (number == 0 ? "[" : ",").utf8)
            bytes.append(contentsOf: "{\"@type\":\"Organization\",\"name\":".utf8)
            addQuoted(name)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func addName(_ name: String) {
        bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
        addQuoted(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// A JSON string (RFC 8259 §7) with `<` escaped too.
    private mutating func addQuoted(_ text: String) {
        var text = text
        text.withUTF8 { addQuoted(UnsafeRawBufferPointer($0)) }
    }

    private mutating func addQuoted(_ text: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while let index = Self.firstSpecial(in: text, from: start) {
            bytes.append(contentsOf: text[start..<index])
            addEscaped(text[index])
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
        bytes.append(UInt8(ascii: "\""))
    }

    private static func firstSpecial(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        firstOffset(in: text, from: start) {
            $0.holdASCII ? $0.equal(0x22) | $0.equal(0x5C) | $0.equal(0x3C) | $0.below(0x20) : 0
        }
    }

    private mutating func addEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case UInt8(ascii: "<"): bytes.append(contentsOf: "\\u003c".utf8)
        default:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(Self.hexadecimal(byte >> 4))
            bytes.append(Self.hexadecimal(byte & 15))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
