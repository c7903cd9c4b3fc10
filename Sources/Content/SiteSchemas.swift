import Diagnostics

extension Schema {
    /// The pages that navigation can name without a file.
    public static let builtInPages = [
        "home", "cases", "topics", "districts", "communities", "news", "interviews", "reports",
    ]

    /// content/topics.yaml: a list of records with these fields.
    public static let topic = Schema(
        LocalizedText(zh: "专题", en: "theme"),
        [
            Field(
                "key", .pattern("[a-z0-9]+(-[a-z0-9]+)*", keyRule), isRequired: true, zh: "代号，用在网址里",
                en: "the key, used in addresses", example: "governance"),
            Field("title", .text(maximum: 30), isRequired: true, zh: "标题", en: "the title", example: "治理机制"),
            Field("motto", .text(maximum: 40), zh: "一句话", en: "one line"),
            Field("introduction", zh: "介绍，空行分段", en: "an introduction, blank lines between paragraphs"),
        ])

    /// content/site.yaml.
    public static let site = Schema(
        LocalizedText(zh: "网站设置", en: "site settings"),
        [
            Field(
                "title", .text(maximum: 60), isRequired: true, zh: "网站名称", en: "the site's name", example: "微网实格优秀案例展播"),
            Field("subtitle", .text(maximum: 60), zh: "副题", en: "the subtitle"),
            Field("description", .text(maximum: 300), zh: "网站简介", en: "what the site is"),
            Field("language", .choice(["zh-CN", "en"]), zh: "语言", en: "the language", example: "zh-CN"),
            Field(
                "base_url", .pattern("https?://[^/?#\\s]+/([^?#\\s]*/)?", baseURLRule), isRequired: true,
                zh: "发布后的网址，以斜杠结尾", en: "the public address, with a slash at the end",
                example: "https://example.org/"),
            Field(
                "profile", .choice(["none", "media", "gov"]), zh: "媒体或政府网站要查页脚是否齐全",
                en: "media and government sites must have complete footers", example: "none"),
            Field("logo", .file(imageSuffixes), zh: "标志", en: "the logo", example: "images/logo.svg"),
            Field(
                "page_size", .number(minimum: 1, maximum: 200), zh: "列表每页几条", en: "items on a list page", example: "24"),
            Field("organisers", .list(.record(organiserFields)), zh: "主办单位", en: "who runs it"),
            Field("channels", .list(.record(channelFields)), zh: "联系渠道", en: "ways to get in touch"),
            Field("navigation", .list(.record(navigationFields)), zh: "导航", en: "the navigation"),
            Field("sections", .record(sectionFields), zh: "各栏目的名称和介绍", en: "titles and introductions of the sections"),
            Field("footer", .record(footerFields), zh: "页脚", en: "the footer"),
            Field("fields", .fieldDeclarations, zh: "本站自加的字段", en: "fields that this site adds"),
        ])

    private static let baseURLRule = LocalizedText(
        zh: "要像 https://example.org/ 或 https://example.org/zt/，以斜杠结尾",
        en: "it must look like https://example.org/ or https://example.org/path/, with a slash at the end")

    private static let organiserFields = [
        Field("name", isRequired: true, zh: "名称", en: "the name", example: "华西社区报"),
        Field("role", zh: "角色", en: "its part", example: "主办单位"),
        Field("url", .url, zh: "网址", en: "its address"),
    ]

    private static let channelFields = [
        Field(
            "kind", .choice(["phone", "weibo", "wechat", "email", "web"]), isRequired: true, zh: "渠道",
            en: "what it is", example: "phone"),
        Field("label", isRequired: true, zh: "名称", en: "its name", example: "电话"),
        Field("value", isRequired: true, zh: "号码或账号", en: "the number or account", example: "028-86969380"),
        Field("url", .url, zh: "网址", en: "its address"),
        Field("note", zh: "说明", en: "a remark"),
    ]

    private static let navigationFields = [
        Field("label", .text(maximum: 12), isRequired: true, zh: "文字", en: "the words", example: "案例"),
        Field(
            "page", isRequired: true,
            zh: "去哪一页：\(builtInPages.joined(separator: "、"))，或 pages/campaign.md 这样的路径",
            en: "where to: \(builtInPages.joined(separator: ", ")), or a path such as pages/campaign.md",
            example: "cases"),
    ]

    private static let sectionFields = builtInPages.dropFirst().map { name in
        Field(
            name,
            .record([
                Field("title", .text(maximum: 30), zh: "栏目名称", en: "the section's title"),
                Field("introduction", zh: "栏目介绍，空行分段", en: "an introduction, blank lines between paragraphs"),
            ]), zh: "栏目 \(name)", en: "the section \(name)")
    }

    private static let footerFields = [
        Field("sponsor", zh: "主办单位", en: "who is responsible"),
        Field("address", zh: "地址和联系方式", en: "address and contact"),
        Field("icp", zh: "ICP 备案号", en: "the ICP filing number", example: "蜀ICP备00000000号"),
        Field(
            "police",
            .record([
                Field("number", isRequired: true, zh: "公安备案号", en: "the filing number"),
                Field("url", .url, zh: "备案页网址", en: "the address of the filing"),
            ]), zh: "公安机关备案", en: "the police filing"),
        Field(
            "site_id_code", .pattern("[0-9a-z]{10}", LocalizedText(zh: "10 位数字或字母", en: "10 digits or letters")),
            zh: "政府网站标识码", en: "the government site code"),
        Field("error_report_url", .url, zh: "“我为政府网站找错”入口", en: "where errors are reported"),
        Field("government_mark_url", .url, zh: "党政机关网站标识", en: "the government site mark"),
        Field("note", zh: "其他说明", en: "a remark"),
    ]
}
