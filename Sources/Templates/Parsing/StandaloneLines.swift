/// Takes the lines away on which nothing but one tag stands.
///
/// As in the Mustache specification, such a tag removes its line, indentation and line break included.
/// Unlike there, the indentation is not carried into a partial, parent or block: that would change the
/// content of `<pre>` and `<textarea>`.
struct StandaloneLines {
    let bytes: [UInt8]
    /// Where the text begins, behind a byte order mark.
    let textStart: Int

    func removed(by tag: Tag) -> Range<Int> {
        switch tag.kind {
        case .escaped, .unescaped: return tag.range
        case .section, .inverted, .close, .comment, .partial, .parent, .block: break
        }
        guard let start = lineStart(before: tag.range.lowerBound) else { return tag.range }
        guard let end = nextLine(after: tag.range.upperBound) else { return tag.range }
        return start..<end
    }

    /// The beginning of the line, if there are only blanks before `offset`.
    private func lineStart(before offset: Int) -> Int? {
        var index = offset
        while index > textStart, Byte.isBlank(bytes[index - 1]) { index -= 1 }
        return index == textStart || bytes[index - 1] == Byte.lineFeed ? index : nil
    }

    /// The beginning of the next line, if there are only blanks after `offset`.
    private func nextLine(after offset: Int) -> Int? {
        var index = offset
        while index < bytes.count, Byte.isBlank(bytes[index]) { index += 1 }
        if index < bytes.count, bytes[index] == Byte.carriageReturn { index += 1 }
        if index == bytes.count { return index }
        return bytes[index] == Byte.lineFeed ? index + 1 : nil
    }
}
