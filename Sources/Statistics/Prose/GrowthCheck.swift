import Diagnostics

private let risingTo = ["增加", "增长", "上升", "提高", "提升", "扩大", "增", "升", "涨"].flatMap { [$0 + "至", $0 + "到"] }
private let fallingTo = ["下降", "减少", "缩短", "压缩", "压减", "降低", "降", "减"].flatMap { [$0 + "至", $0 + "到"] }
private let rising = ["增长", "增加", "上升", "提高", "提升", "增幅", "涨幅"]
private let falling = ["下降", "减少", "降低", "缩短", "压缩", "降幅", "减幅", "压减"]

/// “从A增至B，增长C%”: whether C follows from A and B, and whether the words go the right way.
func growthFaults(_ mentions: [NumberMention], in prose: Prose) -> [Diagnostic] {
    let numbers = mentions.filter { $0.value != nil && $0.kind != .ordinal }
    return numbers.indices.dropLast().flatMap { index in
        Growth(prose, numbers, at: index).map { $0.faults() } ?? []
    }
}

private struct Growth {
    let from: NumberMention
    let to: NumberMention
    let change: NumberMention?
    let isRising: Bool
    /// Whether the change is said to go up; nil if it is not said.
    let changeIsRising: Bool?

    /// The growth that begins with the number at `index`; nil where the text says none.
    init?(_ prose: Prose, _ numbers: [NumberMention], at index: Int) {
        from = numbers[index]
        to = numbers[index + 1]
        let before = prose.text(from.sentenceRange.lowerBound..<from.range.lowerBound)
        let between = prose.text(from.range.upperBound..<to.range.lowerBound)
        guard before.suffix(16).contains(where: { $0 == "从" || $0 == "由" }), between.count <= 16 else { return nil }
        if risingTo.contains(where: between.contains) {
            isRising = true
        } else if fallingTo.contains(where: between.contains) {
            isRising = false
        } else {
            return nil
        }
        guard numbers.indices.contains(index + 2) else {
            (change, changeIsRising) = (nil, nil)
            return
        }
        let words = prose.text(to.range.upperBound..<numbers[index + 2].range.lowerBound)
        let up = rising.contains(where: words.contains)
        let isSaid = words.count <= 12 && (up || falling.contains(where: words.contains))
        change = isSaid ? numbers[index + 2] : nil
        changeIsRising = isSaid ? up : nil
    }

    func faults() -> [Diagnostic] {
        guard let first = from.value, let second = to.value, from.unit.isEmpty || from.unit == to.unit else {
            return []
        }
        if !from.isApproximate, !to.isApproximate, isRising ? second < first : second > first {
            return [wrongDirection(isRising, at: to.span)]
        }
        guard let change, let said = changeIsRising else { return [] }
        if said != isRising { return [wrongDirection(said, at: change.span)] }
        guard !from.isApproximate, !to.isApproximate, !change.isApproximate, let value = change.value else { return [] }
        return (try? mismatch(first, second, value)) ?? []
    }

    private func mismatch(_ first: ExactDecimal, _ second: ExactDecimal, _ value: ExactDecimal) throws(DecimalOverflow)
        -> [Diagnostic]
    {
        guard let change else { return [] }
        let difference = try second.subtracting(first).magnitude
        let expected: ExactDecimal?
        switch change.unit {
        case "%" where to.unit == "%": return []
        case "%": expected = try difference.multiplied(by: ExactDecimal(100)).divided(by: first, scale: value.scale)
        case "倍": expected = try difference.divided(by: first, scale: value.scale)
        case "百分点", "个百分点": expected = to.unit == "%" ? difference : nil
        default: expected = change.unit == to.unit ? difference : nil
        }
        guard let expected else {
            let isFromZero = first == .zero && ["%", "倍"].contains(change.unit)
            return isFromZero ? [growthFromZero(change)] : []
        }
        // Where an end is rounded to 万, the change that follows is not exact either.
        let isRounded = from.hasMagnitude || to.hasMagnitude
        let slack = isRounded ? ExactDecimal(1) : .zero
        guard try expected.subtracting(value).magnitude > slack, expected != value else { return [] }
        return [growthMismatch(change, expected: expected)]
    }

    private func growthMismatch(_ change: NumberMention, expected: ExactDecimal) -> Diagnostic {
        Diagnostic(
            "growth-mismatch", .warning, at: change.span,
            LocalizedText(
                zh:
                    "从 \(from.written) 到 \(to.written)，变化应是 \(expected)\(change.unit)，这里写的是 \(change.written)\(change.unit)",
                en: "from \(from.written) to \(to.written) is a change of \(expected)\(change.unit), "
                    + "not \(change.written)\(change.unit)"),
            suggestion: .init(replacing: change.numberSpan, with: expected.description))
    }

    private func growthFromZero(_ change: NumberMention) -> Diagnostic {
        Diagnostic(
            "growth-from-zero", .warning, at: change.span,
            LocalizedText(zh: "从零开始的变化不能用百分比或倍数来说", en: "a change from zero has no percentage"))
    }

    private func wrongDirection(_ isRising: Bool, at span: Span) -> Diagnostic {
        Diagnostic(
            "wrong-direction", .warning, at: span,
            LocalizedText(
                zh: "从 \(from.written) 到 \(to.written) 不是\(isRising ? "增加" : "减少")",
                en: "from \(from.written) to \(to.written) is no \(isRising ? "rise" : "fall")"))
    }
}
