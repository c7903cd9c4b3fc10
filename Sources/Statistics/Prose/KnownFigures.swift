import Diagnostics

/// A figure of the data that a text may repeat.
public struct KnownFigure: Sendable {
    /// What the text calls it, such as 微网格.
    public let label: String
    /// The value.
    public let value: ExactDecimal
    /// The unit.
    public let unit: String
    /// The time that it belongs to, where it is known.
    public let asOf: Period?
    /// Where the data state it.
    public let span: Span?

    /// A figure to compare texts with.
    public init(label: String, value: ExactDecimal, unit: String, asOf: Period? = nil, at span: Span?) {
        self.label = label
        self.value = value
        self.unit = unit
        self.asOf = asOf
        self.span = span
    }
}

/// Words that may stand between a label and its number.
private let links = ["共有", "总数为", "总数", "共", "为", "有", "是", "：", ":", "达", "达到", "数", ""]

/// “83个微网格”, “户数为1.2万户”: a number right beside the label of a known figure that contradicts it.
///
/// Numbers that tell of another time, a part, a plan, a difference or another place are left alone.
func knownFigureFaults(_ mentions: [NumberMention], in prose: Prose, known: Knowledge) -> [Diagnostic] {
    if known.figures.isEmpty { return [] }
    return mentions.compactMap { mention in
        guard mention.kind == .count || mention.kind == .share, let value = mention.value, !mention.isApproximate,
            let figure = beside(mention, in: prose, known: known.figures),
            !agrees(figure.value, with: value, precision: mention.hasMagnitude ? mention.precision : .zero),
            !tellsOfElse(mention, in: prose), isOfTime(figure, among: mentions),
            !known.namesOtherPlace(
                mention.sentence,
                beginning: prose.text(mention.sentenceRange.lowerBound..<mention.range.lowerBound))
        else { return nil }
        let note = Diagnostic.Note(LocalizedText(zh: "数据在这里", en: "the data"), at: figure.span)
        return Diagnostic(
            "contradicts-data", .warning, at: mention.span,
            LocalizedText(
                zh: "数据里的“\(figure.label)”是 \(figure.value)\(figure.unit)，这里写的是 \(mention.written)\(mention.unit)",
                en:
                    "“\(figure.label)” is \(figure.value)\(figure.unit) in the data, here it is \(mention.written)\(mention.unit)"
            ),
            notes: [note], suggestion: .init(replacing: mention.numberSpan, with: figure.value.description))
    }
}

/// The figure whose label stands right behind or right before a number; the longest label wins.
private func beside(_ mention: NumberMention, in prose: Prose, known: [KnownFigure]) -> KnownFigure? {
    let behind = prose.text(mention.range.upperBound..<mention.sentenceRange.upperBound)
    let before = prose.text(mention.sentenceRange.lowerBound..<mention.range.lowerBound)
    return known.filter { figure in
        guard !figure.label.isEmpty, figure.unit == mention.unit else { return false }
        let isBehind = behind.hasPrefix(figure.label) && !runsOn(behind.dropFirst(figure.label.count))
        return isBehind || links.contains { before.hasSuffix(figure.label + $0) }
    }.max { ($0.label.count, $1.label) < ($1.label.count, $0.label) }
}

/// Whether a label goes on as the name of something else: 微网格长 is no 微网格.
private func runsOn(_ rest: Substring) -> Bool {
    ["长", "员", "党", "支部", "群", "化"].contains { rest.hasPrefix($0) }
}

/// Words before a number, in its sentence, in its part of the sentence, and right before it.
private let sentenceWords = ["其中", "曾", "当时", "以前", "之前", "过去", "原来", "计划", "拟", "目标", "首批", "试点", "比如", "例如"]
private let clauseWords = ["每", "各", "平均", "新增", "新建", "新设", "增设", "增加", "减少", "增长", "从", "由", "部分", "另"]
private let adjacentWords = ["原", "第", "前", "后", "至少", "再", "又", "还"]

/// Whether the words around a number say that it is no figure of the whole as it stands.
private func tellsOfElse(_ mention: NumberMention, in prose: Prose) -> Bool {
    let before = prose.text(mention.sentenceRange.lowerBound..<mention.range.lowerBound)
    let clause = before.split { "，；：、,;".contains($0) }.last ?? ""
    let behind = prose.text(mention.range.upperBound..<mention.sentenceRange.upperBound).prefix(14)
    let goesOn = ["增", "减", "升", "降", "扩", "变", "调整"].contains(where: behind.contains)
    return sentenceWords.contains(where: before.contains) || clauseWords.contains(where: clause.contains)
        || adjacentWords.contains(where: clause.suffix(5).contains)
        || (goesOn && (behind.contains("到") || behind.contains("至") || behind.contains("为")))
}

/// Whether a sentence that names years names that of the figure.
private func isOfTime(_ figure: KnownFigure, among mentions: [NumberMention]) -> Bool {
    let years = mentions.filter { $0.kind == .date }.compactMap { Period(String($0.written.prefix(4))) }
    return years.isEmpty || years.contains { $0.year == figure.asOf?.year }
}
