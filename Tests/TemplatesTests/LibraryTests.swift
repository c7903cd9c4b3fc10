import Diagnostics
import Testing

@testable import Templates

struct LibraryTests {
    private let site = TemplateSite(
        page: "{{> partials/b}}{{<layout}}{{$main}}{{strings.go}}{{/main}}{{/layout}}",
        [
            "layout": "{{$main}}{{strings.none}}{{/main}}{{> partials/a}}", "partials/a": "a",
            "partials/b": "b",
        ],
        strings: ["go": "去 & 看", "none": "", "unused": "x"]
    )

    @Test("A page knows the templates and the interface texts that it is made of")
    func dependencies() {
        let (library, _) = site.compile(["page": .record([:])])
        #expect(library.sources(of: "page") == ["layout", "page", "partials/a", "partials/b"])
        #expect(library.strings(of: "page") == ["go"])
        #expect(library.sources(of: "other") == [])
    }

    @Test("A page knows which fields of its record it uses, in sections, lists and partials too")
    func fields() {
        let page = "{{a.x}}{{#b}}{{y}}{{/b}}{{^c}}no{{/c}}{{> partials/d}}{{! {{e}} }}"
        let site = TemplateSite(page: page, ["partials/d": "{{#b}}{{d}}{{/b}}"])
        let (library, _) = site.compile([
            "page": .record([
                "a": .record(["x": .text]), "b": .list(["y": .text]), "c": .flag, "d": .text, "e": .text,
            ])
        ])
        #expect(["a", "b", "c", "d", "e"].filter { library.uses($0, in: "page") } == ["a", "b", "c", "d"])
        #expect(!library.uses("a", in: "other"))
    }

    @Test("A sealed record has a form of its own, and loses it when it is changed")
    func seals() {
        func form(_ record: TemplateRecord, without key: String? = nil) -> [UInt8] {
            record.withForm(without: key) { Array($0) }
        }
        let plain: TemplateRecord = ["a": .text("1"), "b": .text("2")]
        let sealed = plain.sealed { UInt64($0.count) }
        #expect(form(sealed) != form(plain) && form(sealed) == form(plain.sealed { UInt64($0.count) }))
        var changed = sealed
        changed["a"] = .text("3")
        #expect(form(changed) == form(["a": .text("3"), "b": .text("2")]))
        #expect(form(sealed, without: "a") == form(plain, without: "a"))
        #expect(form(plain, without: "a") != form(plain))
    }

    @Test("Interface texts become static text and are escaped")
    func strings() throws {
        #expect(try site.render() == "b去 &amp; 看a")
        let (library, _) = site.compile(["page": .record([:])])
        #expect(library.sources(of: "layout") == [])
    }

    @Test("A section over an interface text renders if the text is not empty")
    func stringSections() throws {
        let page = "{{#strings.a}}<{{.}}>{{/strings.a}}{{^strings.a}}no{{/strings.a}}"
        #expect(try TemplateSite(page: page, strings: ["a": "x"]).render() == "<x>")
        #expect(try TemplateSite(page: page, strings: ["a": ""]).render() == "no")
    }

    @Test("Rendering appends, and does so again with the same bytes")
    func appends() throws {
        let site = TemplateSite(page: "{{#l}}{{x}}{{/l}}\n")
        let data: TemplateRecord = ["l": .list((0..<50).map { ["x": .text("第\($0)页")] })]
        let (library, _) = site.compile(["page": .record(data.fields)])
        var output: [UInt8] = []
        try library.render("page", data, into: &output)
        let first = output
        try library.render("page", data, into: &output)
        #expect(output == first + first)
    }

    @Test("The order of the sources changes nothing")
    func order() {
        let faulty = TemplateSite(
            page: "{{> a}}{{> b}}{{nme}}", ["a": "{{x}}{{> c}}", "b": "{{y}}{{> c}}", "c": "{{z}}"]
        )
        let shape: [String: TemplateShape] = ["page": .record(["name": .text])]
        let forward = TemplateLibrary.compile(faulty.sources, pages: shape, strings: [:]).1
        let backward = TemplateLibrary.compile(faulty.sources.reversed(), pages: shape, strings: [:]).1
        #expect(forward == backward)
        #expect(forward.count == 4)
    }

