import Diagnostics

/// Finds every number that is written in digits, from left to right.
struct NumberScanner {
    let prose: Prose
    let scalars: [Unicode.Scalar]
    /// The byte offset of each scalar, and of the end.
    let offsets: [Int]
    private var index = 0

    init(_ prose: Prose) {
        self.prose = prose
        scalars = Array(prose.text.unicodeScalars)
        offsets = scalars.reduce(into: [0]) { $0.append(($0.last ?? 0) + UTF8.width($1)) }
    }

    mutating func scanAll() -> [NumberMention] {
        var mentions: [NumberMention] = []
        while index < scalars.count {
            if digit(index) == nil {
                index += 1
            } else {
                mentions.append(scanNumber())
            }
        }
        return mentions
    }

    private mutating func scanNumber() -> NumberMention {
        let start = index
        if let end = identifierEnd(from: start) { return finish(.identifier, start, number: end, unit: end) }
        if let end = timeOrDate(start) { return finish(end.kind, start, number: end.index, unit: end.index) }
        let digits = skipDigits(from: start)
        var end = digits
        var isApproximate = hasWord(NumberWords.approximateBefore, before: start)
        func skipApproximate() {
            if end < scalars.count, NumberWords.approximateBehind.contains(scalars[end]) {
                isApproximate = true
                end += 1
            }
        }
        skipApproximate()
        var places = 0
        // 千 in 3千克 belongs to the unit.
        if unitEnd(from: end) == nil, let word = NumberWords.magnitudes.first(where: { has($0, at: end) }) {
            places = magnitudePlaces[word] ?? 0
            end += word.unicodeScalars.count
            skipApproximate()
        }
        let unit = unitEnd(from: end) ?? end
        let kind: NumberMention.Kind = start > 0 && scalars[start - 1] == "第" ? .ordinal : .count
        return finish(
            kind, start, digits: digits, number: end, unit: unit, places: places, isApproximate: isApproximate)
    }

    private mutating func finish(
        _ kind: NumberMention.Kind, _ start: Int, digits: Int? = nil, number: Int, unit: Int, places: Int = 0,
        isApproximate: Bool = false
    ) -> NumberMention {
        index = max(unit, start + 1)
        let plain = digits.flatMap { end in ExactDecimal(plainDigits(start..<end)) }
        let value = plain.flatMap { try? $0.scaled(byPowerOfTen: places) }
        let one = plain.flatMap { try? ExactDecimal(1, scale: $0.scale).scaled(byPowerOfTen: places) }
        let isShare = kind == .count && ["%", "％", "‰"].contains(text(number..<unit))
        return mention(
            isShare ? .share : kind, value, precision: one ?? .zero, isApproximate: isApproximate,
            at: (start, number, unit))
    }

    /// A number whose digits begin at the first, end at the second and whose unit ends at the third place.
    private func mention(
        _ kind: NumberMention.Kind, _ value: ExactDecimal?, precision: ExactDecimal, isApproximate: Bool,
        at place: (start: Int, number: Int, unit: Int)
    ) -> NumberMention {
        let sentence = sentenceRange(around: place.start)
        let range = offsets[place.start]..<offsets[place.unit]
        let numberRange = offsets[place.start]..<offsets[place.number]
        return NumberMention(
            kind: kind, written: text(place.start..<place.number), value: value, precision: precision,
            unit: trimmed(text(place.number..<place.unit)).text.replacing("％", with: "%"), isApproximate: isApproximate,
            range: range, numberRange: numberRange,
            sentenceRange: offsets[sentence.lowerBound]..<offsets[sentence.upperBound],
            sentence: trimmed(text(sentence)).text, span: prose.span(of: range), numberSpan: prose.span(of: numberRange)
        )
    }

    /// A number that is not written in digits.
    func mention(_ value: Int, _ start: Int, number: Int, unit: Int) -> NumberMention {
        let isApproximate = hasWord(NumberWords.approximateBefore, before: start)
        return mention(
            .count, ExactDecimal(Int128(value)), precision: ExactDecimal(1), isApproximate: isApproximate,
            at: (start, number, unit))
    }

    private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    /// The value of an ASCII or full-width digit.
    private func digit(_ index: Int) -> Int? {
        guard scalars.indices.contains(index) else { return nil }
        switch scalars[index].value {
        case 0x30...0x39: return Int(scalars[index].value - 0x30)
        case 0xFF10...0xFF19: return Int(scalars[index].value - 0xFF10)
        default: return nil
        }
    }

