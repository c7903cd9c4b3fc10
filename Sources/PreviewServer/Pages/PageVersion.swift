/// What tells whether a page has changed, and whether only its style sheets have.
///
/// Style sheets bear a hash of their bytes in their names, so a changed one changes every page. What counts as the
/// page's content is therefore its bytes without the addresses of its style sheets.
struct PageVersion: Equatable, Sendable {
    /// The addresses of the style sheets as the page writes them, still escaped as HTML, in their order.
    let styleSheets: [String]
    private let content: UInt64

    /// The version of a page by its bytes.
    init(_ page: [UInt8]) {
        let addresses = StyleSheetAddresses.find(in: page)
        var hash = FNV()
        var position = 0
        for range in addresses {
            hash.add(page[position..<range.lowerBound])
            position = range.upperBound
        }
        hash.add(page[position...])
        content = hash.value
        styleSheets = addresses.map { String(decoding: page[$0], as: UTF8.self) }
    }

    /// How a page in a browser names its version: content and style sheets, in hexadecimal digits.
    var name: String {
        var hash = FNV()
        for sheet in styleSheets { hash.add(Array(sheet.utf8)[...] + [0]) }
        return "\(contentName).\(String(hash.value, radix: 16))"
    }

    /// Whether a page of the version `name` has the same content.
    func hasContent(of name: String) -> Bool { name.prefix { $0 != "." } == contentName }

    /// Whether they differ at most in their style sheets.
    func hasContent(of other: PageVersion) -> Bool { content == other.content }

    private var contentName: String { String(content, radix: 16) }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo). Guards against change, not against an attacker.
private struct FNV {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}

/// Finds the addresses of style sheets in a page as builds write it: attributes in double quotes.
enum StyleSheetAddresses {
    /// The ranges of the addresses, in order.
    static func find(in page: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while let start = firstRange(of: "<link ", in: page, from: position)?.lowerBound {
            guard let end = page[start...].firstIndex(of: UInt8(ascii: ">")) else { break }
            position = end
            let isStyleSheet = firstRange(of: "rel=\"stylesheet\"", in: page, from: start, to: end) != nil
            guard isStyleSheet, let open = firstRange(of: "href=\"", in: page, from: start, to: end),
                let close = page[open.upperBound..<end].firstIndex(of: UInt8(ascii: "\""))
            else { continue }
            found.append(open.upperBound..<close)
        }
        return found
    }
}

/// Where `text` first stands in `bytes[from..<to]`.
func firstRange(of text: String, in bytes: [UInt8], from: Int = 0, to: Int? = nil) -> Range<Int>? {
    let pattern = Array(text.utf8)
    let last = (to ?? bytes.count) - pattern.count
    guard from <= last, let head = pattern.first else { return nil }
    var position = from
    while position <= last {
        guard let start = bytes[position...last].firstIndex(of: head) else { return nil }
        if bytes[start..<start + pattern.count].elementsEqual(pattern) { return start..<start + pattern.count }
        position = start + 1
    }
    return nil
}
