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
                    let start = offset + 1
                    while offset < buffer.count, buffer[offset] != UInt8(ascii: ">") { offset += 1 }
                    tags.append(Self.tag(buffer, start, offset))
                }
                offset += 1
            }
        }
    }

    /// Plain loops over bytes, because unoptimised tests read many thousands of pages.
    private static func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Tag {
        func text(_ from: Int, _ to: Int) -> String { String(decoding: bytes[from..<to], as: UTF8.self) }
        var offset = start
        while offset < end, bytes[offset] > 0x20 { offset += 1 }
        var tag = Tag(name: text(start, offset))
        var wordStart = offset
        while offset + 1 < end {
            if bytes[offset] <= 0x20 { wordStart = offset + 1 }
            guard bytes[offset] == UInt8(ascii: "="), bytes[offset + 1] == UInt8(ascii: "\"") else {
                offset += 1
                continue
            }
            let valueStart = offset + 2
            var valueEnd = valueStart
            while valueEnd < end, bytes[valueEnd] != UInt8(ascii: "\"") { valueEnd += 1 }
            tag.attributes[text(wordStart, offset)] = unescaped(text(valueStart, valueEnd))
            offset = valueEnd + 1
        }
        return tag
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
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
