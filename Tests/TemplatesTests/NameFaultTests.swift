import Diagnostics
import Templates
import Testing

struct NameFaultTests {
    private static let fields: [String: TemplateShape] = [
        "title": .text, "body": .html, "draft": .flag,
        "page": .record(["summary": .text, "cover": .optional(["src": .text])]),
        "cards": .list(["url": .text]),
    ]

    private func report(_ page: String, _ others: [String: String] = [:]) -> [String] {
        TemplateSite(page: page, others).report(Self.fields)
    }

    @Test("An unknown name is found even where nothing renders; the nearest is suggested")
    func unknownNames() {
        #expect(
            report("{{titel}}\n{{#draft}}{{^draft}}\n  {{ page.sumary }}{{/draft}}{{/draft}}{{xyz}}") == [
                "page.mustache:1:3-1:8 template-unknown-name 1:3-1:8 → title",
                "page.mustache:3:11-3:17 template-unknown-name 3:11-3:17 → summary",
                "page.mustache:3:42-3:45 template-unknown-name",
            ]
        )
        let faults = TemplateSite(page: "{{xyz}}").compile(["page": .record(Self.fields)]).1
        #expect(
            faults.first?.notes.first?.message.en == "known here: body, cards, draft, page, strings, title")
    }

    @Test("Under an unknown section the names are not guessed at, and all else is checked")
    func unknownSections() {
        #expect(
            report("{{#crads}}{{url}}{{{title}}}{{/crads}}{{^zzz}}{{url}}{{/zzz}}") == [
                "page.mustache:1:4-1:9 template-unknown-name 1:4-1:9 → cards",
                "page.mustache:1:42-1:45 template-unknown-name",
                "page.mustache:1:49-1:52 template-unknown-name",
            ]
        )
    }

    @Test("An optional value can be reached inside its section only, by either name")
    func optionals() {
        #expect(
            report("{{page.cover.src}}\n{{#page}}{{cover.src}}{{/page}}") == [
                "page.mustache:1:3-1:13 template-optional",
                "page.mustache:2:12-2:17 template-optional",
            ]
        )
        #expect(report("{{#page.cover}}{{src}}{{page.cover.src}}{{/page.cover}}") == [])
        #expect(report("{{#page}}{{#cover}}{{page.cover.src}}{{/cover}}{{/page}}") == [])
        #expect(
            report("{{^page.cover}}{{page.cover.src}}{{/page.cover}}") == [
                "page.mustache:1:18-1:28 template-optional"
            ]
        )
    }

    @Test("A dotted name cannot go through a list, a text or a flag")
    func paths() {
        #expect(
            report("{{cards.url}}{{title.length}}{{#draft.x}}{{/draft.x}}") == [
                "page.mustache:1:3-1:8 template-list",
                "page.mustache:1:16-1:21 template-no-fields",
                "page.mustache:1:33-1:38 template-no-fields",
            ]
        )
    }

    @Test("Text has two braces, HTML three, and nothing else is printed")
    func printing() {
        #expect(
            report("{{body}}{{{title}}}{{& title}}{{draft}}{{cards}}{{{page}}}{{page.cover}}") == [
                "page.mustache:1:1-1:9 template-escaped-html 1:1-1:9 → {{{body}}}",
                "page.mustache:1:9-1:20 template-unescaped-text 1:9-1:20 → {{title}}",
                "page.mustache:1:20-1:31 template-unescaped-text 1:20-1:31 → {{title}}",
                "page.mustache:1:31-1:40 template-not-printable",
                "page.mustache:1:40-1:49 template-not-printable",
                "page.mustache:1:49-1:59 template-not-printable",
                "page.mustache:1:59-1:73 template-not-printable",
            ]
        )
    }

    @Test("A dot stands directly in a section over a text")
    func dots() {
        #expect(report("{{#title}}{{#draft}}{{.}}{{/draft}}{{/title}}") == [])
        #expect(
            report("{{.}}{{#cards}}{{.}}{{/cards}}{{#body}}{{.}}{{/body}}") == [
                "page.mustache:1:3-1:4 template-dot",
                "page.mustache:1:18-1:19 template-dot",
                "page.mustache:1:40-1:45 template-escaped-html 1:40-1:45 → {{{.}}}",
            ]
        )
    }

    @Test("An inverted section over what is always there is a warning, and the page is compiled")
    func neverRenders() throws {
        let site = TemplateSite(page: "a{{^page}}b{{/page}}")
        let (library, faults) = site.compile(["page": .record(["page": .record([:])])])
        #expect(faults.map(\.id) == ["template-never-renders"])
        #expect(faults.map(\.severity) == [.warning])
        var output: [UInt8] = []
        try library.render("page", ["page": .record([:])], into: &output)
        #expect(output == Array("a".utf8))
    }

    @Test("A partial is checked in every scope, and says once what is wrong and from where")
    func partials() {
        let site = TemplateSite(
            page: "{{#cards}}{{> card}}{{/cards}}\n{{> card}}\n{{#page}}{{> card}}{{/page}}",
            ["card": "{{url}}"]
        )
        let faults = site.compile(["page": .record(Self.fields)]).1
        #expect(faults.map(site.line(for:)) == ["card.mustache:1:3-1:6 template-unknown-name"])
        let uses = faults.first?.notes.compactMap(\.span) ?? []
        #expect(uses.map(site.place(of:)) == ["2:1-2:11", "3:10-3:20"])
    }

    @Test("A fault in one page leaves the others usable")
    func otherPages() throws {
        let site = TemplateSite(templates: ["bad": "{{x}}{{#y}}", "good": "{{x}}", "worse": "{{z}}"])
        let (library, faults) = site.compile([
            "bad": .record([:]), "good": .record(["x": .text]), "worse": .record([:]),
        ])
        #expect(
            faults.map(site.line(for:)) == [
                "bad.mustache:1:3-1:4 template-unknown-name",
                "bad.mustache:1:6-1:12 template-unclosed-section",
                "bad.mustache:1:9-1:10 template-unknown-name",
                "worse.mustache:1:3-1:4 template-unknown-name",
            ]
        )
        var output: [UInt8] = []
        try library.render("good", ["x": .text("1")], into: &output)
        #expect(output == [0x31])
        #expect(throws: TemplateDataError.self) { try library.render("bad", [:], into: &output) }
    }

    @Test("Every message is said in both languages and mends what it can")
    func mending() {
        let site = TemplateSite(page: "{{titel}} {{body}}")
        var bytes = Array(site.templates["page", default: ""].utf8)
        let faults = site.compile(["page": .record(Self.fields)]).1
        for suggestion in faults.compactMap(\.suggestion).reversed() {
            bytes.replaceSubrange(suggestion.span.range, with: Array(suggestion.replacement.utf8))
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "{{title}} {{{body}}}")
        #expect(faults.first?.message.zh == "这里的数据没有“titel”。是否应为“title”？")
        #expect(faults.first?.message.en == "The data here has no ‘titel’. Did you mean ‘title’?")
    }
}
