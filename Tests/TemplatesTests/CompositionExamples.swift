import Templates

extension DialectTests {
    static let partials: [Example] = [
        .init("basic", "\"{{>text}}\"", partials: ["text": "from partial"], "\"from partial\""),
        .init("scope", "\"{{>p}}\"", ["x": .text("content")], partials: ["p": "*{{x}}*"], "\"*content*\""),
        .init(
            "in a list", "{{#l}}{{> partials/p}}{{/l}}",
            ["l": .list([["x": .text("1")], ["x": .text("2")]])],
            partials: ["partials/p": "<{{x}}>"], "<1><2>"
        ),
        .init(
            "nested", "{{>outer}}", ["a": .text("hello"), "b": .text("world")],
            partials: ["outer": "*{{a}} {{>inner}}*", "inner": "{{b}}!"], "*hello world!*"
        ),
        .init("white space around", "| {{>p}} |", partials: ["p": "\t|\t"], "| \t|\t |"),
        .init("padding", "|{{> p }}|", partials: ["p": "[]"], "|[]|"),
        .init("standalone", "|\r\n{{>p}}\r\n|", partials: ["p": ">"], "|\r\n>|"),
        .init("no own line", "  {{x}}  {{> p}}\n", ["x": .text("|")], partials: ["p": ">\n>"], "  |  >\n>\n"),
        // Here the dialect departs from the specification, which would indent both lines of the partial.
        .init(
            "the content is not indented", "<div>\n  {{> p}}\n</div>", partials: ["p": "<pre>\na</pre>\n"],
            "<div>\n<pre>\na</pre>\n</div>"
        ),
    ]

    static let inheritance: [Example] = [
        .init("default", "{{$title}}Default{{/title}}", "Default"),
        .init("default with a variable", "{{$b}}d {{x}}{{/b}}", ["x": .text("y")], "d y"),
        .init(
            "inherited default", "{{<p}}{{/p}}", partials: ["p": "{{$title}}Default{{/title}}"], "Default"
        ),
        .init(
            "filled", "{{<p}}{{$title}}Mine{{/title}}{{/p}}",
            partials: ["p": "[{{$title}}Default{{/title}}]"],
            "[Mine]"
        ),
        .init(
            "filled in two places", "{{<p}}{{$a}}x{{/a}}{{/p}}",
            partials: ["p": "{{$a}}1{{/a}}{{$a}}2{{/a}}"],
            "xx"
        ),
        .init(
            "two children", "{{<p}}{{$a}}1{{/a}}{{/p}} {{<p}}{{$a}}2{{/a}}{{/p}} {{<p}}{{/p}}",
            partials: ["p": "|{{$a}}d{{/a}}|"], "|1| |2| |d|"
        ),
        .init(
            "names are looked up where the block stands",
            "{{<p}}{{$b}}I say {{fruit}}.{{/b}}{{/p}}",
            ["fruit": .text("banana"), "nested": .record(["fruit": .text("apple")])],
            partials: ["p": "{{#nested}}{{$b}}You say {{fruit}}.{{/b}}{{/nested}}"], "I say apple."
        ),
        .init(
            "several generations", "{{<older}}{{$a}}c{{/a}}{{/older}}",
            partials: [
                "older": "{{<oldest}}{{$a}}o{{/a}}{{$b}}b{{/b}}{{/oldest}}",
                "oldest": "{{$a}}p{{/a}}{{$b}}q{{/b}}",
            ],
            "cb"
        ),
        .init(
            "a generation between fills a block with a block",
            "{{<mid}}{{$text}}hello{{/text}}{{/mid}}",
            partials: [
                "mid": "{{<top}}{{$main}}<article>{{$text}}{{/text}}</article>{{/main}}{{/top}}",
                "top": "<main>{{$main}}{{/main}}</main>",
            ], "<main><article>hello</article></main>"
        ),
        .init(
            "a block of a partial of the parent", "{{<p}}{{$a}}x{{/a}}{{/p}}",
            partials: ["p": "{{> head}}!", "head": "<{{$a}}d{{/a}}>"], "<x>!"
        ),
        .init(
            "a box in a box",
            "{{<box}}{{$body}}{{<box}}{{$body}}x{{/body}}{{/box}}{{/body}}{{/box}}",
            partials: ["box": "[{{$body}}{{/body}}]"], "[[x]]"
        ),
        .init(
            "a block within a block", "{{<p}}{{$b}}B{{/b}}{{/p}}",
            partials: ["p": "{{$a}}a{{$b}}b{{/b}}{{/a}}"], "aB"),
        .init(
            "a block that names itself", "{{<p}}{{$a}}<{{$a}}in{{/a}}>{{/a}}{{/p}}",
            partials: ["p": "{{$a}}{{/a}}"], "<in>"),
        .init(
            "white space and comments between blocks",
            "{{<p}}\n  {{! title }}\n  {{$a}}x{{/a}}\n\n  {{$b}}y{{/b}}\n{{/p}}\n",
            partials: ["p": "{{$a}}{{/a}}-{{$b}}{{/b}}\n"], "x-y\n"
        ),
        .init(
            "lines of a layout",
            "{{<layout}}\n{{$main}}\n<p>x</p>\n{{/main}}\n{{/layout}}\n",
            partials: ["layout": "<main>\n{{$main}}\n<p>none</p>\n{{/main}}\n</main>\n"],
            "<main>\n<p>x</p>\n</main>\n"
        ),
        .init(
            "names with a path", "{{<partials/p}}{{$a}}x{{/a}}{{/partials/p}}",
            partials: ["partials/p": "{{$a}}{{/a}}"], "x"),
    ]
}
