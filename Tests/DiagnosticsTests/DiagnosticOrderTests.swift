import Diagnostics
import Testing

struct DiagnosticOrderTests {
    private func diagnostic(_ random: inout SeededGenerator) -> Diagnostic {
        let start = Int.random(in: 0..<3, using: &random)
        let span = Span(
            file: random.pick(["a.md", "b.md", "é.md", "网.md"]),
            range: start..<(start + Int.random(in: 0..<2, using: &random)))
        let words = random.pick(["x", "y"])
        return Diagnostic(
            random.pick(["one", "two"]), random.pick(Severity.allCases), at: span, LocalizedText(zh: words, en: words))
    }

    @Test("Diagnostics have one strict total order", arguments: 0..<200)
    func totalOrder(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let (a, b, c) = (diagnostic(&random), diagnostic(&random), diagnostic(&random))
        #expect(!(a < a), "seed \(seed): nothing comes before itself")
        #expect([a < b, b < a, a == b].count { $0 } == 1, "seed \(seed): exactly one of <, >, == holds")
        if a < b, b < c { #expect(a < c, "seed \(seed): the order is transitive") }
    }

    @Test("The order of finding does not matter, and what is found twice is said once", arguments: 0..<50)
    func inOrder(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let found = (0..<12).map { _ in diagnostic(&random) }
        let shown = found.inOrder()
        #expect((found.shuffled(using: &random) + found).inOrder() == shown, "seed \(seed)")
        #expect(Set(shown) == Set(found), "seed \(seed)")
        #expect(zip(shown, shown.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
    }

    @Test("Files come in the order of their bytes, then places, then severity, then rules")
    func keys() {
        func at(_ file: String, _ start: Int, _ severity: Severity = .error, _ id: String = "a") -> Diagnostic {
            Diagnostic(id, severity, at: Span(file: file, range: start..<start), LocalizedText(zh: "", en: ""))
        }
        let list = [
            at("Z.md", 9), at("a.md", 0, .warning), at("a.md", 1, .error, "a"), at("a.md", 1, .error, "b"),
            at("a.md", 1, .hint), at("é.md", 0),
        ]
        #expect(list.reversed().inOrder() == list)
    }

    @Test("Only errors stop a build")
    func errors() {
        func one(_ severity: Severity) -> [Diagnostic] {
            [Diagnostic("a", severity, at: .start(of: "a"), LocalizedText(zh: "", en: ""))]
        }
        #expect(one(.error).containsError)
        #expect(!one(.warning).containsError)
        #expect(!(one(.warning) + one(.hint)).containsError)
        #expect(![Diagnostic]().containsError)
    }
}
