import Diagnostics

/// Numbers in a text that belong to one person: mobile numbers and identity numbers, which must not be published
/// (个人信息保护法 Art. 28–29).
///
/// A mobile number is 11 digits from 13 to 19 on, in one piece or as 3, 4 and 4 digits with a space or hyphen between.
/// An identity number is 18 characters, in one piece or as 6, 8 and 4, with a date of birth and the check character of
/// GB 11643. Parts of addresses, codes with letters and sums of money are neither.
///
/// - Parameter bytes: UTF-8; the spans are offsets into it.
func personalNumberFaults(in bytes: [UInt8], file: String) -> [Diagnostic] {
    bytes.withUnsafeBufferPointer { PersonalNumberSearch(bytes: $0).findAll() }.map { found in
        Diagnostic(
            "personal-data", at: Span(file: file, range: found.range),
            LocalizedText(
                zh: "这里像是\(found.kind.name.zh)，不能公布：请删掉，联系方式写办公电话；确要提到，就遮住中间几位，例如 138****5678",
                en:
                    "this looks like \(found.kind.name.en) and must not be published: take it out or mask it, as in 138****5678"
            ))
    }
}

private struct PersonalNumberSearch {
    let bytes: UnsafeBufferPointer<UInt8>

    /// Digits in one piece.
    private struct Group {
        var digits: [UInt8] = []
        var range: Range<Int>
    }

    func findAll() -> [(kind: PersonalNumber, range: Range<Int>)] {
        var found: [(kind: PersonalNumber, range: Range<Int>)] = []
        var offset = 0
        while let next = firstDigit(from: offset) {
            offset = next
            // Most numbers are short, and nothing needs to be kept of them.
            if let end = shortRun(from: offset) {
                offset = end
                continue
            }
            let groups = groups(from: offset)
            found += personalNumbers(among: groups)
            offset = groups.last?.range.upperBound ?? offset + 1
        }
        return found
    }

    private func firstDigit(from start: Int) -> Int? {
        let text = UnsafeRawBufferPointer(bytes)
        var offset = start
        while let found = firstOffset(in: text, from: offset, where: { $0.digits | $0.equal(0xEF) }) {
            if digit(at: found) != nil { return found }
            offset = found + 1
        }
        return nil
    }

    /// The end of digits, spaces and hyphens that begin at `start` if they hold fewer digits than any number of a person.
    private func shortRun(from start: Int) -> Int? {
        var (offset, count) = (start, 0)
        while offset < bytes.count, count < 11 {
            if let (_, width) = digit(at: offset) {
                count += 1
                offset += width
            } else if bytes[offset] == 0x20 || bytes[offset] == 0x2D {
                offset += 1
            } else {
                break
            }
        }
        return count < 11 ? offset : nil
    }

    /// The digits from `start` on, with single spaces and hyphens between the groups; an X may end the last one.
    private func groups(from start: Int) -> [Group] {
        var groups = [Group(range: start..<start)]
        var offset = start
        while offset < bytes.count {
            let last = groups.count - 1
            if let (value, width) = digit(at: offset) {
                groups[last].digits.append(value)
                offset += width
            } else if bytes[offset] | 0x20 == UInt8(ascii: "x"), !groups[last].digits.isEmpty {
                groups[last].digits.append(10)
                groups[last].range = groups[last].range.lowerBound..<offset + 1
                return groups
            } else if bytes[offset] == 0x20 || bytes[offset] == 0x2D, digit(at: offset + 1) != nil {
                offset += 1
                groups.append(Group(range: offset..<offset))
                continue
            } else {
                return groups
            }
            groups[last].range = groups[last].range.lowerBound..<offset
        }
        return groups
    }

    private func personalNumbers(among groups: [Group]) -> [(kind: PersonalNumber, range: Range<Int>)] {
        var found: [(kind: PersonalNumber, range: Range<Int>)] = []
        var index = 0
        while index < groups.count {
            let match = [1, 3].compactMap { count -> (PersonalNumber, Int)? in
                guard index + count <= groups.count else { return nil }
                return kind(of: groups[index..<index + count]).map { ($0, count) }
            }.first
            guard let (kind, count) = match else {
                index += 1
                continue
            }
            let range = groups[index].range.lowerBound..<groups[index + count - 1].range.upperBound
            if standsAlone(range) { found.append((kind, range)) }
            index += count
        }
        return found
    }

    private func kind(of groups: ArraySlice<Group>) -> PersonalNumber? {
        let (digits, sizes) = (groups.flatMap(\.digits), groups.map(\.digits.count))
        if sizes == [11] || sizes == [3, 4, 4] {
            let isRound = digits.suffix(5).allSatisfy { $0 == 0 }
            return digits[0] == 1 && digits[1] >= 3 && !digits.contains(10) && !isRound ? .mobilePhone : nil
        }
        let isWhole = sizes == [18] || sizes == [6, 8, 4]
        return isWhole && isIdentityNumber(digits) ? .identityCard : nil
    }

    /// The date of birth and the check character (GB 11643-1999, 4.2.3; ISO 7064 MOD 11-2); X is 10.
    private func isIdentityNumber(_ digits: [UInt8]) -> Bool {
        guard !digits.dropLast().contains(10), (1...8).contains(digits[0]) else { return false }
        let numbers = digits.map(Int.init)
        let month = numbers[10] * 10 + numbers[11]
        let day = numbers[12] * 10 + numbers[13]
        let century = numbers[6] * 10 + numbers[7]
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1]
        let sum = zip(numbers, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return [19, 20].contains(century) && (1...12).contains(month) && (1...31).contains(day) && sum % 11 == 1
    }

    /// Whether no address, code or sum of money goes on beside the digits.
    private func standsAlone(_ range: Range<Int>) -> Bool {
        if range.upperBound < bytes.count {
            let next = bytes[range.upperBound]
            let goesOn = range.upperBound + 1 < bytes.count && isWord(bytes[range.upperBound + 1])
            if isWord(next) || (next == UInt8(ascii: ".") && goesOn) || isMoney(at: range.upperBound) { return false }
        }
        guard range.lowerBound > 0 else { return true }
        let previous = bytes[range.lowerBound - 1]
        if isWord(previous) { return false }
        if previous == UInt8(ascii: "."), range.lowerBound > 1, digit(at: range.lowerBound - 2) != nil { return false }
        let token = bytes[..<range.lowerBound].reversed().prefix { isOfAddress($0) }
        return
            !(token.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") } && token.contains(where: isLetter))
    }

    /// 元, 万, 亿 behind a number.
    private func isMoney(at offset: Int) -> Bool {
        ["元", "万", "亿"].contains { bytes[offset...].starts(with: $0.utf8) }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || byte == UInt8(ascii: "_") }

    /// Whether a byte can stand in an address: ASCII without spaces, quotes and brackets.
    private func isOfAddress(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"\"'()<>[]{},;".utf8.contains(byte)
    }

    /// The value and the bytes of an ASCII or full-width digit.
    private func digit(at offset: Int) -> (value: UInt8, width: Int)? {
        guard offset < bytes.count else { return nil }
        if bytes[offset] &- 0x30 < 10 { return (bytes[offset] - 0x30, 1) }
        guard bytes[offset] == 0xEF, offset + 2 < bytes.count, bytes[offset + 1] == 0xBC else { return nil }
        let value = bytes[offset + 2] &- 0x90
        return value < 10 ? (value, 3) : nil
    }
}
