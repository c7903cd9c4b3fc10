import Diagnostics

private let risingTo = ["增加", "增长", "上升", "提高", "提升", "扩大", "增", "升", "涨"].flatMap { [$0 + "至", $0 + "到"] }
private let fallingTo = ["下降", "减少", "缩短", "压缩", "压减", "降低", "降", "减"].flatMap { [$0 + "至", $0 + "到"] }
private let rising = ["增长", "增加", "上升", "提高", "提升", "增幅", "涨幅"]
private let falling = ["下降", "减少", "降低", "缩短", "压缩", "降幅", "减幅", "压减"]
/// What may stand between a word of change and the change itself; 增长到 states no change.
private let changeLinks: Set<String> = ["", "了", "率", "率为", "率达", "幅度", "幅度为", "幅度达", "为", "达", "达到", "近", "约"]
/// Sentences about places in a row, where a smaller number is a rise.
private let rankWords = ["排名", "名次", "位次", "排位", "位列", "等级"]
/// Units in which 提升 and 提高 speak of quality: 从7天提升到3天.
private let qualityUnits: Set<String> = ["天", "小时", "个小时", "分钟", "秒", "工作日", "个工作日", "日", "类", "级", "位", "名", "个月"]

/// “从A增至B，增长C%”: whether C follows from A and B, and whether the words go the right way.
func growthFaults(_ mentions: [NumberMention], in prose: Prose) -> [Diagnostic] {
    let numbers = mentions.filter { $0.value != nil && $0.kind != .ordinal }
    return numbers.indices.dropLast().flatMap { index in
        Growth(prose, numbers, at: index).map { $0.faults() } ?? []
    }
}

/// Whether the words right before a number say that it is a rise or a fall; nil where they say neither.
private func saidDirection(_ words: String) -> Bool? {
    for (names, isRising) in [(rising, true), (falling, false)] {
        for name in names {
            guard let found = words.ranges(of: name).last else { continue }
            if changeLinks.contains(String(words[found.upperBound...])) { return isRising }
        }
    }
    return nil
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
        guard before.suffix(16).contains(where: { $0 == "从" || $0 == "由" }), between.count <= 16,
            !rankWords.contains(where: prose.text(from.sentenceRange).contains)
        else { return nil }
        if risingTo.contains(where: between.contains) {
            isRising = true
            if qualityUnits.contains(to.unit), between.contains("提升") || between.contains("提高") { return nil }
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
        changeIsRising = words.count <= 12 ? saidDirection(words) : nil
        change = changeIsRising == nil ? nil : numbers[index + 2]
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
        guard try expected.subtracting(value).magnitude > slack, expected != value,
            try !isCutOff(value, from: expected, first, difference, unit: change.unit)
        else { return [] }
        return [growthMismatch(change, expected: expected)]
    }

    /// Whether `value` is the exact change with its last digits cut off instead of rounded: 66.6% for two thirds.
    private func isCutOff(
        _ value: ExactDecimal, from rounded: ExactDecimal, _ first: ExactDecimal, _ difference: ExactDecimal,
        unit: String
    ) throws(DecimalOverflow) -> Bool {
        guard ["%", "倍"].contains(unit), try rounded.subtracting(value) == ExactDecimal(1, scale: value.scale) else {
            return false
        }
        let whole = unit == "%" ? try difference.multiplied(by: ExactDecimal(100)) : difference
        return try rounded.multiplied(by: first) > whole
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
