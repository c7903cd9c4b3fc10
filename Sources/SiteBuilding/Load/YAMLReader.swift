import Content
import Diagnostics
import Yams

/// Reads YAML into raw values with their places. The one file that knows Yams.
struct YAMLReader {
    /// How many values one file may hold: aliases could make a small file endless.
    static let valueLimit = 100_000

    private let file: String
    private let index: LineIndex
    private let bytes: [UInt8]
    private let base: Int
    private var count = 0

    /// The YAML in `bytes[range]` of `file`.
    ///
    /// - Returns: the root value, a null where nothing is written; nil after diagnostics.
    static func read(
        _ bytes: [UInt8], range: Range<Int>, file: String, diagnostics: inout [Diagnostic]
    ) -> RawValue? {
        var reader = YAMLReader(file: file, bytes: Array(bytes[range]), base: range.lowerBound)
        do {
            let text = String(decoding: reader.bytes, as: UTF8.self)
            // The schema decides types, so no tag is resolved: 007 and 2023-12-15 stay what was typed.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let node = try parser.singleRoot() else {
                return .scalar("", isQuoted: false, Span(file: file, range: range.lowerBound..<range.lowerBound))
            }
            return try reader.convert(node)
        } catch let error as YamlError {
            diagnostics.append(reader.diagnostic(for: error))
        } catch {
            diagnostics.append(
                Diagnostic(
                    "yaml-too-large", at: Span(file: file, range: range),
                    LocalizedText(
                        zh: "这段 YAML 展开后超过 \(valueLimit) 个值", en: "this YAML expands to more than \(valueLimit) values")
                ))
        }
        return nil
    }

    private init(file: String, bytes: [UInt8], base: Int) {
        self.file = file
        self.bytes = bytes
        self.base = base
        index = LineIndex(Self.withYAMLLineBreaks(bytes))
    }

    private struct TooLarge: Error {}

    /// The bytes with a line feed at the end of U+0085, U+2028 and U+2029, which libyaml counts as line breaks and
    /// `LineIndex`, like editors, does not. Every other byte keeps its place.
    private static func withYAMLLineBreaks(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for offset in bytes.indices.dropFirst() {
            let isNextLine = bytes[offset] == 0x85 && bytes[offset - 1] == 0xC2
            let isSeparator = (0xA8...0xA9).contains(bytes[offset]) && bytes[offset - 1] == 0x80
            if isNextLine || (isSeparator && offset > 1 && bytes[offset - 2] == 0xE2) { bytes[offset] = 0x0A }
        }
        return bytes
    }

    private mutating func convert(_ node: Node) throws -> RawValue {
        count += 1
        if count > Self.valueLimit { throw TooLarge() }
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style != .plain && scalar.style != .any
            return .scalar(scalar.string, isQuoted: isQuoted, span(of: scalar))
        case .sequence(let sequence):
            return .list(try sequence.map { try convert($0) }, span(at: sequence.mark, length: 1))
        case .mapping(let mapping):
            let entries = try mapping.map { key, value in
                let written: (String, Span) =
                    switch key {
                    case .scalar(let scalar): (scalar.string, span(of: scalar))
                    default: ("", span(at: key.mark, length: 1))
                    }
                return RawEntry(key: written.0, keySpan: written.1, value: try convert(value))
            }
            return .map(entries, span(at: mapping.mark, length: 1))
        case .alias(let alias):
            return .scalar("", isQuoted: false, span(at: alias.mark, length: 1))
        }
    }

    private func span(at mark: Mark?, length: Int) -> Span {
        guard let mark else { return Span(file: file, range: base..<base) }
        let start = index.offset(line: mark.line, column: mark.column)
        return Span(file: file, range: base + start..<base + min(start + length, bytes.count))
    }

    /// The place of a scalar. libyaml gives only its start; the end is where the same text ends, or the
    /// closing quote, or the end of the line.
    private func span(of scalar: Node.Scalar) -> Span {
        guard let mark = scalar.mark else { return span(at: nil, length: 0) }
        let start = index.offset(line: mark.line, column: mark.column)
        let text = scalar.string.utf8
        let line = index.range(ofLine: mark.line)
        var end = start + text.count
        if end > bytes.count || !bytes[start..<end].elementsEqual(text) {
            let quote = start < bytes.count ? bytes[start] : 0
            let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
            let closing = isQuoted ? bytes[start..<line.upperBound].dropFirst().firstIndex(of: quote) : nil
            end = closing.map { $0 + 1 } ?? line.upperBound
        }
        return Span(file: file, range: base + start..<base + max(start, end))
    }

    private func diagnostic(for error: YamlError) -> Diagnostic {
        switch error {
        case .scanner(let context?, let problem, _, _) where problem.contains("unexpected end of stream"):
            // The fault shows at the end of the file; the quote that was opened is what has to be looked at.
            return Diagnostic(
                "yaml-syntax", at: span(at: context.mark, length: 1), YAMLProblem.explanation(of: problem))
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            if problem.contains("mapping values") || problem.contains("':'"), let colon = fullWidthColon(near: mark) {
                return .fullWidthColon(at: colon)
            }
            return Diagnostic("yaml-syntax", at: span(at: mark, length: 1), YAMLProblem.explanation(of: problem))
        case .reader(let problem, let offset, _, _):
            let start = base + min(offset ?? 0, bytes.count)
            return Diagnostic(
                "yaml-syntax", at: Span(file: file, range: start..<start), YAMLProblem.explanation(of: problem))
        case .duplicatedKeysInMapping(let keys, let place):
            return duplicateKey(keys.first ?? "", first: place.mark)
        default:
            return Diagnostic("yaml-syntax", at: Span(file: file, range: base..<base), YAMLProblem.explanation(of: ""))
        }
    }

    /// A full-width colon behind the first word of the line at `mark` or of the line before it.
    private func fullWidthColon(near mark: Mark) -> Span? {
        [mark.line - 1, mark.line].lazy.compactMap { line -> Span? in
            let name = index.text(ofLine: line).prefix { $0 != "：" && $0 != ":" && $0 != "\"" }
            let start = index.range(ofLine: line).lowerBound + name.utf8.count
            let colon = Array("：".utf8)
            guard line > 0, !name.isEmpty, bytes[start...].starts(with: colon) else { return nil }
            return Span(file: file, range: base + start..<base + start + colon.count)
        }.first
    }

    /// - Parameter mark: where the key stands first. The second place is a later line with the key in the same column.
    private func duplicateKey(_ key: String, first mark: Mark) -> Diagnostic {
        let prefix = Array("\(key):".utf8)
        let later = (mark.line..<max(mark.line, index.lineCount)).lazy.compactMap { line -> Span? in
            let range = index.range(ofLine: line + 1)
            let start = range.lowerBound + mark.column - 1
            guard range.contains(start), bytes[range.lowerBound..<start].allSatisfy({ $0 == 0x20 }),
                bytes[start..<range.upperBound].starts(with: prefix)
            else { return nil }
            return Span(file: file, range: base + start..<base + start + prefix.count - 1)
        }
        let first = span(at: mark, length: key.utf8.count)
        return Diagnostic(
            "duplicate-key", at: later.first ?? first,
            LocalizedText(zh: "“\(key)”写了两次，每个字段只能写一次", en: "“\(key)” is written twice; a field may be written once"),
            notes: [.init(LocalizedText(zh: "第一次写在这里", en: "the first is here"), at: first)])
    }
}

extension Diagnostic {
    static func fullWidthColon(at span: Span) -> Diagnostic {
        Diagnostic(
            "yaml-syntax", at: span,
            LocalizedText(
                zh: "字段名后面要用英文冒号，冒号后面空一格", en: "behind a field's name stands an ASCII colon and a space"),
            suggestion: .init(replacing: span, with: ": "))
    }
}
