import Diagnostics
import Mustache
import Testing

@testable import Templates

struct OracleTests {
    @Test("Random sites render as swift-mustache renders them", arguments: 0..<40)
    func differential(batch: Int) throws {
        for seed in (batch * 25)..<(batch * 25 + 25) {
            var random = RandomSite(seed: UInt64(seed))
            let site = TemplateSite(templates: random.templates)
            var oracle = MustacheLibrary()
            for (name, text) in site.templates { try oracle.register(text, named: name) }
            let (library, faults) = site.compile(["page": .record(random.fields)])
            let errors = faults.filter { $0.severity == .error }.map(site.line(for:))
            try #require(errors == [], "seed \(seed): \(site.templates)")
            for _ in 0..<3 {
                let data = random.makeData()
                var output: [UInt8] = []
                try library.render("page", data, into: &output)
                let expected = oracle.render(data.plain, withTemplate: "page")
                let difference = firstDifference(String(decoding: output, as: UTF8.self), expected ?? "")
                try #require(difference == nil, "seed \(seed): \(site.templates)")
            }
        }
    }

    /// Where two texts part: what comes before and what follows in each.
    private func firstDifference(_ left: String, _ right: String) -> String? {
        guard left != right else { return nil }
        let common = zip(left, right).prefix { $0 == $1 }.count
        let before = String(left.prefix(common).suffix(20))
        let ours = String(left.dropFirst(common).prefix(20))
        let theirs = String(right.dropFirst(common).prefix(20))
        return "after \(before.debugDescription): \(ours.debugDescription), \(theirs.debugDescription)"
    }
}

extension TemplateRecord {
    /// The record as swift-mustache takes it.
    var plain: [String: Any] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.0, $0.1.plain) })
    }
}

extension TemplateValue {
    /// The value as swift-mustache takes it; `false` stands for an absent record.
    var plain: Any {
        switch self {
        case .text(let text): text
        case .html(let bytes): String(decoding: bytes, as: UTF8.self)
        case .flag(let flag): flag
        case .record(let record): record.plain
        case .list(let records): records.map(\.plain)
        case .absent: false
        }
    }
}
