import Diagnostics

/// Small counts in Chinese numerals: 两个, 十二户, 三十五件.
///
/// Only numbers from 2 to 99 right before a unit count, since 一个 and 千家万户 are words more often than counts.
func chineseNumerals(in prose: Prose) -> [NumberMention] {
    let scanner = NumberScanner(prose)
    let scalars = scanner.scalars
    var mentions: [NumberMention] = []
    var index = 0
    while index < scalars.count {
        let end = scalars[index...].firstIndex { !numerals.keys.contains($0) } ?? scalars.count
        defer { index = max(end, index + 1) }
        guard end > index, !isPartOfWord(scalars, before: index), let value = chineseNumber(scalars[index..<end]),
            (2...99).contains(value),
            let unit = scanner.unitEnd(from: end), !falseUnits.contains(scalars[end])
        else { continue }
        mentions.append(scanner.mention(value, index, number: end, unit: unit))
    }
    return mentions
}

private let numerals: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
]

/// Units that make another word with a numeral before them: 十分, 三面, 五点.
private let falseUnits: Set<Unicode.Scalar> = ["分", "面", "点", "道", "成", "对", "口", "号", "级", "月", "日", "格", "周"]

private func isPartOfWord(_ scalars: [Unicode.Scalar], before index: Int) -> Bool {
    index > 0 && ["第", "百", "千", "万", "几", "数"].contains(scalars[index - 1])
}

/// 2 to 99 from its numerals: 三, 十二, 二十, 三十五; nil for all else.
func chineseNumber(_ text: some Sequence<Unicode.Scalar>) -> Int? {
    let digits = text.compactMap { numerals[$0] }
    guard let ten = digits.firstIndex(of: 10) else { return digits.count == 1 ? digits[0] : nil }
    guard ten <= 1, digits.count - ten <= 2, digits.count(where: { $0 == 10 }) == 1 else { return nil }
    let tens = ten == 0 ? 1 : digits[0]
    let ones = ten + 1 < digits.count ? digits[ten + 1] : 0
    return tens > 0 ? tens * 10 + ones : nil
}
