import Templates

/// Makes shapes, templates that fit them, and data for both, in the part of the dialect that other
/// implementations of Mustache render in the same way.
///
/// Left out are: partials and blocks on indented lines, blocks over several lines, sections over empty texts, and
/// sections of which one tag stands alone on its line and the other does not.
struct RandomSite {
    private var random: SeededGenerator
    private(set) var templates: [String: String] = [:]
    private(set) var fields: [String: TemplateShape] = [:]
    private var names = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        fields = makeFields(depth: 0)
        templates["page"] = makeBody([fields], depth: 0, lines: true) + "."
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    private mutating func newName(_ prefix: String) -> String {
        names += 1
        return "\(prefix)\(names)"
    }
}

// Shapes and data.
extension RandomSite {
    private mutating func makeFields(depth: Int) -> [String: TemplateShape] {
        var fields: [String: TemplateShape] = [:]
        for key in ["a", "bb", "title", "k_1", "name-x", "A9", "list"] where chance(60) {
            switch Int.random(in: 0..<(depth < 3 ? 10 : 5), using: &random) {
            case 0...2: fields[key] = .text
            case 3: fields[key] = .html
            case 4: fields[key] = .flag
            case 5: fields[key] = .record(makeFields(depth: depth + 1))
            case 6, 7: fields[key] = .optional(makeFields(depth: depth + 1))
            default: fields[key] = .list(makeFields(depth: depth + 1))
            }
        }
        return fields
    }

    mutating func makeData() -> TemplateRecord { makeRecord(fields) }

    private mutating func makeRecord(_ fields: [String: TemplateShape]) -> TemplateRecord {
        var record: TemplateRecord = [:]
        for key in fields.keys.sorted() {
            switch fields[key] {
            case .text: record[key] = .text(makeText())
            case .html: record[key] = .html(Array("<i>\(makeText())</i>".utf8))
            case .flag: record[key] = .flag(chance(50))
            case .record(let inner): record[key] = .record(makeRecord(inner))
            case .optional(let inner): record[key] = chance(50) ? .record(makeRecord(inner)) : .absent
            case .list(let inner):
                record[key] = .list(
                    (0..<Int.random(in: 0..<4, using: &random)).map { _ in makeRecord(inner) })
            case nil: break
            }
        }
        return record
    }

    private mutating func makeText() -> String {
        let pieces = ["a", "&", "<b>", "\"", "'", " ", "网格", "\n", "é", "🙂", "&amp;"]
        return "t" + (0..<Int.random(in: 0..<6, using: &random)).map { _ in pick(pieces) }.joined()
    }
}

// Templates.
extension RandomSite {
    /// What the innermost scope that has `name` says of it.
    private func shape(of name: String, _ scopes: [[String: TemplateShape]]) -> TemplateShape? {
        scopes.last { $0[name] != nil }?[name]
    }

    private mutating func makeBody(_ scopes: [[String: TemplateShape]], depth: Int, lines: Bool) -> String {
        var body = ""
        for _ in 0..<Int.random(in: 1..<5, using: &random) {
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1:
                body += pick(["x", "<p>", " ", "  ", "中文", "&", "}", "\t"] + (lines ? ["\n", "\r\n"] : []))
            case 2: body += lines ? pick(["{{! c }}", "\n  {{!\n c }}\n"]) : "{{!c}}"
            case 3 where depth < 2: body += makePartial(scopes, depth: depth, lines: lines)
            case 4 where depth < 2: body += makeParent(scopes, depth: depth)
            default:
                let visible = Set(scopes.flatMap(\.keys)).sorted()
                if !visible.isEmpty { body += makeTag(pick(visible), scopes, depth: depth, lines: lines) }
            }
        }
        return body
    }

    private mutating func makeTag(
        _ name: String, _ scopes: [[String: TemplateShape]], depth: Int, lines: Bool
    ) -> String {
        switch shape(of: name, scopes) {
        case .text where chance(80): return pick(["{{\(name)}}", "{{ \(name) }}"])
        case .html where chance(80): return pick(["{{{\(name)}}}", "{{&\(name)}}", "{{& \(name) }}"])
        case .record(let inner) where chance(50):
            guard let key = inner.keys.sorted().first else { return "" }
            if case .text? = inner[key] { return "{{\(name).\(key)}}" }
            return ""
        case .record(let inner): return makeSection(name, scopes + [inner], depth, lines, inverted: false)
        case .optional(let inner), .list(let inner):
            let inverted = chance(25)
            return makeSection(name, inverted ? scopes : scopes + [inner], depth, lines, inverted: inverted)
        default: return makeSection(name, scopes, depth, lines, inverted: chance(40))
        }
    }

    private mutating func makeSection(
        _ name: String, _ scopes: [[String: TemplateShape]], _ depth: Int, _ lines: Bool, inverted: Bool
    ) -> String {
        let body = depth < 3 ? makeBody(scopes, depth: depth + 1, lines: lines) : "-"
        let sigil = inverted ? "^" : "#"
        guard lines, chance(40) else { return "{{\(sigil)\(name)}}|\(body)|{{/\(name)}}" }
        let indentation = pick(["", "  ", "\t"])
        return "\n\(indentation){{\(sigil)\(name)}} \n\(body)\n\(indentation){{/ \(name) }}\n"
    }

    private mutating func makePartial(
        _ scopes: [[String: TemplateShape]], depth: Int, lines: Bool
    ) -> String {
        let name = newName("partials/p")
        templates[name] = makeBody(scopes, depth: depth + 1, lines: true) + pick([".", ".\n"])
        return lines && chance(50) ? "\n{{> \(name)}}\n" : "|{{>\(name)}}|"
    }

    private mutating func makeParent(_ scopes: [[String: TemplateShape]], depth: Int) -> String {
        let name = newName("parent")
        let block = newName("block")
        let unfilled = newName("block")
        let start = makeBody(scopes, depth: depth + 1, lines: true)
        templates[name] =
            start + "|{{$\(block)}}" + makeBody(scopes, depth: depth + 1, lines: false) + "{{/\(block)}}|"
            + "{{$\(unfilled)}}" + makeBody(scopes, depth: depth + 1, lines: false) + "{{/\(unfilled)}}|"
        let filling = makeBody(scopes, depth: depth + 1, lines: false)
        return "|{{<\(name)}}{{$\(block)}}|\(filling){{/\(block)}}{{/\(name)}}|"
    }
}
