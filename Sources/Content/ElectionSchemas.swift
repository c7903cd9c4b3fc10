import Diagnostics

extension Schema {
    /// content/elections/<slug>/election.yaml. What is known of an election at first is its name and its awards; the
    /// rest becomes necessary once there are candidates.
    static let electionFields =
        [
            title, summary,
            Field("introduction", zh: "介绍，空行分段", en: "an introduction, blank lines between paragraphs"),
            Field(
                "state", .choice(["announced", "open", "closed"]),
                zh: "状态：已公布、进行中、已结束；有了公布的日志，以日志为准", en: "the state; once a log is published, the log decides",
                example: "announced"),
            Field(
                "opens", .date, zh: "开始时间，整十分钟", en: "when it opens, on a full ten minutes", example: "2026-09-01 09:00"
            ),
            Field(
                "closes", .date, zh: "结束时间，整十分钟，最长 60 天",
                en: "when it closes, on a full ten minutes, 60 days later at most",
                example: "2026-09-07 18:00"),
            Field(
                "awards", .list(.record(awardFields)), isRequired: true, zh: "奖项；候选人写在 candidates/代号.csv",
                en: "the awards; candidates stand in candidates/<key>.csv",
                example: "\n  - key: grid-worker\n    title: 最美网格员\n    choose: {min: 1, max: 3}"),
        ] + ruleFields + [
            Field("organiser", .record(organiserFields), zh: "主办方，写在网页上", en: "the organiser, shown on the pages"),
            Field(
                "keys", .record(keyFields), zh: "公钥；私钥绝不能放进内容文件夹",
                en: "public keys; private ones never lie in the content folder"),
            Field(
                "origin", .pattern("[!-*,-~]{1,128}", originRule), zh: "日志的名字，写在每个检查点的第一行；公布后不能改",
                en: "the log's name, the first line of every checkpoint; it never changes",
                example: "vote.example.cn/zuimei"),
            Field(
                "service", .pattern("(/[a-z0-9-]+)+", serviceRule), zh: "投票服务的路径；不写就是线下模式：票数由主办方提供，网页上没有投票",
                en:
                    "the path of the vote service; without it the organiser supplies the numbers and pages take no votes",
                example: "/v1"),
            Field(
                "frozen_root", .pattern("[A-Za-z0-9+/]{43}=", rootRule), zh: "结果冻结后填：公布的日志指纹；以后日志再变，生成时报错",
                en: "once the result is frozen: the root of the published log, from which it must not differ any more"),
            Field(
                "demo", .flag, zh: "示例评选：每一页都标明，不进订阅源和网站地图，不要求本人同意",
                en: "made-up: marked on every page, kept out of feed and sitemap, needs no consent", example: "true"),
            sources,
            Field("draft", .flag, zh: "草稿不会发布", en: "a draft is not published", example: "true"),
        ]

    private static let awardFields = [
        Field(
            "key", .pattern("[a-z0-9]+(-[a-z0-9]+)*", keyRule), isRequired: true, zh: "代号，也是候选人文件的名字",
            en: "the key, which is the name of the candidates' file", example: "grid-worker"),
        Field("title", isRequired: true, zh: "奖项名称", en: "the award's name", example: "最美网格员"),
        Field("description", zh: "说明", en: "what it is for"),
        Field(
            "choose",
            .record([
                Field(
                    "min", .number(minimum: 1, maximum: 50), isRequired: true, zh: "最少选几人", en: "the fewest",
                    example: "1"),
                Field(
                    "max", .number(minimum: 1, maximum: 50), isRequired: true, zh: "最多选几人", en: "the most", example: "3"
                ),
            ]), zh: "一张票选几人；不写就是选 1 人", en: "how many candidates a ballot names; one if unsaid",
            example: "{min: 1, max: 3}"),
        Field(
            "ballots", .number(minimum: 1, maximum: 100), zh: "每期每人几张票；不写就是 1 张",
            en: "ballots a voter has in a period; one if unsaid",
            example: "1"),
        Field(
            "period", .choice(["day", "election"]), zh: "一期有多长：day 每天，election 整个评选期间；不写就是 day",
            en: "the period: a day, or the whole vote; a day if unsaid", example: "day"),
    ]

