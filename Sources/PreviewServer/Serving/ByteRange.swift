/// What a `Range` header asks for (RFC 9110, section 14). Videos need it to jump.
enum ByteRange: Equatable {
    /// The whole file: there is no header, or one that may be ignored, such as several ranges.
    case whole
    /// These bytes.
    case part(Range<Int>)
    /// Nothing that the file has.
    case unsatisfiable

    /// Reads the header for a file of `size` bytes.
    init(_ header: String?, size: Int) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else {
            self = .whole
            return
        }
        self = Self.range(first, last, size)
    }

    private static func range(_ first: Int?, _ last: Int?, _ size: Int) -> ByteRange {
        switch (first, last) {
        case (nil, nil): return .whole
        case (nil, let count?): return count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
        case (let first?, let last):
            if let last, last < first { return .whole }
            if first >= size { return .unsatisfiable }
            return .part(first..<min(size, (last ?? size - 1) + 1))
        }
    }

    /// A number, or nothing at all (`.some(nil)`); nil for anything else. Held below what could overflow.
    private static func number(_ text: Substring) -> Int?? {
        let text = text.trimmingPrefix { $0 == " " }
        if text.isEmpty { return .some(nil) }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return .some(Int(text).map { min($0, Int.max / 2) } ?? Int.max / 2)
    }
}
