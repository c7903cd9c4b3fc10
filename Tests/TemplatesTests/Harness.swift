import Diagnostics
import Testing

@testable import Templates

/// A few templates by name; each one's file is `<name>.mustache`.
struct TemplateSite {
    var templates: [String: String]
    var strings: [String: String] = [:]

    var sources: [TemplateSource] {
        templates.map { TemplateSource(name: $0, file: $0 + ".mustache", bytes: Array($1.utf8)) }
    }

    func compile(_ pages: [String: TemplateShape]) -> (TemplateLibrary, [Diagnostic]) {
        TemplateLibrary.compile(sources, pages: pages, strings: strings)
    }

    /// The page `page` with `data`; the shape is that of the data, and nothing may be reported.
    func render(_ data: TemplateRecord = [:]) throws -> String {
        let (library, diagnostics) = compile(["page": .record(data.fields)])
        #expect(diagnostics.map(\.message.en) == [])
        var output: [UInt8] = []
        try library.render("page", data, into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// What is reported for `page`, one line each: place, rule and suggestion.
    func report(_ fields: [String: TemplateShape] = [:]) -> [String] {
        compile(["page": .record(fields)]).1.map(line(for:))
    }

    /// `file:line:column-line:column rule → suggested text`
    func line(for diagnostic: Diagnostic) -> String {
        let suggestion = diagnostic.suggestion.map { " \(place(of: $0.span)) → \($0.replacement)" } ?? ""
        return "\(diagnostic.span.file):\(place(of: diagnostic.span)) \(diagnostic.id)\(suggestion)"
    }

    func place(of span: Span) -> String {
        let text = templates[String(span.file.prefix { $0 != "." })] ?? ""
        let index = LineIndex(Array(text.utf8))
        let start = index.position(of: span.range.lowerBound)
        let end = index.position(of: span.range.upperBound)
        return "\(start.line):\(start.column)-\(end.line):\(end.column)"
    }
}

extension TemplateSite {
    /// A site of one page.
    init(page: String, _ others: [String: String] = [:], strings: [String: String] = [:]) {
        self.init(templates: others.merging(["page": page]) { _, page in page }, strings: strings)
    }
}

extension TemplateRecord {
    /// The shape of this very record; lists take the shape of their first record.
    var fields: [String: TemplateShape] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.0, $0.1.shape) })
    }
}

extension TemplateValue {
    var shape: TemplateShape {
        switch self {
        case .text: .text
        case .html: .html
        case .flag: .flag
        case .record(let record): .record(record.fields)
        case .list(let records): .list(records.first?.fields ?? [:])
        case .absent: .optional([:])
        }
    }
}

/// Random numbers that are the same on every machine (SplitMix64, Steele et al. 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