    private func plainDigits(_ range: Range<Int>) -> String {
        range.map { index in
            digit(index).map(String.init) ?? (scalars[index] == "." || scalars[index] == "．" ? "." : "")
        }
        .joined()
    }

    /// The end of the digits, groups of three and a fraction that begin at `start`.
    private func skipDigits(from start: Int) -> Int {
        var end = digitsEnd(from: start)
        if end - start <= 3 {
            while end < scalars.count, ",，".unicodeScalars.contains(scalars[end]), digitsEnd(from: end + 1) == end + 4 {
                end += 4
            }
        }
        if end < scalars.count, scalars[end] == "." || scalars[end] == "．", digit(end + 1) != nil {
            end = digitsEnd(from: end + 1)
        }
        return end
    }

    private func digitsEnd(from start: Int) -> Int {
        var end = start
        while digit(end) != nil { end += 1 }
        return end
    }

    /// The end of a code, telephone number or masked number; nil for a plain number.
    private func identifierEnd(from start: Int) -> Int? {
        func isCode(_ index: Int) -> Bool {
            guard scalars.indices.contains(index) else { return false }
            let scalar = scalars[index]
            return digit(index) != nil || scalar == "*" || scalar == "_"
                || (scalar.isASCII && scalar.properties.isAlphabetic)
        }
        let digits = digitsEnd(from: start)
        let isBehindLetter = start > 0 && scalars[start - 1].isASCII && scalars[start - 1].properties.isAlphabetic
        let isMasked = has("**", at: digits)
        let isLong = digits - start >= 7 && unitEnd(from: digits) == nil && !has(".", at: digits)
        let isPadded = digits - start > 1 && digit(start) == 0 && !has(":", at: digits)
        guard isBehindLetter || isMasked || isLong || isPadded else { return nil }
        var end = digits
        while isCode(end) || (end < scalars.count && scalars[end] == "-" && isCode(end + 1)) { end += 1 }
        return end
    }

    /// `09:30`, `2024-12-05`, `2024年12月5日`, `2024 年`, `12月5日`, `2024年`.
    private func timeOrDate(_ start: Int) -> (kind: NumberMention.Kind, index: Int)? {
        let first = digitsEnd(from: start)
        if has(":", at: first), digitsEnd(from: first + 1) == first + 3 { return (.time, first + 3) }
        if first - start == 4, has("-", at: first), digitsEnd(from: first + 1) == first + 3 {
            let hasDay = has("-", at: first + 3) && digitsEnd(from: first + 4) == first + 6
            return (.date, hasDay ? first + 6 : first + 3)
        }
        var (end, isDate) = (start, false)
        for (word, widths) in [("年", 4...4), ("月", 1...2), ("日", 1...2)] {
            let begin = isDate && has(" ", at: end) ? end + 1 : end
            let digits = digitsEnd(from: begin)
            // 2024 年 12 月, with spaces as some write it.
            let gap = has(" \(word)", at: digits) ? 1 : 0
            guard widths.contains(digits - begin), has(word, at: digits + gap) else { continue }
            end = digits + gap + 1
            isDate = true
        }
        return isDate ? (.date, end) : nil
    }

    private func has(_ word: String, at index: Int) -> Bool {
        index >= 0 && index <= scalars.count && scalars[index...].starts(with: word.unicodeScalars)
    }

    private func hasWord(_ words: [String], before index: Int) -> Bool {
        words.contains { has($0, at: index - $0.unicodeScalars.count) }
    }

    /// The end of the unit that begins at `start`; nil where there is none. One space before it is allowed.
    func unitEnd(from start: Int) -> Int? {
        let isSpaced = has(" ", at: start)
        let begin = isSpaced ? start + 1 : start
        guard let unit = NumberWords.units.first(where: { has($0, at: begin) }) else { return nil }
        let end = begin + unit.unicodeScalars.count
        let isWord = unit.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
        let runsOn = end < scalars.count && scalars[end].isASCII && scalars[end].properties.isAlphabetic
        return isWord && runsOn ? nil : end
    }

    private func sentenceRange(around index: Int) -> Range<Int> {
        let start = scalars[..<index].lastIndex { NumberWords.sentenceEnds.contains($0) }.map { $0 + 1 } ?? 0
        let end = scalars[index...].firstIndex { NumberWords.sentenceEnds.contains($0) }.map { $0 + 1 } ?? scalars.count
        return start..<end
    }
}
