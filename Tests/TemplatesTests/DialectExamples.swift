import Templates

extension DialectTests {
    static let variables: [Example] = [
        .init("no interpolation", "Hello from {Mustache}!\n", "Hello from {Mustache}!\n"),
        .init("basic", "Hello, {{subject}}!", ["subject": .text("world")], "Hello, world!"),
        .init(
            "escaping", "{{x}}|{{ x }}", ["x": .text("& \" < > '")],
            "&amp; &quot; &lt; &gt; &#39;|&amp; &quot; &lt; &gt; &#39;"
        ),
        .init("escape at the ends", "{{x}}", ["x": .text("<a>")], "&lt;a&gt;"),
        .init("triple mustache", "{{{x}}}", ["x": .html(Array("<b>&</b>".utf8))], "<b>&</b>"),
        .init("ampersand", "{{&x}} {{& x }}", ["x": .html(Array("<b>".utf8))], "<b> <b>"),
        .init("padding", "|{{ x }}|{{{ y }}}|", ["x": .text("a"), "y": .html(Array("b".utf8))], "|a|b|"),
        .init("white space around stays", "  {{x}}\n", ["x": .text("a")], "  a\n"),
        .init("brace behind a tag", "{{x}}}", ["x": .text("a")], "a}"),
        .init("Chinese", "《{{题目}}》", ["题目": .text("网格")], "《网格》"),
        .init(
            "dotted names", "{{a.b.c}}", ["a": .record(["b": .record(["c": .text("x")])])], "x"
        ),
        .init(
            "dotted names start in the innermost scope that has the first",
            "{{#a}}{{b.c}}{{/a}}",
            ["a": .record(["b": .record(["c": .text("in")])]), "b": .record(["c": .text("out")])], "in"
        ),
        .init("byte order mark", "\u{FEFF}{{x}}", ["x": .text("a")], "a"),
        .init("empty template", "", ""),
    ]

    static let sections: [Example] = [
        .init("true", "a{{#f}}b{{/f}}c", ["f": .flag(true)], "abc"),
        .init("false", "a{{#f}}b{{/f}}c", ["f": .flag(false)], "ac"),
        .init("text", "{{#t}}<{{.}}>{{/t}}", ["t": .text("a&b")], "<a&amp;b>"),
        .init("empty text", "{{#t}}<{{.}}>{{/t}}", ["t": .text("")], ""),
        .init("HTML", "{{#t}}<{{{.}}}>{{/t}}", ["t": .html(Array("<b>".utf8))], "<<b>>"),
        .init("record", "{{#r}}{{n}}{{/r}}", ["r": .record(["n": .text("Joe")])], "Joe"),
        .init("absent", "{{#r}}x{{/r}}", ["r": .absent], ""),
        .init(
            "list", "{{#l}}{{n}},{{/l}}", ["l": .list([["n": .text("1")], ["n": .text("2")]])], "1,2,"
        ),
        .init("empty list", "[{{#l}}x{{/l}}]", ["l": .list([])], "[]"),
        .init(
            "names of outer scopes", "{{#r}}{{x}}{{y}}{{/r}}",
            ["x": .text("out"), "y": .text("y"), "r": .record(["x": .text("in")])], "iny"
        ),
        .init(
            "lists in lists", "{{#l}}{{#m}}{{a}}{{b}} {{/m}}{{/l}}",
            [
                "l": .list([
                    ["a": .text("1"), "m": .list([["b": .text("x")], ["b": .text("y")]])],
                    ["a": .text("2"), "m": .list([["b": .text("z")]])],
                ])
            ], "1x 1y 2z "
        ),
        .init("doubled", "{{#f}}1{{/f}}-{{#f}}2{{/f}}", ["f": .flag(true)], "1-2"),
        .init("nested truth", "{{#f}}A{{#g}}B{{/g}}C{{/f}}D", ["f": .flag(true), "g": .flag(false)], "ACD"),
        .init("dotted", "{{#a.b}}x{{/a.b}}", ["a": .record(["b": .flag(true)])], "x"),
        .init(
            "a list in a record in a list", "{{#l}}{{#r.m}}{{x}}{{r.y}}{{/r.m}}{{/l}}",
            ["l": .list([["r": .record(["y": .text("!"), "m": .list([["x": .text("1")]])])]])], "1!"
        ),
        .init("padding", "{{# f }}x{{/ f }}", ["f": .flag(true)], "x"),
        .init("other names between", "{{#f}}{{#g}}{{/g}}{{/f}}.", ["f": .flag(true), "g": .flag(true)], "."),
    ]

