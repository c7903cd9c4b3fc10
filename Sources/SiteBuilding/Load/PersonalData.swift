import Content
import Diagnostics
import Statistics

/// Texts in a table that look like the telephone or identity number of a person: they must not be published, whatever
/// `privacy` says (个人信息保护法 Art. 28–29).
func personalDataFaults(_ table: TypedTable) -> [Diagnostic] {
    table.columns.flatMap { column -> [Diagnostic] in
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

    /// The first such number in a text: 11 digits from 13 to 19 on, perhaps with +86 before them, or 17 digits with a
    /// digit or X behind them (GB 11643). Spaces and hyphens between digits do not hide one, nor does a second number
    /// beside it.
    static func find(in text: String) -> PersonalNumber? {
        var groups: [String] = []
        var group = ""
        for character in text + "。" {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                group += String(digit)
            } else if character == "X" || character == "x" || character == "Ｘ", !group.isEmpty {
                group += "X"
            } else {
                if !group.isEmpty { groups.append(group) }
                group = ""
                if character == " " || character == "-" || character == "\u{3000}" { continue }
                if let found = find(inGroups: groups) { return found }
                groups = []
            }
        }
        return nil
    }

    /// Looks at every run of neighbouring groups of digits as one number.
    private static func find(inGroups groups: [String]) -> PersonalNumber? {
        for start in groups.indices {
            var digits = ""
            for group in groups[start...] {
                digits += group
                if digits.count > 18 { break }
                if let found = kind(ofDigits: digits) { return found }
            }
        }
        return nil
    }

    /// Codes of grids may have 18 digits, too: what makes a number a person's is the day of birth in it.
    private static func isIdentityNumber(_ digits: String) -> Bool {
        guard digits.count == 18, !digits.dropLast().contains("X") else { return false }
        let date = Array(digits.dropFirst(6).prefix(8))
        return ["18", "19", "20"].contains(String(date[..<2]))
            && CalendarDate("\(String(date[..<4]))-\(String(date[4..<6]))-\(String(date[6...]))") != nil
    }

    private static func kind(ofDigits digits: String) -> PersonalNumber? {
        if isIdentityNumber(digits) { return .identityCard }
        let local = digits.hasPrefix("86") && digits.count == 13 ? digits.dropFirst(2) : digits[...]
        let isMobile =
            local.count == 11 && local.hasPrefix("1") && !local.contains("X")
            && local.dropFirst().first.map { $0 >= "3" } == true
        return isMobile ? .mobilePhone : nil
    }
}