    private static let ruleFields = [
        Field(
            "purpose", .choice(["showcase", "advisory"]), zh: "结果的用途：showcase 仅作展示，advisory 供主办方参考",
            en: "what the result is for: to show, or to advise the organiser", example: "advisory"),
        Field(
            "identity",
            .record([
                Field(
                    "kind", .choice(["device", "code"]), isRequired: true, zh: "device 按浏览器，code 按发放的投票码",
                    en: "by the browser, or by printed codes", example: "device"),
                Field(
                    "count", .number(minimum: 1, maximum: 100_000_000), zh: "发了多少个投票码", en: "how many codes there are"),
                Field(
                    "commitment", .pattern("[0-9a-f]{64}", commitmentRule), zh: "全部投票码的指纹",
                    en: "the commitment to all codes"),
            ]), zh: "凭什么认出投票人；不写就是按浏览器", en: "what a voter is recognised by; the browser if unsaid",
            example: "{kind: device}"),
        Field(
            "display", .pattern("hidden|daily ([01][0-9]|2[0-3]):[0-5][0-9]|every [1-9][0-9]{1,3}", displayRule),
            zh: "投票期间什么时候公布票数：hidden 不公布，daily 18:00 每天一次，every 30 每 30 分钟；不支持实时",
            en: "when numbers are shown while the vote is open; live numbers are not offered", example: "daily 18:00"),
        Field(
            "notice",
            .record([
                Field(
                    "days", .number(minimum: 0, maximum: 60), isRequired: true, zh: "公示几个工作日", en: "working days",
                    example: "5"),
                Field("from", .date, zh: "公示哪天开始", en: "its first day", example: "2026-09-09"),
                Field("until", .date, zh: "公示到哪天，含当天", en: "its last day", example: "2026-09-15"),
            ]), zh: "公示", en: "the public notice", example: "{days: 5}"),
        Field(
            "limits",
            .record([
                Field(
                    "soft", .number(minimum: 1, maximum: 1_000_000), isRequired: true, zh: "每奖项每天，超过后校验题变难",
                    en: "per award and day: from here on puzzles get harder", example: "200"),
                Field(
                    "hard", .number(minimum: 50, maximum: 1_000_000), isRequired: true,
                    zh: "每奖项每天，超过后拒绝；一栋宿舍可能共用一个地址，不能小于 50",
                    en: "per award and day: from here on refused; a dormitory may share an address",
                    example: "5000"),
            ]), zh: "同一网络地址的票数限制", en: "limits per network address", example: "{soft: 200, hard: 5000}"),
        Field(
            "work",
            .record([
                Field(
                    "usual", .number(minimum: 0, maximum: 3), isRequired: true, zh: "平时的难度", en: "the usual level",
                    example: "1"),
                Field(
                    "most", .number(minimum: 0, maximum: 3), isRequired: true, zh: "最高难度", en: "the highest level",
                    example: "3"),
            ]), zh: "浏览器校验题的难度，0 到 3", en: "the levels of the browser's puzzles, 0 to 3", example: "{usual: 1, most: 3}"
        ),
        Field(
            "review", .dictionary(reviewFields), zh: "可以据以剔除选票的规则，代号 A1–A7、A9，数值事先公布",
            en: "the rules that an exclusion may cite, A1 to A7 and A9, with their numbers",
            example:
                "\n  A1: {ballots: 50, times: 8}\n  A3: {from: \"01:00\", to: \"05:00\", share: 40, ballots: 200}\n  A9: {}"
        ),
        Field(
            "other_ways", zh: "不用网页还能怎样参加，写在投票的位置；例如现场、纸质、电话",
            en: "how to take part without the page: on paper, by telephone",
            example: "到社区党群服务中心领取纸质票"),
    ]

