import Foundation

/// One little site and what must come of it, written as a single text.
///
/// ```
/// One sentence that says which behaviour this shows.
/// -- content/site.yaml --
/// …
/// -- content/cases/old.md (escaped) --
/// \xB1\xEA\r\n
/// -- expect check --
/// content/cases/old.md:1:1: error[not-utf8]
/// -- expect zh --
/// GB18030
/// -- expect en --
/// GB18030
/// ```
///
/// Sections without `expect` are files; `(escaped)` ones, their paths too, may hold `\r`, `\n`, `\t`, `\\`,
/// `\xHH`, `\u{H…}` and a backslash at the end of a line that joins it with the next.
/// - `options`: `drafts`; `without word KEY` builds with a theme that lacks the word.
/// - `expect check`: all diagnostics in order, as `file:line:column: severity[id]`, and ` → text` for a suggestion.
/// - `expect build`: the same for a build, where it differs.
/// - `expect zh`, `expect en`: for each diagnostic in order, a part of its message or notes.
/// - `expect output paths`, `expect in PATH`: what must be there, or, after `! `, must not.
struct SiteFixture: Sendable {
    /// A text that must or must not be somewhere.
    struct Demand: Sendable, Hashable {
        let text: String
        let isWanted: Bool
    }

    let name: String
    var files: [(path: String, bytes: [UInt8])] = []
    var includesDrafts = false
    var missingWords: [String] = []
    var check: [String]?
    var build: [String]?
    var messages: [String: [String]] = [:]
    var outputPaths: [Demand] = []
    var contents: [(path: String, demands: [Demand])] = []

    init(name: String, text: String) throws {
        self.name = name
        let lines = text.hasSuffix("\n") ? String(text.dropLast()) : text
        // The line break before a section's title ends the section before it.
        var sections = lines.components(separatedBy: "\n-- ").map { $0 + "\n" }
        let behaviour = sections.removeFirst()
        guard behaviour != "\n", !behaviour.hasPrefix("-- ") else {
            throw FixtureFault("\(name): begin with a sentence that says which behaviour this shows")
        }
        for section in sections {
            guard let end = section.range(of: " --\n") else {
                throw FixtureFault("\(name): “-- \(section.prefix(40))…” lacks the closing “ --”")
            }
            try add(String(section[..<end.lowerBound]), String(section[end.upperBound...]))
        }
        try demandExpectations()
    }

    private mutating func add(_ title: String, _ body: String) throws {
        let lines = body.split(separator: "\n").map(String.init)
        switch title {
        case "options":
            includesDrafts = lines.contains("drafts")
            let words = lines.filter { $0 != "drafts" }
            missingWords = words.map { String($0.dropFirst("without word ".count)) }
            guard words.allSatisfy({ $0.hasPrefix("without word ") }) else {
                throw FixtureFault("\(name): the options are “drafts” and “without word KEY”")
            }
        case "expect check": check = lines
        case "expect build": build = lines
        case "expect zh", "expect en": messages[String(title.suffix(2))] = lines
        case "expect output paths": outputPaths += lines.map(Self.demand)
        case _ where title.hasPrefix("expect in "):
            contents.append((String(title.dropFirst("expect in ".count)), lines.map(Self.demand)))
        case _ where title.hasPrefix("expect "):
            throw FixtureFault("\(name): there is no section “\(title)”; see SiteFixture")
        case _ where title.hasSuffix(" (escaped)"):
            let path = try unescaped(String(title.dropLast(" (escaped)".count)))
            files.append((String(decoding: path, as: UTF8.self), try unescaped(body)))
        default: files.append((title, Array(body.utf8)))
        }
    }

    private static func demand(_ line: String) -> Demand {
        line.hasPrefix("! ")
            ? Demand(text: String(line.dropFirst(2)), isWanted: false) : Demand(text: line, isWanted: true)
    }

    /// A fixture that expects nothing proves nothing.
    private func demandExpectations() throws {
        guard let check else { throw FixtureFault("\(name): add a section “expect check”; it may be empty") }
        let found = build ?? check
        if found.isEmpty && outputPaths.isEmpty && contents.isEmpty {
            throw FixtureFault("\(name): a site without faults needs “expect output paths” or “expect in PATH”")
        }
        for language in ["zh", "en"] where messages[language, default: []].count != found.count {
            throw FixtureFault(
                "\(name): “expect \(language)” needs a line for each of the \(found.count) diagnostics, in order")
        }
    }
}

/// Why a fixture cannot be used.
struct FixtureFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The bytes that an `(escaped)` section stands for.
func unescaped(_ text: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Substring(text)
    while let character = rest.popFirst() {
        guard character == "\\" else {
            bytes += Array(String(character).utf8)
            continue
        }
        switch rest.popFirst() {
        case "\n": break
        case "\\": bytes.append(0x5C)
        case "r": bytes.append(0x0D)
        case "n": bytes.append(0x0A)
        case "t": bytes.append(0x09)
        case "x":
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { throw FixtureFault("\\x wants two hex digits") }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        case "u":
            guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}"),
                let scalar = UInt32(rest[..<end], radix: 16).flatMap(Unicode.Scalar.init)
            else { throw FixtureFault("\\u wants {hex digits}") }
            bytes += Array(String(Character(scalar)).utf8)
            rest = rest[rest.index(after: end)...]
        default: throw FixtureFault("an unknown escape in “\(text.prefix(60))”")
        }
    }
    return bytes
}
