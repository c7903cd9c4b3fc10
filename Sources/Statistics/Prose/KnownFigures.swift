import Diagnostics

/// A figure of the data that a text may repeat.
public struct KnownFigure: Sendable {
    /// What the text calls it, such as 微网格.
    public let label: String
    /// The value.
    public let value: ExactDecimal
    /// The unit.
    public let unit: String
    /// Where the data state it.
    public let span: Span?

    /// A figure to compare texts with.
    public init(label: String, value: ExactDecimal, unit: String, at span: Span?) {
        self.label = label
        self.value = value
        self.unit = unit
        self.span = span
    }
}

/// Words that may stand between a label and its number.
private let links = ["共有", "总数为", "总数", "共", "为", "有", "是", "：", ":", "达", "达到", "数", ""]

/// “83个微网格”, “户数为1.2万户”: a number right beside the label of a known figure that contradicts it.
///
/// Numbers behind 从, 由, 增加 and the like tell of other times or differences and are left alone.
func knownFigureFaults(_ mentions: [NumberMention], in prose: Prose, known: [KnownFigure]) -> [Diagnostic] {
    mentions.compactMap { mention in
        guard mention.kind == .count || mention.kind == .share, let value = mention.value, !mention.isApproximate,
            let figure = beside(mention, in: prose, known: known), !tellsOfChange(mention, in: prose),
            !agrees(figure.value, with: value, precision: mention.hasMagnitude ? mention.precision : .zero)
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

private func tellsOfChange(_ mention: NumberMention, in prose: Prose) -> Bool {
    let before = prose.text(mention.sentenceRange.lowerBound..<mention.range.lowerBound).suffix(5)
    return ["从", "由", "增加", "减少", "新增", "原", "其中", "增长", "第", "每", "前", "后"].contains(where: before.contains)
}
