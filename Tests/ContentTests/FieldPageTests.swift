import Content
import Diagnostics
import Foundation
import Testing

/// The page of fields in the documentation is printed by the program; this says when it must be printed again.
struct FieldPageTests {
    @Test("docs/fields.md holds every list as the program prints it", arguments: Language.allCases)
    func page(language: Language) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/fields.md"), encoding: .utf8)
        for subject in ContentKind.allCases.map(\.rawValue) + ["site", "topics"] {
            let list = try #require(FieldDocumentation.text(for: subject, in: language))
            #expect(
                page.contains("```text\n\(list)\n```"),
                "\(subject): run scripts/update-field-docs and commit docs/fields.md")
        }
    }
}