    static let inverted: [Example] = [
        .init("true", "a{{^f}}b{{/f}}", ["f": .flag(true)], "a"),
        .init("false", "a{{^f}}b{{/f}}", ["f": .flag(false)], "ab"),
        .init("text", "{{^t}}x{{/t}}", ["t": .text("a")], ""),
        .init("empty text", "{{^t}}x{{/t}}", ["t": .text("")], "x"),
        .init("empty HTML", "{{^t}}x{{/t}}", ["t": .html([])], "x"),
        .init("absent", "{{^r}}x{{/r}}", ["r": .absent], "x"),
        .init("list", "{{^l}}x{{/l}}", ["l": .list([[:]])], ""),
        .init("empty list", "{{^l}}x{{/l}}", ["l": .list([])], "x"),
        .init("both", "{{#f}}yes{{/f}}{{^f}}no{{/f}}", ["f": .flag(false)], "no"),
    ]

    static let comments: [Example] = [
        .init("inline", "12345{{! comment }}67890", "1234567890"),
        .init("several lines", "12345{{!\n  comment\n}}67890\n", "1234567890\n"),
        .init("standalone", "Begin.\n{{! comment }}\nEnd.\n", "Begin.\nEnd.\n"),
        .init("indented", "Begin.\n  {{! comment }}\nEnd.\n", "Begin.\nEnd.\n"),
        .init("CR LF", "|\r\n{{! comment }}\r\n|", "|\r\n|"),
        .init("without line before", "  {{! comment }}\n!", "!"),
        .init("without line after", "!\n  {{! comment }}", "!\n"),
        .init("standalone over lines", "Begin.\n{{!\ncomment\n}}\nEnd.\n", "Begin.\nEnd.\n"),
        .init("indented inline", "  12 {{! 34 }}\n", "  12 \n"),
        .init("tags in a comment", "{{! {{x}} }}", " }}"),
    ]

    static let whitespace: [Example] = [
        .init(
            "surrounding", " | {{#f}}\t|\t{{/f}} | \n", ["f": .flag(true)], " | \t|\t | \n"
        ),
        .init(
            "internal", " | {{#f}} {{! x }}\n {{/f}} | \n", ["f": .flag(true)], " |  \n  | \n"
        ),
        .init(
            "two on a line", " {{#f}}YES{{/f}}\n {{#f}}GOOD{{/f}}\n", ["f": .flag(true)], " YES\n GOOD\n"
        ),
        .init(
            "standalone lines", "| This Is\n{{#f}}\n|\n{{/f}}\n| A Line\n", ["f": .flag(true)],
            "| This Is\n|\n| A Line\n"
        ),
        .init(
            "indented lines", "| This Is\n  {{#f}}\n|\n  {{/f}}\n| A Line\n", ["f": .flag(true)],
            "| This Is\n|\n| A Line\n"
        ),
        .init("CR LF", "|\r\n{{#f}}\r\n{{/f}}\r\n|", ["f": .flag(true)], "|\r\n|"),
        .init("without line before", "  {{#f}}\n#{{/f}}\n/", ["f": .flag(true)], "#\n/"),
        .init("without line after", "#{{#f}}\n/\n  {{/f}}", ["f": .flag(true)], "#\n/\n"),
        .init("inverted", "|\n  {{^f}}  \n|\n\t{{/f}}\t\n|", ["f": .flag(false)], "|\n|\n|"),
        .init("variables are never standalone", "|\n  {{x}}\n|", ["x": .text("")], "|\n  \n|"),
    ]
}