    @Test("Neighbouring texts become one instruction")
    func merging() {
        let site = TemplateSite(
            page: "a{{! x }}b{{> p}}{{#r}}{{strings.s}}{{/r}}{{#f}}c{{/f}}d", ["p": "p"], strings: ["s": "s"]
        )
        var compiler = LibraryCompiler(site.sources, strings: site.strings)
        let programs = compiler.compile(["page": .record(["r": .record([:]), "f": .flag])])
        #expect(programs["page"]?.instructions.count == 4)
        #expect(programs["page"].map { String(decoding: $0.text, as: UTF8.self) } == "abpscd")
    }
}

struct TemplateRecordTests {
    @Test("Values can be read, set and taken away by key")
    func subscripts() {
        var record: TemplateRecord = ["b": .text("1"), "aa": .flag(true)]
        record["c"] = .text("2")
        record["b"] = .text("3")
        record["aa"] = nil
        record["zz"] = nil
        #expect(record.entries.map(\.0) == ["b", "c"])
        if case .text(let text)? = record["b"] { #expect(text == "3") } else { Issue.record("b is missing") }
        #expect(record["aa"] == nil)
    }

    @Test("When records are merged the second wins")
    func merging() {
        let left: TemplateRecord = ["a": .text("1"), "b": .text("1")]
        let merged = left.merging(["b": .text("2"), "c": .text("2")])
        #expect(merged.entries.map(\.0) == ["a", "b", "c"])
        if case .text(let text)? = merged["b"] { #expect(text == "2") } else { Issue.record("b is missing") }
    }
}

struct TemplateDataTests {
    private static let shape = TemplateShape.record([
        "title": .text, "body": .html, "cover": .optional(["src": .text]), "items": .list(["flag": .flag]),
    ])
    private static let good: TemplateRecord = [
        "title": .text("t"), "body": .html([]), "cover": .absent, "items": .list([["flag": .flag(true)]]),
    ]

    /// What is thrown for `good` after `change`.
    private func fault(_ change: (inout TemplateRecord) -> Void) -> TemplateDataError? {
        let (library, _) = TemplateSite(page: "before {{title}}").compile(["page": Self.shape])
        var record = Self.good
        change(&record)
        var output: [UInt8] = [1]
        do {
            try library.render("page", record, into: &output)
            return nil
        } catch {
            #expect(output == [1])
            return error
        }
    }

    @Test("Data must have every key of its shape, no other, and the right kinds, whatever the page prints")
    func misfits() {
        #expect(fault { _ in } == nil)
        #expect(fault { $0["title"] = nil } == error(["title"], .missingKey))
        #expect(fault { $0["cover"] = nil } == error(["cover"], .missingKey))
        #expect(fault { $0["other"] = .flag(true) } == error(["other"], .unexpectedKey))
        #expect(fault { $0["a"] = .flag(true) } == error(["a"], .unexpectedKey))
        #expect(fault { $0["zzzzzzzzz"] = .flag(true) } == error(["zzzzzzzzz"], .unexpectedKey))
        #expect(fault { $0["title"] = .html([]) } == error(["title"], .wrongKind(expected: "text")))
        #expect(fault { $0["body"] = .text("") } == error(["body"], .wrongKind(expected: "html")))
        #expect(fault { $0["cover"] = .record([:]) } == error(["cover", "src"], .missingKey))
        let items: [TemplateRecord] = [["flag": .flag(true)], ["flag": .absent]]
        #expect(
            fault { $0["items"] = .list(items) }
                == error(["items", "1", "flag"], .wrongKind(expected: "flag"))
        )
    }

    @Test("A key that stands twice is reported")
    func duplicates() {
        let (library, _) = TemplateSite(page: "").compile(["page": .record(["a": .text])])
        var output: [UInt8] = []
        #expect(throws: error(["a"], .unexpectedKey)) {
            try library.render("page", ["a": .text("1"), "a": .text("2")], into: &output)
        }
    }

    @Test("A page with faults and a page that is unknown cannot be rendered")
    func unknownPage() {
        let (library, _) = TemplateSite(page: "{{x}}").compile(["page": .record([:])])
        var output: [UInt8] = []
        #expect(throws: error([], .unknownPage)) { try library.render("page", [:], into: &output) }
        #expect(output.isEmpty)
    }

    private func error(_ path: [String], _ reason: TemplateDataError.Reason) -> TemplateDataError {
        TemplateDataError(page: "page", path: path, reason: reason)
    }
}
