import Diagnostics

/// Shares that are said to make up a whole: “分别占”, or three and more behind 占, against 100 ± rounding.
///
/// Less than 100 is reported only when it is near, since a text need not name every share; so is more than 100 without
/// 分别, since shares may be of different things.
func shareFaults(_ mentions: [NumberMention], in prose: Prose) -> [Diagnostic] {
    let shares = mentions.filter { $0.kind == .share && $0.unit == "%" && $0.value != nil }
    guard let first = shares.first, let last = shares.last, shares.count >= 2 else { return [] }
    let sentence = prose.text(first.sentenceRange)
    let told = shares.filter { share in
        let before = prose.text(share.sentenceRange.lowerBound..<share.range.lowerBound).suffix(6)
        return before.contains("占") || before.contains("比例")
    }
    let isDivided = sentence.contains("分别占")
    let isWhole = isDivided || (told.count == shares.count && shares.count >= 3)
    let change = ["增长", "提高", "下降", "上升", "其中", "降低", "提升"].contains(where: sentence.contains)
    guard isWhole, !change, !shares.contains(where: \.isApproximate),
        let sum = try? total(shares.compactMap(\.value)),
        let fault = shareFault(sum, count: shares.count, precision: shares.map(\.precision).max() ?? .zero),
        isDivided || fault.isNear
    else { return [] }
    return [fault.diagnostic(at: prose.span(of: first.range.lowerBound..<last.range.upperBound))]
}

/// A sum of shares that is not 100.
struct ShareFault {
    let sum: ExactDecimal

    /// Whether it is within 5 of 100.
    var isNear: Bool { (try? sum.subtracting(ExactDecimal(100)).magnitude < ExactDecimal(5)) == true }

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

/// The sum of all numbers.
func total(_ numbers: [ExactDecimal]) throws(DecimalOverflow) -> ExactDecimal {
    var sum = ExactDecimal.zero
    for number in numbers { sum = try sum.adding(number) }
    return sum
}
