import Diagnostics

extension Schema {
    /// The front matter or description file of one kind, without the fields that a site adds.
    public static func of(_ kind: ContentKind) -> Schema {
        switch kind {
        case .caseStudy: Schema(kind.label, caseFields)
        case .news: Schema(kind.label, newsFields)
        case .interview: Schema(kind.label, interviewFields)
        case .page: Schema(kind.label, pageFields)
        case .report: Schema(kind.label, reportFields)
        case .community: Schema(kind.label, communityFields)
        case .election: Schema(kind.label, electionFields)
        }
    }

    static let imageSuffixes = [".jpg", ".jpeg", ".png", ".webp", ".svg", ".gif", ".avif"]

    static let sourceFields: [Field] = [
        Field(
            "title", isRequired: true, zh: "出处的标题", en: "the title of the source", example: "华西社区报专版"),
        Field("publisher", zh: "发表单位", en: "who published it", example: "华西社区报"),
        Field("date", .date, zh: "发表日期", en: "when it was published", example: "2023-12-15"),
        Field("url", .url, zh: "网址", en: "its address", example: "https://example.org/"),
        Field("note", zh: "备注", en: "a remark", example: "第三版"),
    ]

    static let title = Field(
        "title", .text(maximum: 80), isRequired: true, zh: "标题，不超过 80 字", en: "the title, at most 80 characters",
        example: "三根松社区：“12345”工作法")
    private static func date(isRequired: Bool) -> Field {
        Field(
            "date", .date, isRequired: isRequired, zh: "日期，写成 年-月-日", en: "the date, year-month-day",
            example: "2023-12-15")
    }
    private static func place(isDistrictRequired: Bool) -> [Field] {
        [
            Field(
                "district", .text(maximum: 20), isRequired: isDistrictRequired, zh: "区（市）县",
                en: "the district", example: "武侯区"),
            Field("street", .text(maximum: 30), zh: "街道或镇", en: "the sub-district or town", example: "簇锦街道"),
            Field("community", .text(maximum: 30), zh: "社区、村或小区", en: "the community", example: "顺和社区"),
        ]
    }
    private static func topics(isRequired: Bool) -> Field {
        Field(
            "topics", .list(.topic), isRequired: isRequired, zh: "所属专题，写 topics.yaml 里的标题或代号",
            en: "themes, by title or key of topics.yaml", example: "[治理机制]")
    }
    private static let tags = Field(
        "tags", .list(.text(maximum: 20)), zh: "关键词", en: "keywords", example: "[微网格, 居民自治]")
    private static let author = Field(
        "author", .text(maximum: 60), zh: "作者", en: "the author", example: "记者 某某")
    static let summary = Field(
        "summary", .text(maximum: 300), zh: "提要，用在列表和分享里；不写就取正文开头",
        en: "the summary for lists and sharing; the start of the text where it is missing", example: "一两句话说清这个案例。")
    private static let cover: [Field] = [
        Field("cover", .file(imageSuffixes), zh: "题图", en: "the cover picture", example: "images/square.jpg"),
        Field(
            "cover_alt", .text(maximum: 120), zh: "题图里有什么；写了题图就必填",
            en: "what the cover shows; required with a cover", example: "居民在广场议事"),
    ]
    static let sources = Field(
        "sources", .list(.record(sourceFields)), zh: "出处", en: "where the facts come from",
        example: "\n  - title: 华西社区报专版\n    publisher: 华西社区报")
    private static let publication: [Field] = [
        Field("draft", .flag, zh: "草稿不会发布", en: "a draft is not published", example: "true"),
        Field(
            "slug", .pattern("[\\p{L}\\p{N}]+([._-][\\p{L}\\p{N}]+)*", slugRule), zh: "网址里的名字；不写就用文件名",
            en: "the name in the address; the file's name where it is missing", example: "sangensong"),
        Field("updated", .date, zh: "最近修改日期", en: "when it was last changed", example: "2023-12-20"),
    ]

    /// What a name in an address may look like.
    public static let slugRule = LocalizedText(
        zh: "只能用文字、数字，中间可用 - _ . 连接，不能有空格和斜杠",
        en: "letters and digits, joined by - _ or . only, without spaces and slashes")

    private static let caseFields =
        [title, date(isRequired: true)] + place(isDistrictRequired: true)
        + [topics(isRequired: true), tags, author, summary] + cover + [sources] + publication

    private static let newsFields =
        [title, date(isRequired: true)] + place(isDistrictRequired: false)
        + [topics(isRequired: false), tags, author, summary] + cover + [sources] + publication

    private static let interviewFields =
        [
            title, date(isRequired: true),
            Field(
                "speaker",
                .record([
                    Field("name", isRequired: true, zh: "姓名", en: "the name", example: "某某"),
                    Field("role", isRequired: true, zh: "单位和职务", en: "office and position", example: "某街道党工委书记"),
                ]),
                isRequired: true, zh: "受访人", en: "who is interviewed", example: "\n  name: 某某\n  role: 某街道党工委书记"),
        ] + place(isDistrictRequired: false) + [
            topics(isRequired: false),
            Field("video", .file([".mp4", ".webm"]), zh: "视频文件", en: "the video file", example: "videos/talk.mp4"),
            Field("poster", .file(imageSuffixes), zh: "视频封面", en: "the video's poster", example: "images/talk.jpg"),
            Field(
                "poster_alt", .text(maximum: 120), zh: "封面里有什么；写了封面就必填",
                en: "what the poster shows; required with a poster", example: "受访人在办公室"),
            Field(
                "duration",
                .pattern(
                    "([0-9]{1,2}:)?[0-9]{1,2}:[0-9]{2}",
                    LocalizedText(zh: "写成 分:秒 或 时:分:秒", en: "minutes:seconds or hours:minutes:seconds")),
                zh: "时长", en: "the length", example: "\"12:30\""),
            Field("interviewer", .text(maximum: 60), zh: "采访人", en: "the interviewer", example: "记者 某某"),
            summary, tags, sources,
        ] + publication

    private static let pageFields =
        [
            title, summary,
            Field(
                "layout", .choice(["page", "campaign"]), zh: "版式：普通页或活动页",
                en: "the layout: a plain page or the campaign", example: "page"),
            date(isRequired: false), sources,
        ] + publication

    private static let reportFields =
        [
            title, date(isRequired: false), summary, Field("author", .text(maximum: 60), zh: "作者", en: "the author"),
            tags, sources,
        ]
        + publication

    private static let communityFields =
        [
            Field("name", .text(maximum: 30), isRequired: true, zh: "名称", en: "the name", example: "三根松社区"),
            Field("kind", .text(maximum: 10), zh: "社区、村还是小区", en: "what it is", example: "社区"),
        ] + place(isDistrictRequired: true).dropLast() + [
            Field(
                "aliases", .list(.text(maximum: 30)), zh: "别名，案例里写到也算", en: "other names that cases use",
                example: "[三根松]"),
            summary,
            Field("introduction", zh: "介绍，空行分段", en: "an introduction, blank lines between paragraphs"),
            Field("as_of", .date, zh: "数据截至", en: "the date of the figures", example: "2023-12-15"),
            Field(
                "figures", .list(.record(figureFields)), zh: "公布的数字", en: "published figures",
                example: "\n  - label: 微网格\n    value: 83\n    unit: 个"),
        ] + gridFields + [sources]

    static let keyRule = LocalizedText(
        zh: "只能用小写字母、数字和连字符，例如 grid-worker", en: "lower-case letters, digits and hyphens, such as grid-worker")
}
