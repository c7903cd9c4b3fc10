import Diagnostics

/// Rewrites a text so that libcmark, which knows only CommonMark and separates words by spaces,
/// reads Chinese prose as its author meant it. Lines stay lines; only `Sentinel` entities and
/// comments for directive lines are put in, and the builder takes all of them out again.
struct Preparation {
    /// Something odd that matters only if it does not stand in code.
    struct Suspicion {
        let diagnostic: Diagnostic
        let line: Int32
    }

    let file: String
    let bytes: UnsafeBufferPointer<UInt8>
    /// Where the lines of the body begin in the file.
    private(set) var lineStarts: [Int] = []
    /// The lines of block directives, in source order; a marker's number is its place here.
    private(set) var blockDirectives: [DirectiveSyntax] = []
    /// The line, from 1, of each block directive.
    private(set) var blockLines: [Int32] = []
    private(set) var inlineDirectives: [DirectiveSyntax] = []
    var suspicions: [Suspicion] = []
    /// Whether anything was put in at all.
    private(set) var hasSentinels = false

    private var output: [UInt8] = []
    /// What comes before this offset is in the output.
    private var copied = 0
    private var start = 0
    private var end = 0

    init(file: String, bytes: UnsafeBufferPointer<UInt8>) {
        self.file = file
        self.bytes = bytes
    }

    /// The prepared text of the body.
    mutating func prepare(_ body: Range<Int>) -> [UInt8] {
        begin(body)
        lineStarts.reserveCapacity(body.count / 60)
        var offset = beginLine(at: start)
        Self.stops.withUnsafeBufferPointer { stops in
            while true {
                while offset < end, !stops[Int(bytes[offset])] { offset += 1 }
                if offset >= end { return }
                offset = visit(offset)
            }
        }
        return finish()
    }

    /// The prepared text of a directive's label: a paragraph, whatever it begins with.
    mutating func prepareLabel(_ range: Range<Int>) -> [UInt8] {
        begin(range)
        insert(.spacer)
        var offset = start
        while offset < end {
            offset = Self.stops[Int(bytes[offset])] ? visit(offset) : offset + 1
        }
        return finish()
    }

    private mutating func begin(_ range: Range<Int>) {
        start = range.lowerBound
        end = range.upperBound
        copied = start
        output = []
        output.reserveCapacity(range.count + range.count / 4)
    }

    private mutating func finish() -> [UInt8] {
        copy(upTo: end)
        defer { output = [] }
        return output
    }