    private static let reviewFields: [Field] = {
        func number(_ name: String, _ most: Double, zh: String, en: String) -> Field {
            Field(name, .number(minimum: 0, maximum: most), zh: zh, en: en)
        }
        func time(_ name: String, zh: String, en: String) -> Field {
            Field(
                name,
                .pattern(
                    "([01][0-9]|2[0-3]):[0-5][0-9]", LocalizedText(zh: "写成 \"01:00\"", en: "written as \"01:00\"")),
                zh: zh, en: en)
        }
        return [
            number("ballots", 1_000_000, zh: "票数（A1–A5、A7）", en: "ballots (A1 to A5, A7)"),
            number("times", 1000, zh: "中位数的几倍（A1）", en: "times the median (A1)"),
            number("share", 100, zh: "占比，百分数（A2、A3、A5、A7）", en: "the share in percent (A2, A3, A5, A7)"),
            time("from", zh: "夜间从几点（A3）", en: "when the night begins (A3)"),
            time("to", zh: "夜间到几点（A3）", en: "when it ends (A3)"),
            number("variation", 100, zh: "间隔的离散程度，百分数（A4）", en: "the variation of intervals in percent (A4)"),
            number("choices", 50, zh: "相同的选择至少几人（A5）", en: "how many choices are the same (A5)"),
            number("milliseconds", 1_000_000, zh: "解题少于几毫秒（A6）", en: "fewer milliseconds for a puzzle (A6)"),
            number("age", 1_000_000, zh: "令牌不到几秒（A7）", en: "a token's age in seconds (A7)"),
        ]
    }()

    private static let organiserFields = [
        Field("name", isRequired: true, zh: "名称", en: "the name", example: "示例单位"),
        Field("contact", isRequired: true, zh: "咨询和申诉的联系方式", en: "how to ask and to object", example: "028-00000000"),
        Field("supervision", zh: "监督举报的联系方式", en: "how to report abuse", example: "028-00000001"),
    ]

    private static let keyFields: [Field] = {
        let named = [
            Field(
                "id", .pattern("[a-z0-9][a-z0-9-]{0,23}", keyRule), isRequired: true, zh: "代号", en: "the short name",
                example: "op1"),
            Field("key", isRequired: true, zh: "公钥", en: "the public key", example: "vote.example.cn/zuimei/op1+…+…"),
        ]
        return [
            Field(
                "log", isRequired: true, zh: "日志的公钥", en: "the log's public key", example: "vote.example.cn/zuimei+…+…"),
            Field(
                "operators", .list(.record(named)), isRequired: true, zh: "操作员，至少两人：剔除选票要两人签名",
                en: "the operators, at least two: an exclusion takes two signatures"),
            Field(
                "witnesses", .list(.record(named)), zh: "见证方，可以没有；没有时网页写明“0 家见证”",
                en: "witnesses; the pages say so where there are none"),
        ]
    }()

    private static let originRule = LocalizedText(
        zh: "可见的 ASCII 字符，不含空格和加号，最多 128 个", en: "at most 128 visible ASCII characters without spaces and plus")
    private static let serviceRule = LocalizedText(
        zh: "以 / 开头的路径，和网站在同一个域名下，例如 /v1", en: "a path on the site's own host that begins with /, such as /v1")
    private static let rootRule = LocalizedText(
        zh: "日志指纹是 44 位 base64，`gridshow votes verify` 会打印它",
        en: "a root is 44 digits of base 64, as `gridshow votes verify` prints it")
    private static let commitmentRule = LocalizedText(
        zh: "64 位小写十六进制", en: "64 lower-case hexadecimal digits")
    private static let displayRule = LocalizedText(
        zh: "写 hidden、daily 18:00 或 every 30（分钟，至少 10）；不支持实时显示（live），它会把投票变成比赛刷票",
        en:
            "hidden, daily 18:00 or every 30 (minutes, at least 10); live numbers are not offered, since they invite stuffing"
    )
}
