import Content

/// Where a page or file of the site stands: a path below the output folder, not encoded, without a slash
/// at either end, such as `cases/wayao.html`.
public struct OutputPath: Sendable, Hashable {
    /// The path as text.
    public let text: String

    /// The path `text`.
    public init(_ text: String) { self.text = text }

    /// The way from this page's folder to the site's root: empty or `../` as often as there are folders.
    public var root: String {
        String(repeating: "../", count: text.utf8.count { $0 == UInt8(ascii: "/") })
    }

    /// The path percent-encoded as UTF-8 for use in an address, relative to the site's root.
    public var url: String { percentEncoded(text) }

    /// The address below `baseURL`. Only the home page's is without a file name, as people write it.
    public func canonical(_ baseURL: String) -> String { text == "index.html" ? baseURL : baseURL + url }

    /// Page `number` (from 1) of the list whose first page is `index.html` in `folder`.
    static func list(_ folder: String, page number: Int) -> OutputPath {
        OutputPath(number == 1 ? "\(folder)/index.html" : "\(folder)/page-\(number).html")
    }
}

extension Article {
    /// The page that is made from this article.
    var outputPath: OutputPath {
        OutputPath(kind == .page ? "\(slug).html" : "\(kind.folder)/\(slug).html")
    }
}

extension Community {
    /// The page that is made from this community.
    var outputPath: OutputPath { OutputPath("communities/\(slug).html") }
}

extension Election {
    /// The page that is made from this election.
    var outputPath: OutputPath { OutputPath("elections/\(slug).html") }
}

/// RFC 3986 percent-encoding of everything but unreserved characters and the slash.
func percentEncoded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { isUnreserved($0) }
    if isPlain { return text }
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        if isUnreserved(byte) {
            bytes.append(byte)
        } else {
            bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        true
    default: false
    }
}

/// The text with percent-encoded bytes decoded; nil where the encoding is faulty.
func percentDecoded(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
            return nil
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
}
