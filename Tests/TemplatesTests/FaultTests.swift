import Diagnostics
import Templates
import Testing

/// Every rule, with the exact place: `file:line:column-line:column rule suggestion`.
struct SyntaxFaultTests {
    private func report(_ page: String) -> [String] {
        TemplateSite(page: page).report(["x": .text, "f": .flag, "g": .flag])
    }

    @Test("A tag must be closed on its line, and what follows is still checked")
    func unclosedTags() {
        #expect(
            report("a\n题{{x</p>\n{{y}}") == [
                "page.mustache:2:2-2:5 template-unclosed-tag 2:5-2:5 → }}",
                "page.mustache:3:3-3:4 template-unknown-name",
            ]
        )
        #expect(report("{{x}") == ["page.mustache:1:1-1:5 template-unclosed-tag 1:4-1:5 → }}"])
        #expect(report("{{ x } b") == ["page.mustache:1:1-1:7 template-unclosed-tag 1:6-1:7 → }}"])
        #expect(report("{{{x}} b").first == "page.mustache:1:1-1:7 template-unclosed-tag 1:5-1:7 → }}}")
        #expect(
            report("{{#f\n{{x {{/f}}") == [
                "page.mustache:1:1-1:5 template-unclosed-tag 1:5-1:5 → }}",
                "page.mustache:2:1-2:4 template-unclosed-tag 2:4-2:4 → }}",
            ]
        )
        #expect(report("{{") == ["page.mustache:1:1-1:3 template-unclosed-tag"])
        #expect(report("a {{! never\nclosed").first == "page.mustache:1:3-1:12 template-unclosed-tag")
    }

    @Test("A tag must have a name, and a well-formed one")
    func names() {
        #expect(report("{{}}") == ["page.mustache:1:1-1:5 template-empty-tag"])
        #expect(report("{{# }}") == ["page.mustache:1:1-1:7 template-empty-tag"])
        #expect(report("{{ count(x) }}") == ["page.mustache:1:4-1:12 template-malformed-name"])
        #expect(report("{{x..y}}") == ["page.mustache:1:3-1:7 template-malformed-name"])
        #expect(report("{{.x}}") == ["page.mustache:1:3-1:5 template-malformed-name"])
        #expect(report("{{#a b}}{{/a b}}") == ["page.mustache:1:4-1:7 template-malformed-name"])
        #expect(report("{{> ../x}}") == ["page.mustache:1:5-1:9 template-malformed-name"])
    }

    @Test("Delimiters, pragmas and dynamic names are refused")
    func unsupported() {
        #expect(report("{{=<% %>=}}") == ["page.mustache:1:1-1:12 template-unsupported-tag"])
        #expect(report("{{%BLOCKS}}") == ["page.mustache:1:1-1:12 template-unsupported-tag"])
        #expect(report(" {{>*x}}") == ["page.mustache:1:2-1:9 template-unsupported-tag"])
        #expect(report("{{<*x}}{{/*x}}") == ["page.mustache:1:1-1:8 template-unsupported-tag"])
    }

    @Test("Sections must be closed in order, by their names")
    func sections() {
        #expect(report("a\n  {{#f}}") == ["page.mustache:2:3-2:9 template-unclosed-section"])
        #expect(report("{{/f}}") == ["page.mustache:1:1-1:7 template-unopened-section"])
        #expect(report("{{#f}}{{^g}}x{{/f}}") == ["page.mustache:1:7-1:13 template-unclosed-section"])
        #expect(
            report("{{#f}}{{/x}}{{/f}}") == ["page.mustache:1:7-1:13 template-unopened-section"]
        )
        let site = TemplateSite(page: "{{#cover}}\n{{/covr}}")
        #expect(
            site.report(["cover": .flag]) == [
                "page.mustache:2:4-2:8 template-mismatched-section 2:4-2:8 → cover"
            ]
        )
        let fault = site.compile(["page": .record(["cover": .flag])]).1.first
        #expect(fault?.notes.map(\.span) == [Span(file: "page.mustache", range: 0..<10)])
    }

    @Test("Sections may not be nested without end")
    func nesting() {
        let page = String(repeating: "{{#f}}", count: 65) + String(repeating: "{{/f}}", count: 65)
        #expect(report(page) == ["page.mustache:1:385-1:391 template-nesting"])
    }

    @Test("A template must be UTF-8")
    func encoding() {
        let source = TemplateSource(name: "page", file: "page.mustache", bytes: [0x61, 0xE4, 0xB8, 0x62])
        let (_, faults) = TemplateLibrary.compile([source], pages: ["page": .record([:])], strings: [:])
        #expect(faults.map(\.id) == ["template-encoding"])
        #expect(faults.first?.span.range == 1..<3)
    }

    @Test("Only blocks and comments may stand in a parent tag, each block once")
    func parents() {
        let page = """
            {{<p}}
              text  
              {{x}}{{#f}}{{/f}}
              {{$a}}1{{/a}}{{$a}}2{{/a}}
            {{/p}}
            """
        let site = TemplateSite(page: page, ["p": "{{$a}}{{/a}}"])
        #expect(
            site.report(["x": .text, "f": .flag]) == [
                "page.mustache:2:3-2:7 template-content-in-parent",
                "page.mustache:3:3-3:8 template-content-in-parent",
                "page.mustache:3:8-3:14 template-content-in-parent",
                "page.mustache:4:19-4:20 template-duplicate-block",
            ]
        )
    }
}

