import Diagnostics

/// Directives whose pictures and figures are made from data. Names of communities, tables, measures, rows and
/// periods are free text here.
extension DirectiveDeclaration {
    static let gridMap = DirectiveDeclaration(
        meaning: .data(.gridMap), name: "gridmap",
        otherNames: [Alias(name: "网格图"), Alias(name: "网格地图")],
        forms: [.leaf, .container],
        attributes: [
            text("of", ["社区"], zh: "哪个社区；不写就是本文的社区", en: "Which community; that of the text by default"),
            text("color", ["颜色", "着色"], zh: "按哪个指标着色", en: "The measure that colours the grids"),
            text("area", ["面积"], zh: "按哪个指标定面积", en: "The measure that gives the grids their areas"),
            choice(
                "kind", ["类型", "种类"],
                [
                    Choice(name: "auto", aliases: ["自动"]), Choice(name: "blocks", aliases: ["面积图"]),
                    Choice(name: "tiles", aliases: ["方格图"]), Choice(name: "counts", aliases: ["计数图"]),
                    Choice(name: "geo", aliases: ["边界图"]),
                ], zh: "图的种类，默认 auto", en: "What kind of map; auto by default"),
            period,
            attribute("width", ["宽度"], .count, zh: "图宽，像素", en: "The width in pixels"),
            choice(
                "table", ["表格"],
                [Choice(name: "open", aliases: ["打开", "展开"]), Choice(name: "closed", aliases: ["收起", "折叠"])],
                zh: "图下的数据表是否展开", en: "Whether the table of data below is open"),
        ],
        help: LocalizedText(zh: "社区的网格图，方括号里是标题", en: "A map of a community's grids; its caption in brackets")
    )

    static let chart = DirectiveDeclaration(
        meaning: .data(.chart), name: "chart", otherNames: [Alias(name: "图表")], forms: [.leaf, .container],
        attributes: [
            attribute("of", ["社区"], .list, zh: "哪些社区；不写就是本文的社区", en: "Which communities; that of the text by default"),
            table,
            choice("type", ["类型", "种类"], chartTypes, zh: "图表的种类", en: "What kind of chart"),
            measure(isRequired: false),
            attribute("measures", ["各项指标", "多项指标"], .list, zh: "哪些指标", en: "Which measures"),
            text("from", ["起", "从"], zh: "从哪个时间起", en: "The first period"),
            text("to", ["止", "到"], zh: "到哪个时间止", en: "The last period"),
            choice(
                "by", ["按"],
                [
                    Choice(name: "grid", aliases: ["网格"]), Choice(name: "period", aliases: ["时间"]),
                    Choice(name: "community", aliases: ["社区"]),
                ], zh: "按什么分开", en: "What the marks stand for"),
            period,
            attribute("rows", ["codes", "行", "各行"], .list, zh: "只画哪些网格或行", en: "The grids or rows to draw"),
            choice(
                "sort", ["排序"],
                [Choice(name: "value", aliases: ["数值", "大小"]), Choice(name: "order", aliases: ["原序", "顺序"])],
                zh: "按数值还是按表中的顺序排", en: "By value, or in the table's order"),
            choice(
                "scale", ["刻度"],
                [Choice(name: "shared", aliases: ["共用", "统一"]), Choice(name: "free", aliases: ["各自"])],
                zh: "小图是否共用刻度", en: "Whether small charts share their scale"),
            attribute("cols", ["列数"], .count, zh: "小图一行几张", en: "Small charts in a row"),
            format,
        ],
        help: LocalizedText(zh: "统计图表，方括号里是标题", en: "A chart; its caption in brackets"),
        alternatives: [source, Alternative(names: ["measure", "measures"], isRequired: false)]
    )

    static let statistic = DirectiveDeclaration(
        meaning: .data(.statistic), name: "stat", otherNames: [Alias(name: "数"), Alias(name: "数据")],
        forms: [.inline, .leaf],
        attributes: [
            text("of", ["社区"], zh: "哪个社区；不写就是本文的社区", en: "Which community; that of the text by default"),
            table,
            measure(isRequired: true),
            text("code", ["网格", "行"], zh: "哪个网格或哪一行", en: "Which grid or row"),
            period,
            format,
            choice(
                "unit", ["单位"],
                [Choice(name: "show", aliases: ["显示"]), Choice(name: "hide", aliases: ["隐藏", "不显示"])],
                zh: "是否写出单位", en: "Whether the unit is written"),
        ],
        help: LocalizedText(
            zh: "统计表里的一个数；方括号里的文字供读屏软件念，也用在摘要里，可以不写",
            en: "One number of the data; the words in brackets are for screen readers and summaries and may be left out"
        ),
        alternatives: [source]
    )

    static let comparison = DirectiveDeclaration(
        meaning: .data(.compare), name: "compare", otherNames: [Alias(name: "对比"), Alias(name: "比较表")],
        forms: [.leaf, .container],
        attributes: [
            attribute("of", ["社区"], .list, isRequired: true, zh: "哪些社区", en: "Which communities"),
            attribute("measures", ["指标"], .list, isRequired: true, zh: "哪些指标", en: "Which measures"),
            period,
            choice(
                "total", ["合计"],
                [Choice(name: "yes", aliases: ["是", "有"]), Choice(name: "no", aliases: ["否", "无"])],
                zh: "是否写出合计", en: "Whether totals are shown"),
        ],
        help: LocalizedText(zh: "几个社区的对比表，方括号里是标题", en: "Communities side by side; its caption in brackets")
    )
}

// MARK: Shared attributes

extension DirectiveDeclaration {
    private static let chartTypes = [
        Choice(name: "bar", aliases: ["条形图"]), Choice(name: "before-after", aliases: ["前后对比"]),
        Choice(name: "line", aliases: ["折线图"]), Choice(name: "stacked", aliases: ["堆叠图"]),
        Choice(name: "multiples", aliases: ["小图组"]),
    ]

    private static let source = Alternative(names: ["of", "table"], isRequired: false)

    private static let table = text("table", ["统计表"], zh: "哪张统计表", en: "Which table of statistics")

    private static let period = text("period", ["时间"], zh: "哪个时间", en: "Which period")

    private static let format = choice(
        "format", ["格式"],
        [Choice(name: "full", aliases: ["完整"]), Choice(name: "compact", aliases: ["简写"])],
        zh: "数字写全，还是用“万”“亿”简写", en: "Numbers in full or shortened")

    private static func measure(isRequired: Bool) -> Attribute {
        text("measure", ["指标"], isRequired: isRequired, zh: "哪个指标", en: "Which measure")
    }

    private static func choice(
        _ name: String, _ aliases: [String], _ choices: [Choice], zh: String, en: String
    ) -> Attribute {
        attribute(name, aliases, .choice(choices), zh: zh, en: en)
    }

    private static func attribute(
        _ name: String, _ aliases: [String], _ type: ValueType, isRequired: Bool = false, zh: String, en: String
    ) -> Attribute {
        Attribute(
            name: name, aliases: aliases, type: type, isRequired: isRequired, help: LocalizedText(zh: zh, en: en)
        )
    }
}
