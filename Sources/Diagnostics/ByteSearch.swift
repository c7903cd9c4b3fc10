/// Eight bytes of a text, to be tested together.
///
/// A test gives a word in which the highest bit of a byte is set where the byte passes; above the lowest byte that
/// passes others may be marked as well. Words of several tests can be combined by `|`. (Lamport 1975; Warren, Hacker's
/// Delight, 6-1.)
public struct EightBytes {
    @usableFromInline let word: UInt64

    @inlinable @inline(__always)
    init(word: UInt64) { self.word = word }

    /// Whether any of them is ASCII; most words of Chinese text hold none.
    @inlinable @inline(__always)
    public var holdASCII: Bool { word & 0x8080_8080_8080_8080 != 0x8080_8080_8080_8080 }

    /// Those that equal `byte`.
    @inlinable @inline(__always)
    public func equal(_ byte: UInt8) -> UInt64 { zeros(word ^ 0x0101_0101_0101_0101 &* UInt64(byte)) }

    /// Those that equal `byte` or have another value in the bits of `mask` alone; `byte` has all of these bits.
    @inlinable @inline(__always)
    public func equal(_ byte: UInt8, but mask: UInt8) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        return zeros((word | ones &* UInt64(mask)) ^ ones &* UInt64(byte))
    }

    /// Those below `limit`, which is at most 128.
    @inlinable @inline(__always)
    public func below(_ limit: UInt8) -> UInt64 {
        (word &- 0x0101_0101_0101_0101 &* UInt64(limit)) & ~word & 0x8080_8080_8080_8080
    }

    /// The five characters with a meaning in HTML: `"`, `&`, `'`, `<`, `>`.
    @inlinable @inline(__always)
    public var markup: UInt64 {
        // & and ' differ in one bit, as do < and >.
        holdASCII ? equal(0x22) | equal(0x27, but: 0x01) | equal(0x3E, but: 0x02) : 0
    }

    /// ASCII digits.
    @inlinable @inline(__always)
    public var digits: UInt64 { EightBytes(word: word ^ 0x3030_3030_3030_3030).below(10) }

    @inlinable @inline(__always)
    func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 }
}

/// Where the first byte at or after `start` stands that passes a test; nil where none does.
@inlinable
@inline(__always)
public func firstOffset(
    in bytes: UnsafeRawBufferPointer, from start: Int = 0, where test: (EightBytes) -> UInt64
) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var offset = start
    while offset + 8 <= bytes.count {
        let word = UInt64(littleEndian: (base + offset).loadUnaligned(as: UInt64.self))
        let found = test(EightBytes(word: word))
        if found != 0 { return offset + found.trailingZeroBitCount >> 3 }
        offset += 8
    }
    if offset >= bytes.count { return nil }
    // The last byte is repeated, so that what is found first stands in the text.
    var word = UInt64(bytes[bytes.count - 1]) &* 0x0101_0101_0101_0101
    for index in (offset..<bytes.count).reversed() { word = word << 8 | UInt64(bytes[index]) }
    let found = test(EightBytes(word: word))
    return found == 0 ? nil : offset + found.trailingZeroBitCount >> 3
}
