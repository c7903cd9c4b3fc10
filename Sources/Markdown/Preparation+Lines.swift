extension Preparation {
    /// Looks at the beginning of a line, past quote and list markers, and returns where to go on reading.
    mutating func visitLineStart(_ lineStart: Int, end: Int) -> Int {
        let offset = skipContainers(lineStart, end: end)
        guard offset < end else { return lineStart }
        switch bytes[offset] {
        case UInt8(ascii: ":"):
            return visitDirectiveLine(offset, lineStart: lineStart, end: end)
        case UInt8(ascii: "["):
            guard let close = footnoteLabelEnd(offset, end: end) else { return lineStart }
            return markFootnote(closedAt: close)
        case UInt8(ascii: "#"):
            checkHeading(offset, end: end)
        case 0xEF:
            checkFullWidthLine(offset, end: end)
        default:
            break
        }
        return lineStart
    }

    /// Skips indentation, `>` and list markers.
    func skipContainers(_ lineStart: Int, end: Int) -> Int {
        var offset = lineStart
        while offset < end {
            let byte = bytes[offset]
            if byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">") {
                offset += 1
                continue
            }
            let marker = listMarkerLength(offset, end: end)
            if marker == 0 { break }
            offset += marker
        }
        return offset
    }

    /// The length of `- `, `* `, `+ `, `1. ` or `1) ` at `offset`; 0 if there is none.
    func listMarkerLength(_ offset: Int, end: Int) -> Int {
        var index = offset
        let byte = bytes[offset]
        if CharacterClass.isASCIIDigit(byte) {
            while index < end, index < offset + 10, CharacterClass.isASCIIDigit(bytes[index]) { index += 1 }
            guard index < end, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")") else {
                return 0
            }
        } else if byte != UInt8(ascii: "-"), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "*") {
            return 0
        }
        index += 1
        guard index < end, bytes[index] == 0x20 || bytes[index] == 0x09 else { return 0 }
        return index + 1 - offset
    }

    /// The end of the line that holds `offset`, without its line break.
    func lineEnd(from offset: Int, end: Int) -> Int {
        var index = offset
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        return index
    }

    private mutating func visitDirectiveLine(_ offset: Int, lineStart: Int, end: Int) -> Int {
        guard offset + 1 < end, bytes[offset + 1] == UInt8(ascii: ":") else { return lineStart }
        let lineEnd = lineEnd(from: offset, end: end)
        let reader = DirectiveReader(bytes: bytes, end: lineEnd)
        guard let directive = reader.blockDirective(at: offset), directive.fault == nil else {
            let colons = bytes[offset..<lineEnd].prefix { $0 == UInt8(ascii: ":") }.count
            let name = reader.name(at: offset + colons)
            let isKnown = DirectiveDeclaration.named(String(decoding: bytes[name], as: UTF8.self)) != nil
            if colons >= 3 || isKnown { report(offset..<lineEnd, .malformedDirective) }
            return lineStart
        }
        if directive.place == .leaf, directive.label == nil, directive.attributes.isEmpty,
            DirectiveDeclaration.named(String(decoding: bytes[directive.name], as: UTF8.self)) == nil
        {
            return lineStart
        }
        return replaceLine(at: offset, with: directive, lineEnd: lineEnd)
    }

    /// The `]` of `[^label]` if a colon follows it.
    private func footnoteLabelEnd(_ offset: Int, end: Int) -> Int? {
        guard offset + 4 < end, bytes[offset + 1] == UInt8(ascii: "^") else { return nil }
        var index = offset + 2
        while index < end, index < offset + 200, FootnoteLabel.allows(bytes[index]) { index += 1 }
        guard index > offset + 2, index + 1 < end, bytes[index] == UInt8(ascii: "]") else { return nil }
        return bytes[index + 1] == UInt8(ascii: ":") ? index : nil
    }

    // MARK: Suspicions

    /// `#标题` without the space that makes it a heading; `#话题#` is a hashtag and no heading.
    private mutating func checkHeading(_ offset: Int, end: Int) {
        var after = offset
        while after < end, bytes[after] == UInt8(ascii: "#") { after += 1 }
        guard after - offset <= 6, after < end else { return }
        let next = bytes[after]
        guard next >= 0x80 || CharacterClass.isASCIILetter(next) else { return }
        let lineEnd = lineEnd(from: after, end: end)
        if after - offset == 1, bytes[after..<lineEnd].contains(UInt8(ascii: "#")) { return }
        let isWideSpace =
            next == 0xE3 && after + 2 < end && bytes[after + 1] == 0x80 && bytes[after + 2] == 0x80
        let hashes = String(repeating: "#", count: after - offset)
        report(offset..<(isWideSpace ? after + 3 : after), .headingWithoutSpace, replacement: hashes + " ")
    }

    /// A line that begins with `＃` or `：：：`.
    private mutating func checkFullWidthLine(_ offset: Int, end: Int) {
        guard offset + 2 < end, bytes[offset + 1] == 0xBC else { return }
        let kind = bytes[offset + 2]
        guard kind == 0x83 || kind == 0x9A else { return }
        var count = 1
        while isRepeated(offset + 3 * (count - 1), by: 2) { count += 1 }
        var after = offset + 3 * count
        if kind == 0x9A {
            if count >= 3 {
                report(offset..<after, .fullWidthDirective, replacement: String(repeating: ":", count: count))
            }
        } else if count <= 6 {
            while after < end, bytes[after] == 0x20 { after += 1 }
            report(offset..<after, .fullWidthHeading, replacement: String(repeating: "#", count: count) + " ")
        }
    }

    /// A line that ends a sentence, with another line of prose right below it.
    mutating func checkSentenceEnd(before offset: Int, nextLine: Int) {
        var last = offset
        if last >= 3, Self.isClosing(bytes, before: last) { last -= 3 }
        guard last >= 3, Self.isSentenceEnd(bytes, before: last), nextLine < bytes.count else { return }
        var next = nextLine
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x3E {
            next += 1
        }
        guard next < bytes.count, bytes[next] >= 0x80 || CharacterClass.isASCIILetter(bytes[next]) else {
            return
        }
        if bytes[nextLine] == 0x3E, !bytes[..<offset].isEmpty, isFirstByteOfLine(offset) != 0x3E { return }
        let window = UnsafeBufferPointer(rebasing: bytes[next..<min(next + 40, bytes.count)])
        if Enumerator.begins(window) { return }
        report(last - 3..<offset, .sentenceEndsLine)
    }

    /// The first byte of the line being read.
    private func isFirstByteOfLine(_ offset: Int) -> UInt8 {
        guard let start = lineStarts.last, start < offset else { return 0 }
        return bytes[start]
    }

    private static func isSentenceEnd(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
        switch (bytes[end - 3], bytes[end - 2], bytes[end - 1]) {
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F): return true
        default: return false
        }
    }

    private static func isClosing(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
        switch (bytes[end - 3], bytes[end - 2], bytes[end - 1]) {
        case (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x99), (0xEF, 0xBC, 0x89): return true
        default: return false
        }
    }
}

