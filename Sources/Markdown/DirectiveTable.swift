import Diagnostics

extension DirectiveDeclaration {
    /// Every directive, in the order in which the documentation lists them.
    public static let all: [DirectiveDeclaration] = [
        note, figure, gallery, quote, video, steps, loop, levels, gridMap, chart, statistic, comparison,
        mark, ruby, abbreviation,
    ]

    private static let note = DirectiveDeclaration(
        meaning: .note, name: "note",
        otherNames: [
            Alias(name: "提示"), Alias(name: "说明"), Alias(name: "窍门", kind: "tip"),
            Alias(name: "tip", kind: "tip"),
            Alias(name: "注意", kind: "warning"), Alias(name: "警告", kind: "warning"),
            Alias(name: "warning", kind: "warning"),
        ],
        forms: [.container],
        attributes: [
            Attribute(
                name: "kind", aliases: ["类型", "种类"],
                type: .choice([
                    Choice(name: "note", aliases: ["提示", "说明"]), Choice(name: "tip", aliases: ["窍门"]),
                    Choice(name: "warning", aliases: ["注意", "警告"]),
                ]),
                isRequired: false,
                help: LocalizedText(zh: "提示的种类，默认 note", en: "What kind of note; note by default")
            )
        ],
        help: LocalizedText(zh: "正文之外的提示框，方括号里是标题", en: "A box beside the text; its title in brackets")
    )

    private static let figure = DirectiveDeclaration(
        meaning: .figure, name: "figure", otherNames: [Alias(name: "图"), Alias(name: "图片")],
        forms: [.leaf, .container],
        attributes: [
            Attribute(
                name: "src", aliases: ["图片", "文件"], type: .media, isRequired: false,
                help: LocalizedText(zh: "图片的路径（单行写法必填）", en: "The image's path (needed on one line)")
            ),
            Attribute(
                name: "alt", aliases: ["替代文字"], type: .text, isRequired: false,
                help: LocalizedText(zh: "图上是什么（单行写法必填）", en: "What the image shows (needed on one line)")
            ),
        ],
        help: LocalizedText(zh: "带图注的图，方括号里是图注", en: "A figure; its caption in brackets")
    )

    private static let gallery = DirectiveDeclaration(
        meaning: .gallery, name: "gallery", otherNames: [Alias(name: "图集"), Alias(name: "组图")],
        forms: [.container], attributes: [],
        help: LocalizedText(zh: "一组图片，每张写成 ![说明](路径 \"图注\")", en: "A group of images, one ![text](path) each")
    )

    private static let quote = DirectiveDeclaration(
        meaning: .quote, name: "quote", otherNames: [Alias(name: "引语"), Alias(name: "引言")],
        forms: [.container],
        attributes: [
            text("author", ["作者", "说者"], zh: "说这话的人", en: "Who said it"),
            text("source", ["出处", "来源"], zh: "出自哪里", en: "Where it was said"),
            Attribute(
                name: "url", aliases: ["链接"], type: .link, isRequired: false,
                help: LocalizedText(zh: "出处的地址", en: "The address of the source")
            ),
        ],
        help: LocalizedText(zh: "居民、书记等人说的话", en: "Somebody's words, set apart")
    )

    private static let video = DirectiveDeclaration(
        meaning: .video, name: "video", otherNames: [Alias(name: "视频")], forms: [.leaf],
        attributes: [
            Attribute(
                name: "src", aliases: ["文件", "地址"], type: .media, isRequired: true,
                help: LocalizedText(zh: "视频的路径", en: "The video's path")
            ),
            Attribute(
                name: "poster", aliases: ["封面"], type: .media, isRequired: false,
                help: LocalizedText(zh: "播放前显示的图片", en: "The image shown before it plays")
            ),
            text("caption", ["说明", "标题"], zh: "视频说明，也可写在方括号里", en: "The caption; or write it in brackets"),
        ],
        help: LocalizedText(zh: "一段视频，方括号里是说明", en: "A video; its caption in brackets")
    )

    private static let steps = DirectiveDeclaration(
        meaning: .steps, name: "steps", otherNames: [Alias(name: "步骤")], forms: [.container], attributes: [],
        help: LocalizedText(
            zh: "编号的做法，如“12345”工作法：里面是编号列表（加粗的开头是小标题），或者一串标题",
            en: "A numbered method: an ordered list (its strong beginning is the title), or a run of headings"
        )
    )

    private static let loop = DirectiveDeclaration(
        meaning: .loop, name: "loop", otherNames: [Alias(name: "循环")], forms: [.container], attributes: [],
        help: LocalizedText(
            zh: "首尾相接的流程，如上报、交办、处置、反馈：里面是一个列表",
            en: "A cycle whose last step leads to its first: holds one list"
        )
    )

    private static let levels = DirectiveDeclaration(
        meaning: .levels, name: "levels", otherNames: [Alias(name: "层级")], forms: [.container],
        attributes: [],
        help: LocalizedText(
            zh: "上下级体系，如总网格—一般网格—微网格：里面是一个列表，平列为自上而下，嵌套为树",
            en: "A hierarchy: holds one list; flat is a chain from the top down, nested is a tree"
        )
    )

    private static let mark = DirectiveDeclaration(
        meaning: .mark, name: "mark", otherNames: [Alias(name: "标记"), Alias(name: "高亮")], forms: [.inline],
        attributes: [], help: LocalizedText(zh: "醒目的词句", en: "Highlighted words")
    )

    private static let ruby = DirectiveDeclaration(
        meaning: .ruby, name: "ruby", otherNames: [Alias(name: "注音")], forms: [.inline],
        attributes: [text("text", ["读音", "拼音"], isRequired: true, zh: "写在字上的读音", en: "What is set above")],
        help: LocalizedText(zh: "给字注音", en: "Characters with their pronunciation")
    )

    private static let abbreviation = DirectiveDeclaration(
        meaning: .abbreviation, name: "abbr", otherNames: [Alias(name: "缩写")], forms: [.inline],
        attributes: [text("title", ["全称"], isRequired: true, zh: "全称", en: "The full words")],
        help: LocalizedText(zh: "缩写和它的全称", en: "An abbreviation with its full words")
    )

    static func text(
        _ name: String, _ aliases: [String], isRequired: Bool = false, zh: String, en: String
    ) -> Attribute {
        Attribute(
            name: name, aliases: aliases, type: .text, isRequired: isRequired,
            help: LocalizedText(zh: zh, en: en)
        )
    }
}
