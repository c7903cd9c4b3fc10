/// Reads single characters out of UTF-8 bytes without making strings. Broken bytes read as U+FFFD.
enum UTF8Scan {
    /// The character that begins at `offset` and how many bytes it takes.
    @inline(__always)
    static func scalar(
        at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
    ) -> (value: UInt32, length: Int) {
        let first = bytes[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard length > 1, offset + length <= end else { return (0xFFFD, 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for index in 1..<length {
            let byte = bytes[offset + index]
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, index) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return (value, length)
    }

    /// The character that ends before `offset`, not reaching below `start`.
    @inline(__always)
    static func scalar(
        before offset: Int, in bytes: UnsafeBufferPointer<UInt8>, start: Int
    ) -> (value: UInt32, length: Int) {
        var first = offset - 1
        while first > start, first > offset - 4, bytes[first] & 0xC0 == 0x80 { first -= 1 }
        let (value, length) = scalar(at: first, in: bytes, end: offset)
        return length == offset - first ? (value, length) : (0xFFFD, 1)
    }
}
