/// Writes values one after the other; `ByteReader` reads them in the same order.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// A writer with room for about so many bytes: growing means copying all that was written.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// A whole number in as few bytes as it needs (LEB128 of the zigzag form).
    mutating func add(_ number: Int) {
        var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ fingerprint: Fingerprint) {
        withUnsafeBytes(of: (fingerprint.high.littleEndian, fingerprint.low.littleEndian)) {
            bytes.append(contentsOf: $0)
        }
    }

    /// Bytes with their number before them.
    mutating func add(_ block: ArraySlice<UInt8>) {
        add(block.count)
        bytes.append(contentsOf: block)
    }

    /// What stands before a block.
    static func length(of block: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.add(block.count)
        return writer.bytes
    }

    mutating func add<Element>(_ elements: [Element], _ write: (inout ByteWriter, Element) -> Void) {
        add(elements.count)
        for element in elements { write(&self, element) }
    }

    mutating func add<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
        add(value != nil)
        if let value { write(&self, value) }
    }
}

/// Reads what `ByteWriter` wrote. Behind the first fault every value is empty and `isFaulty` stays set, so the
/// caller looks once, at the end.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int
    private(set) var isFaulty = false

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    /// Where the next value begins.
    var position: Int { offset }

    /// Whether everything has been read.
    var isAtEnd: Bool { offset == bytes.endIndex }

    /// Whether everything has been read and made sense.
    var isWhole: Bool { isAtEnd && !isFaulty }

    mutating func int() -> Int {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while offset < bytes.endIndex, shift < 64 {
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                let number = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
                return Int(number)
            }
            shift += 7
        }
        fail()
        return 0
    }

    mutating func flag() -> Bool { take(1).first == 1 }

    mutating func text() -> String {
        let count = int()
        return String(decoding: take(count), as: UTF8.self)
    }

    mutating func fingerprint() -> Fingerprint {
        let block = take(16)
        guard block.count == 16 else { return .unknown }
        func word(_ start: Int) -> UInt64 {
            block[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        return Fingerprint(high: word(block.startIndex), low: word(block.startIndex + 8))
    }

    mutating func block() -> ArraySlice<UInt8> {
        let count = int()
        return take(count)
    }

    mutating func list<Element>(_ read: (inout ByteReader) -> Element) -> [Element] {
        var elements: [Element] = []
        repeated { reader, count in
            if elements.isEmpty { elements.reserveCapacity(count) }
            elements.append(read(&reader))
        }
        return elements
    }

    /// Reads a count, then calls `read` so often; each time it is told the count.
    mutating func repeated(_ read: (inout ByteReader, Int) -> Void) {
        let count = int()
        // An element takes at least one byte, so a count beyond what is left is noise.
        guard count >= 0, count <= bytes.endIndex - offset else { return fail() }
        for _ in 0..<count {
            if isFaulty { return }
            read(&self, count)
        }
    }

    mutating func optional<Value>(_ read: (inout ByteReader) -> Value) -> Value? { flag() ? read(&self) : nil }

    /// Says that a value was read which cannot be.
    mutating func fail() {
        isFaulty = true
        offset = bytes.endIndex
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.endIndex - offset else {
            fail()
            return []
        }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }
}
