/// Bytes as they are written, in a block of memory of their own.
///
/// An `Array` asks before every byte whether somebody shares it; pictures are thousands of short pieces, and the asking
/// took as long as the writing. This type cannot be copied, so nobody can share it.
struct OutputBytes: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// A copy of everything that was written.
    var array: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        start[count] = byte
        count += 1
    }

    mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        if capacity - count < length { grow(by: length) }
        (start + count).update(from: text.utf8Start, count: length)
        count += length
    }

    mutating func append(_ text: String) {
        let bytes = text.utf8.span
        if capacity - count < bytes.count { grow(by: bytes.count) }
        let end = start + count
        for index in bytes.indices { end[index] = bytes[index] }
        count += bytes.count
    }

    /// The decimal digits of `value`.
    mutating func append(digitsOf value: UInt) {
        var length = 1
        var rest = value / 10
        while rest > 0 {
            length += 1
            rest /= 10
        }
        if capacity - count < length { grow(by: length) }
        rest = value
        for place in stride(from: count + length - 1, through: count, by: -1) {
            start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += length
    }

    private mutating func grow(by length: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + length)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
        capacity = 2 * capacity + length
    }
}
