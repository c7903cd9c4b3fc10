import Diagnostics

/// Shares that are said to make up a whole: “分别占”, or three and more behind 占, against 100 ± rounding.
///
/// Less than 100 is reported only when it is near, since a text need not name every share.
func shareFaults(_ mentions: [NumberMention], in prose: Prose) -> [Diagnostic] {
    let shares = mentions.filter { $0.kind == .share && $0.unit == "%" && $0.value != nil }
    guard let first = shares.first, let last = shares.last, shares.count >= 2 else { return [] }
    let sentence = prose.text(first.sentenceRange)
    let told = shares.filter { share in
        let before = prose.text(share.sentenceRange.lowerBound..<share.range.lowerBound).suffix(6)
        return before.contains("占") || before.contains("比例")
    }
    let isWhole = sentence.contains("分别占") || (told.count == shares.count && shares.count >= 3)
    let change = ["增长", "提高", "下降", "上升", "其中", "降低", "提升"].contains(where: sentence.contains)
    guard isWhole, !change, !shares.contains(where: \.isApproximate),
        let sum = try? total(shares.compactMap(\.value)),
        let fault = shareFault(sum, count: shares.count, precision: shares.map(\.precision).max() ?? .zero)
    else { return [] }
    return [fault.diagnostic(at: prose.span(of: first.range.lowerBound..<last.range.upperBound))]
}

/// A sum of shares that is not 100.
struct ShareFault {
    let sum: ExactDecimal

    func diagnostic(at span: Span) -> Diagnostic {
        Diagnostic(
            "share-total", .warning, at: span,
            LocalizedText(zh: "这些占比加起来是 \(sum)%，不是 100%", en: "these shares make \(sum)%, not 100%"))
    }
}

/// The fault of a sum of shares, each rounded to `precision`; nil within rounding or far below 100.
func shareFault(_ sum: ExactDecimal, count: Int, precision: ExactDecimal) -> ShareFault? {
    guard let slack = try? precision.multiplied(by: ExactDecimal(Int128(count) * 5, scale: 1)),
        let distance = try? sum.subtracting(ExactDecimal(100)), distance.magnitude > slack
    else { return nil }
    return !distance.isNegative || distance.magnitude < ExactDecimal(5) ? ShareFault(sum: sum) : nil
}

/// “共A户，其中B户……、C户”: no part, nor their sum, exceeds the whole.
func partFaults(_ mentions: [NumberMention], in prose: Prose) -> [Diagnostic] {
    guard let sentence = mentions.first?.sentenceRange else { return [] }
    let text = prose.text(sentence)
    guard let word = text.range(of: "其中") else { return [] }
    let place = sentence.lowerBound + text.utf8.distance(from: text.startIndex, to: word.lowerBound)
    let counts = mentions.filter { $0.kind == .count && $0.value != nil }
    guard let whole = counts.last(where: { $0.range.upperBound <= place && !$0.unit.isEmpty }), let limit = whole.value,
        !whole.isApproximate
    else { return [] }
    let parts = counts.filter { $0.range.lowerBound > place && $0.unit == whole.unit }
    if let part = parts.first(where: { ($0.value ?? .zero) > limit }) {
        return [
            .partsExceedWhole(
                whole, LocalizedText(zh: "其中的一部分是 \(part.written)", en: "one part is \(part.written)"), at: part.span)
        ]
    }
    guard let first = parts.first, let last = parts.last, parts.count > 1,
        let sum = try? total(parts.compactMap(\.value)), sum > limit
    else { return [] }
    let span = prose.span(of: first.range.lowerBound..<last.range.upperBound)
    return [.partsExceedWhole(whole, LocalizedText(zh: "其中各部分加起来是 \(sum)", en: "its parts make \(sum)"), at: span)]
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

/// The sum of all numbers.
func total(_ numbers: [ExactDecimal]) throws(DecimalOverflow) -> ExactDecimal {
    var sum = ExactDecimal.zero
    for number in numbers { sum = try sum.adding(number) }
    return sum
}
