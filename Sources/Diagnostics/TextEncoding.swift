/// What a file's bytes turn out to be when they are not UTF-8.
public enum ForeignEncoding: Sendable, Hashable {
    /// A text from a Chinese Windows program: every byte fits GB18030.
    case gb18030
    /// A UTF-16 text that begins with a byte order mark.
    case utf16
    /// Neither: perhaps no text at all.
    case unknown
}

/// Looks for the first byte that cannot be UTF-8.
///
/// - Returns: its offset and what the file seems to be instead; nil for a valid UTF-8 text.
public func firstInvalidUTF8(in bytes: [UInt8]) -> (offset: Int, encoding: ForeignEncoding)? {
    guard let offset = invalidUTF8Offset(bytes) else { return nil }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return (0, .utf16) }
    return (offset, isGB18030(bytes) && !isMostlyUTF8(bytes) ? .gb18030 : .unknown)
}

/// Whether more characters beyond ASCII are whole than broken: a UTF-8 text that was damaged. Its bytes may well
/// fit the forms of GB 18030, too.
private func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var balance = 0
    while true {
        switch decoder.parseScalar(from: &iterator) {
        case .valid(let encoded): balance += encoded.count > 1 ? 1 : 0
        case .emptyInput: return balance > 0
        case .error: balance -= 1
        }
    }
}

/// Whether a text is UTF-8 (Unicode 16, table 3-7).
///
/// The standard library validates by making a string of the text. Nearly all characters here have one byte, or three
/// with a lead that allows every pair behind it, and come together: eight bytes are looked at for two of them.
private func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let high = word & 0x8080_8080_8080_8080
        if word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0, allowsEveryPair(word), allowsEveryPair(word >> 24) {
            offset += 6
        } else if high & 0x80 == 0 {
            offset += high == 0 ? 8 : high.trailingZeroBitCount >> 3
        } else if word & 0xC0_C0F0 == 0x80_80E0, allowsEveryPair(word) {
            offset += 3
        } else if word & 0xC0E0 == 0x80C0, word & 0xFF >= 0xC2 {
            offset += 2
        } else {
            break
        }
    }
    return String(validating: bytes[offset...], as: UTF8.self) != nil
}

/// Whether any two bytes of continuation may follow the lead of three bytes in the lowest byte: all but E0 and ED.
@inline(__always)
private func allowsEveryPair(_ word: UInt64) -> Bool { 0b1101_1111_1111_1110 >> (word & 0xF) & 1 == 1 }

private func invalidUTF8Offset(_ bytes: [UInt8]) -> Int? {
    // The place is looked for only where there is a fault.
    if bytes.withUnsafeBytes({ isUTF8($0) }) { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
        switch decoder.parseScalar(from: &iterator) {
        case .valid(let encoded): offset += encoded.count
        case .emptyInput: return nil
        case .error: return offset
        }
    }
}

/// Whether every byte fits the one-, two- and four-byte forms of GB 18030-2005.
private func isGB18030(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
            index += 1
            continue
        }
        guard (0x81...0xFE).contains(lead), index + 1 < bytes.count else { return false }
        let second = bytes[index + 1]
        if (0x40...0x7E).contains(second) || (0x80...0xFE).contains(second) {
            index += 2
        } else if (0x30...0x39).contains(second), index + 3 < bytes.count,
            (0x81...0xFE).contains(bytes[index + 2]), (0x30...0x39).contains(bytes[index + 3])
        {
            index += 4
        } else {
            return false
        }
    }
    return true
}
