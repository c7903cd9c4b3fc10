import Diagnostics

/// The wording of what can be wrong with the data that a template names.
extension Diagnostic {
    /// How many known names are listed where none is near.
    private static let maximumListed = 12

    /// No value has this name. The order of `known` does not matter.
    static func unknownName(_ name: String, nearest: String?, known: [String], at span: Span) -> Diagnostic {
        let sorted = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let more = sorted.count > maximumListed ? [" …"] : []
        let listed = (sorted.prefix(maximumListed) + more)
        let list = Note(
            LocalizedText(
                zh: "这里可用的名称：" + listed.joined(separator: "、"),
                en: "known here: " + listed.joined(separator: ", ")
            )
        )
        return Diagnostic(
            "template-unknown-name", at: span,
            LocalizedText(
                zh: "这里的数据没有“\(name)”。" + meantZh(nearest),
                en: "The data here has no ‘\(name)’." + meantEn(nearest)
            ),
            notes: nearest == nil && !known.isEmpty ? [list] : [],
            suggestion: nearest.map { Suggestion(replacing: span, with: $0) }
        )
    }

    static func optionalOutsideSection(_ owner: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-optional", at: span,
            LocalizedText(
                zh: "“\(owner)”可能没有：它的内容只能写在 {{#\(owner)}}…{{/\(owner)}} 里面。",
                en: "‘\(owner)’ may be absent: what it holds can be named only inside "
                    + "{{#\(owner)}}…{{/\(owner)}}."
            )
        )
    }

    static func listWithoutSection(_ owner: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-list", at: span,
            LocalizedText(
                zh: "“\(owner)”是列表：各项的内容只能写在 {{#\(owner)}}…{{/\(owner)}} 里面。",
                en: "‘\(owner)’ is a list: its items can be named only inside {{#\(owner)}}…{{/\(owner)}}."
            )
        )
    }

    static func noFields(_ owner: String, kind: LocalizedText, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-no-fields", at: span,
            LocalizedText(
                zh: "“\(owner)”是\(kind.zh)，没有下一级内容。",
                en: "‘\(owner)’ is \(kind.en); there is nothing inside it."
            )
        )
    }

    static func dotOutsideText(at span: Span) -> Diagnostic {
        Diagnostic(
            "template-dot", at: span,
            LocalizedText(
                zh: "“.”表示当前区段的文字，只能直接写在文字的区段里。",
                en: "‘.’ is the text of the section, so it must stand directly in a section over a text."
            )
        )
    }

    static func escapedHTML(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-escaped-html", at: span,
            LocalizedText(
                zh: "“\(name)”是 HTML，必须用三个花括号：{{{\(name)}}}。",
                en: "‘\(name)’ is HTML and must be written with three braces: {{{\(name)}}}."
            ),
            suggestion: Suggestion(replacing: span, with: "{{{\(name)}}}")
        )
    }

    static func unescapedText(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-unescaped-text", at: span,
            LocalizedText(
                zh: "“\(name)”是普通文字，必须转义，用两个花括号：{{\(name)}}。",
                en: "‘\(name)’ is plain text and must be escaped, with two braces: {{\(name)}}."
            ),
            suggestion: Suggestion(replacing: span, with: "{{\(name)}}")
        )
    }

    static func notPrintable(_ name: String, kind: LocalizedText, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-not-printable", at: span,
            LocalizedText(
                zh: "“\(name)”是\(kind.zh)，不能直接输出，只能用作区段：{{#\(name)}}…{{/\(name)}}。",
                en: "‘\(name)’ is \(kind.en) and cannot be printed; "
                    + "it can be a section: {{#\(name)}}…{{/\(name)}}."
            )
        )
    }

    static func neverRenders(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-never-renders", .warning, at: span,
            LocalizedText(
                zh: "“\(name)”一定存在，所以 {{^\(name)}} 里的内容不会出现。",
                en: "‘\(name)’ is always there, so nothing in {{^\(name)}} is ever rendered."
            )
        )
    }
}

extension ValueLayout {
    /// The shape in words.
    var words: LocalizedText {
        switch self {
        case .text: LocalizedText(zh: "文字", en: "a text")
        case .html: LocalizedText(zh: "HTML", en: "HTML")
        case .flag: LocalizedText(zh: "是否标志", en: "a flag")
        case .record: LocalizedText(zh: "一组数据", en: "a record")
        case .optional: LocalizedText(zh: "一组可能没有的数据", en: "a record that may be absent")
        case .list: LocalizedText(zh: "列表", en: "a list")
        }
    }
}
