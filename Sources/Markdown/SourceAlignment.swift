/// Follows the words of a block in its source, from left to right.
///
/// libcmark does not say where words stand. They come in the source's order, and what stands between them is markup;
/// so each text is looked for right after the one before, once what might be mistaken for it (destinations, titles,
/// attributes) has been skipped.
struct SourceAlignment {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where words may be found; nothing before its beginning, unless nothing is found behind it.
    let range: Range<Int>
    /// The whole block.
    let block: Range<Int>
    /// Where the last word found ends.
    private(set) var cursor: Int

    /// How far words are looked for.
    private static let window = 4096

    /// A piece of text, and where the source has it: the same bytes, or an entity.
    struct Piece {
        let text: String
        let range: Range<Int>
    }

    init(bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, block: Range<Int>) {
        self.bytes = bytes
        self.range = range
        self.block = block
        cursor = range.lowerBound
    }

    // MARK: Words

    /// The pieces that a text is written in. Where it is not found it is one piece somewhere in the rest of the block.
    mutating func pieces(of text: ArraySlice<UInt8>) -> [Piece] {
        guard !text.isEmpty else { return [] }
        let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        let found =
            isBlank ? match(text, at: cursor) : search(text, from: cursor) ?? search(text, from: block.lowerBound)
        guard let found, let last = found.last else {
            // A place as long as the text would pass for its own bytes.
            let end = isBlank || range.upperBound - cursor == text.count ? cursor : max(cursor, range.upperBound)
            return [Piece(text: String(decoding: text, as: UTF8.self), range: cursor..<end)]
        }
        cursor = last.range.upperBound
        return found
    }

    private func search(_ text: ArraySlice<UInt8>, from start: Int) -> [Piece]? {
        for offset in start..<max(start, min(range.upperBound, start + Self.window)) {
            let byte = bytes[offset]
            let mayBegin = byte == text.first || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
            if mayBegin, let pieces = match(text, at: offset) { return pieces }
        }
        return nil
    }

    /// The pieces of a text that begins at `start` in the source; nil if it does not.
    private func match(_ text: ArraySlice<UInt8>, at start: Int) -> [Piece]? {
        var pieces: [Piece] = []
        var (offset, index) = (start, text.startIndex)
        var (runOffset, runIndex) = (start, text.startIndex)
        func closed(_ end: Int, _ source: Int) -> [Piece] {
            end == runIndex
                ? [] : [Piece(text: String(decoding: text[runIndex..<end], as: UTF8.self), range: runOffset..<source)]
        }
        while index < text.endIndex {
            guard offset < range.upperBound else { return nil }
            let byte = bytes[offset]
            if let end = entityEnd(offset), !text[index...].starts(with: bytes[offset..<end]) {
                let after = min(index + scalarLength(text[index]), text.endIndex)
                let character = String(decoding: text[index..<after], as: UTF8.self)
                guard means(offset..<end, character) else { return nil }
                pieces += closed(index, offset)
                pieces.append(Piece(text: character, range: offset..<end))
                (index, offset) = (after, end)
                (runIndex, runOffset) = (index, offset)
            } else if byte == UInt8(ascii: "\\"), isEscape(offset, of: text[index]) {
                pieces += closed(index, offset)
                (runIndex, runOffset) = (index, offset + 1)
                (index, offset) = (index + 1, offset + 2)
            } else if byte == text[index] {
                (index, offset) = (index + 1, offset + 1)
            } else if byte == 0x0A || byte == 0x0D, text[index] == 0x20 || text[index] == 0x0A {
                pieces += closed(index, offset)
                let after = lineStart(after: offset)
                pieces.append(Piece(text: text[index] == 0x20 ? " " : "\n", range: offset..<after))
                (index, offset) = (index + 1, after)
                (runIndex, runOffset) = (index, offset)
            } else {
                return nil
            }
        }
        return pieces + closed(text.endIndex, offset)
    }

    private func isEscape(_ offset: Int, of byte: UInt8) -> Bool {
        offset + 1 < range.upperBound && bytes[offset + 1] == byte && CharacterClass.isASCIIPunctuation(byte)
    }

