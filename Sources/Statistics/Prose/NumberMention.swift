import Diagnostics

/// A number in a text, as a proof-reader ticks it off.
public struct NumberMention: Sendable {
    /// What the digits stand for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// So many of something.
        case count
        /// A share of a hundred or a thousand.
        case share
        /// A year, month or day.
        case date
        /// A time of the day.
        case time
        /// A place in an order: 第3.
        case ordinal
        /// A telephone number, a code, a masked number.
        case identifier
    }

    /// What the digits stand for.
    public let kind: Kind
    /// The number with its 万 or 亿, without its unit, as written.
    public let written: String
    /// The value with 万 and 亿 counted in; nil for dates, times and identifiers.
    public let value: ExactDecimal?
    /// One unit of the last written place: 1.2万 is exact to 1000.
    public let precision: ExactDecimal
    /// The unit; may be empty.
    public let unit: String
    /// Whether 约, 余 or the like stands beside it.
    public let isApproximate: Bool
    /// The bytes in the paragraph's text, with the unit.
    public let range: Range<Int>
    /// The bytes of `written` in the paragraph's text.
    public let numberRange: Range<Int>
    /// The bytes of the sentence in the paragraph's text.
    public let sentenceRange: Range<Int>
    /// The sentence without the spaces around it.
    public let sentence: String
    /// The number with its unit in the file.
    public let span: Span
    /// The number without its unit in the file.
    public let numberSpan: Span

    /// Whether 万 or 亿 takes part.
    public var hasMagnitude: Bool { written.contains { "万亿".contains($0) } }
}

/// What beside a number is part of it.
enum NumberWords {
    /// Units, longest first, so that the first match is the right one.
    static let units: [String] = [
        "个百分点", "百分点", "平方公里", "平方千米", "立方米", "平方米", "个工作日", "个小时", "个月", "人次", "户次", "件次", "车次",
        "公里", "千米", "千克", "公斤", "千瓦", "厘米", "毫米", "公顷", "小时", "分钟", "刻钟", "工作日", "km²", "km", "kg", "cm",
        "mm", "m²", "kW", "GB", "MB", "㎡", "℃", "°", "‰", "%", "％", "个", "户", "人", "件", "名", "位", "次", "场", "条", "家",
        "处", "栋",
        "幢", "座", "米", "亩", "元", "年", "月", "日", "天", "秒", "岁", "项", "支", "组", "套", "间", "所", "层", "块", "张", "份", "盏",
        "株",
        "棵", "台", "辆", "部", "本", "篇", "期", "批", "类", "种", "级", "倍", "成", "吨", "升", "页", "步", "轮", "届", "号", "楼", "周",
        "分",
        "道", "面", "片", "段", "格", "村", "镇", "站", "点", "口", "对", "双", "只", "字", "票", "m", "h",
    ].sorted { ($0.unicodeScalars.count, $1) > ($1.unicodeScalars.count, $0) }

    static let approximateBefore = ["大约", "约", "将近", "接近", "近", "超过", "超", "逾", "至少", "不到", "不足", "至多", "最多"]
    static let approximateBehind: [Unicode.Scalar] = ["余", "多", "几", "来"]
    static let magnitudes = ["万亿", "亿", "万", "千", "百"]
    static let sentenceEnds: Set<Unicode.Scalar> = ["。", "！", "？", "!", "?", "\n"]
}