struct ReferenceFaultTests {
    @Test("Templates, blocks and interface texts must exist; the nearest is suggested")
    func unknown() {
        let site = TemplateSite(
            page: "{{> partials/crad}}\n{{<layout}}{{$mian}}{{/mian}}{{/layout}}{{<layuot}}{{/layuot}}",
            [
                "layout": "{{$main}}{{strings.serach}}{{/main}}{{> partials/card}}",
                "partials/card": "{{> zzz}}",
            ],
            strings: ["search": "搜索"]
        )
        #expect(
            site.report() == [
                "layout.mustache:1:20-1:26 template-unknown-string 1:20-1:26 → search",
                "page.mustache:1:5-1:18 template-unknown-partial 1:5-1:18 → partials/card",
                "page.mustache:2:15-2:19 template-unknown-block 2:15-2:19 → main",
                "page.mustache:2:44-2:50 template-unknown-parent 2:44-2:50 → layout",
                "partials/card.mustache:1:5-1:8 template-unknown-partial",
            ]
        )
    }

    @Test("An interface text has one key and is escaped")
    func strings() {
        let site = TemplateSite(page: "{{strings}}{{strings.a.b}}{{{strings.a}}}", strings: ["a": "A"])
        #expect(
            site.report() == [
                "page.mustache:1:3-1:10 template-malformed-string",
                "page.mustache:1:14-1:25 template-malformed-string",
                "page.mustache:1:27-1:42 template-unescaped-text 1:27-1:42 → {{strings.a}}",
            ]
        )
    }

    @Test("Templates cannot contain themselves, directly or through others")
    func recursion() {
        let direct = TemplateSite(page: "{{> page}}")
        #expect(direct.report() == ["page.mustache:1:1-1:11 template-recursive"])
        let circle = TemplateSite(page: "{{> a}}", ["a": "{{#f}}{{> b}}{{/f}}", "b": "\n{{<a}}{{/a}}"])
        #expect(circle.report(["f": .flag]) == ["b.mustache:2:1-2:7 template-recursive"])
        let fault = circle.compile(["page": .record(["f": .flag])]).1.first
        #expect(fault?.message.en == "A template cannot contain itself: a → b → a.")
    }

    @Test("Every page needs a template, and there is one file for each")
    func files() {
        let bytes: [UInt8] = []
        let sources = [
            TemplateSource(name: "layout", file: "templates/layout.mustache", bytes: bytes),
            TemplateSource(name: "layout", file: "more/layout.mustache", bytes: bytes),
        ]
        let (_, faults) = TemplateLibrary.compile(sources, pages: ["home": .record([:])], strings: [:])
        #expect(
            faults.map { "\($0.span.file) \($0.id)" } == [
                "more/home.mustache template-missing",
                "more/layout.mustache template-unused",
                "templates/layout.mustache template-duplicate",
            ]
        )
        #expect(faults.map(\.severity) == [.error, .hint, .error])
    }

    @Test("A template that no page uses is a hint and is checked all the same")
    func unused() {
        let site = TemplateSite(page: "", ["old": "{{x}}{{> zzz}}{{strings.zzz}}"])
        #expect(
            site.report() == [
                "old.mustache:1:1-1:1 template-unused",
                "old.mustache:1:10-1:13 template-unknown-partial",
                "old.mustache:1:25-1:28 template-unknown-string",
            ]
        )
    }
}
