/// Where a request points below the output folder.
///
/// Only paths that a build could have written pass: a request is refused, not mended, where it holds `..`, a
/// backslash, NUL, an encoded slash, an empty part, or a name that begins with a dot. What is refused never reaches
/// the disk.
struct RequestPath: Equatable, Sendable {
    /// The names from the output folder on; empty for the folder itself.
    let parts: [String]
    /// Whether the address ends with a slash.
    let namesFolder: Bool

    /// Reads the path of a request, which begins with a slash and is percent-encoded; nil where it is refused.
    init?(_ encoded: some StringProtocol) {
        guard encoded.utf8.first == UInt8(ascii: "/") else { return nil }
        var pieces = encoded.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        namesFolder = pieces.last?.isEmpty ?? true
        if namesFolder, !pieces.isEmpty { pieces.removeLast() }
        var parts: [String] = []
        for piece in pieces {
            guard let part = Self.decoded(piece) else { return nil }
            parts.append(part)
        }
        self.parts = parts
    }

    /// The page that is meant, as a path below the output folder.
    var page: String {
        let names = namesFolder ? parts + ["index.html"] : parts
        return names.joined(separator: "/")
    }

    /// One name; nil where it is not one that a build writes.
    private static func decoded(_ piece: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(piece)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        let isRefused = bytes.contains {
            $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
        }
        guard !isRefused, let first = bytes.first, first != UInt8(ascii: ".") else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
