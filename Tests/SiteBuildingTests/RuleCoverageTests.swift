import TestSupport
import Foundation
import Testing

/// Adding a rule means adding a fixture that shows it.
struct RuleCoverageTests {
    private static let targets = ["Content", "SiteBuilding"]

    private static func sources() -> [(file: String, text: String)] {
        targets.flatMap { target -> [(file: String, text: String)] in
            let folder = "\(ProjectFolder.sources)/\(target)"
            let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return files.filter { $0.hasSuffix(".swift") }.sorted().map { file in
                let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
                return ("\(target)/\(file)", String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    @Test("Every rule of Content and SiteBuilding is shown by a fixture")
    func everyRuleIsShown() throws {
        let rule = /(?:\bDiagnostic|\bfail|\breport)\(\s*"([a-z0-9-]+)"/
        let rules = Set(Self.sources().flatMap { $0.text.matches(of: rule).map { String($0.output.1) } })
        #expect(rules.count > 25, "the rules are no longer found in the sources: mend the pattern of this test")
        let shown = try Set(
            SiteFixture.names.flatMap { name in
                let fixture = try SiteFixture.load(name)
                return ((fixture.check ?? []) + (fixture.build ?? [])).flatMap { line in
                    line.matches(of: /: [a-z]+\[([a-z0-9-]+)\]/).map { String($0.output.1) }
                }
            })
        // A published log has tiles, which are no text: `ElectionPublicationTests` shows what is said of them.
        let missing = rules.subtracting(shown).subtracting(["frozen-log-changed", "rules-differ"]).sorted()
        #expect(missing.isEmpty, "add Sites/<id>.site for: \(missing.joined(separator: ", "))")
    }

    @Test("Every diagnostic names its rule where it is made, so that the test above finds it")
    func rulesAreLiterals() {
        let computed = Self.sources().flatMap { source in
            source.text.matches(of: /\bDiagnostic\(\s*([^"\s][^,)]*)/).map { "\(source.file): \($0.output.1)" }
        }
        // A field's rule names itself, and so do those that call `report`; the cache gives back what was found before, and
        // some faults are said again at another place.
        let elections = "SiteBuilding/Load/Elections"
        let known = [
            "Content/ScalarRule.swift: id", "SiteBuilding/Cache/DiagnosticCoding.swift: id",
            "\(elections)/CandidateLoading.swift: id", "\(elections)/CandidateLoading.swift: fault.id",
            "\(elections)/PublicationLoading.swift: id", "\(elections)/RulesReading.swift: id",
            "\(elections)/RulesReading.swift: fault.id",
        ]
        #expect(computed == known, "write the id as a literal")
    }
}
