import Foundation

/// What a page's tags say: enough of HTML for pages that GridShow itself has written.
struct BuiltPage {
    struct Tag {
        let name: String
        var attributes: [String: String] = [:]
    }

    let path: String
    private(set) var tags: [Tag] = []

    /// Tags in order. Everything between `<` and `>` is one; scripts and comments hold neither in our pages.
    init(path: String, bytes: [UInt8]) {
        self.path = path
        bytes.withUnsafeBufferPointer { buffer in
            var offset = 0
            while offset < buffer.count {
                if buffer[offset] == UInt8(ascii: "<") {
                    var end = offset
                    while end < buffer.count, buffer[end] != UInt8(ascii: ">") { end += 1 }
                    tags.append(Self.tag(String(decoding: buffer[offset + 1..<end], as: UTF8.self)))
                    offset = end
                }
                offset += 1
            }
        }
    }

    private static func tag(_ text: String) -> Tag {
        var tag = Tag(name: String(text.prefix { !$0.isWhitespace }))
        var rest = text.dropFirst(tag.name.count)
        while let equals = rest.firstRange(of: "=\"") {
            let name = rest[..<equals.lowerBound].split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
            let value = rest[equals.upperBound...]
            guard let end = value.firstIndex(of: "\"") else { break }
            tag.attributes[name] = unescaped(String(value[..<end]))
            rest = value[value.index(after: end)...]
        }
        return tag
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// The values of all `id`s, in order.
    var ids: [String] { tags.compactMap { $0.attributes["id"] } }

    /// Every address that a browser loads or follows; canonical addresses are for machines.
    var addresses: [String] {
        tags.filter { $0.attributes["rel"] != "canonical" }.flatMap { tag in
            ["href", "src", "poster"].compactMap { tag.attributes[$0] }
        }
    }

    /// Where the first link of this relation leads, as a path below the output folder.
    func target(rel: String) -> String? {
        tags.first { $0.name == "a" && $0.attributes["rel"] == rel }?.attributes["href"].flatMap(resolve)?.path
    }

    /// The pages that anchors lead to, as paths below the output folder.
    var linkedPages: [String] {
        tags.filter { $0.name == "a" }.compactMap { $0.attributes["href"] }.compactMap(resolve).map(\.path)
    }

    /// A relative address as a path below the output folder, decoded, and its fragment; nil if it leads elsewhere.
    func resolve(_ address: String) -> (path: String, fragment: String)? {
        if address.contains(":") || address.hasPrefix("/") { return nil }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let fragment = parts.count > 1 ? String(parts[1]).removingPercentEncoding ?? "" : ""
        if parts[0].isEmpty { return (path, fragment) }
        var folders = path.split(separator: "/").dropLast().map(String.init)
        for step in parts[0].split(separator: "/", omittingEmptySubsequences: false) {
            switch step {
            case ".": continue
            case "..":
                if folders.popLast() == nil { return nil }
            default: folders.append(String(step).removingPercentEncoding ?? "")
            }
        }
        return (folders.joined(separator: "/"), fragment)
    }
}
