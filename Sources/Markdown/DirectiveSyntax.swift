/// A directive as it is written, before anybody asks what its name means.
struct DirectiveSyntax: Sendable {
    enum Place: Sendable {
        /// `:name[text]{…}` in a line.
        case inline
        /// `::name[caption]{…}` on a line of its own.
        case leaf
        /// `:::name`, the beginning of a container.
        case open
        /// `:::`, the end of a container.
        case close
    }

    /// `key=value`, `key="a value"` or a key alone.
    struct Attribute: Sendable {
        var key: Range<Int>
        /// Empty if the key stands alone.
        var value: Range<Int>
        var hasValue: Bool
    }

    var place: Place
    /// How many colons.
    var fence: Int
    /// All of it in the file, from the first colon.
    var range: Range<Int>
    var name: Range<Int>
    var label: Range<Int>?
    var attributes: [Attribute] = []
    /// The bytes of an attribute list that could not be read.
    var fault: Range<Int>?
}

/// Reads the syntax of directives out of a file's bytes; every offset is one of the file.
struct DirectiveReader {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The end of the line.
    let end: Int

    /// The directive in a line that begins at `start` with two colons or more; nil if it is none.
    func blockDirective(at start: Int) -> DirectiveSyntax? {
        var offset = start
        while offset < end, bytes[offset] == UInt8(ascii: ":") { offset += 1 }
        let fence = offset - start
        guard fence >= 2 else { return nil }
        if fence >= 3 { offset = skipSpaces(offset) }
        let last = trimmedEnd(from: offset)
        if offset >= last {
            guard fence >= 3 else { return nil }
            return DirectiveSyntax(place: .close, fence: fence, range: start..<last, name: offset..<offset)
        }
        let nameEnd = nameEnd(from: offset)
        guard nameEnd > offset else { return nil }
        var directive = DirectiveSyntax(
            place: fence == 2 ? .leaf : .open, fence: fence, range: start..<last, name: offset..<nameEnd
        )
        offset = readTail(from: nameEnd, into: &directive)
        offset = skipSpaces(offset)
        guard offset < last else { return directive }
        guard fence >= 3, directive.label == nil else { return nil }
        if bytes[last - 1] == UInt8(ascii: "}"),
            let brace = bytes[offset..<last].lastIndex(of: UInt8(ascii: "{"))
        {
            _ = readTail(from: brace, into: &directive)
            directive.label = offset..<trimmedEnd(from: offset, to: brace)
        } else {
            directive.label = offset..<last
        }
        return directive
    }

    /// The directive in a line that begins at `start` with one colon: with a label, which is empty where attributes
    /// follow the name.
    func inlineDirective(at start: Int) -> DirectiveSyntax? {
        let nameEnd = nameEnd(from: start + 1)
        guard nameEnd > start + 1, nameEnd < end,
            bytes[nameEnd] == UInt8(ascii: "[") || bytes[nameEnd] == UInt8(ascii: "{")
        else { return nil }
        var directive = DirectiveSyntax(
            place: .inline, fence: 1, range: start..<end, name: start + 1..<nameEnd)
        let tail = readTail(from: nameEnd, into: &directive)
        guard tail > nameEnd else { return nil }
        if directive.label == nil { directive.label = nameEnd..<nameEnd }
        directive.range = start..<tail
        return directive
    }

    /// Reads `[label]` and `{attributes}` and returns where they end.
    private func readTail(from start: Int, into directive: inout DirectiveSyntax) -> Int {
        var offset = start
        if offset < end, bytes[offset] == UInt8(ascii: "["), let close = closingBracket(of: offset) {
            directive.label = offset + 1..<close
            offset = close + 1
        }
        if offset < end, bytes[offset] == UInt8(ascii: "{") {
            offset = readAttributes(from: offset, into: &directive)
        }
        return offset
    }

    private func closingBracket(of open: Int) -> Int? {
        var depth = 0
        var offset = open
        while offset < end, offset < open + 2000 {
            switch bytes[offset] {
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return offset }
            default: break
            }
            offset += 1
        }
        return nil
    }

    private func readAttributes(from open: Int, into directive: inout DirectiveSyntax) -> Int {
        var attributes: [DirectiveSyntax.Attribute] = []
        var offset = open + 1
        while offset < end {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "}") {
                directive.attributes = attributes
                return offset + 1
            }
            if byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ",") {
                offset += 1
                continue
            }
            guard let attribute = attribute(at: &offset) else { break }
            attributes.append(attribute)
        }
        directive.fault = open..<min(max(offset, open + 1), end)
        return open
    }

    private func attribute(at offset: inout Int) -> DirectiveSyntax.Attribute? {
        let keyStart = offset
        while offset < end, !isAttributeDelimiter(bytes[offset]) { offset += 1 }
        guard offset > keyStart else { return nil }
        let key = keyStart..<offset
        guard offset < end, bytes[offset] == UInt8(ascii: "=") else {
            return DirectiveSyntax.Attribute(key: key, value: offset..<offset, hasValue: false)
        }
        offset += 1
        guard offset < end else { return nil }
        let quote = bytes[offset]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = offset + 1
            guard let close = bytes[start..<end].firstIndex(of: quote) else { return nil }
            offset = close + 1
            return DirectiveSyntax.Attribute(key: key, value: start..<close, hasValue: true)
        }
        let start = offset
        while offset < end, bytes[offset] != 0x20, bytes[offset] != 0x09, bytes[offset] != UInt8(ascii: "}") {
            offset += 1
        }
        return DirectiveSyntax.Attribute(key: key, value: start..<offset, hasValue: true)
    }

    private func isAttributeDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, UInt8(ascii: "="), UInt8(ascii: "}"), UInt8(ascii: "{"), UInt8(ascii: ","):
            return true
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return true
        default: return false
        }
    }

    /// The name that begins at `start`; empty if none does.
    func name(at start: Int) -> Range<Int> { start..<nameEnd(from: start) }

    /// Letters, digits, `-`, `_` and characters outside ASCII that are not punctuation.
    private func nameEnd(from start: Int) -> Int {
        var offset = start
        while offset < end, offset < start + 64 {
            let (scalar, length) = UTF8Scan.scalar(at: offset, in: bytes, end: end)
            if scalar < 0x80 {
                let byte = UInt8(scalar)
                let isName =
                    CharacterClass.isASCIILetter(byte) || CharacterClass.isASCIIDigit(byte) || byte == 0x2D
                    || byte == 0x5F
                if !isName { break }
            } else if CharacterClass.isPunctuation(scalar) || CharacterClass.isSpace(scalar) {
                break
            }
            offset += length
        }
        return offset
    }

    private func skipSpaces(_ start: Int) -> Int {
        var offset = start
        while offset < end, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
        return offset
    }

    private func trimmedEnd(from start: Int, to limit: Int? = nil) -> Int {
        var last = limit ?? end
        while last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
        return last
    }
}