    private mutating func copy(upTo offset: Int) {
        if offset > copied {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<offset]))
        }
        copied = offset
    }

    private mutating func insert(_ sentinel: Sentinel) {
        output.append(contentsOf: sentinel.entity)
        hasSentinels = true
    }

    /// Bytes that need a look.
    private static let stops: [Bool] = {
        var table = [Bool](repeating: false, count: 256)
        for byte in "\n\r\\*&]:".utf8 { table[Int(byte)] = true }
        table[0] = true
        table[0xEF] = true
        return table
    }()

    /// Deals with one remarkable byte and returns where to go on.
    private mutating func visit(_ offset: Int) -> Int {
        switch bytes[offset] {
        case UInt8(ascii: "*"): return visitStars(offset)
        case 0xEF: return visitFullWidth(offset)
        case UInt8(ascii: "\\"): return visitBackslash(offset)
        case 0x0A: return endLine(at: offset, length: 1)
        case 0x0D: return endLine(at: offset, length: offset + 1 < end && bytes[offset + 1] == 0x0A ? 2 : 1)
        case UInt8(ascii: "&"): return visitAmpersand(offset)
        case UInt8(ascii: "]"): return visitBracket(offset)
        case UInt8(ascii: ":"): return visitColon(offset)
        default:
            var after = offset
            while after < end, bytes[after] == 0 { after += 1 }
            report(offset..<after, Rule.nulCharacter)
            return after
        }
    }

    private mutating func visitBackslash(_ offset: Int) -> Int {
        guard offset + 1 < end, CharacterClass.isASCIIPunctuation(bytes[offset + 1]) else {
            return offset + 1
        }
        if let sentinel = Sentinel.escape(bytes[offset + 1]) {
            copy(upTo: offset)
            insert(sentinel)
            copied = offset + 2
        }
        return offset + 2
    }

    // MARK: Emphasis

    /// Adds what makes libcmark's flanking rules come out right for a run of `*` in Chinese text.
    private mutating func visitStars(_ offset: Int) -> Int {
        var after = offset
        while after < end, bytes[after] == UInt8(ascii: "*") { after += 1 }
        let previous = offset > start ? characterBefore(offset) : 0x0A
        let next = after < end ? UTF8Scan.scalar(at: after, in: bytes, end: end).value : 0x0A
        if isDigit(previous), isDigit(next) {
            copy(upTo: offset)
            for _ in offset..<after { insert(.mask) }
            copied = after
            return after
        }
        if CharacterClass.isSpace(previous) || CharacterClass.isSpace(next) { return after }
        guard CharacterClass.isChinese(previous) || CharacterClass.isChinese(next) else { return after }
        let previousIsMark = CharacterClass.isPunctuation(previous)
        if !previousIsMark, CharacterClass.isClosingMark(next) { return after }
        let nextIsMark = CharacterClass.isPunctuation(next)
        if previousIsMark == nextIsMark { return after }
        copy(upTo: nextIsMark ? offset : after)
        insert(.spacer)
        return after
    }

    private func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// The character before `offset`; a variation selector counts as the character it selects a form of.
    private func characterBefore(_ offset: Int) -> UInt32 {
        let (scalar, length) = UTF8Scan.scalar(before: offset, in: bytes, start: start)
        let isSelector = (scalar >= 0xFE00 && scalar <= 0xFE0E) || (scalar >= 0xE0100 && scalar <= 0xE01EF)
        guard isSelector, offset - length > start else { return scalar }
        return UTF8Scan.scalar(before: offset - length, in: bytes, start: start).value
    }

    // MARK: Characters

    /// U+F000 … U+FFFF: looks for sentinels and full-width syntax.
    private mutating func visitFullWidth(_ offset: Int) -> Int {
        guard offset + 2 < end else { return offset + 1 }
        let (second, third) = (bytes[offset + 1], bytes[offset + 2])
        guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return offset + 1 }
        if second == 0xB7, third >= 0x90, third <= 0xAF {
            report(offset..<offset + 3, Rule.sentinelCharacter)
            copy(upTo: offset)
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            copied = offset + 3
        } else if second == 0xBC, third == 0x8A, isRepeated(offset, by: 2) {
            var after = offset + 6
            while isRepeated(after - 3, by: 2) { after += 3 }
            if after == offset + 6 { report(offset..<after, Rule.fullWidthEmphasis, replacement: "**") }
            return after
        }
        return offset + 3
    }

    /// Whether the three bytes at `offset` stand there `count` times.
    func isRepeated(_ offset: Int, by count: Int) -> Bool {
        guard offset + 3 * count <= end else { return false }
        return (1..<count).allSatisfy { copyNumber in
            (0..<3).allSatisfy { bytes[offset + $0] == bytes[offset + 3 * copyNumber + $0] }
        }
    }

    /// A numeric entity must not smuggle in a sentinel.
    private mutating func visitAmpersand(_ offset: Int) -> Int {
        guard offset + 3 < end, bytes[offset + 1] == UInt8(ascii: "#") else { return offset + 1 }
        let isHexadecimal = bytes[offset + 2] | 0x20 == UInt8(ascii: "x")
        var value = 0
        var index = offset + (isHexadecimal ? 3 : 2)
        while index < end, index < offset + 12, value < 0x20_0000,
            let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue, isHexadecimal || digit < 10
        {
            value = value * (isHexadecimal ? 16 : 10) + digit
            index += 1
        }
        guard index < end, bytes[index] == UInt8(ascii: ";"), value >= 0xFDD0, value <= 0xFDEF else {
            return offset + 1
        }
        report(offset..<index + 1, Rule.sentinelCharacter)
        copy(upTo: offset)
        output.append(ascii: "&#xFFFD;")
        copied = index + 1
        return index + 1
    }

    /// `](` written `]（`.
    private mutating func visitBracket(_ offset: Int) -> Int {
        guard offset + 3 < end, bytes[offset + 1] == 0xEF, bytes[offset + 2] == 0xBC,
            bytes[offset + 3] == 0x88
        else {
            return offset + 1
        }
        var close = offset + 4
        while close + 2 < end, bytes[close] > 0x20, close < offset + 1000 {
            let isClosing = bytes[close] == 0xEF && bytes[close + 1] == 0xBC && bytes[close + 2] == 0x89
            if isClosing {
                let inside = bytes[offset + 4..<close]
                let isDestination = inside.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }
                if isDestination || inside.first == UInt8(ascii: "#") {
                    let destination = String(decoding: inside, as: UTF8.self)
                    report(offset + 1..<close + 3, Rule.fullWidthLink, replacement: "(\(destination))")
                }
                break
            }
            close += 1
        }
        return offset + 1
    }

    // MARK: Directives

    private mutating func visitColon(_ offset: Int) -> Int {
        let previous = offset > start ? bytes[offset - 1] : 0
        let isInName = CharacterClass.isASCIILetter(previous) || previous == UInt8(ascii: ":")
        guard !isInName, offset + 2 < end, bytes[offset + 1] != UInt8(ascii: "/"),
            bytes[offset + 1] > 0x2F || bytes[offset + 1] >= 0x80
        else { return offset + 1 }
        var limit = offset
        while limit < end, limit < offset + 4000, bytes[limit] != 0x0A, bytes[limit] != 0x0D { limit += 1 }
        let reader = DirectiveReader(bytes: bytes, end: limit)
        guard let directive = reader.inlineDirective(at: offset), let label = directive.label else {
            return offset + 1
        }
        let name = String(decoding: bytes[directive.name], as: UTF8.self)
        let declaration = DirectiveDeclaration.named(name)
        let hasBrackets = bytes[directive.name.upperBound] == UInt8(ascii: "[")
        let isDirective =
            hasBrackets
            ? declaration != nil || bytes[directive.range.upperBound - 1] == UInt8(ascii: "}")
            : declaration?.meaning == .data(.statistic)
        guard isDirective else { return offset + 1 }
        if let fault = directive.fault, declaration?.meaning == .data(.statistic) {
            report(fault, .malformedAttributes)
        }
        let number = inlineDirectives.count
        inlineDirectives.append(directive)
        copy(upTo: offset)
        mark(number, .inlineStart, .inlineStartEnd)
        copied = label.lowerBound
        visitLabel(label)
        mark(number, .inlineStop, .inlineStopEnd)
        copied = directive.range.upperBound
        return directive.range.upperBound
    }

    private mutating func visitLabel(_ label: Range<Int>) {
        var offset = label.lowerBound
        while offset < label.upperBound {
            let isStop = Self.stops[Int(bytes[offset])] && bytes[offset] != UInt8(ascii: ":")
            offset = isStop ? visit(offset) : offset + 1
        }
        copy(upTo: max(copied, label.upperBound))
    }

    private mutating func mark(_ number: Int, _ before: Sentinel, _ after: Sentinel) {
        insert(before)
        output.append(decimal: number)
        insert(after)
    }

    /// Writes the comment that stands for the block directive at `offset` and skips its line.
    mutating func replaceLine(at offset: Int, with directive: DirectiveSyntax, lineEnd: Int) -> Int {
        copy(upTo: offset)
        output.append(contentsOf: Sentinel.commentHead)
        output.append(decimal: blockDirectives.count)
        output.append(ascii: "-->")
        blockDirectives.append(directive)
        blockLines.append(Int32(lineStarts.count))
        hasSentinels = true
        copied = lineEnd
        return lineEnd
    }

    /// Marks the definition of a footnote whose `]` is at `offset`.
    mutating func markFootnote(closedAt offset: Int) -> Int {
        copy(upTo: offset + 1)
        insert(.footnote)
        return offset + 1
    }

    // MARK: Lines

    private mutating func endLine(at offset: Int, length: Int) -> Int {
        checkSentenceEnd(before: offset, nextLine: offset + length)
        return beginLine(at: offset + length)
    }

    private mutating func beginLine(at offset: Int) -> Int {
        guard offset < end else { return offset }
        lineStarts.append(offset)
        return visitLineStart(offset, end: end)
    }

    /// Notes a suspicion about `range` in the line being read.
    mutating func report(_ range: Range<Int>, _ rule: Rule, replacement: String? = nil) {
        let diagnostic = rule.diagnostic(at: Span(file: file, range: range), replacement: replacement)
        suspicions.append(Suspicion(diagnostic: diagnostic, line: Int32(lineStarts.count)))
    }
}