/// What may stand in the label of a footnote.
enum FootnoteLabel {
    /// Anything but white space and the characters of Markdown that could make it something else.
    static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"), UInt8(ascii: "*"),
            UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return false
        default:
            return true
        }
    }
}

/// The numbers that Chinese authors begin the items of unmarked lists with.
enum Enumerator {
    /// Whether `bytes` begin with `（一）`, `（1）`, `一、`, `1、`, `1．` or `①`.
    static func begins(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        let (first, length) = UTF8Scan.scalar(at: 0, in: bytes, end: bytes.count)
        if isCircled(first) { return true }
        let isBracketed = first == 0xFF08
        var offset = isBracketed ? length : 0
        let numberStart = offset
        while offset < bytes.count {
            let (scalar, length) = UTF8Scan.scalar(at: offset, in: bytes, end: bytes.count)
            guard isNumeral(scalar) else {
                guard offset > numberStart else { return false }
                if isBracketed { return scalar == 0xFF09 }
                return scalar == 0x3001 || (scalar == 0xFF0E && bytes[numberStart] < 0xE4)
            }
            offset += length
        }
        return false
    }

    private static func isCircled(_ scalar: UInt32) -> Bool {
        (scalar >= 0x2460 && scalar <= 0x249B) || (scalar >= 0x3220 && scalar <= 0x3229)
            || (scalar >= 0x2776 && scalar <= 0x277F)
    }

    private static func isNumeral(_ scalar: UInt32) -> Bool {
        if (scalar >= 0x30 && scalar <= 0x39) || (scalar >= 0xFF10 && scalar <= 0xFF19) { return true }
        switch scalar {
        case 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x3007,
            0x96F6:
            return true
        default:
            return false
        }
    }
}
