import Diagnostics
import Statistics

/// Texts in a community's tables that look like the telephone or identity number of a person: they must not be
/// published, whatever `privacy` says (个人信息保护法 Art. 28–29).
func personalDataFaults(_ statistics: CommunityStatistics) -> [Diagnostic] {
    guard let table = statistics.hierarchy?.table else { return [] }
    return table.columns.flatMap { column -> [Diagnostic] in
        guard let texts = column.values.texts else { return [] }
        return zip(texts, column.cells).compactMap { text, span in
            guard let known = text.known, let kind = PersonalNumber.find(in: known) else { return nil }
            return Diagnostic(
                "personal-data", at: span,
                LocalizedText(
                    zh: "这里像是\(kind.name.zh)，不能公布：请从表里删掉，联系方式用办公电话并写进介绍",
                    en: "this looks like \(kind.name.en) and must not be published: take it out of the table"))
        }
    }
}

/// A number that belongs to one person.
enum PersonalNumber {
    case mobilePhone
    case identityCard

    /// What people call it.
    var name: LocalizedText {
        switch self {
        case .mobilePhone: LocalizedText(zh: "手机号", en: "a mobile number")
        case .identityCard: LocalizedText(zh: "身份证号", en: "an identity number")
        }
    }

    /// The first such number in a text: 11 digits from 13 to 19 on, or 17 digits with a digit or X behind them
    /// (GB 11643). Spaces and hyphens between digits do not hide one.
    static func find(in text: String) -> PersonalNumber? {
        var run = ""
        for character in text + "。" {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                run += String(digit)
            } else if character == "X" || character == "x", run.count == 17 {
                return .identityCard
            } else if character != " ", character != "-" || run.isEmpty {
                if let found = kind(ofDigits: run) { return found }
                run = ""
            }
        }
        return nil
    }

    private static func kind(ofDigits digits: String) -> PersonalNumber? {
        if digits.count == 18 { return .identityCard }
        let isMobile = digits.count == 11 && digits.hasPrefix("1") && digits.dropFirst().first.map { $0 >= "3" } == true
        return isMobile ? .mobilePhone : nil
    }
}
