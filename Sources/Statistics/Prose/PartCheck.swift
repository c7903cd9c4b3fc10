import Diagnostics

/// Words of parts that may overlap, so that their sum says nothing: 其中党员60人、女性70人.
private let overlapping = ["党员", "女", "男", "岁", "学历", "老", "残", "志愿", "军人", "兼", "以上", "以下", "次"]
/// Words that end what 其中 speaks of.
private let partEnds = ["；", ";", "另有", "另外", "此外", "还有", "同时", "新增", "增加", "较"]

/// “共A户，其中B户……、C户”: no part, nor their sum, exceeds the whole.
func partFaults(_ mentions: [NumberMention], in prose: Prose) -> [Diagnostic] {
    guard mentions.count > 1, let sentence = mentions.first?.sentenceRange else { return [] }
    let text = prose.text(sentence)
    guard let word = text.range(of: "其中") else { return [] }
    let rest = text[word.upperBound...]
    let end = partEnds.compactMap { rest.range(of: $0)?.lowerBound }.min() ?? text.endIndex
    func place(_ index: String.Index) -> Int {
        sentence.lowerBound + text.utf8.distance(from: text.startIndex, to: index)
    }
    let counts = mentions.filter { $0.kind == .count && $0.value != nil }
    let parted = place(word.lowerBound)..<place(end)
    guard let whole = counts.last(where: { $0.range.upperBound <= parted.lowerBound && !$0.unit.isEmpty }),
        let limit = whole.greatestValue, !whole.isApproximate
    else { return [] }
    let parts = counts.filter { part in
        parted.contains(part.range.lowerBound) && part.unit == whole.unit && isSameKind(part, whole, in: prose)
    }
    if let part = parts.first(where: { ($0.value ?? .zero) > limit }) {
        return [
            .partsExceedWhole(
                whole, LocalizedText(zh: "其中的一部分是 \(part.written)", en: "one part is \(part.written)"), at: part.span)
        ]
    }
    guard !overlapping.contains(where: text[word.upperBound..<end].contains),
        let first = parts.first, let last = parts.last, parts.count > 1,
        let sum = try? total(parts.compactMap(\.value)), sum > limit
    else { return [] }
    let span = prose.span(of: first.range.lowerBound..<last.range.upperBound)
    return [.partsExceedWhole(whole, LocalizedText(zh: "其中各部分加起来是 \(sum)", en: "its parts make \(sum)"), at: span)]
}

/// Whether a part is of what the whole counts: 6个一般网格 have no part of 83个微网格. 户 and 元 need no noun.
private func isSameKind(_ part: NumberMention, _ whole: NumberMention, in prose: Prose) -> Bool {
    guard ["个", "项", "处", "条", "件", "支", "名", "位", "家", "场", "次"].contains(whole.unit) else { return true }
    let (noun, wholeNoun) = (noun(behind: part, in: prose), noun(behind: whole, in: prose))
    return noun.isEmpty || noun == wholeNoun
}

/// The words behind a number up to the next mark.
private func noun(behind mention: NumberMention, in prose: Prose) -> String {
    let rest = prose.text(mention.range.upperBound..<mention.sentenceRange.upperBound)
    return String(rest.unicodeScalars.prefix { $0.properties.isIdeographic })
}

extension NumberMention {
    /// The greatest number that may have been rounded to this one.
    fileprivate var greatestValue: ExactDecimal? {
        guard let value, hasMagnitude else { return value }
        return try? value.adding(precision)
    }
}

extension Diagnostic {
    fileprivate static func partsExceedWhole(_ whole: NumberMention, _ parts: LocalizedText, at span: Span)
        -> Diagnostic
    {
        Diagnostic(
            "parts-exceed-whole", .warning, at: span,
            LocalizedText(
                zh: "总数是 \(whole.written)\(whole.unit)，\(parts.zh)\(whole.unit)",
                en: "the whole is \(whole.written)\(whole.unit), but \(parts.en)\(whole.unit)"),
            notes: [Note(LocalizedText(zh: "总数在这里", en: "the whole"), at: whole.span)])
    }
}
