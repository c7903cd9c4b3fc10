import Diagnostics

/// Finds the tags of one template, and the faults inside them.
///
/// A tag other than a comment ends on the line on which it begins. Where it does not, the scanner reports it
/// and goes on as if it had been closed after its name, so that one slip does not hide the next.
struct TagScanner {
    private let source: TemplateSource
    private let bytes: [UInt8]
    private var position: Int
    private(set) var tags: [Tag] = []
    private(set) var faults: [Diagnostic] = []

    init(_ source: TemplateSource) {
        self.source = source
        bytes = source.bytes
        position = source.textStart
    }

    mutating func scan() {
        while let start = find("{{", from: position, to: bytes.count) {
            if let tag = readTag(at: start) { tags.append(tag) }
        }
    }

    /// Reads the tag at `start` and moves behind it; nil where the tag cannot be used at all.
    private mutating func readTag(at start: Int) -> Tag? {
        let sigil = start + 2 < bytes.count ? bytes[start + 2] : 0
        switch sigil {
        case UInt8(ascii: "!"): return readComment(at: start)
        case UInt8(ascii: "="), UInt8(ascii: "%"): return refuse(at: start)
        case UInt8(ascii: "#"): return readNamed(.section, at: start, skipping: 3)
        case UInt8(ascii: "^"): return readNamed(.inverted, at: start, skipping: 3)
        case UInt8(ascii: "/"): return readNamed(.close, at: start, skipping: 3)
        case UInt8(ascii: ">"): return readNamed(.partial, at: start, skipping: 3)
        case UInt8(ascii: "<"): return readNamed(.parent, at: start, skipping: 3)
        case UInt8(ascii: "$"): return readNamed(.block, at: start, skipping: 3)
        case UInt8(ascii: "&"): return readNamed(.unescaped, at: start, skipping: 3)
        case Byte.openBrace: return readNamed(.unescaped, at: start, skipping: 3, braces: "}}}")
        default: return readNamed(.escaped, at: start, skipping: 2)
        }
    }

    private mutating func readComment(at start: Int) -> Tag? {
        guard let close = find("}}", from: start + 3, to: bytes.count) else {
            position = lineEnd(from: start)
            faults.append(.unclosedTag(at: span(start..<trimmedEnd(start, position)), closing: nil))
            return nil
        }
        position = close + 2
        let range = start..<position
        return Tag(kind: .comment, name: "", nameRange: range, range: range)
    }

    private mutating func refuse(at start: Int) -> Tag? {
        let end = lineEnd(from: start)
        position = find("}}", from: start + 3, to: end).map { $0 + 2 } ?? end
        let isDelimiter = bytes[start + 2] == UInt8(ascii: "=")
        faults.append(.unsupportedTag(at: span(start..<position), isDelimiter ? .delimiters : .pragma))
        return nil
    }

    private mutating func readNamed(
        _ kind: Tag.Kind, at start: Int, skipping sigil: Int, braces: String = "}}"
    ) -> Tag? {
        let nameStart = skipBlanks(from: start + sigil)
        let limit = tagLimit(from: start + sigil)
        let nameEnd: Int
        if let close = find(braces, from: nameStart, to: limit) {
            nameEnd = trimmedEnd(nameStart, close)
            position = close + braces.utf8.count
        } else {
            nameEnd = reportUnclosed(at: start, name: nameStart, limit: limit, braces: braces)
            guard nameEnd > nameStart else { return nil }
        }
        return makeTag(kind, range: start..<position, nameRange: nameStart..<max(nameStart, nameEnd))
    }

    /// Reports the tag at `start` as unclosed, moves behind what is there of it and says where its name ends.
    private mutating func reportUnclosed(at start: Int, name: Int, limit: Int, braces: String) -> Int {
        var end = name
        while end < limit, isNamePart(bytes[end]) { end += 1 }
        var behind = end
        while behind < limit, Byte.isBlank(bytes[behind]) { behind += 1 }
        let closes = behind < limit && bytes[behind] == Byte.closeBrace
        if !closes { behind = end }
        let braceStart = behind
        while behind < limit, bytes[behind] == Byte.closeBrace { behind += 1 }
        position = max(behind, min(start + 2, bytes.count))
        let mend = Diagnostic.Suggestion(replacing: span(braceStart..<behind), with: braces)
        let known = end > name ? mend : nil
        faults.append(.unclosedTag(at: span(start..<position), closing: known))
        return end
    }

    private mutating func makeTag(_ kind: Tag.Kind, range: Range<Int>, nameRange: Range<Int>) -> Tag? {
        let name = String(decoding: bytes[nameRange], as: UTF8.self)
        var tag = Tag(kind: kind, name: name, nameRange: nameRange, range: range)
        if nameRange.isEmpty {
            faults.append(.emptyTag(at: span(range)))
            return nil
        }
        if kind != .close, let fault = faultOfName(kind, name: name, range: range, nameRange: nameRange) {
            faults.append(fault)
            // Sections and blocks stay, so that their closing tags find them.
            if kind == .escaped || kind == .unescaped || kind == .partial { return nil }
            tag.isWellFormed = false
        }
        return tag
    }

    private func faultOfName(
        _ kind: Tag.Kind, name: String, range: Range<Int>, nameRange: Range<Int>
    ) -> Diagnostic? {
        let isText = name.utf8.elementsEqual(bytes[nameRange])
        guard isText else { return .malformedName(name, at: span(nameRange)) }
        switch kind {
        case .partial, .parent:
            if name.hasPrefix("*") { return .unsupportedTag(at: span(range), .dynamicName) }
            return isName(nameRange, separator: UInt8(ascii: "/"))
                ? nil : .malformedName(name, at: span(nameRange))
        case .block:
            return bytes[nameRange].allSatisfy(Byte.isName) ? nil : .malformedName(name, at: span(nameRange))
        default:
            let isPath = name == "." || isName(nameRange, separator: UInt8(ascii: "."))
            return isPath ? nil : .malformedName(name, at: span(nameRange))
        }
    }

    /// Whether the bytes are names with single separators between them.
    private func isName(_ range: Range<Int>, separator: UInt8) -> Bool {
        bytes[range].split(separator: separator, omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy(Byte.isName)
        }
    }
}

extension TagScanner {
    private func span(_ range: Range<Int>) -> Span { Span(file: source.file, range: range) }

    private func isNamePart(_ byte: UInt8) -> Bool {
        Byte.isName(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }

    /// Where `text` begins first within the given bytes.
    private func find(_ text: String, from start: Int, to end: Int) -> Int? {
        let pattern = Array(text.utf8)
        var index = start
        while index + pattern.count <= end {
            if bytes[index] == pattern[0], bytes[index..<(index + pattern.count)].elementsEqual(pattern) {
                return index
            }
            index += 1
        }
        return nil
    }

    private func lineEnd(from start: Int) -> Int {
        bytes[start...].firstIndex { $0 == Byte.lineFeed || $0 == Byte.carriageReturn } ?? bytes.count
    }

    /// How far a tag may reach: to the end of the line or the next opening braces.
    private func tagLimit(from start: Int) -> Int {
        let end = lineEnd(from: min(start, bytes.count))
        return find("{{", from: start, to: end) ?? end
    }

    private func skipBlanks(from start: Int) -> Int {
        var index = min(start, bytes.count)
        while index < bytes.count, Byte.isBlank(bytes[index]) { index += 1 }
        return index
    }

    private func trimmedEnd(_ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, Byte.isSpace(bytes[end - 1]) { end -= 1 }
        return end
    }
}
