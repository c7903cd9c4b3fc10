import Content
import Diagnostics
import Testing

/// Raw values without a file: each scalar is numbered, so that spans can be told apart.
private func scalar(_ text: String, quoted: Bool = false, at start: Int = 0) -> RawValue {
    .scalar(text, isQuoted: quoted, Span(file: "f", range: start..<start + 1))
}

private func map(_ entries: KeyValuePairs<String, RawValue>, at start: Int = 100) -> RawValue {
    .map(
        entries.enumerated().map { position, entry in
            RawEntry(key: entry.key, keySpan: Span(file: "f", range: 50 + position..<51 + position), value: entry.value)
        }, Span(file: "f", range: start..<start + 1))
}

private let owner = LocalizedText(zh: "案例", en: "case")

struct SchemaValidationTests {
    private func check(
        _ type: FieldType, _ raw: RawValue, required: Bool = false, topics: TopicIndex = TopicIndex([])
    ) -> (values: FieldValues, ids: [String]) {
        var validation = SchemaValidation(topics: topics)
        let field = Field("f", type, isRequired: required, zh: "", en: "")
        let values = validation.validate(map(["f": raw]), fields: [field], owner: owner)
        return (values, validation.diagnostics.map(\.id))
    }

    @Test(
        "What a type accepts it keeps as it was written",
        arguments: [
            (FieldType.text(), "007"), (.text(), "１２３"), (.text(), "yes"), (.text(), "2023-12-15"),
            (.text(maximum: 3), "三个字"),
            (.pattern("[a-z]+", owner), "abc"), (.number(), "083.50"), (.number(), "-1e3"),
            (.number(minimum: 0, maximum: 1), "1"),
            (.url, "https://example.org/a?b#c"), (.url, "mailto:a@example.org"), (.url, "tel:+86-28-1"),
            (.choice(["a", "b"]), "b"),
            (.file([".jpg"]), "images/A.JPG"), (.file([".jpg"]), "images/a..b.jpg"), (.regularExpression, "[0-9]{6}"),
        ] as [(FieldType, String)])
    func accepted(type: FieldType, text: String) {
        let (values, ids) = check(type, scalar(text))
        #expect(ids == [])
        #expect(values.text("f") == text)
    }

    @Test(
        "What a type refuses is absent from the values, after one diagnostic",
        arguments: [
            (FieldType.text(maximum: 3), "四个字了", "out-of-range"), (.pattern("[a-z]+", owner), "abc1", "bad-format"),
            (.number(), "八十三", "wrong-type"), (.number(), "nan", "wrong-type"), (.number(), "inf", "wrong-type"),
            (.number(), "1 000", "wrong-type"), (.number(minimum: 1), "0", "out-of-range"),
            (.number(maximum: 1), "1.5", "out-of-range"),
            (.date, "2023-02-30", "bad-date"), (.flag, "maybe", "wrong-type"), (.url, "https://", "bad-address"),
            (.url, "javascript:alert(1)", "bad-address"), (.url, "/a", "bad-address"),
            (.choice(["a"]), "A", "unknown-choice"),
            (.file([".jpg"]), "/a.jpg", "bad-path"), (.file([".jpg"]), "a/../b.jpg", "bad-path"),
            (.file([".jpg"]), "a.png", "bad-path"),
            (.regularExpression, "[0-9", "bad-format"), (.record([]), "text", "wrong-type"),
            (.dictionary([]), "text", "wrong-type"),
        ] as [(FieldType, String, String)])
    func refused(type: FieldType, text: String, id: String) {
        let (values, ids) = check(type, scalar(text))
        #expect(ids == [id])
        #expect(values.text("f") == nil)
    }

    @Test("Flags know the words of both languages")
    func flags() {
        for word in ["true", "True", "YES", "是"] { #expect(check(.flag, scalar(word)).values.flag("f"), "\(word)") }
        for word in ["false", "No", "否"] {
            #expect(!check(.flag, scalar(word)).values.flag("f") && check(.flag, scalar(word)).ids == [], "\(word)")
        }
    }

    @Test("A theme is known by key and by title, and becomes its key")
    func topics() throws {
        let values = FieldValues(
            [
                "key": Located(.text("governance"), at: .start(of: "f")),
                "title": Located(.text("治理机制"), at: .start(of: "f")),
            ], at: .start(of: "f"))
        let index = TopicIndex([try #require(Topic(values, number: 1))])
        #expect(check(.topic, scalar("治理机制"), topics: index).values.text("f") == "governance")
        #expect(check(.topic, scalar("governance"), topics: index).values.text("f") == "governance")
        #expect(check(.topic, scalar("党建"), topics: index).ids == ["unknown-topic"])
        #expect(
            check(.topic, scalar("任何"), topics: TopicIndex([])).ids == [],
            "a faulty topics.yaml is reported once, there")
    }

    @Test("A single value counts as a list of one, and a bad element costs only itself")
    func lists() {
        let list = RawValue.list([scalar("1"), scalar("x"), scalar("2")], Span(file: "f", range: 0..<1))
        let (values, ids) = check(.list(.number()), list)
        #expect(ids == ["wrong-type"])
        #expect(values.texts("f").map(\.value) == ["1", "2"])
        #expect(check(.list(.text()), scalar("甲")).values.texts("f").map(\.value) == ["甲"])
    }

    @Test("Null, blanks and empty lists are empty; quoted words for null are texts")
    func emptiness() {
        for raw in [scalar(""), scalar("~"), scalar("null"), scalar(" 　", quoted: true), scalar("", quoted: true)] {
            #expect(check(.text(), raw, required: true).ids == ["missing-field"])
            #expect(check(.text(), raw).ids == [])
            #expect(check(.text(), raw).values.text("f") == nil)
        }
        #expect(
            check(.list(.text()), .list([], Span(file: "f", range: 0..<0)), required: true).ids == ["missing-field"])
        #expect(check(.text(), scalar("null", quoted: true), required: true).values.text("f") == "null")
    }

    @Test("A missing field is reported where the mapping begins, an empty one at its key, an unknown one at its key")
    func places() throws {
        let fields = [
            Field("title", isRequired: true, zh: "", en: ""), Field("date", isRequired: true, zh: "", en: ""),
        ]
        var validation = SchemaValidation()
        _ = validation.validate(map(["title": scalar("~"), "titel": scalar("x")], at: 7), fields: fields, owner: owner)
        let found = validation.diagnostics.inOrder()
        #expect(found.map(\.id) == ["missing-field", "missing-field", "unknown-key"])
        #expect(found.map(\.span.range) == [7..<7, 50..<51, 51..<52])
        #expect(found[2].suggestion?.replacement == "title")
        #expect(found[2].suggestion?.span == found[2].span)
    }

    @Test("Messages name the field, the owner and the rule in both languages")
    func messages() throws {
        var validation = SchemaValidation()
        _ = validation.validate(
            map([:]), fields: [Field("district", isRequired: true, zh: "区（市）县", en: "the district", example: "武侯区")],
            owner: owner)
        let found = try #require(validation.diagnostics.first)
        #expect(found.message.zh == "案例缺少必填的“district”（区（市）县）")
        #expect(found.message.en == "case lacks the required field “district” (the district)")
        #expect(found.notes.map(\.message.zh) == ["例如 district: 武侯区"])
    }
}
