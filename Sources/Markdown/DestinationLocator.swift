/// Finds where the destination of a link stands in the source.
///
/// libcmark does not say, so the places where destinations may stand in a block are listed once, in
/// order, and matched with the links of that block; definitions of references are listed for the file.
struct DestinationLocator {
    private var block = 0..<0
    private var candidates: [Range<Int>] = []
    private var next = 0
    private var definitions: [[UInt8]: Range<Int>]?

    /// How many candidates are tried for one link.
    private static let window = 24

    /// The place of `destination` (as decoded) in the lines of a block, or in a definition.
    mutating func find(
        _ destination: [UInt8], in lines: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, body: Range<Int>
    ) -> Range<Int>? {
        guard !destination.isEmpty else { return nil }
        if lines != block {
            block = lines
            candidates = Self.candidates(in: lines, of: bytes)
            next = 0
        }
        let first = max(0, next - 4)
        for index in first..<min(candidates.count, max(first, next + Self.window)) {
            if Self.matches(candidates[index], destination, bytes) {
                let found = candidates[index]
                candidates[index] = found.upperBound..<found.upperBound
                next = max(next, index + 1)
                return found
            }
        }
        if definitions == nil { definitions = Self.definitions(in: body, of: bytes) }
        return definitions?[destination]
    }

    /// Destinations after `](`, between `<` and `>`, and bare addresses.
    private static func candidates(in lines: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var offset = lines.lowerBound
        while offset < lines.upperBound {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "]"), offset + 1 < lines.upperBound,
                bytes[offset + 1] == UInt8(ascii: "(")
            {
                let found = destination(at: offset + 2, end: lines.upperBound, bytes)
                result.append(found)
                offset = max(offset + 2, min(found.upperBound, lines.upperBound))
            } else if byte == UInt8(ascii: "<") {
                var end = offset + 1
                while end < lines.upperBound, end < offset + 2000, bytes[end] > 0x20, bytes[end] != 0x3E {
                    end += 1
                }
                result.append(offset + 1..<end)
                offset += 1
            } else if byte == UInt8(ascii: ":"), offset + 2 < lines.upperBound, bytes[offset + 1] == 0x2F {
                var start = offset
                while start > lines.lowerBound, CharacterClass.isASCIILetter(bytes[start - 1]) { start -= 1 }
                var end = offset
                while end < lines.upperBound, bytes[end] > 0x20, bytes[end] < 0x7F { end += 1 }
                result.append(start..<end)
                offset = end
            } else {
                offset += 1
            }
        }
        return result
    }

    /// The destination that begins after white space at `start`.
    private static func destination(at start: Int, end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<
        Int
    > {
        var offset = start
        while offset < end, bytes[offset] <= 0x20 { offset += 1 }
        let isBracketed = offset < end && bytes[offset] == UInt8(ascii: "<")
        if isBracketed { offset += 1 }
        let first = offset
        var depth = 0
        while offset < end {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\\") {
                offset += 2
                continue
            }
            if isBracketed {
                if byte == UInt8(ascii: ">") || byte == 0x0A { break }
            } else {
                if byte <= 0x20 { break }
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if depth == 0 { break }
                    depth -= 1
                }
            }
            offset += 1
        }
        return first..<max(first, min(offset, end))
    }

    /// Whether the bytes in the source mean `destination`: the same but for escapes and entities.
    private static func matches(
        _ range: Range<Int>, _ destination: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard !range.isEmpty else { return false }
        var index = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            if index >= destination.count { return destination.count >= 8 && isTail(range, offset, bytes) }
            var byte = bytes[offset]
            if byte == UInt8(ascii: "&"),
                destination[index] != byte || bytes[offset...].starts(with: "&amp;".utf8)
            {
                return true
            }
            if byte == UInt8(ascii: "\\"), offset + 1 < range.upperBound,
                destination[index] == bytes[offset + 1]
            {
                offset += 1
                byte = bytes[offset]
            }
            guard byte == destination[index] else { return false }
            index += 1
            offset += 1
        }
        return index == destination.count
    }

    /// Whether only punctuation is left: a bare address ends before it.
    private static func isTail(_ range: Range<Int>, _ offset: Int, _ bytes: UnsafeBufferPointer<UInt8>)
        -> Bool
    {
        bytes[offset..<range.upperBound].allSatisfy(CharacterClass.isASCIIPunctuation)
    }

    /// `[label]: destination` lines; the first of each destination.
    private static func definitions(
        in body: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>
    ) -> [[UInt8]: Range<Int>] {
        var result: [[UInt8]: Range<Int>] = [:]
        var offset = body.lowerBound
        while offset + 1 < body.upperBound {
            if bytes[offset] == UInt8(ascii: "]"), bytes[offset + 1] == UInt8(ascii: ":") {
                let found = destination(at: offset + 2, end: body.upperBound, bytes)
                let key = Array(bytes[found])
                if result[key] == nil { result[key] = found }
            }
            offset += 1
        }
        return result
    }
}
