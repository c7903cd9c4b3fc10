/// Takes what the preparation put in out again.
extension DocumentBuilder {
    /// A literal (code, HTML) as the author wrote it: there the sentinels are still entities.
    mutating func restored(_ range: TextRange, inCell: Bool = false) -> TextRange {
        guard preparation.hasSentinels else { return range }
        var output: [UInt8] = []
        var copied = Int(range.start)
        var offset = copied
        let end = Int(range.end)
        while offset < end {
            let byte = tree.text[offset]
            guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") else {
                offset += 1
                continue
            }
            if let (length, original) = original(at: offset, end: end, inCell: inCell) {
                output.append(contentsOf: tree.text[copied..<offset])
                output.append(contentsOf: original)
                offset += length
                copied = offset
            } else {
                offset += 1
            }
        }
        if copied == Int(range.start) { return range }
        output.append(contentsOf: tree.text[copied..<end])
        return tree.store(output)
    }

    private static let entityHead = Array("&#xFDD".utf8)

    /// What stood in the source for the entity or comment at `offset`, and the length of what stands there now.
    private func original(at offset: Int, end: Int, inCell: Bool) -> (length: Int, original: [UInt8])? {
        let rest = tree.text[offset..<end]
        if rest.starts(with: Sentinel.commentHead) {
            let digits = rest.dropFirst(Sentinel.commentHead.count).prefix { CharacterClass.isASCIIDigit($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)),
                preparation.blockDirectives.indices.contains(number)
            else { return nil }
            let length = Sentinel.commentHead.count + digits.count + 3
            return (length, Array(bytes[preparation.blockDirectives[number].range]))
        }
        guard let sentinel = sentinelEntity(at: offset, end: end) else { return nil }
        switch sentinel {
        case .inlineStart, .inlineStop:
            let digits = rest.dropFirst(8).prefix { CharacterClass.isASCIIDigit($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
            return (16 + digits.count, delimiter(ofInline: number, isStart: sentinel == .inlineStart))
        case .escapedPipe where inCell:
            return (8, [UInt8(ascii: "|")])
        default:
            return (8, sentinel.written(inCode: true))
        }
    }

    private func sentinelEntity(at offset: Int, end: Int) -> Sentinel? {
        guard offset + 8 <= end, tree.text[offset + 7] == UInt8(ascii: ";"),
            tree.text[offset..<offset + 6].elementsEqual(Self.entityHead)
        else { return nil }
        let digit = tree.text[offset + 6]
        return Sentinel(rawValue: digit <= 0x39 ? digit &- 0x30 : digit &- 0x37)
    }

    /// The `:name[` or `]{…}` of a directive in a line.
    func delimiter(ofInline number: Int, isStart: Bool) -> [UInt8] {
        guard preparation.inlineDirectives.indices.contains(number) else { return [] }
        let directive = preparation.inlineDirectives[number]
        guard let label = directive.label else { return [] }
        return isStart
            ? Array(bytes[directive.range.lowerBound..<label.lowerBound])
            : Array(bytes[label.upperBound..<directive.range.upperBound])
    }

    /// A text without sentinels, compacted where it stands.
    mutating func cleaned(_ range: TextRange) -> TextRange {
        guard preparation.hasSentinels else { return range }
        let end = Int(range.end)
        let first = tree.text.withUnsafeBytes {
            Sentinel.firstOffset(in: UnsafeRawBufferPointer(rebasing: $0[..<end]), from: Int(range.start))
        }
        guard var offset = first else { return range }
        var output = Array(tree.text[Int(range.start)..<offset])
        var isInNumber = false
        while offset < end {
            guard let sentinel = Sentinel.at(offset, in: tree.text, end: end) else {
                if !isInNumber { output.append(tree.text[offset]) }
                offset += 1
                continue
            }
            switch sentinel {
            case .inlineStart, .inlineStop:
                isInNumber = true
                output += writtenDelimiter(at: offset, end: end, sentinel)
            case .inlineStartEnd, .inlineStopEnd: isInNumber = false
            default: output += sentinel.written(inCode: false)
            }
            offset += 3
        }
        guard output.count <= range.count else { return tree.store(output) }
        for (index, byte) in output.enumerated() { tree.text[Int(range.start) + index] = byte }
        return TextRange(start: range.start, end: range.start + Int32(output.count))
    }

    /// Directives in a line have no place in destinations, titles and code information: `:name[` stays text.
    private func writtenDelimiter(at offset: Int, end: Int, _ sentinel: Sentinel) -> [UInt8] {
        let digits = tree.text[(offset + 3)..<end].prefix { CharacterClass.isASCIIDigit($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return [] }
        return delimiter(ofInline: number, isStart: sentinel == .inlineStart)
    }
}