    /// The end of `&name;` or `&#1;` at `offset`.
    private func entityEnd(_ offset: Int) -> Int? {
        guard bytes[offset] == UInt8(ascii: "&") else { return nil }
        var end = offset + 1
        while end < range.upperBound, end < offset + 34,
            CharacterClass.isASCIILetter(bytes[end]) || CharacterClass.isASCIIDigit(bytes[end]) || bytes[end] == 0x23
        {
            end += 1
        }
        let isEntity = end < range.upperBound && end > offset + 1 && bytes[end] == UInt8(ascii: ";")
        return isEntity ? end + 1 : nil
    }

    /// Whether an entity can stand for a character. Names are not looked up: none stands for an ASCII letter or digit.
    private func means(_ entity: Range<Int>, _ character: String) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        let name = String(decoding: bytes[entity.lowerBound + 1..<entity.upperBound - 1], as: UTF8.self)
        guard name.first == "#" else {
            let byte = UInt8(exactly: scalar.value) ?? 0
            return !CharacterClass.isASCIILetter(byte) && !CharacterClass.isASCIIDigit(byte)
        }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value == scalar.value || scalar == "\u{FFFD}"
    }

    private func scalarLength(_ first: UInt8) -> Int { first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1 }

    /// Past a line break and the indentation and quote marks of the next line.
    private func lineStart(after offset: Int) -> Int {
        var offset = offset + 1
        while offset < range.upperBound,
            bytes[offset] == 0x0A || bytes[offset] == 0x20 || bytes[offset] == 0x09 || bytes[offset] == 0x3E
        {
            offset += 1
        }
        return offset
    }

    // MARK: Markup

    /// Goes on after `range`, if that is ahead in the block.
    mutating func skip(past range: Range<Int>) {
        if range.upperBound > cursor, range.upperBound <= self.range.upperBound { cursor = range.upperBound }
    }

    /// Past `[^1]`, if it is next.
    mutating func skipFootnoteCall() {
        let start = skipDelimiters()
        guard bytes[start..<range.upperBound].starts(with: "[^".utf8), let close = find(UInt8(ascii: "]"), from: start)
        else { return }
        cursor = close + 1
    }

    /// Past `](destination "title")` or `][label]`.
    mutating func skipLinkTail(destination: Range<Int>, hasTitle: Bool) {
        let isHere = destination.lowerBound >= cursor && destination.upperBound <= range.upperBound
        guard isHere else {
            let start = skipDelimiters()
            let isReference = bytes[start..<range.upperBound].starts(with: "][".utf8)
            if isReference, let close = find(UInt8(ascii: "]"), from: start + 1) { cursor = close + 1 }
            return
        }
        cursor = destination.upperBound
        guard hasTitle else { return }
        var start = cursor
        while start < range.upperBound, bytes[start] <= 0x20 || bytes[start] == UInt8(ascii: ">") { start += 1 }
        guard start < range.upperBound else { return }
        let quote = bytes[start] == UInt8(ascii: "(") ? UInt8(ascii: ")") : bytes[start]
        if let close = find(quote, from: start + 1) { cursor = close + 1 }
    }

    /// Past `:name[`, if it is next.
    mutating func skipDirectiveHead() {
        let start = skipDelimiters()
        guard start < range.upperBound, bytes[start] == UInt8(ascii: ":"),
            let open = find(UInt8(ascii: "["), from: start)
        else { return }
        cursor = open + 1
    }

    /// Past `]{key="value"}`, if it is next.
    mutating func skipDirectiveTail() {
        let start = skipDelimiters()
        guard bytes[start..<range.upperBound].starts(with: "]".utf8) else { return }
        cursor = start + 1
        guard cursor < range.upperBound, bytes[cursor] == UInt8(ascii: "{") else { return }
        var quote: UInt8 = 0
        for offset in cursor..<range.upperBound {
            let byte = bytes[offset]
            if quote == 0, byte == UInt8(ascii: "}") { return cursor = offset + 1 }
            let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            if isQuote, quote == 0 || quote == byte { quote = quote == 0 ? byte : 0 }
        }
    }

    /// Past marks of emphasis and code.
    private func skipDelimiters() -> Int {
        var offset = cursor
        while offset < range.upperBound, "*_~`".utf8.contains(bytes[offset]) { offset += 1 }
        return offset
    }

    /// The next `byte` that no backslash stands before.
    private func find(_ byte: UInt8, from start: Int) -> Int? {
        var offset = start
        while offset < range.upperBound, offset < start + Self.window {
            if bytes[offset] == byte { return offset }
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }
}
