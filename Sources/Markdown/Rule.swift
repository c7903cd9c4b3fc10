import Diagnostics

/// A rule that a text can break: the name, how bad that is, and the words.
///
/// `{}` in the words stands for what was found.
struct Rule: Sendable {
    let id: String
    let severity: Severity
    let zh: String
    let en: String

    init(_ id: String, _ severity: Severity, zh: String, en: String) {
        self.id = id
        self.severity = severity
        self.zh = zh
        self.en = en
    }

    /// What to say about a place that breaks the rule.
    func diagnostic(
        at span: Span, _ found: String = "", notes: [Diagnostic.Note] = [], replacement: String? = nil
    ) -> Diagnostic {
        let suggestion = replacement.map { Diagnostic.Suggestion(replacing: span, with: $0) }
        return Diagnostic(
            id, severity, at: span, message(found), notes: notes, suggestion: suggestion
        )
    }

    private func message(_ found: String) -> LocalizedText {
        LocalizedText(zh: Self.fill(zh, found), en: Self.fill(en, found))
    }

    private static func fill(_ words: String, _ found: String) -> String {
        words.split(separator: "{}", omittingEmptySubsequences: false).joined(separator: found)
    }
}

// MARK: What is written

extension Rule {
    static let nulCharacter = Rule(
        "nul-character", .error, zh: "正文不能含有 NUL 字符（U+0000）",
        en: "A text must not hold NUL characters (U+0000)"
    )
    static let sentinelCharacter = Rule(
        "sentinel-character", .error, zh: "正文不能含有 U+FDD0 至 U+FDEF 的字符：它们不是文字，留作程序内部使用",
        en: "A text must not hold U+FDD0 to U+FDEF: they are no characters and are kept for internal use"
    )
    static let headingWithoutSpace = Rule(
        "heading-without-space", .warning, zh: "标题的 # 后面要有一个半角空格，否则不是标题",
        en: "A heading needs a space after its #; without it this is no heading"
    )
    static let fullWidthHeading = Rule(
        "full-width-heading", .warning, zh: "标题用半角的 # 和一个半角空格，全角 ＃ 不起作用",
        en: "A heading is written with an ASCII # and a space; the full-width ＃ means nothing"
    )
    static let fullWidthEmphasis = Rule(
        "full-width-emphasis", .warning, zh: "加粗用半角的 **，全角 ＊＊ 不起作用",
        en: "Strong text is written with ASCII **; the full-width ＊＊ means nothing"
    )
    static let fullWidthLink = Rule(
        "full-width-link", .warning, zh: "链接地址放在半角括号 ( ) 里，全角括号不起作用",
        en: "A link's destination stands in ASCII parentheses; full-width ones mean nothing"
    )
    static let fullWidthDirective = Rule(
        "full-width-directive", .error, zh: "指令用半角冒号 :::，全角冒号不起作用",
        en: "A directive is written with ASCII colons :::; full-width ones mean nothing"
    )
    static let sentenceEndsLine = Rule(
        "sentence-ends-line", .hint, zh: "这一行以句末标点结束，下一行没有空行相隔，两行会连成一段；要另起一段请空一行",
        en: "A sentence ends here and the next line follows without a blank line, so both are one paragraph; "
            + "leave a blank line for a new one"
    )
    static let indentedChinese = Rule(
        "indented-chinese", .error, zh: "行首四个空格会把文字变成代码；段首缩进由版式负责，请删去空格",
        en:
            "Four spaces at the beginning of a line make it code; the layout indents paragraphs, so remove the spaces"
    )
    static let setextHeading = Rule(
        "setext-heading", .warning, zh: "文字紧接着 --- 会变成二级标题；要分隔线请在 --- 前空一行，要标题请写 ## ",
        en: "Text right above --- becomes a second-level heading; leave a blank line for a rule, or write ## "
    )
    static let literalStars = Rule(
        "unbalanced-emphasis", .warning, zh: "这里的 ** 没有配成对，会照原样显示；不要加粗请写 \\*\\*",
        en: "This ** has no partner and will be shown as it is; write \\*\\* if that is meant"
    )
    static let yearList = Rule(
        "year-list", .warning, zh: "行首的“{}.”会变成从 {} 开始的编号列表；不是列表请写“{}\\.”",
        en: "“{}.” at the beginning of a line starts a list numbered from {}; write “{}\\.” if it is no list"
    )
    static let rawHTML = Rule(
        "raw-html", .warning, zh: "正文里的 HTML 不起作用，会照原样显示为文字：{}",
        en: "HTML in a text has no effect and is shown as text: {}"
    )
    static let imageWithoutText = Rule(
        "image-without-alt", .error, zh: "图片要有替代文字，说明图上是什么：![说明](…)",
        en: "An image needs alternative text that says what it shows: ![description](…)"
    )
    static let headingJump = Rule(
        "heading-level-jump", .warning, zh: "标题级别要逐级递进：{}", en: "Heading levels go down one at a time: {}"
    )
    static let duplicateID = Rule(
        "duplicate-id", .error, zh: "一页之内标识不能重复：{}", en: "An id may be used once in a page: {}"
    )
    static let reservedID = Rule(
        "reserved-id", .error, zh: "以 fn- 和 fnref- 开头的标识留给脚注：{}",
        en: "Ids that begin with fn- or fnref- belong to footnotes: {}"
    )
    static let undefinedFootnote = Rule(
        "undefined-footnote", .error, zh: "每处脚注都要有注文，这里缺少：[^{}]: …",
        en: "Every footnote needs its text; missing is: [^{}]: …"
    )
    static let unusedFootnote = Rule(
        "unused-footnote", .warning, zh: "注文没有被正文引用，不会显示：[^{}]",
        en: "A footnote that is never called is not shown: [^{}]"
    )
    static let duplicateFootnote = Rule(
        "duplicate-footnote", .error, zh: "一个脚注只能有一条注文：[^{}]", en: "A footnote has one text only: [^{}]"
    )
}

