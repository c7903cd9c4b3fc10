import Templates
import Testing

/// The examples of the Mustache specification for what the dialect has.
struct DialectTests {
    /// A template, the data for it and what comes out.
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let template: String
        let data: TemplateRecord
        let partials: [String: String]
        let expected: String
        var testDescription: String { name }

        init(
            _ name: String, _ template: String, _ data: TemplateRecord,
            partials: [String: String] = [:], _ expected: String
        ) {
            self.name = name
            self.template = template
            self.data = data
            self.partials = partials
            self.expected = expected
        }

        init(
            _ name: String, _ template: String, partials: [String: String] = [:], _ expected: String
        ) {
            self.init(name, template, [:], partials: partials, expected)
        }
    }

    private func verify(_ example: Example) throws {
        let site = TemplateSite(page: example.template, example.partials)
        #expect(try site.render(example.data) == example.expected)
    }

    @Test("Variables print text escaped and HTML as it is", arguments: variables)
    func variable(_ example: Example) throws { try verify(example) }

    @Test("Sections render for truth, records and each record of a list", arguments: sections)
    func section(_ example: Example) throws { try verify(example) }

    @Test("Inverted sections render for what is false, empty or absent", arguments: inverted)
    func invertedSection(_ example: Example) throws { try verify(example) }

    @Test("Comments leave nothing", arguments: comments)
    func comment(_ example: Example) throws { try verify(example) }

    @Test("A tag alone on its line takes the line away", arguments: whitespace)
    func standaloneTag(_ example: Example) throws { try verify(example) }

    @Test("Partials are built in where they are named", arguments: partials)
    func partial(_ example: Example) throws { try verify(example) }

    @Test("Children fill the blocks of their parents", arguments: inheritance)
    func child(_ example: Example) throws { try verify(example) }
}
