import Content

/// schema.org data as JSON-LD. Written by hand because it stands on every page, where a general JSON encoder
/// would cost more than the page's whole template.
enum StructuredData {
    /// The data of a home page or an article; empty for other pages. No `<` occurs in it, so it can stand
    /// inside `<script>`.
    static func text(
        _ description: PageDescription, settings: SiteSettings, canonical: String, image: String
    ) -> String {
        guard description.kind == "home" || description.article != nil else { return "" }
        let article = description.article
        let type = article.map { $0.kind == .news ? "NewsArticle" : $0.kind == .page ? "WebPage" : "Article" }
        let publishers = settings.organisers.map { "{\"@type\":\"Organization\",\"name\":\(quoted($0.name))}" }
        let fields: [(name: String, json: String?)] = [
            ("@context", quoted("https://schema.org")), ("@type", quoted(type ?? "WebSite")),
            ("name", quoted(description.title)), ("headline", article.map { quoted($0.title) }),
            ("url", quoted(canonical)), ("description", given(description.summary)),
            ("inLanguage", quoted(settings.languageTag)),
            ("datePublished", article?.date.map { quoted($0.isoText) }),
            ("dateModified", article?.updated.map { quoted($0.isoText) }),
            ("keywords", given(article?.tags.joined(separator: ",") ?? "")), ("image", given(image)),
            ("publisher", publishers.isEmpty ? nil : "[\(publishers.joined(separator: ","))]"),
        ]
        let members = fields.compactMap { field in field.json.map { "\(quoted(field.name)):\($0)" } }
        return "{\(members.joined(separator: ","))}"
    }

    private static func given(_ text: String) -> String? { text.isEmpty ? nil : quoted(text) }

    /// A JSON string (RFC 8259 §7) with `<` escaped too.
    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        bytes.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
            case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case UInt8(ascii: "<"): bytes += Array("\\u003c".utf8)
            case 0..<0x20: bytes += Array("\\u00".utf8) + [hexadecimal(byte >> 4), hexadecimal(byte & 15)]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