// MARK: Directives

extension Rule {
    static let malformedDirective = Rule(
        "malformed-directive", .error, zh: "指令写作 :::名称[标题]{属性=值}，单独一行；这一行读不懂",
        en: "A directive is written :::name[title]{key=value} on a line of its own; this line cannot be read"
    )
    static let malformedAttributes = Rule(
        "malformed-directive", .error, zh: "属性写作 {属性=值}，有空格的值加半角引号，并以 } 结束；这里读不懂",
        en: "Attributes are written {key=value}, values with spaces in quotes, and end with }; these cannot be read"
    )
    static let unknownDirective = Rule(
        "unknown-directive", .error, zh: "没有名为“{}”的指令", en: "There is no directive called “{}”"
    )
    static let unknownAttribute = Rule(
        "unknown-directive-attribute", .error, zh: "这个指令没有属性“{}”", en: "This directive has no attribute “{}”"
    )
    static let missingAttribute = Rule(
        "missing-directive-attribute", .error, zh: "这个指令必须有属性“{}”",
        en: "This directive needs the attribute “{}”"
    )
    static let wrongAttribute = Rule(
        "wrong-directive-attribute", .error, zh: "属性值不合要求：{}",
        en: "An attribute has a value it cannot have: {}"
    )
    static let wrongCount = Rule(
        "wrong-directive-attribute", .error, zh: "属性“{}”的值是从 1 起的整数，用半角数字",
        en: "The attribute “{}” is a whole number from 1 in ASCII digits"
    )
    static let emptyListItem = Rule(
        "wrong-directive-attribute", .error, zh: "属性“{}”的各项用逗号或顿号分开，不能有空项；请补上或删去多余的逗号",
        en: "The items of the attribute “{}” are parted by commas and none is empty; fill the gap or drop the comma"
    )
    static let attributeChoice = Rule(
        "directive-attribute-choice", .error, zh: "这几个属性要写一个，也只能写一个：{}",
        en: "Exactly one of these attributes must be written: {}"
    )
    static let attributeExclusion = Rule(
        "directive-attribute-choice", .error, zh: "这几个属性只能写一个：{}",
        en: "Not more than one of these attributes may be written: {}"
    )
    static let wrongForm = Rule(
        "wrong-directive-form", .error, zh: "这个指令的写法是：{}", en: "This directive is written: {}"
    )
    static let unclosedDirective = Rule(
        "unclosed-directive", .error, zh: "以 {} 开始的指令要在同一层级用同样多的冒号结束",
        en: "A directive that begins with {} must be closed by as many colons at the same level"
    )
    static let strayDirectiveEnd = Rule(
        "stray-directive-end", .error, zh: "“{}”没有可以结束的指令", en: "There is no directive for “{}” to close"
    )
    static let brokenInlineDirective = Rule(
        "malformed-directive", .error, zh: "指令不能与强调、链接等标记交叉",
        en: "A directive must not overlap with emphasis or links"
    )
    static let directiveContent = Rule(
        "directive-content", .error, zh: "这个指令里要有：{}", en: "This directive must hold {}"
    )
}

// MARK: Figures of data

extension Rule {
    static let missingCaption = Rule(
        "missing-directive-caption", .error, zh: "图表要有标题，写在名称后的方括号里：[…]；读屏软件念的也是它",
        en: "A figure needs a caption, in brackets after the name: […]; it is also what a screen reader says"
    )
    static let plainLabel = Rule(
        "plain-directive-label", .warning, zh: "数据指令的方括号里只写文字，链接、图片和脚注不会显示；请移到正文里",
        en:
            "The brackets of a data directive hold words only; links, images and footnotes are not shown, so move them out"
    )
    static let statisticInAlternative = Rule(
        "misplaced-directive", .error, zh: "图片的替代文字里不能放数据，只能写文字；请把数据移到正文里",
        en: "Alternative text holds words only and cannot show a figure; move the figure into the text"
    )
    static let dataNotAtHand = Rule(
        "data-not-at-hand", .hint, zh: "这里没有数据，图表和数字要在建站时才会出现",
        en: "There is no data here; charts and figures appear when the site is built"
    )
}
