/// What the emphasis and line-break rules ask about a character (a Unicode scalar value).
enum CharacterClass {
    /// A CJK character as the CJK-friendly amendment to CommonMark defines it
    /// (tats-u, markdown-cjk-friendly, specification.md).
    static func isCJK(_ scalar: UInt32) -> Bool {
        if scalar < 0x1100 { return false }
        if scalar >= 0x4E00, scalar <= 0x9FFF { return true }
        if scalar >= 0x3001, scalar <= 0x3029 { return true }
        if scalar >= 0xFF01, scalar <= 0xFFBE { return true }
        return contains(scalar, CharacterTable.cjk)
    }

    /// CJK, or one of the seven marks of Chinese text whose width Unicode calls ambiguous.
    static func isChinese(_ scalar: UInt32) -> Bool {
        isCJK(scalar) || isAmbiguousMark(scalar)
    }

    /// “ ” ‘ ’ — … ·
    static func isAmbiguousMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x201C, 0x201D, 0x2018, 0x2019, 0x2014, 0x2026, 0x00B7: return true
        default: return false
        }
    }

    /// Punctuation as libcmark 0.30 sees it: ASCII punctuation and general category P*.
    static func isPunctuation(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return isASCIIPunctuation(UInt8(scalar)) }
        if scalar >= 0x3400, scalar <= 0x9FFF { return false }
        return contains(scalar, CharacterTable.punctuation)
    }

    /// Punctuation that takes a whole cell, such as `，` or `）`.
    static func isFullWidthPunctuation(_ scalar: UInt32) -> Bool {
        if scalar >= 0x3400, scalar <= 0x9FFF { return false }
        return isCJK(scalar) && isPunctuation(scalar)
    }

    /// Hangul is written with spaces between words.
    static func isHangul(_ scalar: UInt32) -> Bool {
        if scalar < 0x1100 || (scalar >= 0x3400 && scalar <= 0x9FFF) { return false }
        return contains(scalar, CharacterTable.hangul)
    }

    /// White space as libcmark sees it.
    static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 9, 10, 12, 13, 32, 160, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return true
        default: return false
        }
    }

    /// Marks that end a phrase: emphasis may close before one, never open.
    static func isClosingMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3001, 0xFF0C, 0x3002, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F, 0xFF09, 0x3011, 0x300B, 0x3009,
            0x300D, 0x300F, 0x3015, 0x3017, 0xFF3D, 0xFF5D, 0x201D, 0x2019:
            return true
        default:
            return false
        }
    }

    static func isASCIIPunctuation(_ byte: UInt8) -> Bool {
        (byte >= 0x21 && byte <= 0x2F) || (byte >= 0x3A && byte <= 0x40) || (byte >= 0x5B && byte <= 0x60)
            || (byte >= 0x7B && byte <= 0x7E)
    }

    static func isASCIIDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

    /// Whether `scalar` is in a table of sorted inclusive ranges.
    private static func contains(_ scalar: UInt32, _ table: [UInt32]) -> Bool {
        var low = 0
        var high = table.count / 2
        while low < high {
            let middle = (low + high) / 2
            if scalar < table[2 * middle] {
                high = middle
            } else if scalar > table[2 * middle + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
