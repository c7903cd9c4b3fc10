import Diagnostics

/// The wording of what can be wrong with the templates, blocks and interface texts that a template names.
extension Diagnostic {
    static func duplicateTemplate(_ name: String, at span: Span, note: Note) -> Diagnostic {
        Diagnostic(
            "template-duplicate", at: span,
            LocalizedText(
                zh: "模板“\(name)”只能有一个文件。",
                en: "There can be only one file for the template ‘\(name)’."
            ),
            notes: [note]
        )
    }

    static func missingTemplate(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-missing", at: span,
            LocalizedText(
                zh: "缺少模板“\(name)”：每种页面都必须有模板。",
                en: "Every kind of page needs its template: ‘\(name)’ is missing."
            )
        )
    }

    static func unusedTemplate(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-unused", .hint, at: span,
            LocalizedText(zh: "没有页面用到模板“\(name)”。", en: "No page uses the template ‘\(name)’.")
        )
    }

    static func unknownTemplate(_ tag: Tag, nearest: String?, at span: Span) -> Diagnostic {
        let id = tag.kind == .parent ? "template-unknown-parent" : "template-unknown-partial"
        return Diagnostic(
            id, at: span,
            LocalizedText(
                zh: "没有名为“\(tag.name)”的模板。" + meantZh(nearest),
                en: "There is no template ‘\(tag.name)’." + meantEn(nearest)
            ),
            suggestion: nearest.map { Suggestion(replacing: span, with: $0) }
        )
    }

    static func unknownBlock(
        _ name: String, of parent: String, nearest: String?, at span: Span, note: Note
    ) -> Diagnostic {
        Diagnostic(
            "template-unknown-block", at: span,
            LocalizedText(
                zh: "模板“\(parent)”没有区块“\(name)”。" + meantZh(nearest),
                en: "The template ‘\(parent)’ has no block ‘\(name)’." + meantEn(nearest)
            ),
            notes: [note],
            suggestion: nearest.map { Suggestion(replacing: span, with: $0) }
        )
    }

    static func unknownString(_ key: String, nearest: String?, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-unknown-string", at: span,
            LocalizedText(
                zh: "界面文字里没有“\(key)”。" + meantZh(nearest),
                en: "There is no interface text ‘\(key)’." + meantEn(nearest)
            ),
            suggestion: nearest.map { Suggestion(replacing: span, with: $0) }
        )
    }

    static func malformedStringName(_ name: String, at span: Span) -> Diagnostic {
        Diagnostic(
            "template-malformed-string", at: span,
            LocalizedText(
                zh: "界面文字写作 strings.名称，名称只有一级；这里是“\(name)”。",
                en: "An interface text is written strings.key, with one key; this is ‘\(name)’."
            )
        )
    }

    static func recursiveTemplate(_ name: String, at span: Span, chain: [String]) -> Diagnostic {
        let start = chain.firstIndex(of: name) ?? 0
        let circle = (chain[start...] + [name]).joined(separator: " → ")
        return Diagnostic(
            "template-recursive", at: span,
            LocalizedText(zh: "模板不能直接或间接包含自己：\(circle)。", en: "A template cannot contain itself: \(circle).")
        )
    }

    /// A question after a message, if a likely name is known.
    static func meantZh(_ nearest: String?) -> String { nearest.map { "是否应为“\($0)”？" } ?? "" }

    /// A question after a message, if a likely name is known.
    static func meantEn(_ nearest: String?) -> String { nearest.map { " Did you mean ‘\($0)’?" } ?? "" }
}

extension LocalizedText {
    static let firstTemplate = LocalizedText(zh: "第一个文件", en: "the first file")
    static let parentIsHere = LocalizedText(zh: "父模板", en: "the parent")
    static let usedHere = LocalizedText(zh: "在这里被引用", en: "used here")
}
