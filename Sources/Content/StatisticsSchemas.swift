import Diagnostics

extension Schema {
    /// content/statistics/<name>.yaml, which declares the columns of <name>.csv.
    public static let statistics = Schema(
        LocalizedText(zh: "统计表", en: "statistics table"),
        [
            Field("title", .text(maximum: 60), isRequired: true, zh: "标题", en: "the title", example: "各区案例数"),
            Field("summary", .text(maximum: 200), zh: "说明", en: "what the table is"),
            Field("as_of", .date, zh: "数据截至", en: "the date of the figures", example: "2023-12"),
            Field(
                "columns",
                .dictionary(
                    [
                        Field(
                            "type", .choice(["number", "text", "code", "date"]), zh: "这一列放什么，默认 number",
                            en: "what the column holds; number by default", example: "number")
                    ] + measureFields + [
                        Field("required", .flag, zh: "不能有空格子", en: "no cell may be empty", example: "true")
                    ]), isRequired: true, zh: "每一列的名称和含义，写法是“列名: {…}”", en: "every column by its name in the header",
                example: "\n  households: {label: 户数, unit: 户, agg: sum}"),
            Field(
                "demo", .flag, zh: "示例数据，不进订阅源和网站地图", en: "made-up data, kept out of feed and sitemap", example: "true"),
            sources,
        ])

    /// content/districts.yaml: a list of records with these fields.
    public static let district = Schema(
        LocalizedText(zh: "区（市）县", en: "district"),
        [
            Field(
                "name", .text(maximum: 20), isRequired: true, zh: "全称，和案例里写的一样", en: "the name as cases write it",
                example: "锦江区"),
            Field("short", .text(maximum: 6), zh: "方格里的简称", en: "the name in little room", example: "锦江"),
            Field(
                "row", .number(minimum: 0, maximum: 99), isRequired: true, zh: "方格图里第几行，从 0 数",
                en: "the tile's row, from 0",
                example: "3"),
            Field(
                "col", .number(minimum: 0, maximum: 99), isRequired: true, zh: "方格图里第几列，从 0 数",
                en: "the tile's column, from 0", example: "4"),
        ])

    /// The fields of a community's published figures.
    static let figureFields = [
        Field("label", isRequired: true, zh: "指标", en: "what is counted", example: "微网格"),
        Field(
            "value", isRequired: true, zh: "照原文写：数字，或“上百”“约200”“200余”“不到30”这样的约数",
            en: "as published: a number, or a bound such as 上百, 约200, 200余, 不到30", example: "83"),
        Field("unit", zh: "单位", en: "the unit", example: "个"),
        Field(
            "name", .pattern("[^\\s,，、\"]+", measureRule), zh: "正文里引用它的名字；不写就用指标名",
            en: "its name in directives; the label by default",
            example: "micro_grids"),
        Field("as_of", .date, zh: "这个数字的时点", en: "the date of this figure", example: "2023"),
        Field("note", zh: "备注", en: "a remark"),
        Field("cells", .flag, zh: "画成格子，一格一个；只用于网格数", en: "drawn as cells, one each; for grids only", example: "true"),
    ]

    /// What is said about a measure, whether of a community or a column of a table.
    static let measureFields = [
        Field("label", .text(maximum: 30), isRequired: true, zh: "网页上的名称", en: "the name on the page", example: "户数"),
        Field("unit", .text(maximum: 12), zh: "单位", en: "the unit", example: "户"),
        Field(
            "agg", .pattern("sum|mean|none|wmean\\([^()\\s]+\\)", aggregationRule),
            zh: "合计办法：sum 相加，mean 平均，wmean(某指标) 加权平均，none 不合计", en: "how a whole follows from its parts", example: "sum"
        ),
        Field("decimals", .number(minimum: 0, maximum: 6), zh: "小数位数", en: "digits behind the point", example: "1"),
        Field(
            "better", .choice(["low", "high"]), zh: "越低越好还是越高越好", en: "whether less or more is better", example: "low"),
    ]

