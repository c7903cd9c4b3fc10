import Diagnostics

/// The wording of what can be wrong with the text of a template.
extension Diagnostic {
    /// Tags of other dialects.
    enum UnsupportedTag {
        case delimiters
        case pragma
        case dynamicName
    }

    static func invalidEncoding(at span: Span) -> Diagnostic {
        Diagnostic(
            "template-encoding", at: span,
            LocalizedText(
                zh: "模板文件必须是 UTF-8 编码；这些字节不是。",
                en: "A template must be UTF-8; these bytes are not."
            )
        )
    }

    static func unclosedTag(at span: Span, closing: Suggestion?) -> Diagnostic {
        Diagnostic(
            "template-unclosed-tag", at: span,
            LocalizedText(
                zh: "标签必须在同一行内用右花括号结束（注释可以跨行）：{{…}} 或 {{{…}}}。",
                en: "A tag must end with its closing braces on the same line, {{…}} or {{{…}}}; "
                    + "only a comment may go on."
            ),
            suggestion: closing
        )
    }

    static func emptyTag(at span: Span) -> Diagnostic {
        Diagnostic(
            "template-empty-tag", at: span,
            LocalizedText(zh: "标签里必须有名称。", en: "A tag must have a name.")
        )
    }

    static func unsupportedTag(at span: Span, _ kind: UnsupportedTag) -> Diagnostic {
        let what =
            switch kind {
            case .delimiters: LocalizedText(zh: "更换定界符的标签", en: "Tags that change the delimiters")
            case .pragma: LocalizedText(zh: "编译指示标签", en: "Pragma tags")
            case .dynamicName: LocalizedText(zh: "动态模板名", en: "Dynamic template names")
            }
        return Diagnostic(
            "template-unsupported-tag", at: span,
            LocalizedText(zh: "不支持\(what.zh)。", en: "\(what.en) are not supported.")
        )
    }

    static func malformedName(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-malformed-name", at: span,
            LocalizedText(
                zh: "“\(name)”不是合法的名称：名称由字母、数字、“_”和“-”组成，"
                    + "数据的各级名称用“.”分隔，模板路径用“/”分隔。",
                en: "‘\(name)’ is not a name: names are letters, digits, _ and -, "
                    + "with ‘.’ between the names of data and ‘/’ in the path of a template."
            )
        )
    }

    static func unclosedSection(
        _ tag: String, closing name: String, at span: Span, _ note: Note? = nil
    ) -> Diagnostic {
        Diagnostic(
            "template-unclosed-section", at: span,
            LocalizedText(zh: "\(tag) 必须用 {{/\(name)}} 结束。", en: "\(tag) must be closed by {{/\(name)}}."),
            notes: note.map { [$0] } ?? []
        )
    }

    static func unopenedSection(_ tag: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-unopened-section", at: span,
            LocalizedText(zh: "\(tag) 没有对应的起始标签。", en: "\(tag) closes nothing that is open.")
        )
    }

    static func mismatchedSection(
        _ tag: String, opening: String, at span: Span, _ note: Note, _ mend: Suggestion
    ) -> Diagnostic {
        Diagnostic(
            "template-mismatched-section", at: span,
            LocalizedText(
                zh: "结束标签的名称必须与起始标签相同：\(opening) 不能用 \(tag) 结束。",
                en: "A closing tag must have the name of its opening tag: "
                    + "\(opening) cannot be closed by \(tag)."
            ),
            notes: [note], suggestion: mend
        )
    }

    static func nestedTooDeeply(at span: Span, limit: Int) -> Diagnostic {
        Diagnostic(
            "template-nesting", at: span,
            LocalizedText(zh: "区段最多嵌套 \(limit) 层。", en: "Sections may be nested at most \(limit) deep.")
        )
    }

    static func contentInParent(_ parent: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-content-in-parent", at: span,
            LocalizedText(
                zh: "\(parent) 里只能写 {{$区块}}…{{/区块}} 和注释：其他内容不会出现在页面上。",
                en: "Only {{$block}}…{{/block}} and comments may stand in \(parent): "
                    + "nothing else would reach the page."
            )
        )
    }

    static func duplicateBlock(_ name: String, at span: Span, note: Note) -> Diagnostic {
        Diagnostic(
            "template-duplicate-block", at: span,
            LocalizedText(zh: "区块“\(name)”只能填写一次。", en: "The block ‘\(name)’ can be filled only once."),
            notes: [note]
        )
    }
}

extension LocalizedText {
    static let firstOverride = LocalizedText(zh: "第一次填写在这里", en: "it is filled here first")
    static let outerCloses = LocalizedText(zh: "外层区段在这里结束", en: "the section around it is closed here")
    static let opensHere = LocalizedText(zh: "起始标签在这里", en: "the opening tag is here")
}
