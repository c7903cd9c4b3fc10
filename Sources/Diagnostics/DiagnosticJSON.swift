import FoundationEssentials

/// Writes diagnostics for programs: a plain JSON list, or SARIF 2.1.0 for code-review tools.
public struct DiagnosticJSON: Sendable {
    /// The shape of the output.
    public enum Format: Sendable {
        /// `{"diagnostics": […], "errors": n, "warnings": n, "hints": n}`
        case plain
        /// OASIS SARIF 2.1.0 with one run; columns count Unicode code points.
        case sarif
    }

    /// The language of the messages.
    public let language: Language

    /// A writer for one language.
    public init(language: Language) { self.language = language }

    /// The document for `diagnostics` in the given order, keys sorted, one line break at the end.
    ///
    /// - Parameter source: gives the bytes of a file by its path; where it cannot be read, lines are left out.
    public func text(of diagnostics: [Diagnostic], format: Format, source: (String) -> [UInt8]?) throws -> String {
        var indices: [String: LineIndex] = [:]
        for diagnostic in diagnostics {
            let spans = [diagnostic.span] + diagnostic.notes.compactMap(\.span)
            for file in spans.map(\.file) where indices[file] == nil {
                indices[file] = source(file).map { LineIndex($0) }
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data =
            switch format {
            case .plain: try encoder.encode(PlainReport(diagnostics, language: language, indices: indices))
            case .sarif: try encoder.encode(SARIFReport(diagnostics, language: language, indices: indices))
            }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}

private struct PlainReport: Encodable {
    struct Place: Encodable {
        let file: String
        let line: Int?, column: Int?, endLine: Int?, endColumn: Int?
        let byteRange: [Int]

        init(_ span: Span, _ index: LineIndex?) {
            file = span.file
            line = index?.position(of: span.range.lowerBound).line
            column = index?.position(of: span.range.lowerBound).column
            endLine = index?.position(of: span.range.upperBound).line
            endColumn = index?.position(of: span.range.upperBound).column
            byteRange = [span.range.lowerBound, span.range.upperBound]
        }
    }
    struct Note: Encodable {
        let message: String
        let place: Place?
    }
    struct Suggestion: Encodable {
        let place: Place
        let replacement: String
    }
    struct Entry: Encodable {
        let id: String, severity: String, message: String
        let place: Place
        let notes: [Note]
        let suggestion: Suggestion?
    }
    let diagnostics: [Entry]
    let errors: Int, warnings: Int, hints: Int

    init(_ list: [Diagnostic], language: Language, indices: [String: LineIndex]) {
        diagnostics = list.map { diagnostic in
            Entry(
                id: diagnostic.id,
                severity: "\(diagnostic.severity)",
                message: diagnostic.message.text(in: language),
                place: Place(diagnostic.span, indices[diagnostic.span.file]),
                notes: diagnostic.notes.map { note in
                    Note(
                        message: note.message.text(in: language),
                        place: note.span.map { Place($0, indices[$0.file]) }
                    )
                },
                suggestion: diagnostic.suggestion.map {
                    Suggestion(place: Place($0.span, indices[$0.span.file]), replacement: $0.replacement)
                }
            )
        }
        errors = list.count { $0.severity == .error }
        warnings = list.count { $0.severity == .warning }
        hints = list.count { $0.severity == .hint }
    }
}

private struct SARIFReport: Encodable {
    struct Message: Encodable { let text: String }
    struct Artifact: Encodable { let uri: String }
    struct Region: Encodable { let startLine: Int, startColumn: Int, endLine: Int, endColumn: Int }
    struct Physical: Encodable {
        let artifactLocation: Artifact
        let region: Region?
    }
    struct Location: Encodable {
        let physicalLocation: Physical
        var message: Message?
    }
    struct Result: Encodable {
        let ruleId: String, level: String
        let message: Message
        let locations: [Location], relatedLocations: [Location]
    }
    struct Rule: Encodable { let id: String }
    struct Driver: Encodable {
        let name = "gridshow"
        let rules: [Rule]
    }
    struct Tool: Encodable { let driver: Driver }
    struct Run: Encodable {
        let columnKind = "unicodeCodePoints"
        let tool: Tool
        let results: [Result]
    }
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    init(_ list: [Diagnostic], language: Language, indices: [String: LineIndex]) {
        func location(_ span: Span, _ message: LocalizedText? = nil) -> Location {
            let region = indices[span.file].map { index in
                let start = index.position(of: span.range.lowerBound)
                let end = index.position(of: span.range.upperBound)
                return Region(
                    startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column)
            }
            return Location(
                physicalLocation: Physical(
                    artifactLocation: Artifact(uri: uriReference(to: span.file)), region: region),
                message: message.map { Message(text: $0.text(in: language)) })
        }
        let results = list.map { diagnostic in
            Result(
                ruleId: diagnostic.id,
                level: diagnostic.severity == .hint ? "note" : "\(diagnostic.severity)",
                message: Message(text: diagnostic.message.text(in: language)),
                locations: [location(diagnostic.span)],
                relatedLocations: diagnostic.notes.compactMap { note in note.span.map { location($0, note.message) } }
            )
        }
        let rules = Set(list.map(\.id)).sorted().map { Rule(id: $0) }
        runs = [Run(tool: Tool(driver: Driver(rules: rules)), results: results)]
    }
}

/// A path as an RFC 3986 reference, which SARIF demands: all but unreserved characters and slashes percent-encoded.
private func uriReference(to path: String) -> String {
    path.utf8.map { byte in
        let character = Character(Unicode.Scalar(byte))
        let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~/".contains(character))
        return isPlain ? String(character) : "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
}