    static let measureRule = LocalizedText(zh: "不能有空格、逗号、顿号和引号", en: "no spaces, commas or quotes")

    private static let aggregationRule = LocalizedText(
        zh: "写 sum、mean、none 或 wmean(另一个指标)", en: "sum, mean, none or wmean(another measure)")

    /// What community.yaml says about grids.csv, stats.csv and the maps.
    static let gridFields = [
        Field(
            "levels", .list(.list(.text(maximum: 12))), zh: "网格的类别，从上到下；同一级写在一个方括号里",
            en: "the kinds of grids from the top down; kinds of one level in one list", example: "[[一般网格, 专属网格], 微网格]"),
        Field(
            "expect", .counts, zh: "公布的网格个数；网格表的行数不符就报错",
            en: "published numbers of grids, which grids.csv must agree with",
            example: "{一般网格: 6, 微网格: 83}"),
        Field(
            "measures", .dictionary(measureFields), zh: "指标，写法是“列名: {…}”", en: "the measures by their column's name",
            example: "\n  households: {label: 户数, unit: 户, agg: sum}"),
        Field("map", .record(mapFields), zh: "网格图怎样画", en: "how the map is drawn"),
        Field(
            "geo", .record(geoFields), zh: "有 boundary.geojson 时：坐标系和审核", en: "for boundary.geojson: datum and review"),
        Field(
            "privacy",
            .record([
                Field(
                    "people", .choice(["role", "surname", "name"]), zh: "负责人只写职务、写姓氏，还是写姓名；默认只写职务",
                    en: "whether people appear by office, surname or name; by office if unsaid", example: "role"),
                Field(
                    "consent", .text(maximum: 200), zh: "写姓名时：本人同意的凭据", en: "with names: where their consent is kept"),
            ]), zh: "个人信息", en: "personal data"),
        Field(
            "demo", .flag, zh: "示例数据：每一处都标明，不进订阅源和网站地图",
            en: "made-up data: marked everywhere, kept out of feed and sitemap",
            example: "true"),
    ]

    private static let mapFields = [
        Field(
            "kind", .choice(["auto", "blocks", "tiles", "counts", "geo"]),
            zh: "auto 自动、blocks 面积图、tiles 方格图、counts 计数图、geo 边界图",
            en: "how cells are placed; auto never is geo", example: "auto"),
        Field(
            "area", .text(maximum: 60), zh: "面积代表哪个指标", en: "the measure that areas stand for", example: "households"),
        Field("color", .text(maximum: 60), zh: "颜色代表哪个指标", en: "the measure that colours stand for", example: "events"),
        Field(
            "classes", .number(minimum: 1, maximum: 5), zh: "分几级颜色，最多 5", en: "how many classes, at most 5",
            example: "5"),
        Field(
            "quantiles", .flag, zh: "按个数均分，而不是等距", en: "classes of equal size instead of equal steps", example: "true"),
    ]

    private static let geoFields = [
        Field(
            "crs", .choice(["CGCS2000", "WGS84", "GCJ02"]), isRequired: true, zh: "坐标系", en: "the datum",
            example: "CGCS2000"),
        Field(
            "bounds", .list(.number(minimum: -180, maximum: 180)), zh: "不在成都时：边界所在的范围 [西, 南, 东, 北]，经纬度",
            en: "outside Chengdu: where the boundaries lie, [west, south, east, north] in degrees",
            example: "[102.9, 30.0, 104.9, 31.5]"),
        Field(
            "review",
            .record([
                Field("number", isRequired: true, zh: "审图号", en: "the review number", example: "川S(2024)00000号"),
                Field("holder", isRequired: true, zh: "送审单位", en: "who had it reviewed"),
            ]), zh: "地图审核", en: "the review of the map"),
        Field(
            "exempt",
            .record([
                Field("basis", isRequired: true, zh: "免审依据", en: "why no review is needed"),
                Field("checked_by", isRequired: true, zh: "核对人", en: "who checked that"),
                Field("date", .date, isRequired: true, zh: "核对日期", en: "when"),
            ]), zh: "免于送审的依据", en: "why no review is needed"),
    ]
}
